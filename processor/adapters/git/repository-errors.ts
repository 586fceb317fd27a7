import { UserError } from '../../model/errors.ts';

/** `unreadable-repository`: Git is there but cannot read what lies here. Never mistaken for "no files". */
export function unreadableRepository(folder: string, stderr: string): UserError {
  if (stderr.includes('dubious ownership')) {
    return new UserError('unreadable-repository', `the repository at ${folder} belongs to another user`, {
      instructions: [
        'if you trust it, run "git config --global --add safe.directory <its top folder>"',
        'otherwise clone it as the user who runs this program',
      ],
    });
  }
  const problem = stderr === '' ? 'git gave no reason' : (stderr.split('\n').at(-1) ?? stderr);
  return new UserError('unreadable-repository', `git cannot read the repository at ${folder}: ${problem}`, {
    instructions: ['run "git fsck" there', 'clone the repository again if it is damaged'],
  });
}

/** `not-a-repository`: a commit was asked for where there is no Git repository. */
export function notARepository(folder: string): UserError {
  return new UserError('not-a-repository', `${folder} is not in a Git repository`, {
    instructions: ['choose the repository with --repo', 'leave out --ref to read the folder as it is'],
  });
}

/** `unknown-ref`: nothing of that name is a commit here. */
export function unknownRef(ref: string, shallow: boolean): UserError {
  const instructions = ['give a branch, a tag or a commit id that "git rev-parse" knows'];
  if (shallow) {
    instructions.unshift('this clone is shallow: run "git fetch --unshallow", or clone with full depth');
  }
  return new UserError('unknown-ref', `${JSON.stringify(ref)} is not a commit of this repository`, { instructions });
}

/** `unknown-folder`: the commit has no such folder; `tree` is `<commit>:<folder>`. */
export function unknownFolder(tree: string): UserError {
  const colon = tree.indexOf(':');
  const folder = tree.slice(colon + 1);
  return new UserError(
    'unknown-folder',
    `commit ${tree.slice(0, Math.min(colon, 12))} has no folder ${JSON.stringify(folder)}`,
    {
      instructions: ['choose a folder that the commit has with --repo, or another commit with --ref'],
    },
  );
}

/** `unreadable-file`: one file that is needed cannot be read. */
export function unreadableFile(path: string, problem: string, cause?: unknown): UserError {
  return new UserError('unreadable-file', `${JSON.stringify(path)} cannot be read: ${problem}`, {
    instructions: ['check the file, its permissions and the repository ("git fsck")'],
    cause,
  });
}
