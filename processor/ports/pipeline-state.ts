import type { StackStatus } from '../model/stack.ts';

/** How far the control plane's pipeline is, as CodePipeline tells it. */
export interface PipelineState {
  /**
   * GetPipelineState's answer: `pipelineName`, `pipelineVersion`, `stageStates`, `created`, `updated`, times in ISO
   * 8601, without the tokens by which approvals are given.
   */
  readonly state: Readonly<Record<string, unknown>>;
  /** Of the execution for the commit asked about; undefined when there is none among the newest ones. */
  readonly execution?: ExecutionState;
}

export interface ExecutionState {
  readonly pipelineExecutionId: string;
  /** `InProgress`, `Succeeded`, `Failed`, `Stopped`, `Superseded`, `Cancelled` … */
  readonly status: string;
  readonly statusSummary?: string;
  readonly startTime?: string;
  readonly lastUpdateTime?: string;
}

/** Asks CodePipeline. Throws UserError `access-denied`, `aws-unavailable`, `no-credentials`. */
export interface PipelineStateReader {
  /** Undefined when there is no such pipeline. */
  read(commit: string | undefined): Promise<PipelineState | undefined>;
}

/** One stack as the status names it. */
export interface StackState {
  readonly stage: string;
  readonly stack: string;
  /** Undefined when there is no such stack. */
  readonly status?: StackStatus;
  readonly statusReason?: string;
  readonly stackId?: string;
  readonly updatedAt?: string;
}
