/** The pause after a failure begins with at most the double of the one and ends at the other, in milliseconds. */
const [SHORTEST, LONGEST] = [30_000, 5 * 60_000];

/**
 * Milliseconds until the next look. Without failures the interval; after each failure in a row twice as long as before,
 * and a random part of that taken away, so that many watchers do not come back at once. A long interval is for times
 * when all is well: what failed is looked at again sooner.
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
  const ceiling = Math.min(LONGEST, Math.min(interval, SHORTEST) * 2 ** Math.min(failures, 30));
  return Math.round(ceiling * (1 - random / 2));
}
