import { randomUUID } from 'node:crypto';
import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { UserError } from '../../model/errors.ts';
import type { Plan } from '../../model/plan.ts';
import { describeSystemError } from '../../model/system-error.ts';

/** Readable by its owner only: a plan holds the whole configuration. */
const PRIVATE = { mode: 0o600 };

const HELD = ['EACCES', 'EPERM', 'EBUSY', 'ENAMETOOLONG'];

/**
 * Saves a plan. An older one of that name is there, whole, until the new one is: a full disk or a kill leaves no half
 * of it behind. Throws UserError `unwritable-file`.
 */
export async function savePlan(plan: Plan, file: string): Promise<void> {
  const { renderSavedPlan } = await import('../../render/plan/plan-json.ts');
  const text = renderSavedPlan(plan);
  try {
    const target = await replaceable(file);
    if (target === undefined || !(await replace(target, text))) await writeFile(file, text, PRIVATE);
  } catch (error) {
    const why = describeSystemError(error) ?? String(error);
    throw new UserError('unwritable-file', `the plan cannot be saved as ${file}: ${why}`, {
      instructions: ['give another file by --out'],
      cause: error,
    });
  }
}

/** The file itself, where a link leads to it; undefined for what cannot be replaced, such as a pipe or /dev/stdout. */
async function replaceable(file: string): Promise<string | undefined> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) return file;
  return found.isFile() ? realpath(file) : undefined;
}

/**
 * False where a folder takes no other file, or none of a longer name, or a mount holds on to this one; it may still be
 * written itself.
 */
async function replace(file: string, text: string): Promise<boolean> {
  const temporary = `${file}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    await writeFile(temporary, text, PRIVATE);
    await rename(temporary, file);
    return true;
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    if (error instanceof Error && 'code' in error && HELD.includes(String(error.code))) return false;
    throw error;
  }
}
