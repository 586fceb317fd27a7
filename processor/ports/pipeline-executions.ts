/** Starts executions of a delivery pipeline that applies a commit somewhere else. */
export interface PipelineExecutions {
  /**
   * Repeating a request with the same token starts nothing more. Throws UserError `no-such-pipeline`,
   * `pipeline-refused`, `pipeline-busy`, `aws-unavailable`, `access-denied`, `no-credentials`.
   */
  start(request: StartRequest): Promise<{ readonly executionId: string }>;
}

export interface StartRequest {
  readonly pipeline: string;
  /** Name of the action whose revision is given. */
  readonly sourceAction: string;
  /** Full id. */
  readonly commit: string;
  /** 1 to 128 letters, digits and hyphens. */
  readonly token: string;
}
