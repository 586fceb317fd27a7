import { parseOperationToken, type OperationKind, type StackOperation } from '../../model/operation.ts';
import type { StackStatus } from '../../model/stack.ts';
import type { EngineContext } from './engine-context.ts';
import { createSteps, deleteSteps, status, undoSteps, updateSteps } from './plan-steps.ts';
import { enterStatus } from './stack-events.ts';
import type { LocalChangeSet, RunningOperation, StackRecord } from './stack-record.ts';

/** Starts what the change set describes; all change sets of the stack are used up by it. */
export function beginChangeSet(
  record: StackRecord,
  start: { readonly changeSet: LocalChangeSet; readonly token: string },
  context: EngineContext,
): StackRecord {
  const { changeSet, token } = start;
  const { template, tags, kind } = changeSet;
  const queue = kind === 'create' ? createSteps(changeSet, context) : updateSteps(changeSet, record.detail, context);
  const first = kind === 'create' ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS';
  const started = begin(record, { operation: { kind, token, queue, goal: { template, tags } }, first }, context);
  // A creation that fails is told of by its template, too; a failed update by the one that it goes back to.
  const told = kind === 'create' ? { template } : {};
  return {
    ...started,
    detail: { ...started.detail, ...told, changeSets: [], rollbackTo: record.detail.resources },
  };
}

/** Starts a deletion; one that failed before goes on with what is left. */
export function beginDelete(record: StackRecord, token: string, context: EngineContext): StackRecord {
  const queue = [...deleteSteps(record.detail.resources, record.detail.template), status('DELETE_COMPLETE')];
  const started = begin(record, { operation: { kind: 'delete', token, queue }, first: 'DELETE_IN_PROGRESS' }, context);
  return { ...started, detail: { ...started.detail, changeSets: [] } };
}

/** Goes back to the last stable state from CREATE_FAILED, UPDATE_FAILED or UPDATE_ROLLBACK_FAILED. */
export function beginRollback(record: StackRecord, token: string, context: EngineContext): StackRecord {
  const ofCreate = record.head.status === 'CREATE_FAILED';
  const queue = ofCreate
    ? [...deleteSteps(record.detail.resources, undefined).toReversed(), status('ROLLBACK_COMPLETE')]
    : undoSteps(record.detail);
  const first = ofCreate ? 'ROLLBACK_IN_PROGRESS' : 'UPDATE_ROLLBACK_IN_PROGRESS';
  return begin(record, { operation: { kind: 'rollback', token, queue }, first }, context);
}

/** True when this token has started such an operation on the stack already. */
export function hasBegun(record: StackRecord, kind: OperationKind, token: string): boolean {
  return record.detail.operations.some((operation) => operation.kind === kind && operation.token === token);
}

function begin(
  record: StackRecord,
  { operation, first }: { readonly operation: RunningOperation; readonly first: StackStatus },
  context: EngineContext,
): StackRecord {
  const { kind, token } = operation;
  const entry: StackOperation = {
    stackName: record.head.stackName,
    kind,
    token,
    commit: parseOperationToken(token)?.commit,
    startedAt: context.now,
    status: first,
  };
  const operations = [...record.detail.operations, entry];
  const withOperation = { ...record, detail: { ...record.detail, operation, operations } };
  return enterStatus(withOperation, { status: first, reason: 'User Initiated' }, context);
}
