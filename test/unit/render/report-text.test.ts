import { expect } from 'chai';
import type { Outcome } from '../../../processor/model/outcome.ts';
import { describeNextSteps, describeResults, type CommandRun } from '../../../processor/render/report-words.ts';
import { renderReportText } from '../../../processor/render/report-text.ts';
import { applied } from '../../helpers/applied.ts';
import { batch, training } from '../../helpers/specs.ts';
import { world } from '../../helpers/world.ts';

const DEPLOYED: Outcome = { result: 'deployed', seconds: 42, outputs: {} };
const FAILED: Outcome = { result: 'failed', seconds: 1, rootCause: 'no model', events: [] };
const STALE: Outcome = { result: 'refused', guard: 'stale-plan', reason: 'moved' };
const WAITS: Outcome = { result: 'skipped', reason: 'deletions wait' };

/** A report of deletions of stacks, one for each outcome, beside one that is kept. */
function deletions(outcomes: readonly Outcome[], prune: boolean) {
  const story = world().keeps(training('kept'));
  for (const index of outcomes.keys()) story.has(batch(`b${index}`));
  const left = [...outcomes];
  return applied(story.guarded({ prune }), ({ action }) =>
    action === 'none' ? { result: 'unchanged' } : (left.shift() ?? DEPLOYED),
  );
}

function mend(command: string): string {
  return `mend the causes above and run \`${command}\` again: what succeeded is not repeated`;
}

function planAgain(command: string): string {
  return `run \`${command}\` again: what is deployed has changed since this plan was made`;
}

describe('the report of an apply', () => {
  it('counts what was deleted apart from what was deployed', () => {
    const plan = world().has(batch('gone')).wants(training('a')).wants(training('b')).guarded({ prune: true });
    expect(describeResults(applied(plan, () => DEPLOYED))).to.equal('2 deployed, 1 deleted');
    expect(describeResults(applied(plan, ({ action }) => (action === 'delete' ? FAILED : DEPLOYED)))).to.equal(
      '2 deployed, 1 failed',
    );
    expect(describeResults(deletions([DEPLOYED], true))).to.equal('1 deleted, 1 unchanged');
    expect(describeResults(applied(world().plan(), () => DEPLOYED))).to.equal('no workloads');
  });

  it('tells in one line how many were skipped for one reason, from four on', () => {
    const other: Outcome = { result: 'skipped', reason: 'it depends on `x`, which failed' };
    const shown = renderReportText(deletions([WAITS, WAITS, other, WAITS, WAITS], false), {
      color: false,
      verbose: false,
    });
    expect(shown).to.include('\n  ↷ 4 skipped: deletions wait\n').and.include('it depends on `x`, which failed');
    expect(shown.match(/· skipped$/gm)).to.have.length(1);

    const three = renderReportText(deletions([WAITS, WAITS, WAITS], false), { color: false, verbose: false });
    expect(three.match(/· skipped$/gm)).to.have.length(3);
    const all = renderReportText(deletions([WAITS, WAITS, WAITS, WAITS], false), { color: false, verbose: true });
    expect(all.match(/· skipped$/gm)).to.have.length(4);
  });

  const given = [['--target', 'aws']] as const;
  const steps: Readonly<Record<string, readonly [readonly Outcome[], boolean, CommandRun, readonly string[]]>> = {
    'all that was asked for': [[DEPLOYED], true, {}, []],
    'a failure': [[DEPLOYED, FAILED], true, { given }, [mend('mlops apply --target aws')]],
    'a failure with --prune': [[FAILED], true, { given, prune: true }, [mend('mlops apply --prune --target aws')]],
    'a failure of a saved plan': [
      [FAILED],
      true,
      { given, planFile: 'p 1.json' },
      [mend("mlops apply 'p 1.json' --target aws")],
    ],
    'a failure of destroy': [[FAILED], true, { command: 'destroy' }, [mend('mlops destroy')]],
    'what has moved': [[DEPLOYED, STALE], true, { given }, [planAgain('mlops plan --target aws')]],
    'what has moved since a saved plan': [
      [STALE],
      true,
      { planFile: 'p.json' },
      [planAgain('mlops plan --out p.json')],
    ],
    'a deletion that waits': [
      [WAITS],
      false,
      { given },
      ['1 workload waits for `mlops apply --prune --target aws` to be deleted'],
    ],
    'deletions of a saved plan that wait': [
      [WAITS, WAITS],
      false,
      { planFile: 'p.json' },
      ['2 workloads wait for `mlops plan --prune --out p.json` to be deleted'],
    ],
  };
  for (const [what, [outcomes, prune, run, expected]] of Object.entries(steps)) {
    it(`says what to do next after ${what}`, () => {
      expect(describeNextSteps(deletions(outcomes, prune), run)).to.deep.equal(expected);
    });
  }
});
