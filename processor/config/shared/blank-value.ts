/** In capitals only: there are models called `todo`. */
const WORDS = /TODO|FIXME|TBD/.source;
const REQUESTS = /(?:CHANGE|REPLACE)[-_ ]?ME|(?:[Cc]hange|[Rr]eplace)[-_ ]?[Mm]e/.source;
const OWNERS = /(?:[Yy]our|YOUR)[-_]/.source;
const NOUNS = 'bucket|model|account|endpoint|path|prefix|key|image|name|repo|tag|data';

/** Each text for which `blankOf` finds something holds this, in this case of its letters. */
export const BLANK_START = new RegExp(`${WORDS}|${REQUESTS}|${OWNERS}`);

const BLANK = new RegExp(
  `^(?:s3://)?((?:${WORDS})(?![^\\s:(])|(?:${REQUESTS})(?![^\\s:/])|(?:${OWNERS})(?:[a-z]+[-_])*(?:${NOUNS})(?![a-z]))`,
  'i',
);

/**
 * What people write for a value that they do not know yet, such as `FIXME`, and what documents write for one of their
 * readers, such as `your-bucket`: the part of the text that says so. Undefined for other texts.
 */
export function blankOf(text: string): string | undefined {
  return BLANK_START.test(text) ? BLANK.exec(text)?.[1] : undefined;
}

/** What is said of a text with such a part. */
export const STILL_TO_WRITE = 'stands where a value is still to be written';
