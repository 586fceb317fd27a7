import { endOfComments } from './end-of-comments.ts';
import type { SyntaxCursor } from './syntax-cursor.ts';
import type { SyntaxFault } from './syntax-fault.ts';

const [SPACE, TAB, LF, CR, SLASH, HASH, LESS] = [0x20, 0x09, 0x0a, 0x0d, 0x2f, 0x23, 0x3c] as const;

/** Reads what may stand between any two tokens. A comment may not, though people write it there. */
export function readBlanks(cursor: SyntaxCursor): SyntaxFault | undefined {
  const { text } = cursor;
  let character = text.charCodeAt(cursor.at);
  while (character === SPACE || character === TAB || character === LF || character === CR) {
    character = text.charCodeAt(++cursor.at);
  }
  const { at } = cursor;
  if (character !== SLASH && character !== HASH && character !== LESS) return undefined;
  if (character === SLASH && !/^\/[/*]/.test(text.slice(at, at + 2))) return undefined;
  if (character === LESS && !text.startsWith('<!--', at)) return undefined;
  return comment(text, at);
}

function comment(text: string, offset: number): SyntaxFault {
  const comments = text.slice(offset, endOfComments(text, offset));
  return {
    code: 'comment',
    offset,
    message: 'a comment stands in the file',
    hint: 'JSON has no comments: remove it',
    ...(comments !== '' && { mend: { offset, text: comments.replaceAll(/[^\r\n]/g, ' ') } }),
  };
}
