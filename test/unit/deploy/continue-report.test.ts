import { expect } from 'chai';
import { continueReport } from '../../../processor/deploy/continue-report.ts';
import type { Outcome, RunReport } from '../../../processor/model/outcome.ts';
import { applied } from '../../helpers/applied.ts';
import { realtime, training } from '../../helpers/specs.ts';
import { world } from '../../helpers/world.ts';

const DEPLOYED: Outcome = { result: 'deployed', seconds: 1, outputs: {} };
const UNCHANGED: Outcome = { result: 'unchanged' };
const STALE: Outcome = { result: 'refused', guard: 'stale-plan', reason: 'it moved' };
const FAILED: Outcome = { result: 'failed', rootCause: 'no', events: [], seconds: 1 };

describe('one report of two runs', () => {
  const [kept, moved, gone] = [training('kept'), training('moved'), realtime('gone')];

  function told(report: RunReport): readonly string[] {
    return report.stages.flatMap(({ stage, changes }) =>
      changes.map(({ modelName, action, outcome }) => `${stage} ${action} ${modelName}: ${outcome.result}`),
    );
  }

  it('holds what either of them did, deletions too, and counts it', () => {
    const plan = world().has(gone).wants(kept).wants(moved).guarded({ prune: true });
    const before = applied(plan, ({ modelName }) => (modelName === 'moved' ? STALE : DEPLOYED));
    const after = applied(world().keeps(kept).wants(moved).plan(), ({ action }) =>
      action === 'none' ? UNCHANGED : DEPLOYED,
    );
    const report = continueReport(before, after);

    expect(told(report)).to.deep.equal([
      'dev create kept: deployed',
      'dev create moved: deployed',
      'dev delete gone: deployed',
    ]);
    expect(report.summary).to.deep.equal({ create: 2, update: 0, replace: 0, delete: 1, none: 0 });
    expect(report.succeeded).to.equal(true);
  });

  it('keeps how it ended, not how it went before, and what was never done', () => {
    const before = applied(world().wants(kept).wants(moved).plan(), ({ modelName }) =>
      modelName === 'kept' ? DEPLOYED : STALE,
    );
    const after = applied(
      world()
        .has(kept)
        .wants(training('kept', { instance_count: 2 }))
        .keeps(moved)
        .plan(),
      (change) => (change.action === 'none' ? UNCHANGED : FAILED),
    );
    expect(told(continueReport(before, after))).to.deep.equal(['dev update kept: failed', 'dev none moved: unchanged']);
  });

  it('takes stacks of one name in two stages for two', () => {
    const both = world().stage('dev').wants(kept).stage('prod').wants(kept).plan();
    const before = applied(both, (_, index) => (index === 0 ? DEPLOYED : STALE));
    const after = applied(world().stage('dev').keeps(kept).stage('prod').keeps(kept).plan(), () => UNCHANGED);
    expect(told(continueReport(before, after))).to.deep.equal([
      'dev create kept: deployed',
      'prod none kept: unchanged',
    ]);
  });
});
