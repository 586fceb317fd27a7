/** Keeps what a watcher knows, on one machine. Throws UserError `state-not-accessible`, `corrupt-state`. */
export interface WatchRecords {
  /** Undefined when nothing was ever watched here. */
  read(): WatchRecord | undefined;
  /** Durable when it returns; the record before it stays until then. */
  write(record: WatchRecord): void;
}

/** What must outlive the process: what was applied, so that nothing is applied twice or backwards. */
export interface WatchRecord {
  readonly remote: string;
  readonly branch: string;
  /** Counts the commits that were begun with; makes tokens that no other attempt has. */
  readonly sequence: number;
  /** The commit that is being worked on; when the process was killed, the next one takes it up again. */
  readonly begun?: { readonly commit: string; readonly sequence: number };
  /** The newest commit that was dealt with, and how that ended. */
  readonly handled?: Handled;
  /** The last commit of which anything may have been deployed. */
  readonly applied?: string;
  /** The repository that deliveries must come from, as its host knows it. */
  readonly hosted?: { readonly repository: string; readonly id?: number };
}

export interface Handled {
  readonly commit: string;
  /** ISO 8601. */
  readonly at: string;
  /**
   * `applied`: everything is as the commit asks. `started`: handed to the pipeline. `failed`: at least one change
   * failed or was refused. `rejected`: the commit cannot be planned, nothing was changed. `older`: refused, because it
   * lies before what was applied.
   */
  readonly result: 'applied' | 'started' | 'failed' | 'rejected' | 'older';
}
