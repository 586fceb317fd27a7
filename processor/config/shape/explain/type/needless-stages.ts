import { hasPlainStages } from '../../has-plain-stages.ts';
import { isObject, type WrongType } from './wrong-type.ts';

/** A map by stage of what does not differ by stage, or of what is in such a map already. */
export function needlessStages({ types, value, keys, attribute }: WrongType): string | undefined {
  if (!isObject(value)) return undefined;
  if (keys.length === 2 && hasPlainStages(attribute)) return 'one map from stage to value is enough';
  if (keys.length !== 1 || attribute?.perStage !== false || types.includes('object')) return undefined;
  return keys[0] === 'stages'
    ? `write a list: \`${listed(Object.keys(value))}\``
    : `it cannot differ by stage: write one ${types.includes('array') ? 'list' : 'plain value'}`;
}

function listed(stages: readonly string[]): string {
  return `[${stages.map((stage) => JSON.stringify(stage.trim())).join(', ')}]`;
}
