import { createHash } from 'node:crypto';
import type { BranchHost, HostedBranch } from '../ports/branch-host.ts';
import type { Delivery } from '../ports/delivery-store.ts';
import type { PipelineExecutions } from '../ports/pipeline-executions.ts';
import type { KnownPush, PushOrder } from '../ports/push-order.ts';
import { checkRepository } from './check-repository.ts';
import { startPush, type StartContext } from './start-push.ts';

/** What looking at the branch works with. */
export interface LookAtBranchContext extends StartContext {
  readonly host: BranchHost;
  /** `owner/name`. */
  readonly repository: string;
  readonly repositoryId?: number;
  readonly branch: string;
  readonly order: PushOrder;
  readonly executions: PipelineExecutions;
  /** ISO 8601. */
  readonly now: () => string;
  /** Seconds since 1970. */
  readonly epochSeconds: () => number;
}

/** Seconds in which a receiver that took a delivery has started the pipeline, or never will: twice its longest run. */
const IN_WORK = 120;

/** `refused`: something is to be mended by a person. */
export interface BranchLook {
  readonly end: 'nothing' | 'started' | 'refused';
  /** For the log. */
  readonly message: string;
  readonly commit?: string;
}

/**
 * Finds a push whose delivery was lost: the branch points to a commit that was never handed to the pipeline. It then
 * counts as a push like any other, at its place in the order of pushes, so that it neither overtakes a later delivery
 * nor lets an earlier one overtake it. What was handed over once is not handed over again: an execution that failed, or
 * that somebody started by hand with an older commit, stands until the next push.
 *
 * Throws UserError as its ports do; the next look tries again.
 */
export async function lookAtBranch(context: LookAtBranchContext): Promise<BranchLook> {
  const { branch, repository, repositoryId, order, pipeline, sourceAction } = context;
  const hosted = await context.host.readBranch();
  const foreign = checkRepository(hosted.repository, { repository, id: repositoryId });
  if (foreign !== undefined) return { end: 'refused', message: foreign };
  const { commit } = hosted;
  if (commit === null)
    return { end: 'refused', message: `there is no branch ${branch}: what is deployed stays as it is` };
  const known = await order.newest(branch);
  if (known?.commit === commit && known.executionId !== undefined) return nothing('it was handed over', commit);
  if (known?.commit === commit && isInWork(known, context.epochSeconds())) {
    return nothing('its delivery is being processed', commit);
  }

  const newest = await context.executions.newest({ pipeline, sourceAction });
  if (newest?.isUnderWay === true && newest.commit === undefined) {
    return nothing(
      'an execution is about to begin, and it is not known yet with what: the next look will tell',
      commit,
    );
  }
  const push = pushOf(hosted, { commit, branch, before: known?.commit ?? null, now: context.now() });
  if ((await order.advance(push)) === 'overtaken') return nothing('a later push is known', commit);
  // Asked again: another receiver may have started something since. What starts after this line is overtaken by the
  // push remembered above, and whoever starts it sees that.
  const last = newest?.commit === commit ? await context.executions.newest({ pipeline, sourceAction }) : undefined;
  if (last?.commit === commit) {
    await order.started(branch, { commit, executionId: last.executionId });
    return nothing('the newest execution has it', commit);
  }
  const { executionId } = await startPush({ id: push.id, branch, commit }, context);
  return {
    end: 'started',
    message: `no delivery told of the newest commit: execution ${executionId} was started`,
    commit,
  };
}

function isInWork({ pushedAt }: KnownPush, now: number): boolean {
  return pushedAt !== undefined && now - pushedAt < IN_WORK;
}

function nothing(why: string, commit: string): BranchLook {
  return { end: 'nothing', message: `the newest commit needs no start: ${why}`, commit };
}

/** The delivery that was lost, as far as it can be known. The same state of the branch gives the same id. */
function pushOf(
  { pushedAt }: HostedBranch,
  about: { readonly commit: string; readonly branch: string; readonly before: string | null; readonly now: string },
): Delivery {
  const { commit, branch, before, now } = about;
  const bodySha256 = createHash('sha256')
    .update(`${branch} ${before ?? ''} ${commit} ${pushedAt ?? ''}`)
    .digest('hex');
  return {
    id: `look-${bodySha256}`,
    bodySha256,
    receivedAt: now,
    subject: { kind: 'push', branch, commit, before, ...(pushedAt !== undefined && { pushedAt }) },
  };
}
