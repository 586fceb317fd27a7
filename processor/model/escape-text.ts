/**
 * Characters that a terminal, a review page or a reader's eye does not show as themselves: controls, line breaks,
 * bidirectional and zero-width marks, other format characters, lone surrogates, private use and unassigned ones.
 */
const INVISIBLE = /[\p{C}\u2028\u2029\u115f\u1160\u3164\uffa0\u00a0\u2000-\u200a\u202f\u205f\u3000]|\u034f/gu;

/** The text with every character that cannot be seen written as `\u{...}`, and backticks, which quote in messages. */
export function escapeText(text: string): string {
  return text.replace(INVISIBLE, escapeCharacter).replaceAll('`', '\\u{60}');
}

/**
 * The text with everything that would steer a terminal written as `\u{...}`; its line breaks stay. For whole messages
 * of ours on their way to a screen, whatever others have put into them.
 */
export function escapeControls(text: string): string {
  return text.replace(/[^\P{C}\n]/gu, escapeCharacter);
}

/** `U+0443`. */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The text cut to `length` code units, with what was left out said, then escaped; whole where that is no longer. */
export function shorten(text: string, length: number): string {
  const note = `… (${text.length} characters)`;
  if (text.length <= length + note.length) return escapeText(text);
  const end = /[\ud800-\udbff]$/.test(text.slice(0, length)) ? length - 1 : length;
  return `${escapeText(text.slice(0, end))}${note}`;
}

function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;
}
