import { escapeText } from '../model/escape-text.ts';

/** Characters of a path that are shown; its end tells files apart. */
const LONGEST = 300;

/** A path as it is shown, in at most so many characters: those of a repository would fill a comment by themselves. */
export function shortPath(path: string): string {
  const shown = escapeText(path);
  return shown.length <= LONGEST ? shown : `…${shown.slice(-LONGEST)}`;
}
