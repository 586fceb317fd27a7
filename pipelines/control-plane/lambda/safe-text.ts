/**
 * Text of others in a mail: of configs, commits, file names, answers of services. It stays on its line, shows what
 * cannot be seen, is cut where it gets long, and no mail program finds an address in it to make a link of.
 */
export function safeText(text: string, length = 500): string {
  const whole = text.replace(INVISIBLE, ' ').replace(/ {2,}/g, ' ').trim();
  const shown = whole.length <= length ? whole : `${whole.slice(0, length).replace(/[\ud800-\udbff]$/, '')}...`;
  return withoutLinks(shown);
}

/** A page that may stand in a mail as it is: https, and nothing in it that ends the address or hides the host. */
export function safeLink(url: unknown): string | undefined {
  if (typeof url !== 'string' || url.length > 2_000 || !URL.canParse(url)) return undefined;
  const { protocol, username, password, host } = new URL(url);
  const isPlain = /^https:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?(?:[/?#][\w\-./~%?=&#:+,;!$*@]*)?$/.test(url);
  return isPlain && protocol === 'https:' && username === '' && password === '' && host !== '' ? url : undefined;
}

/** Controls, line breaks, marks of direction, other characters without a shape. */
const INVISIBLE = /(?:[\p{C}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0\u00a0\u2000-\u200a\u202f\u205f\u3000]|\u034f)+/gu;

/** Ends of names in configs that are no top-level domains: instance sizes and the files people write about. */
const HARMLESS: ReadonlySet<string> = new Set([
  'json',
  'csv',
  'gz',
  'tar',
  'parquet',
  'nano',
  'micro',
  'small',
  'medium',
  'large',
  'xlarge',
  'metal',
]);

/** `https[:]//evil[.]example/x`: readable, and nothing to click on. */
function withoutLinks(text: string): string {
  return text
    .replace(/:\/\//g, '[:]//')
    .replace(/[\u3002\uff0e\uff61]/g, '[.]')
    .replace(/(?<=[\p{L}\p{N}_-])\.(?=([\p{L}\p{N}-]+))/gu, (dot: string, label: string) => {
      const mayBeDomain = /^\p{L}{2,63}$/u.test(label) || label.startsWith('xn--');
      return mayBeDomain && !HARMLESS.has(label.toLowerCase()) ? '[.]' : dot;
    });
}
