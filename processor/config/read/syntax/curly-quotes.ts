/** Texts that begin with what phones and word processors make of a double quote. */
export const CURLY_QUOTE = /^[\u00ab\u00bb\u2018-\u201f\u2039\u203a\u300c\u300d\uff02]/;

/** What to write instead. */
export const STRAIGHT_QUOTES = 'write straight double quotes, `"`';
