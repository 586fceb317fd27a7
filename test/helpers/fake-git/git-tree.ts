import { createHash } from 'node:crypto';

export interface StoredFile {
  readonly bytes: Buffer;
  readonly blobId: string;
  readonly mode: string;
}

export interface StoredCommit {
  readonly id: string;
  readonly parent: string | undefined;
  readonly files: ReadonlyMap<string, StoredFile>;
  readonly message: string;
  readonly author: { readonly name: string; readonly email: string };
}

/** What of Git a host keeps of a repository: commits, trees and branches. Blob ids are Git's own. */
export class GitTree {
  readonly commits = new Map<string, StoredCommit>();
  readonly branches = new Map<string, string>();

  constructor() {
    this.write('main', {}, { message: 'Begin' });
  }

  /** Commits files on a branch, which is made if it is not there. */
  write(
    branch: string,
    files: Readonly<Record<string, string | object | Uint8Array>>,
    about: { readonly message?: string; readonly author?: StoredCommit['author']; readonly mode?: string } = {},
  ): StoredCommit {
    const parent = this.branches.get(branch);
    const all = new Map(parent === undefined ? [] : this.commits.get(parent)?.files);
    for (const [path, content] of Object.entries(files)) all.set(path, stored(content, about.mode ?? '100644'));
    const { message = 'Change', author = { name: 'Ada', email: 'ada@example.com' } } = about;
    const text = JSON.stringify([
      parent,
      message,
      author,
      [...all].map(([path, file]) => [path, file.blobId]),
      this.commits.size,
    ]);
    const id = createHash('sha1').update(text).digest('hex');
    const commit = { id, parent, files: all, message, author };
    this.commits.set(id, commit);
    this.branches.set(branch, id);
    return commit;
  }

  tip(branch = 'main'): StoredCommit {
    const commit = this.commits.get(this.branches.get(branch) ?? '');
    if (commit === undefined) throw new Error(`no branch ${branch}`);
    return commit;
  }

  /** The text of a file at the tip of a branch. */
  read(path: string, branch = 'main'): string | undefined {
    return this.tip(branch).files.get(path)?.bytes.toString('utf8');
  }

  blob(blobId: string): Buffer | undefined {
    for (const commit of this.commits.values()) {
      for (const file of commit.files.values()) if (file.blobId === blobId) return file.bytes;
    }
    return undefined;
  }

  /** Number of commits on the way from the tip to the beginning. */
  length(branch = 'main'): number {
    let count = 0;
    for (let id = this.branches.get(branch); id !== undefined; id = this.commits.get(id)?.parent) count += 1;
    return count;
  }
}

function stored(content: string | object | Uint8Array, mode: string): StoredFile {
  const isBytes = content instanceof Uint8Array;
  const bytes = isBytes
    ? Buffer.from(content)
    : Buffer.from(typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`);
  const blobId = createHash('sha1').update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex');
  return { bytes, blobId, mode };
}
