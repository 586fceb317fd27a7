import { UserError } from '../../model/errors.ts';
import { escapeText } from '../../model/escape-text.ts';
import { looksSecret, REDACTED } from '../../model/redact.ts';
import type { GitResult } from './run-git.ts';
import type { RemoteUrl } from './remote-url.ts';

const DENIED =
  /authentication failed|permission denied|could not read (?:username|password)|invalid username|access denied|terminal prompts disabled|host key verification failed|error: 40[13]/i;
const MISSING = /repository .*not found|does not appear to be a git repository|does not exist|error: 404/i;
const OWNERSHIP = /dubious ownership/i;

/** Complaints about the copy on this machine and not about the remote. */
const OWN_FAULT =
  /\.lock': file exists|cannot lock ref|loose object .* is corrupt|bad (?:object|tree|sha1)|object file .* is empty|fatal: not a git repository|unable to (?:read tree|create temporary|write)|index file corrupt|did not send all necessary objects|bad config/i;

/** Whether it is the copy that is damaged, so that making it anew helps. */
export function isOwnFault(result: GitResult): boolean {
  return OWN_FAULT.test(result.stderr);
}

/** What went wrong between here and the remote: all of it may pass, so a watcher tries again. */
export function remoteError(result: GitResult, { url }: RemoteUrl): UserError {
  const shown = `\`${escapeText(url)}\``;
  const { stderr } = result;
  if (OWNERSHIP.test(stderr)) {
    return new UserError('remote-access-denied', `the repository ${shown} belongs to another user`, {
      instructions: [
        `if you trust it, run: git config --global --add safe.directory ${escapeText(url)}`,
        'or run this program as the user who owns it',
      ],
    });
  }
  if (DENIED.test(stderr)) {
    return new UserError('remote-access-denied', `the remote ${shown} does not let us in: ${complaint(stderr)}`, {
      instructions: [
        'over ssh, give this user a key that the host knows, and the host key to its known_hosts',
        'over https, set up a credential helper of Git: nobody is asked for a password here',
      ],
    });
  }
  if (MISSING.test(stderr)) {
    return new UserError('no-such-remote', `there is no repository at ${shown}: ${complaint(stderr)}`, {
      instructions: ['check --remote; a private repository looks like a missing one to those who may not read it'],
    });
  }
  const why = result.code === 124 ? 'it gave no answer in time' : complaint(stderr);
  return new UserError('remote-unavailable', `the remote ${shown} cannot be reached: ${why}`, {
    instructions: ['check the network and the address; `git ls-remote` with it shows more'],
  });
}

function complaint(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const line = lines.find((each) => /^(?:fatal|error|remote): /.test(each)) ?? lines.at(-1) ?? 'git gave no reason';
  return looksSecret(line) ? REDACTED : escapeText(line.replace(/^(?:fatal|error): /, '').slice(0, 300));
}
