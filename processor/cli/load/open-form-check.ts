import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createThreadFormCheck } from '../../adapters/threads/thread-form-check.ts';
import type { FormCheck } from '../../ports/form-check.ts';

/** What the build makes of `form-check.worker.ts`, beside the program. */
const THREAD = fileURLToPath(new URL('form-check.js', import.meta.url));

const NOBODY: FormCheck = {
  offer: () => undefined,
  isSound: () => false,
  close: () => undefined,
};

/** The thread that checks forms beside the program; nobody where the program was not built. */
export function openFormCheck(): FormCheck {
  return existsSync(THREAD) ? createThreadFormCheck(THREAD) : NOBODY;
}
