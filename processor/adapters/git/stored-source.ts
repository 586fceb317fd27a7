import { readFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../model/errors.ts';
import { parseManifest, SOURCE_MANIFEST, type SourceManifest } from '../../model/source-manifest.ts';
import type { Environment } from './run-git.ts';

/**
 * The manifest of a folder that was unpacked from a stored source; undefined unless MLOPS_STORED_SOURCE is `true`. The
 * variable says so and not the file: a file of that name in a repository is somebody's word and nothing more.
 *
 * Throws UserError `invalid-source`.
 */
export function readStoredSource(folder: string, env: Environment): SourceManifest | undefined {
  if (env['MLOPS_STORED_SOURCE'] !== 'true') return undefined;
  const file = path.join(folder, SOURCE_MANIFEST);
  const manifest = parseManifest(readText(file));
  if (manifest === undefined) throw invalid(`${file} is not what a receiver of webhooks writes`);
  return manifest;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw invalid(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`, error);
  }
}

function invalid(problem: string, cause?: unknown): UserError {
  return new UserError('invalid-source', `the source does not say which commit it is of: ${problem}`, {
    instructions: [
      'let the receiver of webhooks, or `mlops serve --pipeline`, store it and start the pipeline',
      'set MLOPS_STORED_SOURCE only where a stored source was unpacked',
    ],
    cause,
  });
}
