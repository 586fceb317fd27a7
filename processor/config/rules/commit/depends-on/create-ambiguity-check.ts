import { twinsIn } from '../../shared/identity-key.ts';
import type { ResolvedWorkload } from '../../shared/rule.ts';
import { writtenReference } from './written-reference.ts';

/**
 * Tells of references to one of two that took one name: one of them lost that by which others know it. Looks for such
 * twins only when it is asked.
 */
export function createAmbiguityCheck(resolved: readonly ResolvedWorkload[]): (reference: string) => boolean {
  let twins: ReadonlySet<string> | undefined;
  return (reference) => {
    twins ??= new Set([...twinsIn(resolved)].map((written) => kindOf(writtenReference(written))));
    return twins.has(kindOf(reference.toLowerCase()));
  };
}

/** Model and type of a workload, whatever its `name`. */
function kindOf(reference: string): string {
  return reference.split('/').slice(0, 2).join('/');
}
