/** Lists whose items have a form: anything else in brackets would be a fault again. */
const FORMED: ReadonlyMap<string, { readonly form: RegExp; readonly example: string }> = new Map([
  ['allowed_accounts', { form: /^\d{12}$/, example: '111111111111' }],
  ['attribute_names', { form: /^[^"\\]+$/, example: 'source-ref' }],
  ['depends_on', { form: /^[^/\s]+\/(?:byom|model)_[a-z_]+(?:\/[^/\s]+)?$/, example: 'churn/model_training_builtin' }],
  ['emails', { form: /^[^@\s]+@[^@\s]+$/, example: 'ml-team@example.com' }],
  ['security_group_ids', { form: /^sg-[0-9a-f]{8,17}$/, example: 'sg-0123456789abcdef0' }],
  ['stages', { form: /^[a-zA-Z0-9](?:-*[a-zA-Z0-9])*$/, example: 'dev' }],
  ['subnets', { form: /^subnet-[0-9a-f]{8,17}$/, example: 'subnet-0123456789abcdef0' }],
]);

/** Lists that hold numbers as well as texts. */
const WITH_NUMBERS: ReadonlySet<string> = new Set(['label_values_or_threshold', 'facet_values_or_threshold']);

/** What to write where a list is meant and one plain value stands, or several in one text; `number` is as written. */
export function listHint(list: string, value: unknown, number: string): string {
  if (typeof value === 'number' && WITH_NUMBERS.has(list)) return `write \`[${number}]\``;
  const texts = typeof value === 'string' ? value.split(',') : [typeof value === 'number' ? number : String(value)];
  const items = texts.map((text) => text.trim()).filter((text, _, all) => text !== '' || all.length === 1);
  const formed = FORMED.get(list);
  const isFormed =
    formed === undefined || (typeof value !== 'boolean' && items.every((item) => formed.form.test(item)));
  return isFormed ? `write \`${listed(items)}\`` : `write a list, such as \`${listed([formed.example])}\``;
}

/** What to write for a number, `true` or `false` as an item of a list; undefined where quotes make it one. */
export function itemHint(list: string, written: string): string | undefined {
  const formed = FORMED.get(list);
  return formed === undefined || (formed.form.test(written) && !/^(?:true|false)$/.test(written))
    ? undefined
    : `write for example \`${JSON.stringify(formed.example)}\``;
}

function listed(items: readonly string[]): string {
  return `[${items.map((item) => JSON.stringify(item)).join(', ')}]`;
}
