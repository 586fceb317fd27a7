import { namesIn } from '../shared/names-in.ts';

/** Months as EventBridge's cron expressions take them in words, in their order ("Cron expressions", user guide). */
export const MONTHS: readonly string[] = namesIn('JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC');

/** Days of the week, of which Sunday is the first. */
export const WEEKDAYS: readonly string[] = namesIn('SUN MON TUE WED THU FRI SAT');
