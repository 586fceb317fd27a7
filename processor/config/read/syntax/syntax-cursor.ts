/** How far a text has been read. Every reader moves `at` behind what it took, and leaves it where it found a fault. */
export interface SyntaxCursor {
  readonly text: string;
  at: number;
  /** Containers that are open: the offset of each opening bracket. A stack of its own, so that depth costs nothing. */
  readonly open: number[];
}

/** True where nothing is left to read. */
export function isAtEnd({ text, at }: SyntaxCursor): boolean {
  return at >= text.length;
}
