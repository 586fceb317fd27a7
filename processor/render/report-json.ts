import type { RunReport } from '../model/outcome.ts';
import { orderChange, orderStage } from './plan/plan-json.ts';

/** What `apply --format json` prints: the plan with an `outcome` for each change (schema/apply.schema.json). */
export function renderReportJson(report: RunReport): string {
  const ordered: RunReport = {
    formatVersion: report.formatVersion,
    digest: report.digest,
    commit: report.commit,
    createdAt: report.createdAt,
    stages: report.stages.map((stage) => ({
      ...orderStage(stage),
      changes: stage.changes.map((change) => ({
        ...orderChange(change, { withDesired: false }),
        outcome: change.outcome,
      })),
    })),
    summary: report.summary,
    succeeded: report.succeeded,
  };
  return `${JSON.stringify(ordered, null, 2)}\n`;
}
