import { constants, openSync } from 'node:fs';

const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Opens a file for reading, without following a link, and without waiting for the other end of a pipe. */
export function openGuarded(file: string | Buffer): number {
  return openSync(file, FLAGS);
}
