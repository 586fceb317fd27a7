const DIGITS = 12;
/** What a number loses of an account id are its leading zeros, which are seldom more. */
const SHORTENED = /^\d{9,11}$/;

/** What to write instead of what is no id of an account; undefined for a key that holds none. */
export function accountHint(key: string, given: string): string | undefined {
  if (key !== 'account' && key !== 'allowed_accounts') return undefined;
  if (SHORTENED.test(given)) {
    return `write all twelve digits in double quotes: \`"${given.padStart(DIGITS, '0')}"\` if zeros at its front were lost`;
  }
  const digits = given.replaceAll(/\D/g, '');
  return digits.length === DIGITS
    ? `write its twelve digits in double quotes: \`"${digits}"\``
    : 'write its twelve digits in double quotes';
}
