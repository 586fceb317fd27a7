import { UserError } from '../../model/errors.ts';
import type { Plan } from '../../model/plan.ts';
import { shortHash } from '../../model/short-hash.ts';

/**
 * Makes sure that a plan is the one that somebody approved, by its digest or how that begins. Throws UserError
 * `other-plan`; nothing has been done then.
 */
export function requireDigest(plan: Plan, expected: string | undefined): void {
  if (expected === undefined || plan.digest.startsWith(expected)) return;
  const [is, wanted] = [plan.digest, expected].map((digest) => shortHash(digest));
  throw new UserError('other-plan', `this is plan ${is}, not ${wanted}, which was expected; nothing was applied`, {
    instructions: ['apply the plan that was approved, or have this one approved'],
  });
}
