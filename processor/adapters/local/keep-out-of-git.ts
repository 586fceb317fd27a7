import path from 'node:path';
import { listNames, makeFolder, publishFile } from './durable-files.ts';
import type { FileSystem } from './file-system.ts';

/**
 * Makes the state folder and has Git ignore all that comes into it. A folder that holds anything else keeps what Git
 * sees of it: with `--state-dir .` the config files that are not committed yet would vanish from the work tree.
 */
export function keepOutOfGit(fs: FileSystem, stateDir: string, newId: () => string): void {
  makeFolder(fs, stateDir);
  if (!listNames(fs, stateDir).every(isOurs)) return;
  publishFile(fs, { file: path.join(stateDir, '.gitignore'), content: '*\n', nonce: newId() });
}

/** What may lie there before the first run: failures to inject, and what a killed run left behind. */
function isOurs(name: string): boolean {
  return name === 'faults.json' || name.startsWith('.tmp-');
}
