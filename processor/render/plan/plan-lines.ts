/** What is broken where lines have a given length, and joined as it was where they have none. */

/** The text in lines of at most `room` characters, broken between words; a longer word has a line of its own. */
export function breakWords(text: string, room: number, hanging = ''): readonly string[] {
  return fill(text.split(' '), { separator: ' ', room, hanging });
}

/**
 * Parts in lines of at most `room` characters, broken at the separator alone, which then ends the line without blanks.
 */
export function breakParts(parts: readonly string[], separator: string, room: number): readonly string[] {
  return fill(parts, { separator, room, hanging: '' });
}

function fill(
  words: readonly string[],
  { separator, room, hanging }: { readonly separator: string; readonly room: number; readonly hanging: string },
): readonly string[] {
  const end = separator.trimEnd();
  const lines: string[] = [];
  words.forEach((word, index) => {
    const last = lines.at(-1);
    const longer = `${last ?? ''}${separator}${word}`;
    const isLast = index === words.length - 1;
    if (last === undefined) lines.push(word);
    else if (longer.length + (isLast ? 0 : end.length) <= room) lines[lines.length - 1] = longer;
    else {
      lines[lines.length - 1] = last + end;
      lines.push(hanging + word);
    }
  });
  return lines;
}
