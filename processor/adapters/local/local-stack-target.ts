import { UserError } from '../../model/errors.ts';
import type { StackOperation } from '../../model/operation.ts';
import type { Stage } from '../../model/settings.ts';
import type { DeployedStack, StackEvent, StackTemplate } from '../../model/stack.ts';
import type { Clock } from '../../ports/clock.ts';
import type {
  Asset,
  ChangeSetRequest,
  ChangeSetResult,
  ReadyChangeSet,
  StackTarget,
  StackTargetLock,
} from '../../ports/stack-target.ts';
import { advanceOperation } from './advance-operation.ts';
import { storeAsset } from './asset-store.ts';
import { beginChangeSet, beginDelete, beginRollback, hasBegun } from './begin-operation.ts';
import { addChangeSet, changeSetProblem, discardFrom, findChangeSet, newStack } from './change-sets.ts';
import { isSameStack, type TemplateDiffer } from './compare-templates.ts';
import type { EngineContext } from './engine-context.ts';
import { readFaults } from './faults.ts';
import type { FileSystem } from './file-system.ts';
import { appendJournal, readJournal } from './journal.ts';
import { operationHistory } from './operation-history.ts';
import { requireDeletable, requireStatus } from './require-status.ts';
import type { SharedLock } from './shared-lock.ts';
import type { StackHead, StackRecord } from './stack-record.ts';
import type { StackStore } from './stack-store.ts';
import { prepareStateFolder, type StateFolder } from './state-folder.ts';
import { takeInjectedStatus, withFaults } from './injected-status.ts';

export interface LocalStackTargetParts {
  readonly stage: Stage;
  readonly fs: FileSystem;
  readonly folder: StateFolder;
  readonly store: StackStore;
  readonly lock: SharedLock;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly diffTemplates: TemplateDiffer;
  readonly stepsPerLook: number;
  readonly journalBytes: number;
}

/**
 * Stacks kept in files, with CloudFormation's lifecycle. It runs no cloud resource: resources are only written down.
 * An operation goes on by some steps each time that the holder of the lock looks at the stack (`describeStack`,
 * `listEvents`), so a killed run leaves `*_IN_PROGRESS` behind and the next one, by looking, brings it to its end.
 * Without the lock nothing is ever written. Besides what the port names, throws `corrupt-state`, `state-too-new`,
 * `unsafe-state`, `state-not-accessible`, `stack-moved`, `lock-lost`.
 */
export class LocalStackTarget implements StackTarget {
  readonly kind = 'local';
  readonly stage: Stage;
  readonly #parts: LocalStackTargetParts;

  constructor(parts: LocalStackTargetParts) {
    this.stage = parts.stage;
    this.#parts = parts;
  }

  async lock(holder: string): Promise<StackTargetLock> {
    return this.#parts.lock.lock(holder);
  }

  async listStacks(): Promise<readonly DeployedStack[]> {
    const faults = this.#faults();
    const heads = this.#parts.store.listHeads().filter((head) => head.status !== 'DELETE_COMPLETE');
    return Promise.resolve(heads.map((head) => withFaults(head, faults)));
  }

  async describeStack(nameOrId: string): Promise<DeployedStack | undefined> {
    const record = this.#look(nameOrId);
    if (record === undefined || this.#isGone(record.head, nameOrId)) return undefined;
    return Promise.resolve(withFaults(record.head, this.#faults()));
  }

  async readTemplate(nameOrId: string): Promise<StackTemplate | undefined> {
    const record = this.#find(nameOrId);
    if (record === undefined || this.#isGone(record.head, nameOrId)) return undefined;
    return Promise.resolve(record.detail.template);
  }

  async publishAsset(asset: Asset): Promise<'uploaded' | 'present'> {
    const { fs, folder, newId } = this.#parts;
    prepareStateFolder(fs, folder, newId);
    return storeAsset(fs, { folder: folder.assets, nonce: newId() }, asset);
  }

  async createChangeSet(request: ChangeSetRequest): Promise<ChangeSetResult> {
    this.#parts.lock.demand();
    for (;;) {
      const found = this.#find(request.stackName);
      const live = found?.head.status === 'DELETE_COMPLETE' ? undefined : found;
      const repeated = live?.detail.changeSets.find((each) => each.token === request.token);
      if (live !== undefined && repeated !== undefined) return ready(live, repeated);
      const reason = changeSetProblem(request, live?.head);
      if (reason !== undefined) return { result: 'failed', reason };
      const before = live?.detail.template ?? { Resources: {} };
      if (request.kind === 'update' && live !== undefined && isEmpty(request, live)) return { result: 'empty' };
      const isRetagged = live !== undefined && !hasSameTags(request, live.head);
      const resources = await this.#parts.diffTemplates(before, request.template, { isRetagged });
      // The diff may have taken its time: only what it was made for may be stored.
      if (this.#find(request.stackName)?.serial !== found?.serial) continue;
      if (found !== undefined && live === undefined) this.#parts.store.archive(found);
      const context = this.#context(request.stackName, live?.head.stackId);
      const { record, changeSet } = addChangeSet(live ?? newStack(request, found, context), request, {
        resources,
        context,
      });
      return ready(this.#parts.store.write(record), changeSet);
    }
  }

  async executeChangeSet(changeSet: ReadyChangeSet, token: string): Promise<void> {
    const record = this.#findForWrite(changeSet.stackId);
    const found = record === undefined ? undefined : findChangeSet(record, changeSet);
    if (record !== undefined && (hasBegun(record, 'create', token) || hasBegun(record, 'update', token))) return;
    if (record === undefined || found === undefined) {
      throw new UserError('change-set-not-found', `change set ${changeSet.changeSetId} does not exist`, {
        instructions: ['another run has changed the stack or discarded the change set: plan again'],
      });
    }
    await this.#begin(beginChangeSet(record, { changeSet: found, token }, this.#contextOf(record.head)));
  }

  async discardChangeSet(changeSet: ReadyChangeSet): Promise<void> {
    const record = this.#findForWrite(changeSet.stackId);
    if (record === undefined || findChangeSet(record, changeSet) === undefined) return;
    this.#parts.store.write(discardFrom(record, changeSet, this.#contextOf(record.head)));
    return Promise.resolve();
  }

  async deleteStack(stackId: string, token: string): Promise<void> {
    const record = this.#findForWrite(stackId);
    if (record === undefined || hasBegun(record, 'delete', token)) return;
    if (record.head.status === 'DELETE_COMPLETE' || record.head.status === 'DELETE_IN_PROGRESS') return;
    requireDeletable(withFaults(record.head, this.#faults()));
    await this.#begin(beginDelete(record, token, this.#contextOf(record.head)));
  }

  async continueUpdateRollback(stackId: string, token: string): Promise<void> {
    await this.#rollback(stackId, token, ['UPDATE_ROLLBACK_FAILED']);
  }

  async rollbackStack(stackId: string, token: string): Promise<void> {
    await this.#rollback(stackId, token, ['CREATE_FAILED', 'UPDATE_FAILED']);
  }

  async listEvents(stackId: string, token?: string): Promise<readonly StackEvent[]> {
    const events = this.#look(stackId)?.detail.events ?? [];
    return Promise.resolve(token === undefined ? events : events.filter((event) => event.token === token));
  }

  async listOperations(stackName?: string): Promise<readonly StackOperation[]> {
    const { fs, folder, store } = this.#parts;
    const journal = readJournal(fs, folder.journal);
    const asked = journal.filter(({ operation }) => stackName === undefined || operation.stackName === stackName);
    return Promise.resolve(operationHistory(asked, (stackId) => store.readById(stackId)));
  }

  async #rollback(stackId: string, token: string, from: readonly StackHead['status'][]): Promise<void> {
    const record = this.#findForWrite(stackId);
    if (record !== undefined && hasBegun(record, 'rollback', token)) return;
    const stable = requireStatus(record, stackId, from);
    await this.#begin(beginRollback(stable, token, this.#contextOf(stable.head)));
  }

  /** Intent first: an operation that the journal does not know has not begun. */
  async #begin(record: StackRecord): Promise<void> {
    this.#note(record, 'started');
    this.#parts.store.write(record);
    return Promise.resolve();
  }

  /** Reads a stack; with the lock, brings its operation a bit further. */
  #look(nameOrId: string): StackRecord | undefined {
    if (!this.#parts.lock.isHeld) return this.#find(nameOrId);
    const record = this.#findForWrite(nameOrId);
    if (record?.detail.operation === undefined) return record;
    const context = this.#contextOf(record.head);
    const advanced = this.#parts.store.write(advanceOperation(record, this.#parts.stepsPerLook, context));
    if (advanced.detail.operation === undefined) this.#note(advanced, 'finished');
    return advanced;
  }

  #find(nameOrId: string): StackRecord | undefined {
    const { store } = this.#parts;
    return nameOrId.startsWith('arn:') ? store.readById(nameOrId) : store.read(nameOrId);
  }

  #findForWrite(nameOrId: string): StackRecord | undefined {
    this.#parts.lock.demand();
    const record = this.#find(nameOrId);
    if (record === undefined) return undefined;
    const taken = takeInjectedStatus(record, this.#faults());
    return taken === record ? record : this.#parts.store.write(taken);
  }

  #isGone(head: StackHead, nameOrId: string): boolean {
    return head.status === 'DELETE_COMPLETE' && !nameOrId.startsWith('arn:');
  }

  #note(record: StackRecord, phase: 'started' | 'finished'): void {
    const operation = record.detail.operations.at(-1);
    if (operation === undefined) return;
    const { fs, folder, journalBytes: bytes } = this.#parts;
    appendJournal(fs, { file: folder.journal, bytes }, { phase, stackId: record.head.stackId, operation });
  }

  #faults(): EngineContext['faults'] {
    return readFaults(this.#parts.fs, this.#parts.folder.faults);
  }

  #contextOf(head: StackHead): EngineContext {
    return this.#context(head.stackName, head.stackId);
  }

  #context(stackName: string, known: string | undefined): EngineContext {
    const { stage, clock, newId } = this.#parts;
    const { account, region } = stage;
    const stackId = known ?? `arn:aws:cloudformation:${region}:${account}:stack/${stackName}/${newId()}`;
    const environment = { stackName, stackId, account, region };
    return { now: clock.now(), newId, faults: this.#faults(), environment };
  }
}

function ready(
  record: StackRecord,
  { changeSetId, resources }: Pick<Extract<ChangeSetResult, { result: 'ready' }>, 'changeSetId' | 'resources'>,
): ChangeSetResult {
  return { result: 'ready', changeSetId, stackId: record.head.stackId, resources };
}

function isEmpty(request: ChangeSetRequest, { head, detail }: StackRecord): boolean {
  return hasSameTags(request, head) && isSameStack(detail.template, request.template);
}

function hasSameTags(request: ChangeSetRequest, head: StackHead): boolean {
  return JSON.stringify(Object.entries(request.tags).sort()) === JSON.stringify(Object.entries(head.tags).sort());
}
