/** The names of a list that is written with blanks and line ends between them. */
export function namesIn(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
