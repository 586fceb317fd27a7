import { createHash } from 'node:crypto';
import { canonicalJson } from '../../pipelines/canonical-json.ts';
import type { PipelineSpec } from '../../pipelines/spec.ts';
import type { Plan } from '../model/plan.ts';

/**
 * SHA-256 over the normalised workload and the digest of the code that deploys it, 64 lower-case hex digits. Equal
 * fingerprints mean that there is nothing to do. Where the config file lies and which commit it is of do not count.
 */
export function fingerprint(spec: PipelineSpec, codeDigest: string): string {
  return sha256(canonicalJson({ codeDigest, spec }));
}

/**
 * SHA-256 over the whole plan but its digest and the time it was made: the same repository against the same stacks
 * gives the same digest at any time, and any edit of a saved plan shows.
 */
export function planDigest(plan: Omit<Plan, 'digest'>): string {
  return sha256(canonicalJson({ ...plan, digest: undefined, createdAt: undefined }));
}

/** The plan with the digest of its present content. */
export function stampDigest(plan: Omit<Plan, 'digest'>): Plan {
  return { ...plan, digest: planDigest(plan) };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
