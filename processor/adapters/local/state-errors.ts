import { InternalError, UserError } from '../../model/errors.ts';
import { systemErrorCode } from './file-system.ts';

/** What is wrong with a file of the local state, and what is known of an older generation that is intact. */
export interface Damage {
  readonly file: string;
  readonly problem: string;
  /** Older generations of the same stack that are still there, newest first. */
  readonly previous?: readonly string[];
  /** What to do where there is no backup; default for the file of a stack. */
  readonly giveUp?: string;
}

/** `corrupt-state`: a file of the state is not what was written. Never read as "nothing deployed". */
export function corruptState(damage: Damage): UserError {
  const previous = damage.previous?.[0];
  const giveUp = damage.giveUp ?? 'move it away if its stack may be forgotten';
  const instructions =
    previous === undefined
      ? [`restore ${damage.file} from a backup, or ${giveUp}`]
      : [
          `the generation before it is kept in ${previous}`,
          `to go back to it, move ${damage.file} away and run "mlops plan" again`,
        ];
  return new UserError('corrupt-state', `the local state is damaged: ${damage.file} ${damage.problem}`, {
    instructions,
  });
}

/** `state-too-new`: written by a later version, which may mean things that this one does not know. */
export function stateTooNew(file: string, found: unknown, known: number): UserError {
  return new UserError('state-too-new', `${file} has state format ${String(found)}, this version reads ${known}`, {
    instructions: ['use the version of mlops that wrote it, or a newer one'],
  });
}

/** `unsafe-state`: the file may be controlled by somebody else. */
export function unsafeState(file: string, problem: string, cure: string): UserError {
  return new UserError('unsafe-state', `the local state is not safe to use: ${file} ${problem}`, {
    instructions: [cure],
  });
}

/** `stack-moved`: somebody else wrote the stack since it was read. */
export function stackMoved(stackName: string): UserError {
  return new UserError('stack-moved', `stack ${stackName} was changed by somebody else in the meantime`, {
    instructions: ['run "mlops plan" again and apply the new plan'],
  });
}

/** `lock-lost`: another run took the lock over because this one gave no sign of life. */
export function lockLost(directory: string): UserError {
  return new UserError('lock-lost', `the lock on ${directory} was taken over by another run`, {
    instructions: ['wait for the other run to end, then run the same command again'],
  });
}

/** Turns a failed system call into an error that a user can act on; errors of ours pass unchanged. */
export function stateAccessError(error: unknown, file: string): Error {
  if (error instanceof UserError || error instanceof InternalError) return error;
  const code = systemErrorCode(error);
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return accessError(error, `no space left to write ${file}`, 'free some space, then run the same command again');
    case 'EACCES':
    case 'EPERM':
      return accessError(
        error,
        `no permission to use ${file}`,
        'check the owner and mode of the state folder, or choose another one with --state-dir',
      );
    case 'EROFS':
      return accessError(error, `${file} is on a read-only file system`, 'choose a writable folder with --state-dir');
    case 'EMFILE':
    case 'ENFILE':
      return accessError(error, `too many open files to use ${file}`, 'raise the limit of open files (ulimit -n)');
    case 'ENOTDIR':
      return accessError(error, `a folder on the way to ${file} is a file`, 'choose another folder with --state-dir');
    case undefined:
      return error instanceof Error ? error : new InternalError(String(error));
    default:
      return accessError(error, `${file} is not usable (${code})`, 'check the disk and the state folder');
  }
}

function accessError(cause: unknown, message: string, instruction: string): UserError {
  return new UserError('state-not-accessible', message, { instructions: [instruction], cause });
}
