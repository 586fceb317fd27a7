import { createHash } from 'node:crypto';
import type { Delivery } from '../ports/delivery-store.ts';
import type { PipelineExecutions } from '../ports/pipeline-executions.ts';
import type { PushOrder } from '../ports/push-order.ts';

/** What starting a pipeline works with. */
export interface StartContext {
  readonly pipeline: string;
  readonly sourceAction: string;
  readonly order: Pick<PushOrder, 'newest' | 'started'>;
  readonly executions: Pick<PipelineExecutions, 'start'>;
  /** Stores the files of a commit for a pipeline that cannot read them itself; gives the version that holds them. */
  readonly storeSource?: (commit: string) => Promise<string>;
}

/** A push that brought a commit. */
export interface PushedCommit extends Pick<Delivery, 'id'> {
  readonly branch: string;
  readonly commit: string;
}

/** More pushes than these do not come while one delivery is answered. */
const OVERTAKINGS = 10;

/**
 * Starts the pipeline with a push that `PushOrder.advance` took for the newest. The same push has the same token, so
 * that it starts one execution however often it is taken up.
 */
export async function startPush(push: PushedCommit, context: StartContext): Promise<{ readonly executionId: string }> {
  const started = await start(push.branch, push.commit, { context, token: `mlops-${push.id}` });
  await startOvertaking(push, started.executionId, context);
  return started;
}

async function start(
  branch: string,
  commit: string,
  { context, token }: { readonly context: StartContext; readonly token: string },
): Promise<{ readonly executionId: string }> {
  const { pipeline, sourceAction, executions, order } = context;
  const objectVersion = await context.storeSource?.(commit);
  const request = { pipeline, sourceAction, commit, token };
  const { executionId } = await executions.start(objectVersion === undefined ? request : { ...request, objectVersion });
  await order.started(branch, { commit, executionId });
  return { executionId };
}

/**
 * Another receiver may have started a later push between our look and our start: then ours stands last in the queue of
 * the pipeline, and what was overtaken would win. Whoever sees that starts the later one once more; its second
 * execution finds nothing to do.
 */
async function startOvertaking(
  { id, branch, commit }: PushedCommit,
  executionId: string,
  context: StartContext,
): Promise<void> {
  let started = { commit, executionId };
  for (let attempt = 0; attempt < OVERTAKINGS; attempt += 1) {
    const newest = await context.order.newest(branch);
    if (newest === undefined || newest.commit === null || newest.commit === started.commit) return;
    // Of the execution that is overtaken too: the same delivery taken up twice at once may have started this push
    // before that execution, and the pipeline would take a token that it knows for done.
    const reason = `${id} ${newest.deliveryId} ${started.executionId}`;
    const token = `mlops-${createHash('sha256').update(reason).digest('hex')}`;
    started = { commit: newest.commit, ...(await start(branch, newest.commit, { context, token })) };
  }
}
