import { expect } from 'chai';
import { stampDigest } from '../../../processor/plan/digest.ts';
import { verifyPlan } from '../../../processor/plan/verify-plan.ts';
import { renderPlanJson } from '../../../processor/render/plan/plan-json.ts';
import { training } from '../../helpers/specs.ts';
import { world } from '../../helpers/world.ts';

function verify(blocked: object) {
  const { stages, ...rest } = world().has(training()).guarded();
  const changed = stages.map((stage) => ({ ...stage, changes: stage.changes.map((each) => ({ ...each, blocked })) }));
  return verifyPlan(JSON.stringify(stampDigest({ ...rest, stages: changed as unknown as typeof stages })));
}

describe('what stands against a change of a saved plan', () => {
  it('is taken as it is, also under the name of a guard that is not known', () => {
    expect(verify({ guard: 'guard-of-tomorrow', reason: 'it was so' }).result).to.equal('valid');
  });

  for (const [blocked, flaw] of [
    [{ guard: '<b>', reason: 'it was so' }, 'guard is no name of a guard'],
    [{ reason: 'it was so' }, 'guard is no name of a guard'],
    [{ guard: 'prune' }, 'reason is no text'],
  ] as const) {
    it(`makes it no plan where its ${flaw}: ${JSON.stringify(blocked)}`, () => {
      expect(verify(blocked)).to.deep.equal({
        result: 'invalid',
        code: 'not-a-plan',
        reason: `it is no saved plan: stages[0].changes[0].blocked.${flaw}`,
      });
    });
  }
});

describe('a plan that was printed as JSON', () => {
  const plan = world()
    .has(training(), { terminationProtection: true })
    .keeps(training('kept'))
    .guarded({ prune: true });

  it('is the plan itself: what is blocked is repeated in it for programs', () => {
    const text = renderPlanJson(plan);

    expect(text).to.match(/"blocked": \[\n +\{/);
    expect(verifyPlan(text)).to.have.nested.property('plan.digest', plan.digest);
    expect(verifyPlan(text)).not.to.have.nested.property('plan.blocked');
  });

  it('may not be edited otherwise', () => {
    expect(verifyPlan(JSON.stringify({ ...plan, blocked: 'nothing' }))).to.include({ code: 'edited-plan' });
    expect(verifyPlan(renderPlanJson({ ...plan, commit: null }))).to.include({ code: 'edited-plan' });
  });
});

describe('a saved plan', () => {
  type Members = Readonly<Record<string, unknown>>;
  const plan = world().wants(training()).plan({ savesDesired: true });
  const [stage] = plan.stages;

  /** Why a plan with other members is none: of the plan itself, of its stage, or of its change. */
  function flawOf(members: Members, inStage: Members = {}, inChange: Members = {}): string {
    const changes = stage?.changes.map((change) => ({ ...change, ...inChange }));
    const made = { ...plan, stages: [{ ...stage, changes, ...inStage }], ...members };
    const verified = verifyPlan(JSON.stringify(stampDigest(made as unknown as typeof plan)));
    return verified.result === 'valid' ? 'valid' : `${verified.code}: ${verified.reason}`;
  }

  it('is valid as it was saved, with or without a commit, for AWS or the local target', () => {
    expect([{}, { commit: null }].map((members) => flawOf(members))).to.eql(['valid', 'valid']);
    expect(['aws', 'local'].map((target) => flawOf({}, { target }))).to.eql(['valid', 'valid']);
    expect(flawOf({}, {}, { action: 'none', desired: undefined })).to.equal('valid');
    expect(flawOf({}, {}, { desired: undefined, blocked: { guard: 'prune', reason: '' } })).to.equal('valid');
  });

  it('is told from what is none at all', () => {
    const reasons = ['{', 'null', '[]', '{}'].map((text) => {
      const verified = verifyPlan(text);
      return verified.result === 'valid' ? 'valid' : `${verified.code}: ${verified.reason}`;
    });
    const none = 'not-a-plan: it is no saved plan: formatVersion is missing';
    expect(reasons).to.eql(['not-json: it is no JSON, or only a part of it', none, none, none]);
    expect(flawOf({ formatVersion: 2 })).to.equal(
      'newer-format: its format version is 2, this program reads 1; use the version that made it',
    );
    expect(verifyPlan(JSON.stringify({ ...plan, commit: null }))).to.deep.equal({
      result: 'invalid',
      code: 'edited-plan',
      reason: 'its content does not fit its digest: it was edited or damaged after it was saved',
    });
    expect(verifyPlan(JSON.stringify({ ...plan, digest: 1 }))).to.have.property(
      'reason',
      'it is no saved plan: digest is no text',
    );
  });

  const [inStage, inChange] = ['stages[0]', 'stages[0].changes[0]'];
  const flaws: readonly (readonly [flaw: string, members: Members, stage?: Members, change?: Members])[] = [
    ['formatVersion is 0, not 1', { formatVersion: 0 }],
    ['createdAt is no text', { createdAt: 1 }],
    ['commit is neither text nor null', { commit: 1 }],
    ['summary is missing', { summary: undefined }],
    ['stages is no list', { stages: {} }],
    [`${inStage} is no object`, { stages: ['dev'] }],
    ...['stage', 'account', 'region'].map((key) => [`${inStage}.${key} is no text`, {}, { [key]: 1 }] as const),
    [`${inStage}.target is neither local nor aws`, {}, { target: 'moon' }],
    [`${inStage}.changes is no list`, {}, { changes: {} }],
    [`${inChange} is no object`, {}, { changes: [[]] }],
    ...['stack', 'modelName'].map((key) => [`${inChange}.${key} is no text`, {}, {}, { [key]: 1 }] as const),
    [`${inChange}.pipelineType is none of the twelve`, {}, {}, { pipelineType: 'a' }],
    ...['jump', 1].map((action) => [`${inChange}.action is none of the five`, {}, {}, { action }] as const),
    ...['reasons', 'sideEffects', 'config', 'resources', 'dependsOn'].map(
      (key) => [`${inChange}.${key} is no list`, {}, {}, { [key]: {} }] as const,
    ),
    ...['deployed', 'blocked', 'desired'].map(
      (key) => [`${inChange}.${key} is no object`, {}, {}, { [key]: 'a' }] as const,
    ),
    [`${inChange}.desired is missing: only a plan saved with --out can be applied`, {}, {}, { desired: undefined }],
  ];
  for (const [flaw, ...members] of flaws) {
    it(`is none where ${flaw}`, () => {
      expect(flawOf(...members)).to.equal(`not-a-plan: it is no saved plan: ${flaw}`);
    });
  }
});
