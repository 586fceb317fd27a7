import { nestedKeysOf } from '../shared/nested-keys.ts';

type Members = Readonly<Record<string, unknown>>;

/** What has to be known of an attribute. */
export interface StagedAttribute {
  readonly name: string;
  readonly kind: string;
  readonly perStage: boolean;
}

/**
 * Whether a written value is a map from stage to value. Where the value is an object itself, a map is told by the
 * objects in it, and by holding no key of the value; the schemas say the same (`byStage` of the compiled validators).
 */
export function holdsStages(value: unknown, { name, kind, perStage }: StagedAttribute): value is Members {
  if (!perStage || !isMap(value)) return false;
  if (kind !== 'object') return true;
  const own = nestedKeysOf(name) ?? [];
  return Object.values(value).some(isMap) && !own.some((key) => Object.hasOwn(value, key));
}

function isMap(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
