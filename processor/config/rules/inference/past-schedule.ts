import { showText } from '../../shared/show-value.ts';
import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isBatch } from '../shared/spec-kinds.ts';

/** A year in which this program was not there yet. Rules know no clock: one commit has one list of findings, always. */
const LAST_YEAR_BEFORE = 2025;

/**
 * `schedule-past` (warning): a batch transform whose schedule names years, all of which were over before this program
 * was first used. Of later years nothing is said, because what a commit is told should not depend on the day.
 */
export function checkPastSchedule({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  const schedule = isBatch(spec) ? spec.attributes.schedule_expression : undefined;
  // Nearly all end here: every year, or a rate.
  if (schedule === undefined || schedule.endsWith(' *)') || !schedule.startsWith('cron(')) return;
  const years = schedule.slice(schedule.lastIndexOf(' ') + 1, -1);
  if (!/^\d{4}(?:[-,]\d{4})*$/.test(years)) return;
  if (years.split(/[-,]/).some((year) => Number(year) > LAST_YEAR_BEFORE)) return;
  collector.report({
    code: 'schedule-past',
    severity: 'warning',
    written,
    attribute: 'schedule_expression',
    stage: workload.identity.stage,
    message: `the schedule ${showText(schedule)} never comes again: its years are over`,
    hint: 'write `*` for every year',
  });
}
