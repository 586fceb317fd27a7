import { shorten } from '../../model/escape-text.ts';
import { UserError } from '../../model/errors.ts';
import type { RepositoryEntry, SourceRepository } from '../../ports/source-repository.ts';
import { kindOfMode, misnamedFolders } from '../git/entry-paths.ts';
import { apiPath, type GitHubClient } from './github-client.ts';
import { memberAt, textAt } from './members.ts';
import { createTreeReader } from './read-tree.ts';

const CONTENTS = 'Contents: read';

/** Bytes of one file: above what any config may have (its parser would say so), and no more is ever held. */
const LARGEST_FILE = 4 * 1024 * 1024;

/** Questions for one commit's trees; each answers for up to 100,000 entries (REST API reference, "Get a tree"). */
const MOST_TREES = 500;

/** Files that are asked for before the clock is looked at. */
const AT_ONCE = 100;

export interface GitHubCommitOptions {
  /** `owner/name`. */
  readonly repository: string;
  /** Full id. */
  readonly commit: string;
  /** Throws when there is no time left; called between questions. */
  readonly onStep: () => void;
}

/**
 * One commit of a repository on GitHub, by the API for trees and blobs: what is asked for is a few small files, whose
 * kind Git tells. (The archive of a commit would be all of the repository, from another host.)
 *
 * Throws UserError `no-commit`, `source-too-large`, `unreadable-file`, and what the client throws.
 */
export function openGitHubCommit(
  client: GitHubClient,
  { repository, commit, onStep }: GitHubCommitOptions,
): Pick<SourceRepository, 'listEntries' | 'readFiles'> {
  const [owner = '', name = ''] = repository.split('/');
  const root = apiPath`/repos/${owner}/${name}`;
  const reader = createTreeReader(client, { owner, name, root });

  async function ask(tree: string, query: Readonly<Record<string, number>>): Promise<unknown> {
    onStep();
    const path = `${root}/git/trees/${tree}`;
    const answer = await client.request({ method: 'GET', path, query, expected: [404, 409, 422], right: CONTENTS });
    if (answer.status < 400) return answer.body;
    throw new UserError('no-commit', `${repository} has no commit ${shorten(tree, 64)} that the token may see`, {
      instructions: [
        'a forced push may have taken it away: the newest commit of the branch is looked for by itself',
        `check that the token has ${CONTENTS}`,
      ],
    });
  }

  /** A tree that is too large for one answer is read folder by folder. */
  async function list(tree: string, folder: string, budget: { left: number }): Promise<readonly RepositoryEntry[]> {
    budget.left -= 1;
    if (budget.left < 0) throw tooLarge(`${repository} has too many files to be listed`);
    const whole = await ask(tree, { recursive: 1 });
    if (memberAt(whole, 'truncated') !== true) return entriesOf(whole, folder);
    budget.left -= 1;
    const top = await ask(tree, {});
    if (memberAt(top, 'truncated') === true)
      throw tooLarge(`the folder ${shorten(folder, 200) || '/'} has too many files`);
    const found: RepositoryEntry[] = [];
    for (const entry of entriesOf(top, folder)) {
      if (entry.kind === 'folder') found.push(...(await list(entry.blobId ?? '', `${entry.path}/`, budget)));
      else found.push(entry);
    }
    return found;
  }

  return {
    listEntries: async () => {
      const files = (await list(commit, '', { left: MOST_TREES })).filter(({ kind }) => kind !== 'folder');
      return [...files, ...misnamedFolders(files)];
    },
    readFiles: async (entries) => {
      const contents: Uint8Array[] = [];
      for (let start = 0; start < entries.length; start += AT_ONCE) {
        onStep();
        contents.push(...(await reader.readBlobs(entries.slice(start, start + AT_ONCE).map(readable))));
      }
      return contents;
    },
  };
}

function readable({ path, kind, blobId, size = 0 }: RepositoryEntry): {
  readonly path: string;
  readonly blobId: string;
} {
  if (kind !== 'file' || blobId === undefined) {
    throw new UserError('unreadable-file', `${shorten(path, 200)} is no regular file`, { instructions: [] });
  }
  if (size > LARGEST_FILE) throw tooLarge(`${shorten(path, 200)} has ${size} bytes`);
  return { path, blobId };
}

function tooLarge(problem: string): UserError {
  return new UserError('source-too-large', problem, {
    instructions: ['keep config files in a smaller repository, or let the pipeline read it by `source.connection_arn`'],
  });
}

function entriesOf(body: unknown, folder: string): readonly RepositoryEntry[] {
  const tree = memberAt(body, 'tree');
  return (Array.isArray(tree) ? (tree as readonly unknown[]) : []).flatMap((entry): readonly RepositoryEntry[] => {
    const [path, blobId, mode] = [textAt(entry, 'path'), textAt(entry, 'sha'), textAt(entry, 'mode')];
    if (path === undefined || blobId === undefined || !/^[0-9a-f]{40,64}$/.test(blobId)) return [];
    const size = memberAt(entry, 'size');
    const full = `${folder}${path}`;
    return [
      {
        path: full,
        kind: kindOfMode(mode ?? ''),
        blobId,
        ...(typeof size === 'number' && { size }),
        // Where a path is no UTF-8, nobody can say which one it is.
        ...(full.includes('\uFFFD') && { unusualPath: true }),
      },
    ];
  });
}
