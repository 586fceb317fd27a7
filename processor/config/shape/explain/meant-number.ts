/** Numbers with their unit, or of another notation. */
const SECONDS: ReadonlyMap<string, number> = new Map([
  ['s', 1],
  ['m', 60],
  ['h', 3600],
  ['d', 86_400],
]);
const MEGABYTES: ReadonlyMap<string, number> = new Map([
  ['m', 1],
  ['g', 1024],
  ['t', 1024 * 1024],
]);
const TIME_UNIT = /^(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)$/;
const SIZE_UNIT = /^[mgt]i?b(?:ytes?)?$/;

/**
 * The whole number that a text most probably means, in the unit that the name of its attribute says: seconds of `24h`,
 * `90 minutes` or `PT30M`, gigabytes of `20480MB`, thousands of `10k`, any other number with what stands behind it left
 * out. Undefined for a text without a number, and for one with several.
 */
export function meantNumber(given: string, key: string): string | undefined {
  const text = given.trim().toLowerCase();
  if (/^\d{1,3}(?:[,_' ]\d{3})+$/.test(text)) return text.replaceAll(/\D/g, '');
  if (/^\d+(?:\.\d+)?e\+?\d{1,2}$/.test(text)) {
    return Number.isSafeInteger(Number(text)) ? String(Number(text)) : undefined;
  }
  const isTime = /runtime|wait|seconds|timeout|cooldown/.test(key);
  const [, count = '', letter = ''] = /^pt?(\d+)([dhms])$/.exec(text) ?? [];
  if (isTime && count !== '') return String(Number(count) * (SECONDS.get(letter) ?? 1));
  const [, number, fraction = '', rest = ''] = /^(\d+)(\.\d+)?([^\d]*)$/.exec(text) ?? [];
  if (number === undefined) return onlyNumber(text);
  const unit = rest.trimStart();
  const value = Number(`${number}${fraction}`);
  if (isTime && TIME_UNIT.test(unit)) return String(Math.round(value * (SECONDS.get(unit.charAt(0)) ?? 1)));
  if (SIZE_UNIT.test(unit) && /size|_in_mb/.test(key)) {
    const megabytes = value * (MEGABYTES.get(unit.charAt(0)) ?? 1);
    return String(Math.ceil(key.endsWith('_mb') ? megabytes : megabytes / 1024));
  }
  const whole = unit === 'k' ? value * 1000 : value;
  return Number.isInteger(whole) ? String(whole) : undefined;
}

function onlyNumber(text: string): string | undefined {
  const numbers = text.match(/\d+/g) ?? [];
  return numbers.length === 1 && !/[.,-]\d|\d[.,]/.test(text) ? numbers[0] : undefined;
}
