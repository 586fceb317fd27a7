import type { EngineContext } from '../../../processor/adapters/local/engine-context.ts';
import type { InjectedFailure } from '../../../processor/adapters/local/faults.ts';
import { advanceOperation } from '../../../processor/adapters/local/advance-operation.ts';
import { beginChangeSet, beginDelete, beginRollback } from '../../../processor/adapters/local/begin-operation.ts';
import { addChangeSet, changeSetProblem, newStack } from '../../../processor/adapters/local/change-sets.ts';
import { isSameStack } from '../../../processor/adapters/local/compare-templates.ts';
import type { LocalChangeSet, StackRecord } from '../../../processor/adapters/local/stack-record.ts';
import { isInProgress } from '../../../processor/model/stack-status.ts';
import type { StackStatus, StackTemplate } from '../../../processor/model/stack.ts';
import { diffTemplates } from '../../../processor/plan/diff-template.ts';
import { cloudError, noSuchStack } from './cloud-errors.ts';
import { changeOf, stackOf, eventOf } from './cloud-shapes.ts';
import { settledFrom } from './settled-from.ts';

type Input = Readonly<Record<string, unknown>>;

const PLACE = { account: '111111111111', region: 'eu-west-1' } as const;

/** What was asked of the cloud that changed something, in order: the oracle of what a run really did. */
export interface CloudCall {
  readonly action: string;
  readonly stack: string;
}

/**
 * CloudFormation as the SDK's client sees it, in memory: stacks of one account and region with change sets, events,
 * rollbacks, and time that passes with every call. The lifecycle is that of the local target; what is refused, and with
 * which error, is CloudFormation's.
 */
export class FakeCloud {
  readonly calls: CloudCall[] = [];
  failures: InjectedFailure[] = [];
  /** Steps of each running operation for every call; 0: time stands still. */
  speed = 3;
  /** Stacks by name; the last is the one that the name means. */
  readonly #stacks = new Map<string, StackRecord[]>();
  readonly #objects = new Map<string, string>();
  readonly #executed = new Map<string, LocalChangeSet>();
  readonly #newId: () => string;
  #now = Date.UTC(2026, 0, 5, 9);

  constructor(newId: () => string) {
    this.#newId = newId;
  }

  /** Answers a command of the SDK. */
  answer(action: string, input: Input): object {
    this.#passTime();
    switch (action) {
      case 'HeadObject':
      case 'PutObject':
        return this.#object(action, input);
      case 'DescribeStacks':
        return this.#describe(input);
      case 'GetTemplate':
        return this.#template(input);
      case 'DescribeStackEvents':
        return { StackEvents: [...this.#find(input).detail.events].reverse().map(eventOf) };
      case 'ListStacks':
        return { StackSummaries: this.#deleted() };
      case 'CreateChangeSet':
        return this.#createChangeSet(input);
      case 'DescribeChangeSet':
        return this.#describeChangeSet(input);
      case 'ListChangeSets':
        return this.#listChangeSets(input);
      case 'DeleteChangeSet':
        return this.#deleteChangeSet(input);
      case 'ExecuteChangeSet':
        return this.#execute(input);
      case 'DeleteStack':
        return this.#delete(input);
      case 'RollbackStack':
        return this.#rollback(input, ['CREATE_FAILED', 'UPDATE_FAILED']);
      case 'ContinueUpdateRollback':
        return this.#rollback(input, ['UPDATE_ROLLBACK_FAILED']);
      default:
        throw new Error(`the fake cloud knows no ${action}`);
    }
  }

  /** Makes another cloud what this one is now. */
  copyTo(other: FakeCloud): void {
    for (const [name, records] of this.#stacks) other.#stacks.set(name, records);
    for (const [id, changeSet] of this.#executed) other.#executed.set(id, changeSet);
    for (const [key, digest] of this.#objects) other.#objects.set(key, digest);
    other.#now = this.#now;
  }

  /** The newest stack of a name. */
  record(name: string): StackRecord | undefined {
    return this.#stacks.get(name)?.at(-1);
  }

  /** Every stack that ever was. */
  records(): readonly StackRecord[] {
    return [...this.#stacks.values()].flat();
  }

  /** Puts a stack into a status, as somebody's hand or an operation of somebody else may have. */
  force(name: string, status: StackStatus): void {
    const record = this.record(name);
    if (record === undefined) throw new Error(`no stack ${name}`);
    this.#put({ ...record, head: { ...record.head, status } });
  }

  /** Changes a stack behind everybody's back. */
  tamper(name: string, change: (record: StackRecord) => StackRecord): void {
    const record = this.record(name);
    if (record === undefined) throw new Error(`no stack ${name}`);
    this.#put(change(record));
  }

  #object(action: string, input: Input): object {
    const key = String(input['Key']);
    if (action === 'PutObject') this.#objects.set(key, String(input['ChecksumSHA256']));
    else if (!this.#objects.has(key))
      throw Object.assign(cloudError('NotFound', key), { $metadata: { httpStatusCode: 404 } });
    return { ChecksumSHA256: this.#objects.get(key) };
  }

  #describe(input: Input): object {
    if (input['StackName'] === undefined) {
      const living = [...this.#stacks.values()].flatMap((each) => each.slice(-1));
      const shown = living.filter(({ head }) => head.status !== 'DELETE_COMPLETE');
      return { Stacks: shown.map(stackOf), $metadata: { requestId: '1' } };
    }
    return { Stacks: [stackOf(this.#find(input))], $metadata: { requestId: '1' } };
  }

  #template(input: Input): object {
    const { template } = this.#find(input).detail;
    if (template === undefined) throw noSuchStack(String(input['StackName']));
    return { TemplateBody: JSON.stringify(template) };
  }

  #createChangeSet(input: Input): object {
    const stackName = String(input['StackName']);
    const kind = input['ChangeSetType'] === 'CREATE' ? 'create' : 'update';
    const found = this.record(stackName);
    const live = found?.head.status === 'DELETE_COMPLETE' ? undefined : found;
    const token = String(input['ChangeSetName']);
    if (live?.detail.changeSets.some((each) => each.token === token) === true) {
      throw cloudError(
        'AlreadyExistsException',
        `ChangeSet ${token} cannot be created as a change set with the same name exists`,
      );
    }
    const tags = Object.fromEntries(
      (input['Tags'] as { Key: string; Value: string }[]).map((tag) => [tag.Key, tag.Value]),
    );
    const template = JSON.parse(String(input['TemplateBody'])) as StackTemplate;
    const request = { stackName, kind, template, tags, token, description: String(input['Description']) } as const;
    const problem = changeSetProblem(request, live?.head);
    if (problem !== undefined) throw cloudError('ValidationError', problem);
    this.#log('CreateChangeSet', stackName);
    const context = this.#context(stackName, live?.head.stackId);
    const before = live?.detail.template ?? { Resources: {} };
    // CloudFormation gives a stack its tags when the change set is executed.
    const stack = live ?? newStack({ ...request, tags: {} }, undefined, context);
    const resources = diffTemplates(before, template);
    const { record, changeSet } = addChangeSet(stack, request, { resources, context });
    this.#put(record);
    return { Id: changeSet.changeSetId, StackId: record.head.stackId };
  }

  #describeChangeSet(input: Input): object {
    const { record, changeSet, executed } = this.#findChangeSet(input);
    const base = { ChangeSetId: changeSet.changeSetId, StackId: record.head.stackId, StackName: record.head.stackName };
    const Tags = Object.entries(changeSet.tags).map(([Key, Value]) => ({ Key, Value }));
    const sameTags =
      JSON.stringify(Object.entries(changeSet.tags).sort()) === JSON.stringify(Object.entries(record.head.tags).sort());
    if (
      !executed &&
      changeSet.kind === 'update' &&
      sameTags &&
      isSameStack(record.detail.template, changeSet.template)
    ) {
      const StatusReason =
        "The submitted information didn't contain changes. Submit different information to create a change set.";
      return { ...base, Status: 'FAILED', StatusReason, ExecutionStatus: 'UNAVAILABLE', Tags };
    }
    const ExecutionStatus = executed ? 'EXECUTE_COMPLETE' : 'AVAILABLE';
    return { ...base, Status: 'CREATE_COMPLETE', ExecutionStatus, Tags, Changes: changeSet.resources.map(changeOf) };
  }

  #listChangeSets(input: Input): object {
    const { changeSets } = this.#find(input).detail;
    return { Summaries: changeSets.map((each) => ({ ChangeSetId: each.changeSetId, ChangeSetName: each.token })) };
  }

  #deleteChangeSet(input: Input): object {
    const { record, changeSet } = this.#findChangeSet(input);
    const changeSets = record.detail.changeSets.filter((each) => each !== changeSet);
    this.#put({ ...record, detail: { ...record.detail, changeSets } });
    return {};
  }

  #execute(input: Input): object {
    const { record, changeSet, executed } = this.#findChangeSet(input);
    const token = String(input['ClientRequestToken']);
    if (executed)
      throw cloudError(
        'InvalidChangeSetStatus',
        `ChangeSet [${changeSet.changeSetId}] cannot be executed in its current execution status`,
      );
    if (isInProgress(record.head.status)) {
      throw cloudError(
        'InvalidChangeSetStatus',
        `Stack ${record.head.stackName} is in ${record.head.status} state and can not be updated.`,
      );
    }
    this.#log(changeSet.kind, record.head.stackName);
    this.#executed.set(changeSet.changeSetId, changeSet);
    const begun = beginChangeSet(record, { changeSet, token }, this.#contextOf(record));
    this.#put(changeSet.kind === 'create' ? { ...begun, head: { ...begun.head, tags: changeSet.tags } } : begun);
    return {};
  }

  #delete(input: Input): object {
    const record = this.#find(input);
    const { status, terminationProtection, stackName } = record.head;
    if (status === 'DELETE_COMPLETE' || status === 'DELETE_IN_PROGRESS') return {};
    if (terminationProtection) {
      throw cloudError(
        'ValidationError',
        `Stack [${stackName}] cannot be deleted while TerminationProtection is enabled`,
      );
    }
    if (isInProgress(status) && status !== 'CREATE_IN_PROGRESS') {
      throw cloudError('ValidationError', `Stack [${stackName}] cannot be deleted while in status ${status}`);
    }
    this.#log('delete', stackName);
    this.#put(
      beginDelete(record, (input['ClientRequestToken'] as string | undefined) ?? 'by-hand', this.#contextOf(record)),
    );
    return {};
  }

  #rollback(input: Input, from: readonly StackStatus[]): object {
    const record = this.#find(input);
    const { status, stackName } = record.head;
    if (!from.includes(status)) {
      throw cloudError(
        'ValidationError',
        `Stack:${record.head.stackId} is in ${status} state and can not be rolled back.`,
      );
    }
    this.#log('rollback', stackName);
    this.#put(beginRollback(record, String(input['ClientRequestToken']), this.#contextOf(record)));
    return {};
  }

  #deleted(): readonly object[] {
    return this.records()
      .filter(({ head }) => head.status === 'DELETE_COMPLETE')
      .map(({ head }) => ({
        StackName: head.stackName,
        StackId: head.stackId,
        DeletionTime: new Date(head.updatedAt ?? 0),
      }));
  }

  #find(input: Input): StackRecord {
    const nameOrId = String(input['StackName']);
    const byId = this.records().find(({ head }) => head.stackId === nameOrId);
    const byName = this.record(nameOrId);
    const found = byId ?? (byName?.head.status === 'DELETE_COMPLETE' ? undefined : byName);
    if (found === undefined) throw noSuchStack(nameOrId);
    return found;
  }

  #findChangeSet(input: Input): {
    readonly record: StackRecord;
    readonly changeSet: LocalChangeSet;
    readonly executed: boolean;
  } {
    const record = this.#find(input);
    const wanted = String(input['ChangeSetName']);
    const open = record.detail.changeSets.find((each) => each.changeSetId === wanted || each.token === wanted);
    const executed = this.#executed.get(wanted);
    const changeSet = open ?? executed;
    if (changeSet === undefined) throw cloudError('ChangeSetNotFoundException', `ChangeSet [${wanted}] does not exist`);
    return { record, changeSet, executed: open === undefined };
  }

  #passTime(): void {
    this.#now += 1_000;
    for (const record of this.records()) {
      if (!isInProgress(record.head.status) || this.speed === 0) continue;
      const context = this.#contextOf(record);
      if (record.detail.operation !== undefined) this.#put(advanceOperation(record, this.speed, context));
      else this.#put({ ...record, head: { ...record.head, status: settledFrom(record.head.status) } });
    }
  }

  #put(record: StackRecord): void {
    const all = this.#stacks.get(record.head.stackName) ?? [];
    const at = all.findIndex(({ head }) => head.stackId === record.head.stackId);
    this.#stacks.set(record.head.stackName, at < 0 ? [...all, record] : all.with(at, record));
  }

  #log(action: string, stack: string): void {
    this.calls.push({ action, stack });
  }

  #contextOf({ head }: StackRecord): EngineContext {
    return this.#context(head.stackName, head.stackId);
  }

  #context(stackName: string, known: string | undefined): EngineContext {
    const { account, region } = PLACE;
    const stackId = known ?? `arn:aws:cloudformation:${region}:${account}:stack/${stackName}/${this.#newId()}`;
    const faults = { failures: this.failures, statuses: {}, protected: [] };
    return {
      now: new Date(this.#now).toISOString(),
      newId: this.#newId,
      faults,
      environment: { stackName, stackId, ...PLACE },
    };
  }
}
