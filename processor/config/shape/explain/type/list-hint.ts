import { escapeText } from '../../../../model/escape-text.ts';

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

/** The longest list that helps more than it hides. */
const MOST_SHOWN = 200;

/** What to write where a list is meant and one plain value stands, or several in one text; `number` is as written. */
export function listHint(list: string, value: unknown, number: string): string {
  if (typeof value === 'number' && WITH_NUMBERS.has(list)) return `write \`[${number}]\``;
  const texts = typeof value === 'string' ? value.split(',') : [typeof value === 'number' ? number : String(value)];
  const items = texts.map((text) => text.trim()).filter((text) => text !== '');
  const formed = FORMED.get(list);
  const isFormed =
    typeof value !== 'boolean' && items.length > 0 && items.every((item) => formed?.form.test(item) === true);
  const shown = listed(items);
  if (formed !== undefined && !isFormed) return `write a list, such as \`${listed([formed.example])}\``;
  return items.length === 0 || shown.length > MOST_SHOWN
    ? 'put brackets around the items, and double quotes around each'
    : `write \`${shown}\``;
}

/** What to write for a number, `true` or `false` as an item of a list; undefined where quotes make it one. */
export function itemHint(list: string, written: string): string | undefined {
  const formed = FORMED.get(list);
  return formed === undefined || (formed.form.test(written) && !/^(?:true|false)$/.test(written))
    ? undefined
    : `write for example \`${JSON.stringify(formed.example)}\``;
}

function listed(items: readonly string[]): string {
  return escapeText(`[${items.map((item) => JSON.stringify(item)).join(', ')}]`);
}
