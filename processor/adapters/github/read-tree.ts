import { createHash } from 'node:crypto';
import { UserError } from '../../model/errors.ts';
import { shorten } from '../../model/escape-text.ts';
import type { CommittedFile, CommitWriter, FileList, ListedFile } from '../../ports/commit-writer.ts';
import type { GitHubClient } from './github-client.ts';
import { graphqlPath } from './graphql-path.ts';
import { memberAt, textAt } from './members.ts';

const CONTENTS = 'Contents: read';

/** Blobs of one question to GraphQL, which answers a hundred as fast as REST answers one. */
const BLOBS_AT_ONCE = 100;

type TreeReader = Pick<CommitWriter, 'readTip' | 'readFile' | 'listFiles' | 'readBlobs'>;

/** Reads branches, trees and files of a repository on GitHub. */
export function createTreeReader(
  client: GitHubClient,
  { owner, name, root }: { readonly owner: string; readonly name: string; readonly root: string },
): TreeReader {
  async function readTip(branch: string): Promise<string> {
    const path = `${root}/git/ref/heads/${branch.split('/').map(encodeURIComponent).join('/')}`;
    const { body } = await client.request({ method: 'GET', path, expected: [404], right: CONTENTS });
    const commit = textAt(memberAt(body, 'object'), 'sha');
    if (commit !== undefined) return commit;
    throw new UserError('no-branch', `${owner}/${name} has no branch ${shorten(branch, 200)} that the token may see`, {
      instructions: ['check source.repository and source.branch of the settings, and the rights of the token'],
    });
  }

  async function readFile(commit: string, file: string): Promise<CommittedFile | undefined> {
    const path = `${root}/contents/${file.split('/').map(encodeURIComponent).join('/')}`;
    const answer = await client.request({
      method: 'GET',
      path,
      query: { ref: commit },
      expected: [404, 422],
      right: CONTENTS,
    });
    if (answer.status >= 400) return undefined;
    const { body } = answer;
    const [type, blobId, content] = [textAt(body, 'type'), textAt(body, 'sha'), textAt(body, 'content')];
    // A link is answered with its target, where that is a file: then the path that is named is another.
    const isFile = type === 'file' && textAt(body, 'path') === file && textAt(body, 'encoding') === 'base64';
    if (isFile && blobId !== undefined && content !== undefined)
      return { blobId, bytes: Buffer.from(content, 'base64') };
    throw new UserError('unreadable-file', `${shorten(file, 200)} is no regular file of at most 1 MB`, {
      instructions: ['mend it in Git: links, folders and submodules of that name are not read'],
    });
  }

  async function listFiles(commit: string, wanted: string): Promise<FileList> {
    const path = `${root}/git/trees/${commit}`;
    const { body } = await client.request({ method: 'GET', path, query: { recursive: 1 }, right: CONTENTS });
    const tree = memberAt(body, 'tree');
    const files = (Array.isArray(tree) ? (tree as readonly unknown[]) : []).flatMap((entry) => fileOf(entry, wanted));
    return { files, complete: Array.isArray(tree) && memberAt(body, 'truncated') !== true };
  }

  async function readBlobs(files: readonly ListedFile[]): Promise<readonly Uint8Array[]> {
    const all: Uint8Array[] = [];
    for (let start = 0; start < files.length; start += BLOBS_AT_ONCE) {
      const batch = files.slice(start, start + BLOBS_AT_ONCE);
      const texts = await readTexts(batch);
      for (const [index, file] of batch.entries()) {
        const text = texts[index];
        const bytes = text === undefined ? undefined : Buffer.from(text);
        // GraphQL gives no text of what is large or binary, and its text need not be the bytes that were committed.
        all.push(bytes !== undefined && hasId(bytes, file) ? bytes : await readBlob(file));
      }
    }
    return all;
  }

  async function readTexts(batch: readonly ListedFile[]): Promise<readonly (string | undefined)[]> {
    const blobs = batch.map(({ blobId }, index) => `b${index}: object(oid: "${blobId}") { ...text }`).join(' ');
    const query = `query($owner: String!, $name: String!) {
      repository(owner: $owner, name: $name) { ${blobs} }
    } fragment text on Blob { text isTruncated }`;
    const { body } = await client.request({
      method: 'POST',
      path: graphqlPath(client.apiUrl),
      body: { query, variables: { owner, name } },
      right: CONTENTS,
    });
    const found = memberAt(memberAt(body, 'data'), 'repository');
    return batch.map((_, index) => {
      const blob = memberAt(found, `b${index}`);
      return memberAt(blob, 'isTruncated') === true ? undefined : textAt(blob, 'text');
    });
  }

  async function readBlob(file: ListedFile): Promise<Uint8Array> {
    const path = `${root}/git/blobs/${file.blobId}`;
    const { body } = await client.request({ method: 'GET', path, right: CONTENTS });
    const bytes = Buffer.from(textAt(body, 'content') ?? '', 'base64');
    if (hasId(bytes, file)) return bytes;
    throw new UserError('unreadable-file', `${shorten(file.path, 200)} did not arrive as it was committed`, {
      instructions: ['try again; check GITHUB_API_URL and proxies on the way'],
    });
  }

  return { readTip, readFile, listFiles, readBlobs };
}

/** Git's id of a blob, by SHA-1 or SHA-256. */
function hasId(bytes: Uint8Array, { blobId }: ListedFile): boolean {
  const hash = createHash(blobId.length === 40 ? 'sha1' : 'sha256');
  return hash.update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex') === blobId;
}

/** A regular file of that name, in any folder. */
function fileOf(entry: unknown, wanted: string): readonly ListedFile[] {
  const [path, blobId, mode] = [textAt(entry, 'path'), textAt(entry, 'sha'), textAt(entry, 'mode')];
  if (path === undefined || blobId === undefined || (mode !== '100644' && mode !== '100755')) return [];
  const isWanted = path === wanted || path.endsWith(`/${wanted}`);
  return isWanted && /^[0-9a-f]{40,64}$/.test(blobId) ? [{ path, blobId }] : [];
}
