/**
 * Column names in the first line of a CSV text, quotes and doubled quotes undone (RFC 4180). `isWhole` says whether the
 * text is all of the file, so that its only line may end without a line break.
 *
 * Throws when the line does not end within the text, when a name is empty or missing, or when there are fewer than two.
 */
export function csvHeader(text: string, { isWhole }: { readonly isWhole: boolean }): readonly string[] {
  const names: string[] = [];
  let name = '';
  let isQuoted = false;
  const source = text.replace(/^\uFEFF/, '');
  let at = 0;
  for (; at < source.length; at += 1) {
    const letter = source[at];
    if (isQuoted) {
      if (letter !== '"') name += letter;
      else if (source[at + 1] === '"') name += source[(at += 1)];
      else isQuoted = false;
    } else if (letter === '"') isQuoted = true;
    else if (letter === ',') {
      names.push(name.trim());
      name = '';
    } else if (letter === '\n' || letter === '\r') break;
    else name += letter;
  }
  if (at === source.length && (!isWhole || isQuoted)) {
    throw new Error(`it has no header line within its first ${source.length} letters`);
  }
  names.push(name.trim());
  if (names.length < 2) throw new Error('its header line has one column; the label comes first, features follow');
  if (names.includes('')) throw new Error(`column ${names.indexOf('') + 1} of its header line has no name`);
  return names;
}
