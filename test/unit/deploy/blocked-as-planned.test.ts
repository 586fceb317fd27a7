import { expect } from 'chai';
import fc from 'fast-check';
import type { RunReport } from '../../../processor/model/outcome.ts';
import type { Plan } from '../../../processor/model/plan.ts';
import { renderPlanJson } from '../../../processor/render/plan/plan-json.ts';
import { ApplyWorld, type Wanted } from '../../helpers/apply-world.ts';
import { batch, monitor, realtime, training } from '../../helpers/specs.ts';

type Guards = ConstructorParameters<typeof ApplyWorld>[0];

/** An endpoint and what depends on it, in versions of which each replaces, renames or takes over from another one. */
const OLD: Wanted = { spec: realtime('old', { endpoint_name: 'live' }) };
const HEIR: Wanted = { spec: realtime('new', { endpoint_name: 'live' }) };
const RENAMED: Wanted = { spec: realtime('old', { endpoint_name: 'other' }) };
const WATCHER: Wanted = {
  spec: monitor('old', { endpoint_name: 'live' }),
  waitsFor: [{ stackName: OLD.spec.stackName, because: 'endpoint' }],
};
const HEIRS_WATCHER: Wanted = {
  spec: monitor('new', { endpoint_name: 'live' }),
  waitsFor: [{ stackName: HEIR.spec.stackName, because: 'endpoint' }],
};
const POOL = [OLD, HEIR, RENAMED, WATCHER, HEIRS_WATCHER, { spec: training() }, { spec: batch() }];
const TWO: Guards = { stages: [{ name: 'dev' }, { name: 'prod', account: '222222222222' }] };

/** What the plan says of each change that it does not leave to applying. */
function promised(plan: Plan): readonly string[] {
  return plan.stages.flatMap(({ stage, changes }) =>
    changes.flatMap(({ stack, action, blocked }) => {
      if (action === 'none' || blocked === undefined) return [];
      const waits = blocked.guard === 'prune' || blocked.guard === 'dependency';
      return [`${stage}/${stack} ${waits ? 'skipped' : `refused ${blocked.guard}`}`];
    }),
  );
}

/** What became of each change that was not done. */
function kept(report: RunReport): readonly string[] {
  return report.stages.flatMap(({ stage, changes }) =>
    changes.flatMap(({ stack, outcome }) => {
      if (outcome.result === 'refused') return [`${stage}/${stack} refused ${outcome.guard}`];
      return outcome.result === 'skipped' ? [`${stage}/${stack} skipped`] : [];
    }),
  );
}

async function check(
  guards: Guards,
  {
    before,
    after,
    prune = false,
  }: { readonly before: readonly Wanted[]; readonly after: readonly Wanted[]; readonly prune?: boolean },
): Promise<Readonly<Record<string, string>>> {
  const world = new ApplyWorld(guards);
  try {
    await world.deploy(before);
    const plan = await world.plan(after, { prune });
    const { blocked } = JSON.parse(renderPlanJson(plan)) as {
      blocked: { stage: string; stack: string; guard: string }[];
    };
    const report = await world.apply(plan);

    expect(kept(report)).to.have.members(promised(plan));
    expect(report.succeeded, 'it ends with 1 where the plan names what is blocked').to.equal(blocked.length === 0);
    return Object.fromEntries(blocked.map(({ stage, stack, guard }) => [`${stage}/${stack}`, guard]));
  } finally {
    world.remove();
  }
}

describe('what a plan calls blocked or waiting', () => {
  it('makes a run fail also where all that stands against it is a deletion that itself waits', async () => {
    const wait = await check(TWO, { before: [OLD], after: [HEIR, HEIRS_WATCHER, { spec: training() }] });

    expect(wait).to.deep.equal({
      [`dev/${HEIR.spec.stackName}`]: 'dependency',
      [`dev/${HEIRS_WATCHER.spec.stackName}`]: 'dependency',
      [`prod/${HEIR.spec.stackName}`]: 'dependency',
      [`prod/${HEIRS_WATCHER.spec.stackName}`]: 'dependency',
    });
    expect(await check(TWO, { before: [OLD], after: [HEIR, HEIRS_WATCHER], prune: true })).to.deep.equal({});
  });

  it('does not make it fail where a deletion waits and nothing waits for it', async () => {
    expect(await check({}, { before: [OLD, { spec: training() }], after: [{ spec: training() }] })).to.deep.equal({});
  });

  it('is refused by the guard that the plan names, and holds up what depends on it', async () => {
    const guarded: Guards = { guards: { maxReplacements: 0 } };
    const after = [RENAMED, { ...WATCHER, spec: monitor('old', { endpoint_name: 'other' }) }];

    expect(await check(guarded, { before: [OLD, WATCHER], after })).to.deep.equal({
      [`dev/${OLD.spec.stackName}`]: 'max-replacements',
      [`dev/${WATCHER.spec.stackName}`]: 'dependency',
    });
  });

  it('is what applying leaves undone, whatever was there and whatever is wanted', async () => {
    const wanted = fc
      .subarray(POOL)
      .map((some) => [...new Map(some.map((item) => [item.spec.stackName, item])).values()]);
    const guards = fc.record({
      stages: fc.constantFrom([{}], [{ protected: true }], TWO.stages),
      guards: fc.constantFrom({}, { prune: true }, { maxReplacements: 0 }, { maxDeletions: 1 }),
    });
    await fc.assert(
      fc.asyncProperty(guards, wanted, wanted, fc.boolean(), async (settings, before, after, prune) => {
        await check(settings, { before, after, prune });
      }),
      { numRuns: 40 },
    );
  });
});
