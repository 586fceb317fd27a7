import { createHash } from 'node:crypto';
import type { ReviewDialect } from './review.ts';

/** What a living comment remembers of itself, unseen by readers. */
export interface Marker {
  /** The commit that was reviewed. */
  readonly head: string;
  /**
   * When the review began to look, in milliseconds since 1970: of two reviews of one commit the later one knows more.
   */
  readonly order: number;
  /** Of the pull request when it was written. */
  readonly state: 'open' | 'closed' | 'merged';
  /** Digest of the text as we wrote it: another one tells that somebody edited it. */
  readonly digest: string;
}

/** A comment taken apart. */
export interface ReadComment {
  readonly marker: Marker;
  readonly text: string;
  /** As we wrote it. */
  readonly isIntact: boolean;
}

/** Characters that a marker and its line break take at most. */
export const MARKER_LENGTH = 200;

/** The marker is read at the very beginning only: nothing that stands in a text can be taken for one. */
const MARKERS: Readonly<Record<ReviewDialect, RegExp>> = {
  github: /^<!-- mlops-review ([^\r\n]*) -->\r?\n/,
  // A reference definition that nothing refers to; HTML would be shown.
  codecommit: /^\[\/\/\]: # \(mlops-review ([^\r\n]*)\)\r?\n/,
};

const CONTENT = /^head=([0-9a-f]{40,64}) order=(\d{1,15}) state=(open|closed|merged) text=([0-9a-f]{16})$/;

/** The whole comment: a hidden marker, then the text. */
export function writeComment(
  text: string,
  about: Omit<Marker, 'digest'> & { readonly dialect: ReviewDialect },
): string {
  const content = `mlops-review head=${about.head} order=${about.order} state=${about.state} text=${digestOf(text)}`;
  const line = about.dialect === 'github' ? `<!-- ${content} -->` : `[//]: # (${content})`;
  return `${line}\n\n${text}`;
}

/** A living comment taken apart; undefined for any other comment. Whose it is must be known before. */
export function readComment(body: string, dialect: ReviewDialect): ReadComment | undefined {
  const match = MARKERS[dialect].exec(body);
  if (match === null) return undefined;
  // Hosts may give line breaks of another kind, and cut blank ends.
  const text = body.slice(match[0].length).replaceAll('\r\n', '\n').replace(/^\n/, '');
  const content = CONTENT.exec(match[1] ?? '');
  const [, head = '', order = '0', state = 'open', digest = ''] = content ?? [];
  const marker = { head, order: Number(order), state: state as Marker['state'], digest };
  return { marker, text, isIntact: content !== null && digest === digestOf(text) };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text.trimEnd()).digest('hex').slice(0, 16);
}
