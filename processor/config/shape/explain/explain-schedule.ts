import { nearest } from '../../../model/nearest.ts';
import type { Explanation } from './explain-location.ts';
import { scheduleSpan } from './schedule-span.ts';

/** Days of the week as crontab counts them; EventBridge counts from 1, so that a number of crontab's is another day. */
const CRONTAB_DAYS: readonly string[] = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];
const HOURS = 24;
const MINUTES = 60;
const FIELDS = 'minutes, hours, day of the month, month, day of the week, year';

/** True of the pattern for monitors, which begin on the hour. */
function isOfMonitor(pattern: string): boolean {
  return pattern.startsWith('^cron\\(0 ');
}

/** What is wrong with a text that is no schedule; undefined where nothing more can be said than that. */
export function explainSchedule(text: string, pattern: string): Explanation | undefined {
  const trimmed = text.trim();
  if (/^at\(.*\)$/.test(trimmed)) return { message: 'names one time, and a schedule comes again and again' };
  if (/^rate\(\s*0+\s/.test(trimmed)) return { message: 'is no schedule: a rate counts from 1 on' };
  if (/^cron\((?:\s|.*\s\s|.*\s\))/.test(trimmed)) {
    return { message: 'has not the form of a schedule that runs: one blank stands between two fields' };
  }
  const fields = fieldsOf(text);
  if (fields !== undefined && fields.length !== 6) {
    const given = `has ${fields.length} ${fields.length === 1 ? 'field' : 'fields'}`;
    return { message: `has not the form of a schedule that runs: it ${given}, and \`cron(...)\` six: ${FIELDS}` };
  }
  if (isOfMonitor(pattern)) {
    const span = scheduleSpan(text);
    if (fields === undefined && span === undefined) return undefined;
    const nearest = span === undefined ? nearestOfMonitor(fields ?? []) : nearestHours(span.minutes);
    return {
      message: 'is no schedule of a monitor, which runs on the hour: every hour, every few hours, or once a day',
      hint:
        nearest === undefined
          ? 'write `cron(0 * ? * * *)`, `cron(0 6/4 ? * * *)` or `cron(0 6 ? * * *)`'
          : `the nearest that runs is \`${nearest}\``,
    };
  }
  if (fields === undefined) return undefined;
  if (fields[2] === '?' || fields[4] === '?') return undefined;
  return {
    message: 'says both a day of the month and a day of the week; one of the two has to be `?`',
    hint: 'write `?` for the one that does not matter',
  };
}

/** The fields of a text that is at least meant as `cron(...)`, or as a line of crontab. */
function fieldsOf(text: string): readonly string[] | undefined {
  const inner = /^cron\(([^()]*)\)$/.exec(text)?.[1];
  if (inner !== undefined) return inner.trim().split(/\s+/);
  const bare = text.trim().split(/\s+/);
  return bare.length === 5 && bare.every((field) => /^[0-9A-Za-z*,/#?-]+$/.test(field) && /[\d*?]/.test(field))
    ? bare
    : undefined;
}

/** Another schedule, and so no repair: what a monitor cannot do is left out. */
function nearestOfMonitor([, hour = '']: readonly string[]): string | undefined {
  const [, from, step] = /^(\*|\d{1,2})(?:\/(\d{1,2}))?$/.exec(hour) ?? [];
  if (from === undefined) return undefined;
  if (step !== undefined && (Number(step) < 1 || Number(step) > HOURS)) return undefined;
  const start = from === '*' ? (step === undefined ? '*' : '0') : String(Number(from) % HOURS);
  if (from !== '*' && Number(from) > HOURS) return undefined;
  return `cron(0 ${start}${step === undefined ? '' : `/${step}`} ? * * *)`;
}

/** A monitor begins at hours of the day, at least once in it. */
function nearestHours(minutes: number): string {
  return everyHours(Math.min(Math.max(Math.round(minutes / MINUTES), 1), HOURS));
}

/** Crontab's five fields, a rate or a word as EventBridge and Model Monitor write it. */
export function scheduleRepairs(text: string): readonly string[] {
  const fields = text
    .replace(/^cron\s*\(?/i, '')
    .replace(/\)$/, '')
    .trim()
    .split(/\s+/);
  return [
    text,
    text.replace(/^[a-z]+/i, (word) => word.toLowerCase()),
    text.toLowerCase(),
    text.replace(/^[a-z]{3,5}\s*(?=\()/i, (word) => nearest(word, ['cron', 'rate']) ?? word),
    ...ofSpan(text),
    ...ofCrontab(fields),
    ...inWords(text),
    ...questioned(fields),
    // Steps from any hour on are those from midnight on.
    text.replace(/^(cron\(0 )\*\/(\d+ )/, '$10/$2'),
    ...evenly(fields),
  ];
}

/** Of day and weekday one has to be `?`; where both say every day, it makes no difference which. */
function ofCrontab(fields: readonly string[]): readonly string[] {
  if (fields.length !== 5) return [];
  const [minute, hour, day, month, weekday = ''] = fields;
  const named = weekday.replaceAll(/(?<![\d/#])[0-7](?!\d)/g, (number) => CRONTAB_DAYS[Number(number)] ?? number);
  return [
    ...(day === '*' || day === '?' ? [`cron(${minute} ${hour} ? ${month} ${named} *)`] : []),
    ...(weekday === '*' ? [`cron(${minute} ${hour} ${day} ${month} ? *)`] : []),
  ];
}

/** What crontab has a word for, and people say: `@weekly`, `every day`. */
function inWords(text: string): readonly string[] {
  const word = text.toLowerCase().replace(/^@/, '');
  if (/^(?:hourly|every hour)$/.test(word)) return [everyHours(1)];
  if (/^(?:daily|midnight|every day|nightly)$/.test(word)) return [everyHours(HOURS)];
  if (/^(?:weekly|every week)$/.test(word)) return ['cron(0 0 ? * SUN *)'];
  if (/^(?:monthly|every month)$/.test(word)) return ['cron(0 0 1 * ? *)'];
  return [];
}

/** A span as EventBridge has it, and as the hours of a day. */
function ofSpan(text: string): readonly string[] {
  const span = scheduleSpan(text);
  if (span === undefined) return [];
  const hours = span.minutes / MINUTES;
  return [span.rate, ...(Number.isInteger(hours) && HOURS % hours === 0 ? [everyHours(hours)] : [])];
}

function everyHours(hours: number): string {
  return `cron(0 ${hours === 1 ? '*' : hours === HOURS ? '0' : `0/${hours}`} ? * * *)`;
}

/** Hours in a list that lie evenly over the day: `0,12` is every twelve hours. */
function evenly(fields: readonly string[]): readonly string[] {
  const hours = (fields[1] ?? '').split(',').map(Number);
  const [first = 0, second = 0] = hours;
  const step = second - first;
  const isEven = hours.length > 1 && step > 0 && hours.every((hour, index) => hour === first + index * step);
  return isEven && first < step && hours.length * step === HOURS
    ? [`cron(${[fields[0], `${first}/${step}`, ...fields.slice(2)].join(' ')})`]
    : [];
}

/** Of six fields with the `?` missing, or standing where Model Monitor does not take it: `cron(0 6 * * ? *)`. */
function questioned(fields: readonly string[]): readonly string[] {
  if (fields.length !== 6) return [];
  const [minute, hour, day = '', month, weekday = '', year] = fields;
  if (day === '*' || day === '?')
    return [`cron(${minute} ${hour} ? ${month} ${weekday === '?' ? '*' : weekday} ${year})`];
  return weekday === '*' || weekday === '?' ? [`cron(${minute} ${hour} ${day} ${month} ? ${year})`] : [];
}
