/** A bucket or repository that outlives its stack. */
export interface KeptState {
  /** Prefix of the installation that made it, by its tag; undefined when it has none, or its tags may not be read. */
  readonly installedBy?: string;
  /** Versions of objects, or images. Counting ends at some thousands; undefined when it is not allowed. */
  readonly items?: number;
  /** There are more than were counted. */
  readonly hasMore: boolean;
}

/**
 * What an uninstallation looks at and removes in one account and region besides stacks. What is gone already is no
 * error. No network, no credentials and no right to delete throw UserErrors.
 */
export interface AccountCleaner {
  /** Undefined: there is none, or it is another account's. */
  bucket(name: string): Promise<KeptState | undefined>;
  imageRepository(name: string): Promise<KeptState | undefined>;
  /** Names that begin so, sorted. Empty when they may not be listed. */
  logGroups(prefix: string): Promise<readonly string[]>;
  /** ARN of the role with which API Gateway writes its logs. Undefined when there is none, or it may not be read. */
  logRole(): Promise<string | undefined>;
  /** With every version of every object. Throws UserError `still-in-use` when some cannot be deleted. */
  deleteBucket(name: string): Promise<void>;
  /** With every image. */
  deleteImageRepository(name: string): Promise<void>;
  deleteLogGroup(name: string): Promise<void>;
}
