/**
 * The committed files: one commit read as Git objects, the work tree of a Git repository, or a plain folder (the
 * unpacked source of a CodePipeline). Never executes or follows anything found inside.
 */
export interface SourceRepository {
  /** Which revision the files are of. */
  revision(): Promise<Revision>;

  /** Every entry below the root, as far as it may matter to discovery; ignored files of a work tree are left out. */
  listEntries(): Promise<readonly RepositoryEntry[]>;

  /** Bytes of regular files, in the order asked for. Throws UserError `unreadable-file` when one cannot be read. */
  readFiles(entries: readonly RepositoryEntry[]): Promise<readonly Uint8Array[]>;
}

export interface Revision {
  /** Full commit id; null without Git or without a commit. */
  readonly commit: string | null;
  /** True when the files may differ from that commit. */
  readonly dirty: boolean;
  readonly branch?: string;
  /** Who made the commit, where the environment tells it; for words, never for a decision. */
  readonly author?: string;
}

export interface RepositoryEntry {
  /** Relative to the root, forward slashes. Bytes that are not UTF-8 stand as U+FFFD and `unusualPath` is true. */
  readonly path: string;
  readonly kind: 'file' | 'symlink' | 'submodule' | 'folder' | 'other';
  /** Git's object id, where Git knows it. */
  readonly blobId?: string;
  /** Bytes, where it costs nothing to know. */
  readonly size?: number;
  readonly unusualPath?: boolean;
  /** Of the settings of a work tree alone: they are there, and Git ignores them. Other ignored files are left out. */
  readonly isIgnored?: boolean;
}
