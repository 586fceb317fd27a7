/** Reads what comes from outside, one member at a time; what is not there or of another kind is undefined. */
export type Members = Readonly<Record<string, unknown>>;

export function objectAt(value: Members, name: string): Members {
  return toObject(value[name]);
}

export function toObject(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

export function textAt(value: Members, name: string): string | undefined {
  const found = value[name];
  return typeof found === 'string' && found !== '' ? found : undefined;
}

export function numberAt(value: Members, name: string): number {
  const found = value[name];
  return typeof found === 'number' && Number.isFinite(found) ? found : 0;
}

export function listAt(value: Members, name: string): readonly Members[] {
  const found = value[name];
  return Array.isArray(found) ? found.map(toObject) : [];
}

export function textsAt(value: Members, name: string): readonly string[] {
  const found = value[name];
  return Array.isArray(found) ? found.filter((item): item is string => typeof item === 'string') : [];
}
