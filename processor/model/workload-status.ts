import type { PipelineType } from '../../pipelines/spec.ts';
import type { TargetKind } from './settings.ts';
import type { StackStatus } from './stack.ts';

/** One deployed workload as `mlops status` shows it. */
export interface WorkloadStatus {
  readonly stage: string;
  readonly target: TargetKind;
  readonly stack: string;
  readonly pipelineType: PipelineType;
  readonly modelName: string;
  readonly name?: string;
  readonly status: StackStatus;
  /** Of a stack in a failed status the cause, as `apply` told it; else what the target says of the status. */
  readonly statusReason?: string;
  /** Full id of the commit it was deployed from; absent for a work tree that differed from its commit. */
  readonly commit?: string;
  readonly configPath?: string;
  /** Endpoint, jobs, locations; without the fingerprint. */
  readonly outputs: Readonly<Record<string, string>>;
  /** ISO 8601. */
  readonly updatedAt?: string;
}
