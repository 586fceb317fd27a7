import type { Attribute } from '../../../../schema/generated/attributes.ts';
import { showKey } from '../../shared/show-value.ts';
import { hasPlainStages } from '../has-plain-stages.ts';
import type { ShapeSubject } from '../shape-fault.ts';

/** What to write instead of a null where leaving it out means something else than no value; undefined elsewhere. */
export function nullHint(
  keys: readonly string[],
  attribute: Attribute | undefined,
  subject: ShapeSubject,
): string | undefined {
  const [name = '', stage] = keys;
  if (keys.length === 2 && stage !== undefined && hasPlainStages(attribute)) {
    return `write a value for ${showKey(stage)}: every stage that the workload goes to needs one`;
  }
  if (keys.length !== 1 || subject.isOverriding?.(name) !== true) return undefined;
  return attribute?.required === true
    ? 'write a value, or leave it out: then that of `defaults` holds'
    : 'leave it out and that of `defaults` holds; for no value at all, move it from `defaults` to the workloads that have it';
}
