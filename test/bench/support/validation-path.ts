import { readFileSync } from 'node:fs';
import { expandFile } from '../../../processor/config/shape/expand-file.ts';
import { loadDesired } from '../../../processor/config/load-desired.ts';
import { readConfigText } from '../../../processor/config/read/read-config-text.ts';
import { commitRules, fileRules } from '../../../processor/config/rules/index.ts';
import { parseSettings } from '../../../processor/config/settings/settings.ts';
import { validateShape } from '../../../processor/config/shape/validate-shape.ts';
import * as plain from './plain-validators.js';

/** A file in memory. */
export interface FileBytes {
  readonly path: string;
  readonly bytes: Uint8Array;
}

const PLAIN: Readonly<Record<string, (value: unknown) => boolean>> = { ...plain };

/** What `validate` does with the bytes of config files: everything, with all rules. Returns the number of errors. */
export function validateFully(files: readonly FileBytes[]): number {
  const { settings } = parseSettings(undefined);
  const { findings } = loadDesired({ files, settings, rules: commitRules, fileRules });
  return findings.filter(({ severity }) => severity === 'error').length;
}

/** The part of it that looks at one file's form: strict reading and the schema. Returns the number of invalid files. */
export function readStrictly(files: readonly FileBytes[]): number {
  return files.filter(({ path, bytes }) => {
    const { parsed, findings } = readConfigText(bytes, path);
    if (parsed === undefined || findings.length > 0) return true;
    return expandFile(parsed).entries.some((entry) => validateShape(entry).written === undefined);
  }).length;
}

/**
 * The least that anybody could do: decode, parse, one compiled validator a type. Returns the number of invalid files.
 */
export function validateBarely(files: readonly FileBytes[]): number {
  return files.filter(({ bytes }) => {
    const value = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()) as {
      readonly pipeline_type: string;
    };
    return PLAIN[`validate_${value.pipeline_type}`]?.(value) !== true;
  }).length;
}

/** The same from the disk. */
export function readAll(root: string, paths: readonly string[]): readonly FileBytes[] {
  return paths.map((path) => ({ path, bytes: readFileSync(`${root}/${path}`) }));
}
