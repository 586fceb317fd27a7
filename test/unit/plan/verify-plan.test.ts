import { expect } from 'chai';
import { stampDigest } from '../../../processor/plan/digest.ts';
import { verifyPlan } from '../../../processor/plan/verify-plan.ts';
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
