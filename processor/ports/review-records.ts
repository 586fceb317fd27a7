/** Remembers which heads were reviewed, on one machine. Throws UserError `state-not-accessible`, `corrupt-state`. */
export interface ReviewRecords {
  /** The head that was reviewed last, by number of the pull request; those that ended are taken out. */
  read(): ReadonlyMap<number, string>;
  /** Durable when it returns. */
  write(heads: ReadonlyMap<number, string>): void;
}
