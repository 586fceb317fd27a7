/** The bracket that closes an opening one. */
export function closingOf(bracket: string): string {
  return bracket === '{' ? '}' : ']';
}
