import { hoursBetweenRuns } from '../../../../pipelines/monitor/hours-between-runs.ts';
import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isMonitor, type MonitorSpec } from '../shared/spec-kinds.ts';

const HOUR = 3600;

/**
 * `monitor-runtime-too-long` (error): a run may not outlast its schedule; hourly model quality and bias runs get half
 * an hour (SageMaker API, MonitoringStoppingCondition.MaxRuntimeInSeconds).
 */
export function checkMonitorSchedule({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  if (!isMonitor(spec)) return;
  const { stage } = workload.identity;
  const { schedule_expression: schedule, monitor_max_runtime_seconds: runtime } = spec.attributes;
  const hours = hoursBetweenRuns(schedule);
  const allowed = longestRun(spec, hours);
  if (runtime <= allowed) return;
  collector.report({
    code: 'monitor-runtime-too-long',
    severity: 'error',
    written,
    attribute: 'monitor_max_runtime_seconds',
    stage,
    message: `\`monitor_max_runtime_seconds\` is ${runtime}; a run every ${hours === 1 ? 'hour' : `${hours} hours`} may take at most ${allowed}`,
    hint: `lower it to ${allowed}, or run less often`,
    related: [{ written, attribute: 'schedule_expression', stage, message: 'the schedule' }],
  });
}

function longestRun({ pipelineType }: MonitorSpec, hours: number): number {
  const needsGroundTruth = pipelineType === 'byom_model_quality_monitor' || pipelineType === 'byom_model_bias_monitor';
  return hours === 1 && needsGroundTruth ? HOUR / 2 : hours * HOUR;
}
