import { countActions } from '../model/count-actions.ts';
import type { ApplyEnded, DeploymentEvent, EventOrigin, FailedChange, StageEvent } from '../model/deployment-event.ts';
import type { UserError } from '../model/errors.ts';
import type { AppliedChange, RunReport } from '../model/outcome.ts';
import type { Plan, StagePlan } from '../model/plan.ts';
import { findingJson } from './findings/finding-json.ts';
import { countSeverities, summarize, type FindingsReport } from './findings/findings-report.ts';
import { describeSummary } from './plan/plan-words.ts';
import { countResults, describeResults } from './report-words.ts';

/** Most failures or findings that one event names; the size limit of the bus may leave fewer. */
const MOST_NAMED = 50;

/** Changes of a stage; a review does not know where the stage is. */
type PlannedStage = Pick<StagePlan, 'stage' | 'changes'> & Partial<Pick<StagePlan, 'account' | 'region'>>;

/** The event about a plan that stands, or about what a pull request would change. */
export function planReady(
  plan: Pick<Plan, 'summary'> & { readonly stages: readonly PlannedStage[] },
  origin: EventOrigin,
): DeploymentEvent {
  const stages = plan.stages.map((stage) => {
    const counts = countActions(stage.changes);
    return {
      ...stageOf(stage),
      summary: describeSummary({ stages: [stage], summary: counts }),
      counts,
      blocked: stage.changes.filter((change) => change.blocked !== undefined).length,
    };
  });
  return {
    detailType: 'Plan ready',
    detail: { ...origin, summary: describeSummary(plan), counts: plan.summary, stages },
  };
}

/** The event about a run that came to its end, well or not. */
export function applyEnded(report: RunReport, origin: EventOrigin): DeploymentEvent {
  const failures = report.stages.flatMap(({ stage, changes }) =>
    changes.flatMap((change) => failureOf(stage, change) ?? []),
  );
  const detail: ApplyEnded = {
    ...origin,
    summary: describeResults(report),
    counts: countResults(report),
    stages: report.stages.map(stageOf),
    failures: failures.slice(0, MOST_NAMED),
    omitted: Math.max(0, failures.length - MOST_NAMED),
  };
  return { detailType: report.succeeded ? 'Apply finished' : 'Apply failed', detail };
}

/** The event about a run that an error ended before it had a report: a stale plan, a lock held, no credentials. */
export function applyAborted(
  error: Pick<UserError, 'code' | 'message' | 'instructions'>,
  { origin, stages }: { readonly origin: EventOrigin; readonly stages: readonly StageEvent[] },
): DeploymentEvent {
  const { code, message, instructions } = error;
  const detail = {
    ...origin,
    summary: message,
    stages,
    failures: [],
    omitted: 0,
    error: { code, message, instructions },
  };
  return { detailType: 'Apply failed', detail };
}

/** The event about configs that nothing is planned from. */
export function configRejected(report: FindingsReport, origin: EventOrigin): DeploymentEvent {
  const ordered = [...report.findings].sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
  const findings = ordered.slice(0, MOST_NAMED).map(findingJson);
  const detail = {
    ...origin,
    summary: summarize(report),
    ...countSeverities(report.findings),
    findings,
    omitted: ordered.length - findings.length,
  };
  return { detailType: 'Config rejected', detail };
}

function failureOf(stage: string, change: AppliedChange): FailedChange | undefined {
  const { stack, modelName, pipelineType, outcome } = change;
  // What waits for --prune was not asked for.
  if (change.blocked?.guard === 'prune') return undefined;
  const about = { stage, stack, modelName, pipelineType };
  switch (outcome.result) {
    case 'failed':
      return {
        ...about,
        result: 'failed',
        reason: outcome.rootCause,
        ...(outcome.hint !== undefined && { hint: outcome.hint }),
      };
    case 'refused':
    case 'skipped':
      return { ...about, result: outcome.result, reason: outcome.reason };
    case 'deployed':
    case 'unchanged':
      return undefined;
    default:
      return outcome satisfies never;
  }
}

function stageOf({ stage, account, region }: StageEvent): StageEvent {
  return { stage, account, region };
}
