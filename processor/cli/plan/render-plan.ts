import type { Plan } from '../../model/plan.ts';
import { renderPlanText, type PlanTextOptions } from '../../render/plan/plan-text.ts';

/** A plan in the format asked for. Only the renderer that is needed is loaded. */
export async function renderPlan(plan: Plan, options: PlanTextOptions & { readonly format: string }): Promise<string> {
  switch (options.format) {
    case 'json':
      return (await import('../../render/plan/plan-json.ts')).renderPlanJson(plan);
    case 'markdown':
      return (await import('../../render/plan/plan-markdown.ts')).renderPlanMarkdown(plan, { dialect: 'github' });
    case 'html':
      return (await import('../../render/plan/plan-html.ts')).renderPlanHtml(plan);
    default:
      return renderPlanText(plan, options);
  }
}
