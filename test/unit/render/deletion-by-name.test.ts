import { expect } from 'chai';
import { buildDestroyPlan } from '../../../processor/plan/build-destroy-plan.ts';
import { renderReportMarkdown } from '../../../processor/render/report-markdown.ts';
import { renderReportText } from '../../../processor/render/report-text.ts';
import { applied } from '../../helpers/applied.ts';
import { realtime } from '../../helpers/specs.ts';
import { world } from '../../helpers/world.ts';

const SCREEN = { color: false, verbose: false };

describe('the report of a deletion by name', () => {
  const { stages, createdAt } = world().has(realtime()).input();
  const plan = buildDestroyPlan({ stages, stacks: [realtime().stackName], createdAt });

  it('names the command that goes on after a failure, in every format', () => {
    const failed = applied(plan, () => ({ result: 'failed', rootCause: 'in use', events: [], seconds: 1 }));
    for (const text of [
      renderReportText(failed, { ...SCREEN, command: 'destroy' }),
      renderReportMarkdown(failed, { command: 'destroy' }),
    ]) {
      expect(text).to.include('run `mlops destroy` again').and.not.include('mlops apply');
    }
    expect(renderReportText(failed, SCREEN)).to.include('run `mlops apply` again');
  });

  it('names it as well when the stack moved meanwhile', () => {
    const stale = applied(plan, () => ({ result: 'refused', guard: 'stale-plan', reason: 'it moved' }));
    expect(renderReportText(stale, { ...SCREEN, command: 'destroy' })).to.include('run `mlops destroy` again');
    expect(renderReportText(stale, SCREEN)).to.include('run `mlops plan` again');
  });
});
