/** Where something stands in a text. Both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A config or settings file after strict reading: its value, and the way back from the value to the text. */
export interface ParsedFile {
  /** Path relative to the repository. */
  readonly file: string;
  readonly value: unknown;
  /** Its text as a whole holds nothing that looks like untrusted content: no need to look at its parts. */
  readonly isHarmless?: boolean;
  /**
   * Position of the value that a JSON pointer names, or with `key` of the member's key. An absent member gives the
   * position of the nearest enclosing value. Computed on first use: valid files never pay for it.
   */
  locate(pointer: string, part?: 'key' | 'value'): Position;
  /** The number at a pointer as it is written: `1.10`, which as a value is 1.1. None with an exponent. */
  numberAt?(pointer: string): string | undefined;
}
