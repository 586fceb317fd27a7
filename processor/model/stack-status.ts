import type { StackStatus } from './stack.ts';

/** Every documented status, so that a status read from outside can be checked; `UNKNOWN` is none of them. */
export const STACK_STATUSES: readonly Exclude<StackStatus, 'UNKNOWN'>[] = [
  'CREATE_IN_PROGRESS',
  'CREATE_FAILED',
  'CREATE_COMPLETE',
  'ROLLBACK_IN_PROGRESS',
  'ROLLBACK_FAILED',
  'ROLLBACK_COMPLETE',
  'DELETE_IN_PROGRESS',
  'DELETE_FAILED',
  'DELETE_COMPLETE',
  'UPDATE_IN_PROGRESS',
  'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
  'UPDATE_COMPLETE',
  'UPDATE_FAILED',
  'UPDATE_ROLLBACK_IN_PROGRESS',
  'UPDATE_ROLLBACK_FAILED',
  'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
  'UPDATE_ROLLBACK_COMPLETE',
  'REVIEW_IN_PROGRESS',
  'IMPORT_IN_PROGRESS',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_IN_PROGRESS',
  'IMPORT_ROLLBACK_FAILED',
  'IMPORT_ROLLBACK_COMPLETE',
];

/** Reads a status; one that CloudFormation adds later becomes `UNKNOWN`. */
export function toStackStatus(text: string | undefined): StackStatus {
  return STACK_STATUSES.find((status) => status === text) ?? 'UNKNOWN';
}

/** True while an operation runs. REVIEW_IN_PROGRESS is not one: it is a stack that waits for a change set. */
export function isInProgress(status: StackStatus): boolean {
  return status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS';
}

/** True for a stack whose creation failed: of what it was to be, nothing serves or runs. */
export function neverCameUp(status: StackStatus): boolean {
  return status === 'CREATE_FAILED' || status === 'ROLLBACK_FAILED' || status === 'ROLLBACK_COMPLETE';
}

/** True when the last operation did what it was asked to do. */
export function isHealthy(status: StackStatus): boolean {
  return status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE' || status === 'IMPORT_COMPLETE';
}
