/** A span of time between two runs. */
export interface ScheduleSpan {
  readonly minutes: number;
  /** As EventBridge writes it: no weeks and no fractions. */
  readonly rate: string;
}

type Unit = readonly [name: string, minutes: number];

/** The larger first. */
const UNITS: readonly Unit[] = [
  ['day', 1_440],
  ['hour', 60],
  ['minute', 1],
];
const WRITTEN = /^(?:m(?:ins?|inutes?)?|h(?:rs?|ours?)?|d(?:ays?)?|w(?:eeks?)?)$/;
const SPAN = /^(\d{1,5}(?:\.\d{1,3})?)\s*([a-z]+)$/;
const DAYS_OF_WEEK = 7;

/**
 * What a schedule says that is written as a span, such as `rate(1d)`, `every 6 hours` or `rate 0.5 days`; undefined
 * where it is none, or comes to no whole minute.
 */
export function scheduleSpan(text: string): ScheduleSpan | undefined {
  const bare = text
    .toLowerCase()
    .replace(/^\s*(?:rate|@?every)/, '')
    .replaceAll(/[()[\]{}:;,]/g, ' ');
  const [, count = '', unit = ''] = SPAN.exec(bare.trim()) ?? [];
  if (!WRITTEN.test(unit)) return undefined;
  const [name, size] = UNITS.find(([each]) => each.startsWith(unit.charAt(0))) ?? ['week', DAYS_OF_WEEK * 1_440];
  const minutes = Number(count) * size;
  if (!Number.isInteger(minutes) || minutes === 0) return undefined;
  const isRate = name !== 'week' && Number.isInteger(Number(count));
  return { minutes, rate: rateIn(isRate ? [name, size] : largestUnit(minutes), minutes) };
}

/** The largest of which a span is a whole number. */
function largestUnit(minutes: number): Unit {
  return UNITS.find(([, size]) => minutes % size === 0) ?? ['minute', 1];
}

function rateIn([name, size]: Unit, minutes: number): string {
  const count = minutes / size;
  return `rate(${count} ${name}${count === 1 ? '' : 's'})`;
}
