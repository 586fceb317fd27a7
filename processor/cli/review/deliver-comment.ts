import { UserError } from '../../model/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CodeHost, HostComment, PullRequest } from '../../ports/code-host.ts';
import { readComment, writeComment, type ReadComment } from '../../review/marker.ts';

/** What became of the living comment. `superseded`: a later review speaks, or will. */
export type Delivery = 'created' | 'updated' | 'unchanged' | 'superseded';

export interface DeliverOptions {
  readonly clock: Clock;
  /** As it was when the review began. */
  readonly pullRequest: PullRequest;
  readonly text: string;
  /** When the review began to look, in milliseconds since 1970. */
  readonly order: number;
  /** Write a comment where there is none. */
  readonly create: boolean;
}

/** Times that a comment is written at most until it stays as written. */
const MOST_ROUNDS = 5;

/** Milliseconds after which the comment is looked at again: longer than another build takes from looking to writing. */
const SETTLING = 2_000;

/** Milliseconds by which the clocks of two builds may differ. */
const CLOCKS_DIFFER = 5 * 60_000;

/** How every review begins: an editor may have removed the marker of a comment of ours. */
const TITLE = /^\s*## \S+ MLOps: /u;

/**
 * Keeps the one living comment: found among all comments of ours, written only when its text differs, created when it
 * is not there. Hosts know no conditional write, so that two builds may write at once: whoever writes looks again a
 * moment later, takes surplus comments away, oldest stays, and puts right what an older review has overwritten. A
 * review of a commit that is no longer the head never writes.
 */
export async function deliverComment(host: CodeHost, options: DeliverOptions): Promise<Delivery> {
  const { clock, pullRequest, text, order, create } = options;
  const body = writeComment(text, {
    head: pullRequest.headCommit,
    order,
    state: pullRequest.state,
    dialect: host.dialect,
  });
  let written: 'created' | 'updated' | undefined;
  let failed = 0;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const comments = await host.listComments(pullRequest);
    // Last before writing: between this answer and the write lies all the time in which another build can come between.
    const now = await host.readPullRequest(pullRequest.id);
    if (hasMovedOn(now, pullRequest)) return 'superseded';
    const [living, ...surplus] = comments.filter((comment) => isReview(comment, host));
    if (
      [living, ...surplus].some((comment) =>
        isLater(comment, { host, pullRequest, order, now: Date.parse(clock.now()) }),
      )
    )
      return 'superseded';
    for (const comment of surplus) await host.deleteComment(comment);
    if (living === undefined && !create) return 'unchanged';
    if (living !== undefined && textOf(living, host) === text.trimEnd()) return written ?? 'unchanged';
    try {
      written = await write(host, { living, body, pullRequest });
    } catch (error) {
      // The answer may have been lost and not the comment: the next look tells.
      if (!(error instanceof UserError) || error.code !== 'host-unavailable' || (failed += 1) > 1) throw error;
    }
    await clock.sleep(SETTLING);
  }
  return written ?? 'unchanged';
}

/** The living comment and what is in it; undefined when there is none. */
export async function findComment(host: CodeHost, pullRequest: PullRequest): Promise<ReadComment | undefined> {
  const [living] = (await host.listComments(pullRequest)).filter((comment) => isReview(comment, host));
  return living === undefined ? undefined : readComment(living.body, host.dialect);
}

async function write(
  host: CodeHost,
  comment: { readonly living: HostComment | undefined; readonly body: string; readonly pullRequest: PullRequest },
): Promise<'created' | 'updated' | undefined> {
  const { living, body, pullRequest } = comment;
  if (living === undefined) {
    await host.createComment(pullRequest, body);
    return 'created';
  }
  try {
    await host.updateComment(living, body);
    return 'updated';
  } catch (error) {
    const code = error instanceof UserError ? error.code : '';
    if (code === 'comment-gone') return undefined;
    if (code !== 'comment-of-another') throw error;
    // Ours, but by another session of the role, which alone may change it: a new one takes its place.
    await host.deleteComment(living);
    await host.createComment(pullRequest, body);
    return 'updated';
  }
}

function isReview({ body, isOurs }: HostComment, { dialect }: CodeHost): boolean {
  return isOurs && (readComment(body, dialect) !== undefined || TITLE.test(body));
}

function isLater(
  comment: HostComment | undefined,
  about: {
    readonly host: CodeHost;
    readonly pullRequest: PullRequest;
    readonly order: number;
    readonly now: number;
  },
): boolean {
  const marker = comment === undefined ? undefined : readComment(comment.body, about.host.dialect)?.marker;
  return (
    marker?.head === about.pullRequest.headCommit &&
    marker.order > about.order &&
    // Somebody who may edit comments must not silence all reviews to come.
    marker.order < about.now + CLOCKS_DIFFER &&
    marker.state === about.pullRequest.state
  );
}

function textOf({ body }: HostComment, { dialect }: CodeHost): string {
  return readComment(body, dialect)?.text.trimEnd() ?? body;
}

function hasMovedOn(now: PullRequest, then: PullRequest): boolean {
  return now.headCommit !== then.headCommit || now.baseBranch !== then.baseBranch || now.state !== then.state;
}
