import { CreateBranchCommand, CreateCommitCommand, type CodeCommitClient } from '@aws-sdk/client-codecommit';
import { UserError } from '../../model/errors.ts';
import type { CommitWriter, FileToPut } from '../../ports/commit-writer.ts';
import { isNamed } from './is-named.ts';
import { createProposals } from './proposals.ts';
import { createTreeReader } from './read-tree.ts';

export interface CodeCommitRepository {
  readonly client: CodeCommitClient;
  readonly repository: string;
  /** For the pages of the console. */
  readonly region: string;
}

/**
 * Reads and writes single files of a repository in CodeCommit (`codecommit:GetBranch`, `GetFile`, `GetDifferences`,
 * `GetBlob`, `CreateCommit`, `CreateBranch`, `ListPullRequests`, `GetPullRequest`, `CreatePullRequest`).
 */
export function createCodeCommitWriter(place: CodeCommitRepository): CommitWriter {
  const { client, repository } = place;
  return {
    ...createTreeReader(place),
    ...createProposals(place),
    putFile: (file) => putFile(place, file),
    createBranch: async (branchName, commitId) => {
      try {
        await client.send(new CreateBranchCommand({ repositoryName: repository, branchName, commitId }));
        return true;
      } catch (error) {
        if (isNamed(error, 'BranchNameExistsException')) return false;
        throw error;
      }
    },
  };
}

/** CodeCommit checks the parent, and so everything that was read from it: nobody's commit can be lost in between. */
async function putFile(
  { client, repository }: CodeCommitRepository,
  file: FileToPut,
): Promise<{ readonly commit: string }> {
  try {
    const { commitId } = await client.send(
      new CreateCommitCommand({
        repositoryName: repository,
        branchName: file.branch,
        parentCommitId: file.parent,
        authorName: file.author.name,
        email: file.author.email,
        commitMessage: file.message,
        putFiles: [{ filePath: file.path, fileMode: 'NORMAL', fileContent: file.bytes }],
      }),
    );
    return { commit: commitId ?? '' };
  } catch (error) {
    throw explain(error, file);
  }
}

/** Errors of CreateCommit (API reference) that tell something to whoever asked; others pass. */
function explain(error: unknown, { path, branch }: FileToPut): unknown {
  if (!(error instanceof Error)) return error;
  switch (error.name) {
    case 'ParentCommitIdOutdatedException':
    case 'ConcurrentReferenceUpdateException':
    case 'ParentCommitDoesNotExistException':
    case 'NoChangeException':
    case 'SameFileContentException':
      // The last two: a repeated call whose first answer was lost finds its own work. Looking again tells.
      return new UserError('commit-conflict', `${branch} was changed meanwhile: ${error.message}`, {
        instructions: ['send the request again'],
        cause: error,
      });
    case 'DirectoryNameConflictsWithFileNameException':
    case 'FileNameConflictsWithDirectoryNameException':
    case 'FilePathConflictsWithSubmodulePathException':
      return new UserError('unreadable-file', `${path} cannot be committed: ${error.message}`, {
        instructions: ['rename what stands in its way in Git'],
        cause: error,
      });
    default:
      return error;
  }
}
