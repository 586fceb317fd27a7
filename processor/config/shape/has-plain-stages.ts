import type { Attribute } from '../../../schema/generated/attributes.ts';

/** A map from stage to what is no object itself. */
export function hasPlainStages(attribute: Attribute | undefined): boolean {
  return attribute?.perStage === true && attribute.kind !== 'object';
}
