import { statSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../model/errors.ts';
import { escapeText } from '../../model/escape-text.ts';
import { looksSecret, REDACTED } from '../../model/redact.ts';

/** A remote that Git may be given. */
export interface RemoteUrl {
  /** As Git takes it: an absolute path or a URL. */
  readonly url: string;
  /** The one protocol that Git may speak. */
  readonly protocol: 'file' | 'https' | 'http' | 'ssh';
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
/** `git@host:owner/name.git`. */
const SCP = /^(?:[A-Za-z0-9._][A-Za-z0-9._-]*@)?[A-Za-z0-9][A-Za-z0-9.-]*:(?!\/\/)(.+)$/;

/**
 * Checks what the user named as the remote. Git itself would take more: helpers that run programs (`ext::`), options,
 * protocols without any protection. A path is taken from `cwd`. Throws UserError `invalid-remote`.
 */
export function readRemoteUrl(remote: string, cwd: string): RemoteUrl {
  if (remote === '' || remote.startsWith('-') || /\p{Cc}/u.test(remote)) {
    throw invalid(remote, 'is neither a URL nor a path');
  }
  if (looksSecret(remote)) {
    throw new UserError('invalid-remote', `the remote ${REDACTED} holds a password or a token`, {
      instructions: [
        'leave it out of the URL, where every list of processes shows it',
        'use an SSH key, or a credential helper of Git (git config --global credential.helper)',
      ],
      exitCode: 64,
    });
  }
  const folder = path.resolve(cwd, remote);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return { url: folder, protocol: 'file' };
  if (/^[A-Za-z][A-Za-z0-9+.-]*::/.test(remote)) throw invalid(remote, 'would run a program of another name');
  if (/^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(remote)) return fromUrl(remote);
  if (SCP.test(remote)) return { url: remote, protocol: 'ssh' };
  throw invalid(remote, 'is not a folder');
}

function fromUrl(remote: string): RemoteUrl {
  let url: URL;
  try {
    url = new URL(remote);
  } catch {
    throw invalid(remote, 'is not a URL');
  }
  if (/^(?:-|%2d)/i.test(url.hostname) || /^(?:-|%2d)/i.test(url.username))
    throw invalid(remote, 'begins like an option');
  switch (url.protocol) {
    case 'https:':
      return { url: remote, protocol: 'https' };
    case 'ssh:':
      return { url: remote, protocol: 'ssh' };
    case 'file:':
      return { url: remote, protocol: 'file' };
    case 'http:':
      if (LOOPBACK.test(url.hostname)) return { url: remote, protocol: 'http' };
      throw invalid(remote, 'is not encrypted: whoever stands between could deploy; use https or ssh');
    default:
      throw invalid(remote, `uses ${url.protocol}//, which is not taken`);
  }
}

function invalid(remote: string, problem: string): UserError {
  return new UserError('invalid-remote', `the remote \`${escapeText(remote)}\` ${problem}`, {
    instructions: ['give an https:// or ssh:// URL, git@host:owner/name.git, or the path of a repository'],
    exitCode: 64,
  });
}
