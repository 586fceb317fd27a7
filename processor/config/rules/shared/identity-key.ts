import type { WrittenWorkload } from '../../shared/written-workload.ts';
import type { ResolvedWorkload } from './rule.ts';

/** What tells one workload of a stage from another: neither case nor Unicode form makes a difference. */
export function identityKey({ workload: { identity } }: ResolvedWorkload): string {
  return `${identity.stage}/${identity.pipelineType}/${identity.modelName}/${identity.name ?? ''}`
    .normalize()
    .toLowerCase();
}

/**
 * Workloads that share their identity with another, which is a finding of its own: what they say against others follows
 * from it. Only to be asked where there is something to say.
 */
export function twinsIn(resolved: readonly ResolvedWorkload[]): ReadonlySet<WrittenWorkload> {
  const first = new Map<string, WrittenWorkload>();
  const twins = new Set<WrittenWorkload>();
  for (const one of resolved) {
    const key = identityKey(one);
    const other = first.get(key);
    if (other === undefined) first.set(key, one.written);
    else if (other !== one.written) twins.add(other).add(one.written);
  }
  return twins;
}
