/** What stands behind a value in the file or program that it was taken from. */
const BEHIND = /[,;"'`]+$/;

/** A text without the quotes around it, and the signs behind it, that were pasted along. */
export function withoutPasted(text: string): string {
  return text
    .trim()
    .replace(BEHIND, '')
    .replace(/^["'`]+/, '');
}

/** The signs at the end of a location that hardly belong to its name; undefined of nearly all. */
export function pastedBehind(location: string): string | undefined {
  return BEHIND.exec(location.slice(-3))?.[0];
}
