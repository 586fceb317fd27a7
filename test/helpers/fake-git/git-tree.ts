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

/** One line of a tree, as GitHub's API has it. */
export interface TreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly type: 'blob' | 'tree' | 'commit';
  readonly sha: string;
  readonly size?: number;
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

  /** All entries below a commit, or below one of its folders, as `git ls-tree -r -t` has them. */
  tree(id: string): readonly TreeEntry[] | undefined {
    const commit = this.commits.get(id);
    if (commit !== undefined) return entriesBelow(commit.files, '');
    for (const { files } of this.commits.values()) {
      const folder = entriesBelow(files, '').find(({ type, sha }) => type === 'tree' && sha === id);
      if (folder !== undefined) return entriesBelow(files, `${folder.path}/`);
    }
    return undefined;
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

function entriesBelow(files: ReadonlyMap<string, StoredFile>, prefix: string): readonly TreeEntry[] {
  const entries = new Map<string, TreeEntry>();
  for (const [full, { mode, blobId, bytes }] of files) {
    if (!full.startsWith(prefix)) continue;
    const path = full.slice(prefix.length);
    const parts = path.split('/');
    for (let depth = 1; depth < parts.length; depth += 1) {
      const folder = parts.slice(0, depth).join('/');
      const content = [...files]
        .filter(([name]) => name.startsWith(`${prefix}${folder}/`))
        .map(([, file]) => file.blobId);
      const sha = createHash('sha1')
        .update(`tree ${folder} ${content.join(' ')}`)
        .digest('hex');
      entries.set(folder, { path: folder, mode: '040000', type: 'tree', sha });
    }
    const isLinked = mode === '160000';
    const type = isLinked ? 'commit' : 'blob';
    entries.set(path, { path, mode, type, sha: blobId, ...(isLinked ? {} : { size: bytes.byteLength }) });
  }
  return [...entries.values()];
}

function stored(content: string | object | Uint8Array, mode: string): StoredFile {
  const isBytes = content instanceof Uint8Array;
  const bytes = isBytes
    ? Buffer.from(content)
    : Buffer.from(typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`);
  const blobId = createHash('sha1').update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex');
  return { bytes, blobId, mode };
}
