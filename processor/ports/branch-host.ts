/** Where the watched branch is hosted, for a receiver that keeps no copy of it. */
export interface BranchHost {
  /**
   * Asks the host where the branch points. Throws UserError `host-unavailable`, `host-access-denied`,
   * `host-rate-limited`.
   */
  readBranch(): Promise<HostedBranch>;
}

/** The watched branch as its host tells it. */
export interface HostedBranch {
  readonly repository: { readonly id: number; readonly name: string };
  /** Full id; null when there is no such branch. At least as new as `pushedAt`. */
  readonly commit: string | null;
  /** Seconds since 1970: the last push to any branch of the repository, as deliveries tell it too. */
  readonly pushedAt?: number;
}
