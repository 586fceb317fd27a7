/** What stands where a blank or another sign is not allowed in the keys that users choose. */
const FORBIDDEN: ReadonlyMap<string, RegExp> = new Map([
  ['algo_hyperparameters', /\s+/g],
  ['algo_hyperparamaters', /\s+/g],
  ['hyperparameters_ranges', /\s+/g],
  ['hyperparamaters_ranges', /\s+/g],
  ['environment', /[^a-zA-Z0-9_]+/g],
]);

/** The key of an attribute that a wrong one most probably means: signs that are not allowed become underscores. */
export function meantFreeKey(attribute: string, key: string): string | undefined {
  const forbidden = FORBIDDEN.get(attribute);
  const meant = forbidden === undefined ? key : key.trim().replaceAll(forbidden, '_');
  return meant === key || !/^[a-zA-Z]/.test(meant) ? undefined : meant;
}
