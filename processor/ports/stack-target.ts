import type { ResourceChange } from '../model/plan.ts';
import type { Stage, TargetKind } from '../model/settings.ts';
import type { DeployedStack, StackEvent, StackTemplate } from '../model/stack.ts';
import type { StackOperation } from '../model/operation.ts';

/**
 * Where the stacks of one stage live: CloudFormation in one account and region, or the embedded local target. Both
 * behave alike and pass the same contract suite (test/contract/). Operations are asynchronous as in CloudFormation:
 * `executeChangeSet` and `deleteStack` start, `describeStack` and `listEvents` tell how it goes.
 */
export interface StackTarget {
  readonly kind: TargetKind;
  readonly stage: Stage;

  /**
   * One writer at a time where the target can promise it (local). Throws UserError `lock-held` with the holder when
   * somebody else is writing. CloudFormation guards each stack by itself: there the lock is empty.
   */
  lock(holder: string): Promise<StackTargetLock>;

  /** All stacks that exist, ours or not, with outputs and tags; paged list calls only, none per stack. */
  listStacks(): Promise<readonly DeployedStack[]>;

  /** By name or stack id; by id also after deletion (DELETE_COMPLETE). Undefined when there is none. */
  describeStack(nameOrId: string): Promise<DeployedStack | undefined>;

  /** The template as it was submitted last and succeeded; undefined when there is none. */
  readTemplate(nameOrId: string): Promise<StackTemplate | undefined>;

  /** Stores a content-addressed file in the assets bucket unless it is there already. */
  publishAsset(asset: Asset): Promise<'uploaded' | 'present'>;

  createChangeSet(request: ChangeSetRequest): Promise<ChangeSetResult>;

  executeChangeSet(changeSet: ReadyChangeSet, token: string): Promise<void>;

  /** Removes a change set that is not to be executed, and the empty stack that a create change set leaves. */
  discardChangeSet(changeSet: ReadyChangeSet): Promise<void>;

  deleteStack(stackId: string, token: string): Promise<void>;

  /** From UPDATE_ROLLBACK_FAILED back to UPDATE_ROLLBACK_COMPLETE. */
  continueUpdateRollback(stackId: string, token: string): Promise<void>;

  /** From UPDATE_FAILED or CREATE_FAILED to the last stable state. */
  rollbackStack(stackId: string, token: string): Promise<void>;

  /** Oldest first; of one operation only when a token is given. */
  listEvents(stackId: string, token?: string): Promise<readonly StackEvent[]>;

  /** Past operations, the one begun last first, of one stack or of all of ours; the oldest may be forgotten. */
  listOperations(stackName?: string): Promise<readonly StackOperation[]>;
}

export interface StackTargetLock {
  release(): Promise<void>;
}

/** A file that templates refer to by key, such as a Lambda bundle. */
export interface Asset {
  /** Contains the SHA-256 of the bytes, so that the same key always means the same content. */
  readonly key: string;
  readonly sha256: string;
  readonly bytes: number;
  read(): Promise<Uint8Array>;
}

export interface ChangeSetRequest {
  readonly stackName: string;
  readonly kind: 'create' | 'update';
  readonly template: StackTemplate;
  readonly tags: Readonly<Record<string, string>>;
  /** Repeating a request with the same token has one effect. */
  readonly token: string;
  /** Shown in the console; at most 1,024 bytes. */
  readonly description: string;
}

export interface ReadyChangeSet {
  readonly changeSetId: string;
  readonly stackId: string;
}

export type ChangeSetResult =
  | (ReadyChangeSet & { readonly result: 'ready'; readonly resources: readonly ResourceChange[] })
  | { readonly result: 'empty' }
  | { readonly result: 'failed'; readonly reason: string };
