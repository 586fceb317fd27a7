import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { UserError } from '../../model/errors.ts';

/** What the build left in its folder. */
export interface Build {
  readonly folder: string;
  /** SHA-256 of the code of each pipeline type. */
  readonly digests: Readonly<Record<string, string>>;
  /** The Lambda bundles by name. */
  readonly manifest: Readonly<Record<string, BundleEntry>>;
}

export interface BundleEntry {
  /** In the assets bucket. */
  readonly key: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Relative to the folder `lambda`. */
  readonly file: string;
}

/**
 * Where the build may be, seen from this file: in its own folder (this file bundled into dist/mlops.js, or into a
 * chunk one folder deeper), or in dist of the project (this file run from source).
 */
const PLACES = ['.', '..', '../../../dist'];

/** Reads the build's two small files; throws UserError `build-missing` when there is none. */
export function readBuild(buildFolder: string | undefined): Build {
  const here = dirname(fileURLToPath(import.meta.url));
  const places = buildFolder === undefined ? PLACES.map((place) => join(here, place)) : [buildFolder];
  const folder = places.find((place) => existsSync(join(place, 'lambda', 'manifest.json')));
  if (folder === undefined) {
    throw new UserError('build-missing', 'the Lambda functions of the pipelines were not built', {
      instructions: ['run: npm run build'],
    });
  }
  return {
    folder,
    digests: readJson(join(folder, 'pipeline-digests.json')) as Build['digests'],
    manifest: readJson(join(folder, 'lambda', 'manifest.json')) as Build['manifest'],
  };
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
