/** What an attribute counts. */
export type Unit = 'seconds' | 'GB' | 'MB';

interface Other {
  readonly one: string;
  readonly many: string;
  /** How many of the attribute's units one of these is. */
  readonly factor: number;
}

const OTHERS: Readonly<Record<Unit, readonly Other[]>> = {
  seconds: [
    { one: 'minute', many: 'minutes', factor: 60 },
    { one: 'hour', many: 'hours', factor: 3600 },
    { one: 'day', many: 'days', factor: 86_400 },
    { one: 'millisecond', many: 'milliseconds', factor: 1 / 1000 },
  ],
  GB: [
    { one: 'MB', many: 'MB', factor: 1 / 1024 },
    { one: 'byte', many: 'bytes', factor: 1 / 1024 ** 3 },
  ],
  MB: [
    { one: 'byte', many: 'bytes', factor: 1 / 1024 ** 2 },
    { one: 'GB', many: 'GB', factor: 1024 },
  ],
};

/** Nobody gives more of a greater unit: past this it would be said of the next one. */
const MOST: Readonly<Record<string, number>> = { minute: 600, hour: 168, day: 31 };

/** What a number out of range is when it counts something else, for each unit in which it is within the bounds. */
export function inOtherUnits(
  value: number,
  unit: Unit,
  { min = 1, max = Number.MAX_SAFE_INTEGER }: { readonly min?: number | undefined; readonly max?: number | undefined },
): readonly string[] {
  if (!(value > 0)) return [];
  return OTHERS[unit].flatMap(({ one, many, factor }) => {
    // A size in decimal megabytes or bytes is not whole in binary ones: the next whole one holds it.
    const meant = factor < 1 && unit !== 'seconds' ? Math.ceil(value * factor) : value * factor;
    const isFitting = Number.isInteger(meant) && meant >= min && meant <= max && value <= (MOST[one] ?? Infinity);
    // Many gigabytes are few megabytes, and never bytes.
    if (!isFitting || (factor < 1 && value < 1 / factor)) return [];
    // A day and an hour is no count of milliseconds.
    if (unit === 'seconds' && factor < 1 && value < 10 * max) return [];
    return [`${value} ${value === 1 ? `${one} is` : `${many} are`} ${meant}`];
  });
}
