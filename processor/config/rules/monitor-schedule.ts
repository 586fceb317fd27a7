import type { Finding } from '../../model/finding.ts';
import { showText } from '../show-value.ts';
import { collectFindings } from './finding-collector.ts';
import type { RuleContext } from './rule.ts';
import { isMonitor, type MonitorSpec } from './spec-kinds.ts';

/** The only forms that Model Monitor runs (SageMaker API, ScheduleConfig.ScheduleExpression). */
const SCHEDULE = /^cron\(0 (?:(\*)|([01]?\d|2[0-3])(?:\/(0?[1-9]|1\d|2[0-4]))?) \? \* \* \*\)$/;
const HOUR = 3600;

/**
 * `schedule-unsupported` (error): a schedule that Model Monitor does not run.
 * `monitor-runtime-too-long` (error): a run may not outlast its schedule; hourly model quality and bias runs get half an
 * hour (SageMaker API, MonitoringStoppingCondition.MaxRuntimeInSeconds).
 */
export function checkMonitorSchedule({ resolved }: RuleContext): readonly Finding[] {
  const collector = collectFindings();
  for (const { written, workload } of resolved) {
    const { spec } = workload;
    if (!isMonitor(spec)) continue;
    const { stage } = workload.identity;
    const { schedule_expression: schedule, monitor_max_runtime_seconds: runtime } = spec.attributes;
    const hours = hoursBetweenRuns(schedule);
    if (hours === undefined) {
      collector.report({
        code: 'schedule-unsupported',
        severity: 'error',
        written,
        attribute: 'schedule_expression',
        stage,
        message: `Model Monitor does not run the schedule ${showText(schedule)}`,
        hint: 'use `cron(0 * ? * * *)` hourly, `cron(0 6 ? * * *)` daily at 6 UTC or `cron(0 0/4 ? * * *)` every 4 hours',
      });
      continue;
    }
    const allowed = longestRun(spec, hours);
    if (runtime <= allowed) continue;
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
  return collector.findings;
}

function hoursBetweenRuns(schedule: string): number | undefined {
  const match = SCHEDULE.exec(schedule);
  if (!match) return undefined;
  if (match[1] !== undefined) return 1;
  return match[3] === undefined ? 24 : Number(match[3]);
}

function longestRun({ pipelineType }: MonitorSpec, hours: number): number {
  const needsGroundTruth = pipelineType === 'byom_model_quality_monitor' || pipelineType === 'byom_model_bias_monitor';
  return hours === 1 && needsGroundTruth ? HOUR / 2 : hours * HOUR;
}
