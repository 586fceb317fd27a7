import { tmpdir } from 'node:os';

import { UserError } from '../../model/errors.ts';
import { describeSystemError } from '../../model/system-error.ts';

/**
 * Runs what compiles a template. The CDK writes it into the temporary folder first, so throws UserError
 * `temporary-folder` when that cannot be written.
 */
export function compiling<T>(compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    const why = describeSystemError(error);
    const path = error instanceof Error && 'path' in error ? String(error.path) : '';
    if (why === undefined || !path.startsWith(tmpdir())) throw error;
    throw new UserError(
      'temporary-folder',
      `templates cannot be compiled in the temporary folder ${tmpdir()}: ${why}`,
      {
        instructions: ['make it writable, or name another one by the variable TMPDIR'],
        cause: error,
      },
    );
  }
}
