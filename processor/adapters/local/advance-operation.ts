import type { StackOperation } from '../../model/operation.ts';
import { describeCause } from '../../model/root-event.ts';
import type { StackStatus } from '../../model/stack.ts';
import type { EngineContext } from './engine-context.ts';
import type { InjectedFailure } from './faults.ts';
import { defaultsOf, deleteSteps, status, undoSteps } from './plan-steps.ts';
import { resolveText } from './resolve-value.ts';
import { enterStatus, tellResource } from './stack-events.ts';
import type { LocalResource, StackDetail, StackHead, StackRecord, Step } from './stack-record.ts';

const OPERATIONS_KEPT = 200;

type ResourceStep = Exclude<Step, { readonly step: 'stack' }>;

/**
 * Does at most `limit` steps of the running operation; the record itself when none runs. A cleanup is done at once: it
 * cannot fail, the stack counts as deployed by then, and so nobody would come back to look at it until its end.
 */
export function advanceOperation(record: StackRecord, limit: number, context: EngineContext): StackRecord {
  let current = record;
  for (let done = 0; done < limit || isCleanup(current.head.status); done++) {
    const operation = current.detail.operation;
    const [step, ...queue] = operation?.queue ?? [];
    if (operation === undefined || step === undefined) break;
    const taken = withDetail(current, { operation: { ...operation, queue } });
    current = step.step === 'stack' ? stackStep(taken, step, context) : resourceStep(taken, step, context);
  }
  return current;
}

function stackStep(
  record: StackRecord,
  step: Extract<Step, { readonly step: 'stack' }>,
  context: EngineContext,
): StackRecord {
  let entered = enterStatus(record, step, context);
  const goal = record.detail.operation?.goal;
  // From here on an update cannot fail any more: the cleanup of old resources does not bring the old stack back.
  const reached = step.status === 'CREATE_COMPLETE' || step.status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS';
  if (reached && goal !== undefined) {
    entered = withDetail(entered, { template: goal.template, rollbackTo: undefined });
    entered = withHead(entered, { tags: goal.tags, outputs: outputsOf(entered, context) });
  }
  return (entered.detail.operation?.queue.length ?? 0) > 0 ? entered : finish(entered, context);
}

function resourceStep(record: StackRecord, step: ResourceStep, context: EngineContext): StackRecord {
  const { logicalId, resource } = step;
  const verb = step.step === 'put' ? step.verb : 'DELETE';
  if (step.step === 'delete' && resource.retain && !isRollback(record.head.status)) {
    return remove(tellResource(record, [{ logicalId, resource, status: 'DELETE_SKIPPED' }], context), step);
  }
  const reason = step.step === 'put' ? step.reason : undefined;
  const begun = tellResource(record, [{ logicalId, resource, status: `${verb}_IN_PROGRESS`, reason }], context);
  const failure = failureFor(record, step, context);
  if (failure !== undefined) {
    const failed = { logicalId, resource, status: `${verb}_FAILED`, reason: failure.reason };
    return afterFailure(tellResource(begun, [failed], context), { step, failure });
  }
  const told = tellResource(begun, [{ logicalId, resource, status: `${verb}_COMPLETE` }], context);
  if (step.step === 'delete') return remove(told, step);
  return withDetail(told, { resources: { ...told.detail.resources, [logicalId]: resource } });
}

/** What CloudFormation does next when a resource fails, by the status that the stack is in then. */
function afterFailure(
  record: StackRecord,
  { step, failure }: { readonly step: ResourceStep; readonly failure: InjectedFailure },
): StackRecord {
  const { detail } = record;
  const operation = detail.operation;
  if (operation === undefined) return record;
  const key = failureKey(failure);
  const faultsUsed = { ...detail.faultsUsed, [key]: (detail.faultsUsed[key] ?? 0) + 1 };
  const queue = queueAfterFailure(record, { step, keepFailed: failure.keepFailed === true });
  const { logicalId, resource } = step;
  const cause = describeCause({ logicalId, resourceType: resource.type, reason: failure.reason });
  return withDetail(record, { faultsUsed, operation: { ...operation, queue, failure: operation.failure ?? cause } });
}

function queueAfterFailure(
  { head, detail }: StackRecord,
  { step, keepFailed }: { readonly step: ResourceStep; readonly keepFailed: boolean },
): readonly Step[] {
  function reason(verb: string): string {
    return `The following resource(s) failed to ${verb}: [${step.logicalId}]. `;
  }
  switch (head.status) {
    case 'CREATE_IN_PROGRESS': {
      if (keepFailed) return [status('CREATE_FAILED', reason('create'))];
      const made = deleteSteps(detail.resources, detail.operation?.goal?.template);
      return [status('ROLLBACK_IN_PROGRESS', reason('create')), ...made, status('ROLLBACK_COMPLETE')];
    }
    case 'UPDATE_IN_PROGRESS':
      if (keepFailed) return [status('UPDATE_FAILED', reason('update'))];
      return [status('UPDATE_ROLLBACK_IN_PROGRESS', reason('update')), ...undoSteps(detail)];
    case 'ROLLBACK_IN_PROGRESS':
      return [status('ROLLBACK_FAILED', reason('delete'))];
    case 'UPDATE_ROLLBACK_IN_PROGRESS':
      return [status('UPDATE_ROLLBACK_FAILED', reason('update'))];
    case 'DELETE_IN_PROGRESS':
      return [status('DELETE_FAILED', reason('delete'))];
    default:
      // A cleanup goes on: what cannot be deleted is left behind, as CloudFormation does after three attempts.
      return detail.operation?.queue ?? [];
  }
}

function failureFor(record: StackRecord, step: ResourceStep, context: EngineContext): InjectedFailure | undefined {
  const operation = isRollback(record.head.status)
    ? 'rollback'
    : step.step === 'delete'
      ? 'delete'
      : step.verb === 'CREATE'
        ? 'create'
        : 'update';
  return context.faults.failures.find(
    (failure) =>
      failure.stack === record.head.stackName &&
      failure.logicalId === step.logicalId &&
      failure.operation === operation &&
      (record.detail.faultsUsed[failureKey(failure)] ?? 0) < (failure.times ?? Number.POSITIVE_INFINITY),
  );
}

function failureKey(failure: InjectedFailure): string {
  return `${failure.logicalId} ${failure.operation} ${failure.reason}`;
}

function isCleanup(status: StackStatus): boolean {
  return status.endsWith('_CLEANUP_IN_PROGRESS');
}

function isRollback(of: StackStatus): boolean {
  return of.includes('ROLLBACK');
}

function remove(
  record: StackRecord,
  { logicalId, resource }: { logicalId: string; resource: LocalResource },
): StackRecord {
  const { [logicalId]: current, ...rest } = record.detail.resources;
  return current?.physicalId === resource.physicalId ? withDetail(record, { resources: rest }) : record;
}

function finish(record: StackRecord, context: EngineContext): StackRecord {
  const { operation, operations } = record.detail;
  const last = operations.at(-1);
  if (operation === undefined || last === undefined) return record;
  const ended: StackOperation = {
    ...last,
    finishedAt: context.now,
    status: record.head.status,
    reason: operation.failure,
  };
  const kept = [...operations.slice(0, -1), ended].slice(-OPERATIONS_KEPT);
  const stable = record.head.status.endsWith('_COMPLETE');
  const rollbackTo = stable ? undefined : record.detail.rollbackTo;
  return withDetail(record, { operation: undefined, operations: kept, rollbackTo });
}

function outputsOf(record: StackRecord, context: EngineContext): Readonly<Record<string, string>> {
  const { template, resources } = record.detail;
  if (template === undefined) return {};
  const scope = { environment: context.environment, resources, parameters: defaultsOf(template) };
  const outputs = Object.entries((template.Outputs ?? {}) as Readonly<Record<string, { readonly Value: unknown }>>);
  return Object.fromEntries(outputs.map(([name, output]) => [name, resolveText(output.Value, scope)]));
}

function withDetail(record: StackRecord, change: Partial<StackDetail>): StackRecord {
  return { ...record, detail: { ...record.detail, ...change } };
}

function withHead(record: StackRecord, change: Partial<StackHead>): StackRecord {
  return { ...record, head: { ...record.head, ...change } };
}
