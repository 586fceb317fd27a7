import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SETTINGS_FILE } from '../config/settings.ts';
import { UserError } from '../model/errors.ts';

/** What shows that a folder is the one that commands are meant for: its settings, or the state of its local target. */
const MARKS = [SETTINGS_FILE, '.mlops'];

/**
 * Refuses a folder inside a Git repository whose settings or state lie further up. There the same files would mean
 * other stages and other stacks, and a deployed workload would look as if it were not there.
 */
export function requireRoot(folder: string): void {
  if (existsSync(join(folder, SETTINGS_FILE)) || existsSync(join(folder, '.git')) || isBare(folder)) return;
  for (let parent = dirname(folder); parent !== dirname(parent); parent = dirname(parent)) {
    const mark = MARKS.find((name) => existsSync(join(parent, name)));
    if (mark !== undefined) {
      throw new UserError('inside-repository', `${folder} belongs to ${parent}, where ${mark} is`, {
        instructions: [`run the command there, or give it: --repo ${parent}`],
      });
    }
    if (existsSync(join(parent, '.git'))) return;
  }
}

/** The top of a repository without a work tree, such as the copy that `watch` keeps in the state folder itself. */
function isBare(folder: string): boolean {
  return existsSync(join(folder, 'HEAD')) && existsSync(join(folder, 'objects')) && existsSync(join(folder, 'refs'));
}
