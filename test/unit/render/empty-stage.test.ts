import { expect } from 'chai';
import { buildPlan } from '../../../processor/plan/build-plan.ts';
import { renderPlanHtml } from '../../../processor/render/plan/plan-html.ts';
import { renderPlanMarkdown } from '../../../processor/render/plan/plan-markdown.ts';
import { renderPlanText } from '../../../processor/render/plan/plan-text.ts';
import { renderReportMarkdown } from '../../../processor/render/report-markdown.ts';
import { renderReportText } from '../../../processor/render/report-text.ts';
import { applied } from '../../helpers/applied.ts';
import { world } from '../../helpers/world.ts';

describe('a stage without workloads', () => {
  const plan = buildPlan(world().input());
  const report = applied(plan, () => ({ result: 'unchanged' }));

  for (const [what, text] of [
    ['the plan as text', renderPlanText(plan, { color: false, verbose: false })],
    ['the plan as Markdown', renderPlanMarkdown(plan, { dialect: 'github' })],
    ['the plan as HTML', renderPlanHtml(plan)],
    ['the report as text', renderReportText(report, { color: false, verbose: false })],
    ['the report as text, in full', renderReportText(report, { color: false, verbose: true })],
    ['the report as Markdown', renderReportMarkdown(report)],
  ] as const) {
    it(`is said to be one below its heading: ${what}`, () => {
      const [, below = ''] = text.split(/Stage `?dev`?.*\n/);
      expect(below, text).to.include('no workloads').and.not.include('unchanged');
    });
  }
});
