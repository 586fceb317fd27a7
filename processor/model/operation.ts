import type { StackStatus } from './stack.ts';

export type OperationKind = 'create' | 'update' | 'delete' | 'rollback';

/** One past or running operation on a stack. */
export interface StackOperation {
  readonly stackName: string;
  readonly kind: OperationKind;
  readonly token: string;
  /** Abbreviated commit id, when a commit started the operation. */
  readonly commit?: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt?: string;
  /** The stack's status at the end, or now. */
  readonly status: StackStatus;
  /** Why it did not do what it was asked to: resource and reason of the root of the failure, as `apply` tells it. */
  readonly reason?: string;
}

/** What a client request token says, so that the events of a stack tell which commit caused them. */
export interface OperationTokenParts {
  readonly kind: OperationKind;
  /** Full commit id, or null for a work tree that differs from its commit. */
  readonly commit: string | null;
  readonly planDigest: string;
  /** Distinguishes runs; the retries of one run share it. Lower-case letters and digits. */
  readonly runId: string;
}

/**
 * Writes a token that CloudFormation accepts: 1 to 128 characters of `[a-zA-Z0-9][-a-zA-Z0-9]*`.
 */
export function formatOperationToken(parts: OperationTokenParts): string {
  const commit = parts.commit === null ? 'worktree' : parts.commit.slice(0, 12);
  return ['mlops', parts.kind, commit, parts.planDigest.slice(0, PLAN_LENGTH), parts.runId].join('-');
}

/** True for the token of an operation that this plan asked for, in whichever run. */
export function isTokenOfPlan(token: string | undefined, planDigest: string): boolean {
  const plan = TOKEN.exec(token ?? '')?.groups?.['plan'];
  return plan !== undefined && plan === planDigest.slice(0, PLAN_LENGTH);
}

/** Reads a token of ours back; undefined for anybody else's. */
export function parseOperationToken(
  token: string,
): { readonly kind: OperationKind; readonly commit?: string } | undefined {
  const { kind, commit } = TOKEN.exec(token)?.groups ?? {};
  if (kind === undefined) return undefined;
  return commit === 'worktree' ? { kind: kind as OperationKind } : { kind: kind as OperationKind, commit };
}

const TOKEN =
  /^mlops-(?<kind>create|update|delete|rollback)-(?<commit>[0-9a-f]{7,12}|worktree)-(?<plan>[0-9a-f]+)-[0-9a-z]+$/;

/** Digits of the plan's digest that a token carries. */
const PLAN_LENGTH = 12;
