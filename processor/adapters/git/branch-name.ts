import { UserError } from '../../model/errors.ts';
import { escapeText } from '../../model/escape-text.ts';

/** Longest name that fits into a file name of every common file system, with room for the lock beside it. */
const LONGEST = 240;

/**
 * The branch as the user named it, with or without `refs/heads/`, checked by the rules of git-check-ref-format(1), so
 * that it can stand in a refspec. Throws UserError `invalid-branch`.
 */
export function readBranchName(text: string): string {
  const name = text.replace(/^refs\/heads\//, '');
  const problem = problemOf(name);
  if (problem === undefined) return name;
  throw new UserError('invalid-branch', `\`${escapeText(text)}\` is not the name of a branch: ${problem}`, {
    instructions: ['give a name such as main or release/2026'],
    exitCode: 64,
  });
}

function problemOf(name: string): string | undefined {
  if (name === '' || name === '@' || name === 'HEAD') return 'it names none';
  if (name.startsWith('-')) return 'it begins like an option';
  if (name.length > LONGEST) return `it is longer than ${LONGEST} characters`;
  if (/[\p{Cc} ~^:?*[\\]/u.test(name)) return 'it has a space, a control character or one of ~ ^ : ? * [ \\';
  if (name.includes('..') || name.includes('@{') || name.includes('//')) return 'it has .. or @{ or //';
  if (/^\/|\/$|\.$/.test(name)) return 'it begins or ends with a slash, or ends with a dot';
  if (name.split('/').some((part) => part.startsWith('.') || part.endsWith('.lock'))) {
    return 'a part of it begins with a dot or ends with .lock';
  }
  return undefined;
}
