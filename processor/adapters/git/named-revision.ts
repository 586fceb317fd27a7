import path from 'node:path';
import { UserError } from '../../model/errors.ts';
import type { Revision } from '../../ports/source-repository.ts';
import type { Environment } from './run-git.ts';
import { readStoredSource } from './stored-source.ts';

/** Git's object ids: SHA-1 or SHA-256. */
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/**
 * The revision of files without Git, as whoever unpacked them tells it: MLOPS_COMMIT, MLOPS_BRANCH and MLOPS_AUTHOR; of
 * a stored source (see `readStoredSource`) the commit that it brings along; else, of CodeBuild's primary source, the
 * commit that it was resolved to (of a source in S3 that variable holds a version of the object, which is no commit and
 * counts for nothing). Nobody checks that the files are that commit's: the pipeline which unpacks them answers for it.
 *
 * Throws UserError `invalid-environment` when MLOPS_COMMIT is no full commit id, `invalid-source`.
 */
export function readNamedRevision(folder: string, env: Environment): Revision {
  const named = env['MLOPS_COMMIT'] ?? '';
  if (named !== '' && !COMMIT.test(named)) {
    throw new UserError('invalid-environment', `MLOPS_COMMIT is \`${named.slice(0, 100)}\``, {
      instructions: ['set it to the full id of the commit, 40 hexadecimal digits in lower case, or not at all'],
    });
  }
  const isPrimary = path.resolve(env['CODEBUILD_SRC_DIR'] ?? '') === path.resolve(folder);
  const resolved = (isPrimary ? env['CODEBUILD_RESOLVED_SOURCE_VERSION'] : undefined) ?? '';
  const stored = named === '' ? readStoredSource(folder, env)?.commit : undefined;
  const commit = named !== '' ? named : (stored ?? (COMMIT.test(resolved) ? resolved : undefined));
  if (commit === undefined) return { commit: null, dirty: true };
  const branch = env['MLOPS_BRANCH'] ?? '';
  const author = env['MLOPS_AUTHOR'] ?? '';
  return { commit, dirty: false, ...(branch !== '' && { branch }), ...(author !== '' && { author }) };
}
