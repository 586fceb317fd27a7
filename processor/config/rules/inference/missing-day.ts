import { MONTHS } from './cron-words.ts';

/** Days of each month, in a leap year. */
const LENGTHS: readonly number[] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * The first day of the month of an EventBridge cron expression that none of its months has, so that it never comes.
 * Undefined for every other valid schedule.
 */
export function missingDay(schedule: string): number | undefined {
  const [, , days = '', months = ''] = /^cron\((.*)\)$/.exec(schedule)?.[1]?.split(' ') ?? [];
  // Nearly all schedules end here.
  if (!/^(?:29|3[01])W?(?:[-,/]|$)/.test(days)) return undefined;
  const first = Math.min(...days.split(',').map(firstOf));
  if (!(first > Math.min(...LENGTHS))) return undefined;
  return monthsOf(months).every((month) => (LENGTHS[month - 1] ?? Infinity) < first) ? first : undefined;
}

/** The first day that an item names; NaN, which is never late, when that is not plain to see. */
function firstOf(item: string): number {
  const [, from = '', to] = /^(\d+)W?(?:-(\d+))?(?:\/\d+)?$/.exec(item) ?? [];
  return from === '' || (to !== undefined && Number(to) < Number(from)) ? NaN : Number(from);
}

function monthsOf(text: string): readonly number[] {
  return MONTHS.map((_, index) => index + 1).filter((month) => text.split(',').some((item) => hasMonth(item, month)));
}

function hasMonth(item: string, month: number): boolean {
  const [, start = '', end, step] = /^([^-/]+)(?:-([^/]+))?(?:\/(\d+))?$/.exec(item) ?? [];
  const from = start === '*' ? 1 : monthNumber(start);
  const last = end === undefined ? (start === '*' || step !== undefined ? 12 : from) : monthNumber(end);
  // A range over the turn of the year.
  const isWithin = from <= last ? month >= from && month <= last : month >= from || month <= last;
  return isWithin && (step === undefined || (month - from) % Number(step) === 0 || month < from);
}

function monthNumber(text: string): number {
  const index = MONTHS.indexOf(text.toUpperCase());
  return index < 0 ? Number(text) : index + 1;
}
