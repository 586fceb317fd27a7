/**
 * Keeps the files of commits for a pipeline that cannot read the repository itself. Throws UserError `access-denied`,
 * `aws-unavailable`, `bucket-not-versioned`.
 */
export interface SourceStore {
  /** The version that holds the files of a commit, where that is the newest one. */
  find(commit: string): Promise<string | undefined>;

  /** Stores the files of a commit, as one zip; gives the version that holds them from now on. */
  put(commit: string, zip: Uint8Array): Promise<string>;
}
