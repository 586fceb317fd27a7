/** Longest pause between two looks at a remote that cannot be reached, in milliseconds, unless the interval is longer. */
const LONGEST = 5 * 60_000;

/**
 * Milliseconds until the next look. Without failures the interval; after each failure in a row twice as long as before,
 * and a random part of that taken away, so that many watchers do not come back at once.
 *
 * @param options.random at least 0, less than 1
 */
export function nextDelay(options: {
  readonly interval: number;
  readonly failures: number;
  readonly random: number;
}): number {
  const { interval, failures, random } = options;
  if (failures === 0) return interval;
  const ceiling = Math.min(Math.max(interval, LONGEST), interval * 2 ** Math.min(failures, 30));
  return Math.round(ceiling * (1 - random / 2));
}
