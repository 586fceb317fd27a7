import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { SETTINGS_FILE } from '../../config/settings/settings.ts';

/** What shows that a folder is the one that commands are meant for: its settings, or the state of its local target. */
const MARKS = [SETTINGS_FILE, '.mlops'];

/** The folder that a command works on, and what shows that it is this one when it is not the one that was given. */
export interface FoundRoot {
  readonly folder: string;
  readonly mark?: string;
}

/**
 * Where the repository of a folder starts. In a folder below it the same files would mean other stages and other
 * stacks, and a deployed workload would look as if it were not there.
 *
 * It is the folder itself where it has settings or is the top of a repository; else the nearest one above with settings
 * or local state, not beyond the top of the repository; else that top, as for Git itself. A folder that somebody named
 * (`isNamed`) is one part of a large repository unless settings above it say otherwise, and so is one with local state.
 */
export function findRoot(given: string, { isNamed }: { readonly isNamed: boolean }): FoundRoot {
  if (existsSync(join(given, SETTINGS_FILE)) || existsSync(join(given, '.git')) || isBare(given))
    return { folder: given };
  for (let folder = dirname(given); folder !== dirname(folder); folder = dirname(folder)) {
    const mark = MARKS.find((name) => existsSync(join(folder, name)));
    if (mark !== undefined) return { folder, mark };
    if (!existsSync(join(folder, '.git'))) continue;
    // A home kept in Git is no repository of models.
    const isPart = isNamed || folder === homedir() || existsSync(join(given, '.mlops'));
    return isPart ? { folder: given } : { folder, mark: '.git' };
  }
  return { folder: given };
}

/** The top of a repository without a work tree, such as the copy that `watch` keeps in the state folder itself. */
function isBare(folder: string): boolean {
  return existsSync(join(folder, 'HEAD')) && existsSync(join(folder, 'objects')) && existsSync(join(folder, 'refs'));
}
