/** A comment of JavaScript, Python or HTML and the blanks before it. */
const COMMENT = /\s*(?:\/\/[^\r\n]*|#[^\r\n]*|\/\*[^]*?\*\/|<!--[^]*?-->)/y;

/**
 * The offset behind all comments from `start` on with nothing but blanks between them, because whoever removes one
 * would see the next; `start` where none stands there or the first is not closed.
 */
export function endOfComments(text: string, start: number): number {
  let end = start;
  COMMENT.lastIndex = start;
  while (COMMENT.test(text)) end = COMMENT.lastIndex;
  return end;
}
