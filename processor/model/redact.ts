const SECRET_KEY =
  /(?:^|[_.-])(?:password|passwd|pwd|passphrase|secret|token|api_?key|apikey|access_?key|private_?key|credentials?)(?:$|[_.-])/i;

const SECRET_VALUES: readonly RegExp[] = [
  /\b(?:AKIA|ASIA|AGPA|AIDA|AROA)[A-Z0-9]{12,}/,
  /\b(?:ghp|gho|ghu|ghs|ghr)_[A-Za-z0-9]{16,}|\bgithub_pat_[A-Za-z0-9_]{16,}|\bglpat-[A-Za-z0-9_-]{16,}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}|\bsk-[A-Za-z0-9_-]{20,}|\bhf_[A-Za-z0-9]{20,}/,
  /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\./,
  /:\/\/[^/\s:@]+:[^/\s@]+@/,
];

/** True for a text that has the form of a credential: cloud and Git access keys, private keys, tokens. */
export function looksSecret(text: string): boolean {
  return SECRET_VALUES.some((pattern) => pattern.test(text));
}

/**
 * True for a member whose name says that its value is a secret, such as `DB_PASSWORD` or `secret_token`. An ARN, such
 * as `secret_arn`, only names one.
 */
export function isSecretKey(key: string): boolean {
  const name = key.replace(/([a-z0-9])([A-Z])/g, '$1_$2');
  return SECRET_KEY.test(name) && !/[_.-]arn$/i.test(name);
}

/** What stands in a message in place of a secret. */
export const REDACTED = '(hidden: looks like a secret)';
