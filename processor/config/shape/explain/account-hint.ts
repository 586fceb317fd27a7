const DIGITS = 12;
/** What a number loses of an account id are its leading zeros, which are seldom more. */
const SHORTENED = /^\d{9,11}$/;

/** The form of an account id, which a text that is too long has not either. */
export const ACCOUNT_FORM = '^[0-9]{12}$';

/** True of keys that hold the id of an account, or a list of them. */
export function isAccountKey(key: string): boolean {
  return key === 'account' || key === 'allowed_accounts';
}

/** What to write instead of what is no id of an account; undefined for a key that holds none. */
export function accountHint(key: string, given: string): string | undefined {
  if (!isAccountKey(key)) return undefined;
  if (SHORTENED.test(given)) {
    return `write all twelve digits in double quotes: \`"${given.padStart(DIGITS, '0')}"\` if zeros at its front were lost`;
  }
  const digits = given.replaceAll(/\D/g, '');
  return digits.length === DIGITS
    ? `write its twelve digits in double quotes: \`"${digits}"\``
    : 'write its twelve digits in double quotes';
}
