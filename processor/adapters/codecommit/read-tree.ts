import {
  GetBlobCommand,
  GetBranchCommand,
  GetDifferencesCommand,
  GetFileCommand,
  type Difference,
} from '@aws-sdk/client-codecommit';
import pLimit from 'p-limit';
import { UserError } from '../../model/errors.ts';
import { shorten } from '../../model/escape-text.ts';
import type { CommittedFile, CommitWriter, FileList, ListedFile } from '../../ports/commit-writer.ts';
import type { CodeCommitRepository } from './create-commit.ts';
import { isNamed } from './is-named.ts';

/** Pages of a list that are read; a page has a hundred files and more. */
const MOST_PAGES = 200;
const BLOBS_AT_ONCE = 10;

type TreeReader = Pick<CommitWriter, 'readTip' | 'readFile' | 'listFiles' | 'readBlobs'>;

/** Reads branches, trees and files of a repository in CodeCommit. */
export function createTreeReader({ client, repository }: CodeCommitRepository): TreeReader {
  return {
    readTip: async (branchName) => {
      try {
        const { branch } = await client.send(new GetBranchCommand({ repositoryName: repository, branchName }));
        if (branch?.commitId !== undefined) return branch.commitId;
      } catch (error) {
        if (!isNamed(error, 'BranchDoesNotExistException', 'InvalidBranchNameException')) throw error;
      }
      throw new UserError('no-branch', `${repository} has no branch ${shorten(branchName, 200)}`, {
        instructions: ['check source.repository and source.branch of the settings'],
      });
    },
    readFile: (commit, path) => readFile({ client, repository }, { commit, path }),
    listFiles: (commit, name) => listFiles({ client, repository }, { commit, name }),
    readBlobs: (files) => {
      const limit = pLimit(BLOBS_AT_ONCE);
      return Promise.all(files.map(({ blobId }) => limit(() => readBlob({ client, repository }, blobId))));
    },
  };
}

type Place = Pick<CodeCommitRepository, 'client' | 'repository'>;

async function readFile(
  { client, repository }: Place,
  { commit, path }: { readonly commit: string; readonly path: string },
): Promise<CommittedFile | undefined> {
  try {
    const file = await client.send(
      new GetFileCommand({ repositoryName: repository, commitSpecifier: commit, filePath: path }),
    );
    if (file.fileMode === 'SYMLINK') throw notAFile(path, 'it is a link');
    return { blobId: file.blobId ?? '', bytes: file.fileContent ?? new Uint8Array() };
  } catch (error) {
    if (isNamed(error, 'FileDoesNotExistException', 'CommitDoesNotExistException')) return undefined;
    if (isNamed(error, 'FileTooLargeException')) throw notAFile(path, error.message);
    throw error;
  }
}

function notAFile(path: string, why: string): UserError {
  return new UserError('unreadable-file', `${shorten(path, 200)} is no file that can be read: ${why}`, {
    instructions: ['mend it in Git'],
  });
}

/**
 * Against nothing, the differences of a commit are its files: a hundred a call, where GetFolder takes one for each
 * folder.
 */
async function listFiles(
  { client, repository }: Place,
  { commit, name }: { readonly commit: string; readonly name: string },
): Promise<FileList> {
  const files: ListedFile[] = [];
  let next: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await client.send(
      new GetDifferencesCommand({
        repositoryName: repository,
        afterCommitSpecifier: commit,
        ...(next === undefined ? {} : { NextToken: next }),
      }),
    );
    for (const difference of answer.differences ?? []) files.push(...fileOf(difference, name));
    next = answer.NextToken;
    if (next === undefined || next === '') return { files, complete: true };
  }
  return { files, complete: false };
}

/** Modes as Git writes them; a link is 120000, a submodule 160000. */
function fileOf({ afterBlob }: Difference, name: string): readonly ListedFile[] {
  const { path, blobId, mode } = afterBlob ?? {};
  if (path === undefined || blobId === undefined || (mode !== '100644' && mode !== '100755')) return [];
  return path === name || path.endsWith(`/${name}`) ? [{ path, blobId }] : [];
}

async function readBlob({ client, repository }: Place, blobId: string): Promise<Uint8Array> {
  const { content } = await client.send(new GetBlobCommand({ repositoryName: repository, blobId }));
  return content ?? new Uint8Array();
}
