import type { Plan } from '../../../processor/model/plan.ts';
import { PLAN_STYLE } from '../../../processor/render/plan/plan-html-style.ts';
import { renderPlanHtml } from '../../../processor/render/plan/plan-html.ts';
import { renderPlanMarkdown } from '../../../processor/render/plan/plan-markdown.ts';
import { renderPlanText } from '../../../processor/render/plan/plan-text.ts';
import { renderReportMarkdown } from '../../../processor/render/report-markdown.ts';
import { renderReportText } from '../../../processor/render/report-text.ts';
import { applied, everyEnd } from '../../helpers/applied.ts';
import { expectGolden } from '../../helpers/golden.ts';
import { SCENARIOS } from '../../helpers/scenarios.ts';

/** Each scenario in each format, compared with the file that a person has read. */
describe('golden renderings', () => {
  for (const [name, makePlan] of Object.entries(SCENARIOS)) {
    const renderings: Readonly<Record<string, (plan: Plan) => string>> = {
      'plan.txt': (plan) => renderPlanText(plan, { color: false, verbose: false, width: 110 }),
      'plan.verbose.txt': (plan) => renderPlanText(plan, { color: false, verbose: true, savedAs: 'my plan.json' }),
      'plan.github.md': (plan) => renderPlanMarkdown(plan, { dialect: 'github' }),
      'plan.codecommit.md': (plan) => renderPlanMarkdown(plan, { dialect: 'codecommit' }),
      'plan.html': (plan) => renderPlanHtml(plan).replace(PLAN_STYLE, 'the style of plan-html-style.ts'),
      'report.short.txt': (plan) => renderReportText(applied(plan, everyEnd), { color: false, verbose: false }),
      'report.txt': (plan) => renderReportText(applied(plan, everyEnd), { color: false, verbose: true }),
      'report.md': (plan) => renderReportMarkdown(applied(plan, everyEnd)),
    };
    for (const [kind, render] of Object.entries(renderings)) {
      it(`of ${name}: ${kind}`, () => {
        expectGolden(render(makePlan()), new URL(`golden/${name}.${kind}`, import.meta.url));
      });
    }
  }
});
