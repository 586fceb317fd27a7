/** In capitals only: there are models called `todo`. */
const WORD = /^(?:s3:\/\/)?((?:TODO|FIXME|TBD)(?![^\s:(]))/;
const PHRASE =
  /^(?:s3:\/\/)?((?:change|replace)[-_ ]?me(?![^\s:/])|your[-_](?:[a-z]+[-_])*(?:bucket|model|account|endpoint|path|prefix|key|image|name|repo|tag|data)(?![a-z]))/i;

/**
 * What people write for a value that they do not know yet, such as `TODO`, and what documents write for one of their
 * readers, such as `your-bucket`: the part of the text that says so. Undefined for other texts.
 */
export function blankOf(text: string): string | undefined {
  return (WORD.exec(text) ?? PHRASE.exec(text))?.[1];
}

/** What is said of a text with such a part. */
export const STILL_TO_WRITE = 'stands where a value is still to be written';
