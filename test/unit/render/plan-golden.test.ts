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
    const plan = makePlan();
    const report = applied(plan, everyEnd);
    const renderings: Readonly<Record<string, string>> = {
      'plan.txt': renderPlanText(plan, { color: false, verbose: false, width: 110 }),
      'plan.verbose.txt': renderPlanText(plan, { color: false, verbose: true, savedAs: 'my plan.json' }),
      'plan.github.md': renderPlanMarkdown(plan, { dialect: 'github' }),
      'plan.codecommit.md': renderPlanMarkdown(plan, { dialect: 'codecommit' }),
      'plan.html': renderPlanHtml(plan).replace(PLAN_STYLE, 'the style of plan-html-style.ts'),
      'report.txt': renderReportText(report, { color: false, verbose: true }),
      'report.md': renderReportMarkdown(report),
    };
    for (const [kind, text] of Object.entries(renderings)) {
      it(`of ${name}: ${kind}`, () => {
        expectGolden(text, new URL(`golden/${name}.${kind}`, import.meta.url));
      });
    }
  }
});
