/** Reads what comes from outside, one member at a time; what is not there or of another kind is undefined. */
export type Members = Readonly<Record<string, unknown>>;

/** A member that is an object; without one an empty object, so that what is in it can be asked for. */
export function objectAt(value: Members, name: string): Members {
  return toObject(value[name]);
}

/** The value itself where it is an object, else an empty one. */
export function toObject(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

/** A member that is a text and not empty. */
export function textAt(value: Members, name: string): string | undefined {
  const found = value[name];
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** A member that is a finite number; else 0, as counts are that nobody told. */
export function numberAt(value: Members, name: string): number {
  const found = value[name];
  return typeof found === 'number' && Number.isFinite(found) ? found : 0;
}

/** The objects of a member that is a list; what is none stands in it as an empty one. */
export function listAt(value: Members, name: string): readonly Members[] {
  const found = value[name];
  return Array.isArray(found) ? found.map(toObject) : [];
}

/** The texts of a member that is a list. */
export function textsAt(value: Members, name: string): readonly string[] {
  const found = value[name];
  return Array.isArray(found) ? found.filter((item): item is string => typeof item === 'string') : [];
}
