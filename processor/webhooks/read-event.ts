import type { DeliverySubject } from '../ports/delivery-store.ts';

/** What a verified body says, as far as it matters here. */
export type WebhookEvent =
  | { readonly kind: 'ping' }
  /** An event, or a part of one, that nothing follows from. */
  | { readonly kind: 'other'; readonly reason: string }
  | { readonly kind: 'malformed'; readonly problem: string }
  | { readonly kind: 'subject'; readonly repository: HostedRepository; readonly subject: DeliverySubject };

/** A repository as its host names it. The id stays when it is renamed, and is never given to another one. */
export interface HostedRepository {
  readonly id: number;
  /** `owner/name`. */
  readonly name: string;
}

type Json = Readonly<Record<string, unknown>>;

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const NO_COMMIT = /^0+$/;
const REPOSITORY = /^[A-Za-z0-9_.-]{1,100}\/[A-Za-z0-9_.-]{1,100}$/;

/** Actions of a pull request after which its comment may have to say something else. */
const REVIEWED = ['opened', 'reopened', 'synchronize', 'ready_for_review', 'edited', 'closed'];

/**
 * Takes a parsed body of any shape. Looks only at own members of the type that it expects, so that no shape makes it
 * throw (GitHub, "Webhook events and payloads").
 */
export function readEvent(event: string, body: unknown): WebhookEvent {
  switch (event) {
    case 'ping':
      return { kind: 'ping' };
    case 'push':
      return readPush(body);
    case 'pull_request':
      return readPullRequest(body);
    default:
      return { kind: 'other', reason: `nothing follows from the event ${event}` };
  }
}

function readPush(body: unknown): WebhookEvent {
  const push = objectOf(body);
  const repository = repositoryOf(push);
  if (push === undefined || repository === undefined) return malformed('repository.id and repository.full_name');
  const ref = textOf(push, 'ref');
  const commit = textOf(push, 'after');
  const before = textOf(push, 'before');
  if (ref === undefined || !ref.startsWith('refs/') || ref.length > 1024) return malformed('ref');
  if (commit === undefined || !COMMIT.test(commit)) return malformed('after');
  if (before === undefined || !COMMIT.test(before)) return malformed('before');
  const branch = /^refs\/heads\/(.+)$/s.exec(ref)?.[1];
  if (branch === undefined) return { kind: 'other', reason: 'nothing follows from the push of a tag' };
  const pushedAt = objectOf(push['repository'])?.['pushed_at'];
  return {
    kind: 'subject',
    repository,
    subject: {
      kind: 'push',
      branch,
      commit: NO_COMMIT.test(commit) ? null : commit,
      before: NO_COMMIT.test(before) ? null : before,
      ...(isCount(pushedAt) ? { pushedAt } : {}),
    },
  };
}

function readPullRequest(body: unknown): WebhookEvent {
  const payload = objectOf(body);
  const repository = repositoryOf(payload);
  if (payload === undefined || repository === undefined) return malformed('repository.id and repository.full_name');
  const action = textOf(payload, 'action');
  if (action === undefined) return malformed('action');
  if (!REVIEWED.includes(action))
    return { kind: 'other', reason: 'nothing follows from this action of a pull request' };
  const number = payload['number'];
  if (!isCount(number) || number === 0) return malformed('number');
  const head = objectOf(objectOf(payload['pull_request'])?.['head']);
  const headCommit = textOf(head, 'sha');
  if (head === undefined || headCommit === undefined || !COMMIT.test(headCommit)) {
    return malformed('pull_request.head.sha');
  }
  // The repository of a head is null when it was deleted; nobody can say then whose commits they are.
  const headRepository = objectOf(head['repo']);
  const fromFork = headRepository?.['id'] !== repository.id;
  return { kind: 'subject', repository, subject: { kind: 'pull-request', number, action, headCommit, fromFork } };
}

function repositoryOf(payload: Json | undefined): HostedRepository | undefined {
  const repository = objectOf(payload?.['repository']);
  const id = repository?.['id'];
  const name = textOf(repository, 'full_name');
  return isCount(id) && name !== undefined && REPOSITORY.test(name) ? { id, name } : undefined;
}

function malformed(member: string): WebhookEvent {
  return { kind: 'malformed', problem: `${member} is missing or of another form` };
}

/**
 * Parsed JSON has no inherited members but those of its prototype, none of which has the name of a member read here.
 */
function objectOf(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

function textOf(value: Json | undefined, key: string): string | undefined {
  const text = value?.[key];
  return typeof text === 'string' ? text : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
