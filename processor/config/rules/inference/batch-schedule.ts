import { nearest } from '../../../model/nearest.ts';
import { showText } from '../../shared/show-value.ts';
import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isBatch } from '../shared/spec-kinds.ts';
import type { WorkloadCheck } from '../shared/workload-check.ts';
import { MONTHS, WEEKDAYS } from './cron-words.ts';
import { missingDay } from './missing-day.ts';

interface CronField {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly words?: readonly string[];
  /** Characters that only this field knows, as a regular expression of a whole item. */
  readonly special?: RegExp;
}

/** The six fields of an EventBridge cron expression (EventBridge user guide, "Cron expressions"). */
const FIELDS: readonly CronField[] = [
  { name: 'minutes', min: 0, max: 59 },
  { name: 'hours', min: 0, max: 23 },
  { name: 'day of the month', min: 1, max: 31, special: /^(?:\?|L|\d{1,2}W)$/ },
  { name: 'month', min: 1, max: 12, words: MONTHS },
  {
    name: 'day of the week',
    min: 1,
    max: 7,
    words: WEEKDAYS,
    special: new RegExp(`^(?:\\?|L|(?:[1-7]|${WEEKDAYS.join('|')})(?:L|#[1-5]))$`, 'i'),
  },
  { name: 'year', min: 1970, max: 2199 },
];

/** Starting a transform job takes minutes by itself; more often than this it hardly ends before the next begins. */
const OFTEN_MINUTES = 15;

/**
 * `schedule-invalid` (error): EventBridge would refuse the expression.
 * `schedule-never` (warning): a day that no month of the schedule has, such as the 30th of February.
 * `schedule-frequent` (warning): a paid transform job more often than every quarter of an hour.
 */
export function createBatchScheduleCheck(): WorkloadCheck {
  /** Schedules without fault: a commit has few. */
  const fine = new Set<string>();
  return function checkBatchSchedule(entry, collector) {
    const { spec } = entry.workload;
    const schedule = isBatch(spec) ? spec.attributes.schedule_expression : undefined;
    if (schedule !== undefined && !fine.has(schedule) && isFine(schedule, entry, collector)) fine.add(schedule);
  };
}

/** Reports what is wrong with a schedule. */
function isFine(schedule: string, { written, workload }: ResolvedWorkload, collector: FindingCollector): boolean {
  const at = { written, attribute: 'schedule_expression', stage: workload.identity.stage };
  const problem = scheduleProblem(schedule);
  if (problem !== undefined) {
    collector.report({
      ...at,
      code: 'schedule-invalid',
      severity: 'error',
      message: `EventBridge does not take the schedule ${showText(schedule)}: ${problem.message}`,
      hint: problem.hint ?? 'use for example `rate(1 day)` or `cron(0 6 ? * MON-FRI *)`; times are UTC',
    });
    return false;
  }
  const missing = missingDay(schedule);
  if (missing !== undefined) {
    collector.report({
      ...at,
      code: 'schedule-never',
      severity: 'warning',
      message: `the schedule ${showText(schedule)} never comes: none of its months has a day ${missing}`,
      hint: 'choose another day of the month, or `L` for the last one',
    });
    return false;
  }
  if (minutesBetween(schedule) >= OFTEN_MINUTES) return true;
  collector.report({
    ...at,
    code: 'schedule-frequent',
    severity: 'warning',
    message: `the schedule ${showText(schedule)} starts a paid transform job more often than every ${OFTEN_MINUTES} minutes`,
    hint: 'a transform job needs minutes to start: run less often, or serve the model from an endpoint',
  });
  return false;
}

interface Problem {
  readonly message: string;
  readonly hint?: string;
}

function scheduleProblem(schedule: string): Problem | undefined {
  const rate = /^rate\((\d{1,6}) (minutes?|hours?|days?)\)$/.exec(schedule);
  if (rate) {
    const count = Number(rate[1]);
    if (count === 0) return { message: 'the rate must be at least 1' };
    if ((count === 1) !== rate[2]?.endsWith('s')) return undefined;
    return { message: `\`${count} ${rate[2]}\` mixes singular and plural` };
  }
  const cron = /^cron\(([^()]*)\)$/.exec(schedule);
  if (!cron) return { message: 'neither `rate(...)` nor `cron(...)`' };
  const items = (cron[1] ?? '').split(' ');
  if (items.length !== FIELDS.length) return { message: `${items.length} fields instead of ${FIELDS.length}` };
  if ((items[2] === '?') === (items[4] === '?')) {
    return { message: 'exactly one of day of the month and day of the week must be `?`' };
  }
  const at = FIELDS.findIndex((field, index) => !isField(items[index] ?? '', field));
  const wrong = FIELDS[at];
  return wrong && fieldProblem(items[at] ?? '', wrong);
}

/** The field with all its words as they are meant, where each begins one: `MON-FRI` for `MO-FR`. */
function wholeOf(text: string, words: readonly string[], meant: string): string {
  const parts = text.toUpperCase().split('-');
  const whole = parts.map((part) =>
    words.find((word) => part.length > 1 && (word.startsWith(part) || part.startsWith(word))),
  );
  return parts.length > 1 && whole.every((word) => word !== undefined) ? whole.join('-') : meant;
}

/** With the word that is meant by one that is none, and the Sunday that crontab counts as 0. */
function fieldProblem(text: string, field: CronField): Problem {
  const { name, min, max, words } = field;
  const message = `the ${name} must lie in ${min}-${max}${wordsOf(field)}`;
  const strange = text
    .toUpperCase()
    .split(/[^A-Z]+/)
    .find((word) => word.length > 1 && words?.includes(word) === false);
  const meant =
    strange === undefined
      ? undefined
      : (words?.find((word) => strange.startsWith(word)) ?? nearest(strange, words ?? []));
  if (meant !== undefined) return { message, hint: `did you mean \`${wholeOf(text, words ?? [], meant)}\`?` };
  return words === WEEKDAYS && /(?:^|[,-])0/.test(text)
    ? { message, hint: 'days count from 1, which is Sunday: write `SUN` for it, `MON` to `SAT` for the others' }
    : { message };
}

function wordsOf({ words }: CronField): string {
  return words === undefined ? '' : ` or ${words[0]}-${words.at(-1)}`;
}

function isField(text: string, field: CronField): boolean {
  return (
    text.split(',').every((item) => field.special?.test(item) ?? false) ||
    text.split(',').every((item) => isItem(item, field))
  );
}

/** `*`, `5`, `1-5`, `MON-FRI`, and each with a step: `0/15`. */
function isItem(item: string, field: CronField): boolean {
  const match = /^(\*|[0-9A-Z]{1,4})(?:-([0-9A-Z]{1,4}))?(?:\/(\d{1,3}))?$/i.exec(item);
  if (!match) return false;
  const [, from = '', to, step] = match;
  if (step !== undefined && Number(step) === 0) return false;
  if (from === '*') return to === undefined;
  return isValue(from, field) && (to === undefined || isValue(to, field));
}

function isValue(text: string, { min, max, words }: CronField): boolean {
  if (!/^\d+$/.test(text)) return words?.includes(text.toUpperCase()) ?? false;
  return Number(text) >= min && Number(text) <= max;
}

/** Minutes between two runs as far as they can be read off the first field; a day or more counts as a day. */
function minutesBetween(schedule: string): number {
  const rate = /^rate\((\d+) minutes?\)$/.exec(schedule);
  if (rate) return Number(rate[1]);
  const minutes = /^cron\((\S+) /.exec(schedule)?.[1];
  if (minutes === undefined) return 60;
  if (minutes === '*') return 1;
  const step = /\/(\d+)$/.exec(minutes)?.[1];
  return step === undefined ? 60 / minutes.split(',').length : Number(step);
}
