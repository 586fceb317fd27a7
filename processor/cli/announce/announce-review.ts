import { countActions } from '../../model/count-actions.ts';
import { hasErrors } from '../../model/finding.ts';
import type { PullRequest } from '../../ports/code-host.ts';
import type { Review } from '../../review/review.ts';
import type { World } from '../shared/world.ts';
import { announce } from './announce.ts';

/** Tells what a review of a pull request found: configs that are rejected, or what merging would change. */
export function announceReview(
  world: World,
  { review, pullRequest, repo }: { readonly review: Review; readonly pullRequest: PullRequest; readonly repo: string },
): Promise<void> {
  const { id, url } = pullRequest;
  return announce(
    world,
    () => ({ repo, commit: review.headCommit, pullRequest: { id, ...(url.startsWith('https://') && { url }) } }),
    async (origin) => {
      const { configRejected, planReady } = await import('../../render/deployment-events.ts');
      const findings = [...review.findings.own, ...review.findings.inherited, ...review.findings.later];
      if (review.stages === undefined || hasErrors(review.findings.own)) {
        const files = [...new Set(findings.map(({ file }) => file))];
        return configRejected({ files, workloads: review.workloads, findings }, origin);
      }
      const stages = review.stages.map(({ stage, own }) => ({ stage, changes: own }));
      return planReady({ stages, summary: countActions(stages.flatMap(({ changes }) => changes)) }, origin);
    },
  );
}
