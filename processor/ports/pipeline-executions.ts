/** Starts executions of a delivery pipeline that applies a commit somewhere else. */
export interface PipelineExecutions {
  /**
   * Repeating a request with the same token starts nothing more. Throws UserError `no-such-pipeline`,
   * `pipeline-refused`, `pipeline-busy`, `aws-unavailable`, `access-denied`, `no-credentials`.
   */
  start(request: StartRequest): Promise<{ readonly executionId: string }>;

  /**
   * The execution that was started last, whatever became of it. Undefined when there is none. Throws as `start` does.
   */
  newest(pipeline: Pick<StartRequest, 'pipeline' | 'sourceAction'>): Promise<NewestExecution | undefined>;
}

export interface NewestExecution {
  readonly executionId: string;
  /** The commit that its source action took; undefined as long as that is not known. */
  readonly commit?: string;
  readonly isUnderWay: boolean;
}

export interface StartRequest {
  readonly pipeline: string;
  /** Name of the action whose revision is given. */
  readonly sourceAction: string;
  /** Full id. */
  readonly commit: string;
  /** Where the source action reads the commit's files from an object: the version that holds them. */
  readonly objectVersion?: string;
  /** 1 to 128 letters, digits and hyphens. */
  readonly token: string;
}
