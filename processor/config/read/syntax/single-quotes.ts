import type { SyntaxCursor } from './syntax-cursor.ts';
import type { SyntaxFault } from './syntax-fault.ts';

/** A key or a text as JavaScript and Python may quote it. It can be mended where no quote or backslash is in it. */
export function singleQuotes({ text, at }: SyntaxCursor): SyntaxFault {
  const inside = /^'([^'"\\\r\n]*)'/.exec(text.slice(at))?.[1];
  return {
    code: 'single-quotes',
    offset: at,
    message: 'a text stands in single quotes',
    hint: 'write it in double quotes',
    ...(inside !== undefined && { mend: { offset: at, text: `"${inside}"` } }),
  };
}
