import type { ResourceChange } from '../../model/plan.ts';
import type { DeployedStack } from '../../model/stack.ts';
import type { ChangeSetRequest, ReadyChangeSet } from '../../ports/stack-target.ts';
import { templateProblem } from './check-template.ts';
import type { EngineContext } from './engine-context.ts';
import { enterStatus } from './stack-events.ts';
import type { LocalChangeSet, StackRecord } from './stack-record.ts';

const UPDATABLE = new Set<DeployedStack['status']>([
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_COMPLETE',
]);

/** Why no change set can be made; undefined when it can. */
export function changeSetProblem(request: ChangeSetRequest, stack: DeployedStack | undefined): string | undefined {
  const { stackName, kind } = request;
  if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(stackName)) {
    return `stack name ${JSON.stringify(stackName)} is not 1 to 128 letters, digits and hyphens after a letter`;
  }
  if (kind === 'create' && stack !== undefined && stack.status !== 'REVIEW_IN_PROGRESS') {
    return `stack ${stackName} already exists and cannot be created again`;
  }
  if (kind === 'update' && stack === undefined) return `stack ${stackName} does not exist`;
  if (kind === 'update' && stack !== undefined && !UPDATABLE.has(stack.status)) {
    return `stack ${stackName} is in ${stack.status} state and can not be updated`;
  }
  return templateProblem(request.template);
}

/** The empty stack that a create change set makes. The serial and the used-up faults of the name go on. */
export function newStack(
  request: ChangeSetRequest,
  last: StackRecord | undefined,
  context: EngineContext,
): StackRecord {
  const { stackName, stackId } = context.environment;
  const record: StackRecord = {
    serial: last?.serial ?? 0,
    head: {
      stackName,
      stackId,
      status: 'REVIEW_IN_PROGRESS',
      outputs: {},
      tags: request.tags,
      createdAt: context.now,
      terminationProtection: false,
      takenStatus: last?.head.takenStatus,
    },
    detail: {
      resources: {},
      changeSets: [],
      events: [],
      operations: [],
      faultsUsed: last?.detail.faultsUsed ?? {},
    },
  };
  return enterStatus(record, { status: 'REVIEW_IN_PROGRESS', reason: 'User Initiated' }, context);
}

/** The record with one change set more. */
export function addChangeSet(
  record: StackRecord,
  request: ChangeSetRequest,
  made: { readonly resources: readonly ResourceChange[]; readonly context: EngineContext },
): { readonly record: StackRecord; readonly changeSet: LocalChangeSet } {
  const { newId, now, environment } = made.context;
  const { token, kind, template, tags, description } = request;
  const place = `${environment.region}:${environment.account}`;
  const changeSet: LocalChangeSet = {
    changeSetId: `arn:aws:cloudformation:${place}:changeSet/${token.slice(0, 128)}/${newId()}`,
    ...{ token, kind, template, tags, description },
    resources: made.resources,
    createdAt: now,
  };
  return { record: withChangeSets(record, [...record.detail.changeSets, changeSet]), changeSet };
}

/** The change set, unless it was executed or discarded. */
export function findChangeSet(record: StackRecord, wanted: ReadyChangeSet): LocalChangeSet | undefined {
  return record.detail.changeSets.find((each) => each.changeSetId === wanted.changeSetId);
}

/** The record without the change set; a stack that was only made for it goes too. */
export function discardFrom(record: StackRecord, gone: ReadyChangeSet, context: EngineContext): StackRecord {
  const changeSets = record.detail.changeSets.filter((each) => each.changeSetId !== gone.changeSetId);
  const left = withChangeSets(record, changeSets);
  if (record.head.status !== 'REVIEW_IN_PROGRESS' || changeSets.length > 0) return left;
  return enterStatus(left, { status: 'DELETE_COMPLETE' }, context);
}

/** A stack in review is known by its change sets also to those who see only its head. */
function withChangeSets(record: StackRecord, changeSets: readonly LocalChangeSet[]): StackRecord {
  const { head, detail } = record;
  const isInReview = head.status === 'REVIEW_IN_PROGRESS';
  const pendingChangeSets = isInReview ? changeSets.map(({ token }) => token) : undefined;
  return { ...record, head: { ...head, pendingChangeSets }, detail: { ...detail, changeSets } };
}
