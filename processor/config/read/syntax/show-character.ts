import { codePoint, escapeText } from '../../../model/escape-text.ts';

/** The character at a place as a message shows it: with its number where its look may deceive. */
export function showCharacter(text: string, at: number): string {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const shown = `\`${escapeText(character)}\``;
  return character > '~' ? `${shown} (${codePoint(character)})` : shown;
}
