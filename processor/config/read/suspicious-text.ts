import { BLANK_START } from '../shared/blank-value.ts';

/** The openings of templates: `{{`, `${` and `#{`. */
const TEMPLATES = /[{$#]\{/;

/**
 * How credentials begin: of AWS, GitHub, GitLab, Slack and others, private keys, tokens and addresses with a password.
 */
const CREDENTIALS =
  /A(?:KIA|SIA|GPA|IDA|ROA)|gh[pousr]_|github_pat_|glpat-|-----BEGIN|xox[abprs]-|\bsk-|\bhf_|\beyJ|:\/\/[^/\s:@]+:/;

/**
 * Whatever the rule about untrusted content could find in a text holds one of these; a text without them is done after
 * one test.
 */
export const SUSPICIOUS_TEXT = new RegExp([TEMPLATES, CREDENTIALS, BLANK_START].map(({ source }) => source).join('|'));

/** Member names that may be taken for secret, and those of intrinsic functions; more of them, never fewer. */
const SUSPICIOUS_KEY = /pass|pwd|secret|token|credential|(?:api|access|private)_?key|^Ref$|^Fn::/i;

/** True for a member name that has to be looked at closely, for itself or for its value. */
export function isSuspiciousKey(key: string): boolean {
  return SUSPICIOUS_KEY.test(key) || SUSPICIOUS_TEXT.test(key);
}

/**
 * True when a JSON text without escapes holds nothing suspicious: then none of its texts and member names does, because
 * each stands in it letter by letter between quotes, where words begin as they do at the start of a text. Several times
 * faster than looking at each of them; with `false` they have to be looked at.
 */
export function isHarmlessText(json: string): boolean {
  return !SUSPICIOUS_TEXT.test(json);
}
