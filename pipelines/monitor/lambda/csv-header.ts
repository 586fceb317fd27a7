/** A field in quotes, in which doubled quotes stand for one, or one without. */
const FIELD = /"((?:[^"]|"")*)"[^,\r\n]*|([^,\r\n]*)/y;

/**
 * Column names in the first line of a CSV text, quotes and doubled quotes undone (RFC 4180). `isWhole` says whether the
 * text is all of the file, so that its only line may end without a line break.
 *
 * Throws when the line does not end within the text, when a name is missing, or when there are fewer than two.
 */
export function csvHeader(text: string, { isWhole }: { readonly isWhole: boolean }): readonly string[] {
  const source = text.replace(/^\uFEFF/, '');
  const names: string[] = [];
  let end = -1;
  do {
    FIELD.lastIndex = end + 1;
    const [, quoted, plain = ''] = FIELD.exec(source) ?? [];
    names.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    end = FIELD.lastIndex;
  } while (source[end] === ',');
  if (end === source.length && !isWhole) {
    throw new Error(`it has no header line within its first ${source.length} letters`);
  }
  if (names.length < 2) throw new Error('its header line has one column; the label comes first, features follow');
  if (names.includes('')) throw new Error(`column ${names.indexOf('') + 1} of its header line has no name`);
  return names;
}
