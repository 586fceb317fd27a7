import type { PipelineType } from '../../pipelines/spec.ts';

/** Every stack status that CloudFormation documents, and `UNKNOWN` for one that it adds later. */
export type StackStatus =
  | 'CREATE_IN_PROGRESS'
  | 'CREATE_FAILED'
  | 'CREATE_COMPLETE'
  | 'ROLLBACK_IN_PROGRESS'
  | 'ROLLBACK_FAILED'
  | 'ROLLBACK_COMPLETE'
  | 'DELETE_IN_PROGRESS'
  | 'DELETE_FAILED'
  | 'DELETE_COMPLETE'
  | 'UPDATE_IN_PROGRESS'
  | 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'
  | 'UPDATE_COMPLETE'
  | 'UPDATE_FAILED'
  | 'UPDATE_ROLLBACK_IN_PROGRESS'
  | 'UPDATE_ROLLBACK_FAILED'
  | 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'
  | 'UPDATE_ROLLBACK_COMPLETE'
  | 'REVIEW_IN_PROGRESS'
  | 'IMPORT_IN_PROGRESS'
  | 'IMPORT_COMPLETE'
  | 'IMPORT_ROLLBACK_IN_PROGRESS'
  | 'IMPORT_ROLLBACK_FAILED'
  | 'IMPORT_ROLLBACK_COMPLETE'
  | 'UNKNOWN';

/** Keys of the tags that every stack of ours carries from its first second. Their values never change. */
export const TAGS = {
  managedBy: 'mlops:managed-by',
  pipelineType: 'mlops:pipeline-type',
  modelName: 'mlops:model-name',
  stage: 'mlops:stage',
  /** Only when the settings name a source repository. */
  repository: 'mlops:repository',
} as const;

/** Value of the tag `mlops:managed-by`. */
export const MANAGED_BY = 'mlops-config-processor';

/** Name of the stack output that holds the fingerprint. */
export const FINGERPRINT_OUTPUT = 'MlopsFingerprint';

/** What one paged list call tells of a stack. */
export interface DeployedStack {
  readonly stackName: string;
  /** Unique even when a name is used again. */
  readonly stackId: string;
  readonly status: StackStatus;
  readonly statusReason?: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** ISO 8601. */
  readonly createdAt?: string;
  readonly updatedAt?: string;
  readonly terminationProtection: boolean;
  /** Only of a stack in REVIEW_IN_PROGRESS: the names of its change sets. Ours are operation tokens. */
  readonly pendingChangeSets?: readonly string[];
}

/** The tags of ours, decoded; undefined for a stack that is not ours. */
export interface StackOwnership {
  readonly pipelineType: PipelineType;
  readonly modelName: string;
  readonly stage: string;
  readonly repository?: string;
}

/** A CloudFormation template as data. */
export interface StackTemplate {
  readonly Description?: string;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
  readonly [section: string]: unknown;
}

/** One resource of a template. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly [attribute: string]: unknown;
}

/** One event of a stack or of a resource in it. */
export interface StackEvent {
  readonly eventId: string;
  /** ISO 8601. */
  readonly time: string;
  readonly logicalId: string;
  readonly resourceType: string;
  readonly physicalId?: string;
  /** A resource status such as CREATE_FAILED; for the stack itself, its stack status. */
  readonly status: string;
  readonly reason?: string;
  /** The token of the operation that caused it. */
  readonly token?: string;
}
