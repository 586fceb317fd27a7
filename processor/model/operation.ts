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
  return ['mlops', parts.kind, commit, parts.planDigest.slice(0, 12), parts.runId].join('-');
}

/** Reads a token of ours back; undefined for anybody else's. */
export function parseOperationToken(
  token: string,
): { readonly kind: OperationKind; readonly commit?: string } | undefined {
  const match = /^mlops-(create|update|delete|rollback)-([0-9a-f]{7,12}|worktree)-[0-9a-f]+-[0-9a-z]+$/.exec(token);
  if (match === null) return undefined;
  const kind = match[1] as OperationKind;
  return match[2] === 'worktree' ? { kind } : { kind, commit: match[2] };
}
