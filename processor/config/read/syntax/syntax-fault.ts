/** Why a text is no JSON. The offset counts UTF-16 code units from 0. */
export interface SyntaxFault {
  readonly code: string;
  readonly offset: number;
  readonly message: string;
  readonly hint?: string;
  /** What the writer certainly meant, where that is clear. */
  readonly mend?: SyntaxMend;
}

/** A part of the text and what should stand there: as long, with the same line breaks, so that places stay. */
export interface SyntaxMend {
  readonly offset: number;
  readonly text: string;
}
