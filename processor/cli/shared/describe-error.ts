import { escapeControls } from '../../model/escape-text.ts';
import type { UserError } from '../../model/errors.ts';
import type { World } from './world.ts';

/** A mistake of the user in words, with what to do about it. */
export function describeUserError(error: UserError): string {
  const steps = error.instructions.map((step) => `  → ${step}\n`).join('');
  return escapeControls(`error: ${error.message} [${error.code}]\n${steps}`);
}

/** A fault of ours, with all that a report of it needs. */
export function describeInternalError(error: unknown, world: World): string {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const lines = [
    'internal error: this is a fault of mlops, not of your files',
    detail,
    `  → please report it with the text above and the command: mlops ${world.argv.join(' ')}`,
    '',
  ];
  return escapeControls(lines.join('\n'));
}
