/**
 * JSON with one spelling per value: keys sorted by code units, no spaces, members that are `undefined` left out as
 * `JSON.stringify` does. Two values have the same text exactly when they are equal as JSON. Everything that is hashed
 * goes through here, so that the order in which somebody wrote an object never counts.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item: unknown) => canonicalJson(item)).join(',')}]`;
  if (typeof value === 'object' && value !== null) return canonicalObject(value as Readonly<Record<string, unknown>>);
  return value === undefined ? 'null' : JSON.stringify(value);
}

function canonicalObject(object: Readonly<Record<string, unknown>>): string {
  const members = Object.keys(object)
    .filter((key) => object[key] !== undefined)
    .sort(byCodeUnits)
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(object[key])}`);
  return `{${members.join(',')}}`;
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
