/**
 * Hours from one run of a monitor to the next, of the forms that Model Monitor runs: `0 *`, `0 H`, `0 H/N` and `? * *
 * *`.
 */
export function hoursBetweenRuns(schedule: string): number {
  const [, hour = ''] = schedule.split(' ');
  if (hour === '*') return 1;
  return Number(hour.split('/')[1] ?? 24);
}
