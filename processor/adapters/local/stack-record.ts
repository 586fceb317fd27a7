import type { OperationKind, StackOperation } from '../../model/operation.ts';
import type { ResourceChange } from '../../model/plan.ts';
import type { DeployedStack, StackEvent, StackStatus, StackTemplate } from '../../model/stack.ts';

/** Everything that the local target knows of one stack, at one serial. */
export interface StackRecord {
  /** Grows by one with every write of this name, also across deletion and a new stack of the same name. */
  readonly serial: number;
  readonly head: StackHead;
  readonly detail: StackDetail;
}

/** What a list call needs; stands in the first line of the file, so that listing never parses templates. */
export interface StackHead extends DeployedStack {
  /** A status of `faults.json` that was taken over already, so that it acts once. */
  readonly takenStatus?: StackStatus;
}

/** What only a call for one stack needs. */
export interface StackDetail {
  /** Of the last operation that succeeded; of the creation, however it ends, before there is one. */
  readonly template?: StackTemplate;
  readonly resources: Readonly<Record<string, LocalResource>>;
  readonly changeSets: readonly LocalChangeSet[];
  readonly operation?: RunningOperation;
  /** The resources to go back to, while an operation may still be rolled back. */
  readonly rollbackTo?: Readonly<Record<string, LocalResource>>;
  /** Oldest first. */
  readonly events: readonly StackEvent[];
  /** Oldest first; the running operation is the last. */
  readonly operations: readonly StackOperation[];
  /** How often each failure of `faults.json` has struck here. */
  readonly faultsUsed: Readonly<Record<string, number>>;
}

/** A resource that the local target pretends to have made. */
export interface LocalResource {
  readonly type: string;
  readonly physicalId: string;
  /** Digest of its definition, to see whether a rollback has to touch it. */
  readonly definition: string;
  /** DeletionPolicy or UpdateReplacePolicy says Retain. */
  readonly retain: boolean;
}

export interface LocalChangeSet {
  readonly changeSetId: string;
  readonly token: string;
  readonly kind: 'create' | 'update';
  readonly template: StackTemplate;
  readonly tags: Readonly<Record<string, string>>;
  readonly description: string;
  readonly resources: readonly ResourceChange[];
  readonly createdAt: string;
}

/** An operation under way: what is left to do stands in the file, so any later process can go on. */
export interface RunningOperation {
  readonly kind: OperationKind;
  readonly token: string;
  readonly queue: readonly Step[];
  /** What holds once the operation has succeeded. */
  readonly goal?: {
    readonly template: StackTemplate;
    readonly tags: Readonly<Record<string, string>>;
  };
  /** The first failure, once there is one, as `describeCause` tells it. */
  readonly failure?: string;
}

/** One thing that an operation does between two looks at it. */
export type Step =
  | { readonly step: 'stack'; readonly status: StackStatus; readonly reason?: string }
  | {
      readonly step: 'put';
      readonly logicalId: string;
      readonly verb: 'CREATE' | 'UPDATE';
      readonly resource: LocalResource;
      readonly reason?: string;
    }
  | { readonly step: 'delete'; readonly logicalId: string; readonly resource: LocalResource };
