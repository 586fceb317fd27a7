const UNITS = [
  { seconds: 86_400, word: 'days', from: 2 * 86_400 },
  { seconds: 3_600, word: 'h', from: 3_600 },
  { seconds: 60, word: 'min', from: 60 },
] as const;

/** `24 h`, `30 days`, `90 min`, `45 s`: the largest unit in which the time is a whole number. */
export function duration(seconds: number): string {
  const unit = UNITS.find(({ seconds: length, from }) => seconds >= from && seconds % length === 0);
  return unit === undefined ? `${seconds} s` : `${seconds / unit.seconds} ${unit.word}`;
}

/** `2 × ml.m5.large`. */
export function instances(count: number | undefined, type: string | undefined): string {
  return `${count ?? 1} × ${type ?? 'an instance of unknown type'}`;
}

/** `, instead of 1 × ml.m5.large`: what ran until now, where that is known and another. */
export function insteadOf(before: string | undefined, after: string): string {
  return before === undefined || before === after ? '' : `, instead of ${before}`;
}

/** `1 attribute`, `2 attributes`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
