import type { Attribute } from '../../../../schema/generated/attributes.ts';
import { codePoint, escapeText } from '../../../model/escape-text.ts';
import { nearest } from '../../../model/nearest.ts';
import { meantMetrics } from '../../shared/meant-metric.ts';
import type { Explanation } from './explain-location.ts';

/** An explanation under its code. */
export type Explained = Explanation & { readonly code: string };

/** One letter from GitHub, and not meant by it. */
const GITLAB = 'GitLab is none of them: leave `source` out and let `mlops watch` follow the repository';

/** Numbers less than a twentieth away are slips: 2000 for 2048. */
function closeTo(value: number, allowed: readonly unknown[]): number | undefined {
  return allowed.filter((item) => typeof item === 'number').find((item) => Math.abs(item - value) <= item / 20);
}

/** Why a value is none of those that are allowed, and which of them is meant. */
export function explainChoice(
  allowed: readonly unknown[],
  value: unknown,
  attribute: Attribute | undefined,
): Explained {
  const isBoolean = allowed.includes(true);
  const shown = allowed.filter((item) => item !== '' && !(isBoolean && typeof item === 'string'));
  const list = shown.map((item) => `\`${String(item)}\``).join(', ');
  const message = isBoolean ? 'is not `true` or `false`' : `is none of ${list}`;
  if (typeof value === 'string' && allowed.some((item) => typeof item === 'number' && String(item) === value.trim())) {
    return { code: 'unknown-value', message, hint: `write \`${value.trim()}\` without quotes` };
  }
  const isWord = typeof value === 'string' || typeof value === 'boolean';
  const hint = isWord ? choiceHint(shown.map(String), String(value), isBoolean) : undefined;
  const close = typeof value === 'number' ? closeTo(value, allowed) : undefined;
  if (close !== undefined) return { code: 'unknown-value', message, hint: `did you mean \`${close}\`?` };
  if (typeof value === 'number' && shown.includes('continuous')) {
    return { code: 'unknown-value', message, hint: 'say the kind first: `["continuous", [0.05, 0.5]]`' };
  }
  if (shown.includes('continuous') && typeof value === 'object' && value !== null) {
    const range = 'write each range under the name of its hyperparameter: `"eta": ["continuous", [0.05, 0.5]]`';
    return { code: 'unknown-value', message, hint: range };
  }
  const metric = shown.includes('F1macro') ? metricHint(shown.map(String), value) : undefined;
  if (metric !== undefined) return { code: 'unknown-value', message, hint: metric };
  if (hint === undefined && value === null && attribute?.required !== true) {
    return { code: 'unknown-value', message, hint: 'write one of them, or leave the attribute out' };
  }
  return { code: 'unknown-value', message, hint };
}

/** The objective in another spelling, or in the object that CreateAutoMLJob has around it. */
function metricHint(allowed: readonly string[], value: unknown): string | undefined {
  const inner = (value as { readonly MetricName?: unknown } | null)?.MetricName;
  const given = typeof value === 'string' ? value : inner;
  if (typeof given !== 'string') return undefined;
  const [meant, ...others] = meantMetrics(given, allowed) ?? [];
  if (meant === undefined || others.length > 0) return undefined;
  return inner === undefined ? `did you mean \`${meant}\`?` : `write \`"${meant}"\` alone`;
}

function choiceHint(allowed: readonly string[], value: string, isBoolean: boolean): string | undefined {
  if (allowed.includes('github') && /^gitlab/i.test(value)) return GITLAB;
  const spoken = /^(?:yes|on|1)$/i.test(value) ? 'true' : /^(?:no|off|0)$/i.test(value) ? 'false' : undefined;
  if (isBoolean && spoken !== undefined) return `write \`${spoken}\``;
  // A switch with names of its own: what it does by itself, and off.
  const switched = spoken ?? (/^(?:true|false)$/i.test(value.trim()) ? value.trim().toLowerCase() : undefined);
  if (switched !== undefined && allowed.length === 2 && allowed.includes('Off')) {
    return `did you mean \`${switched === 'false' ? 'Off' : allowed.find((item) => item !== 'Off')}\`?`;
  }
  const exact = allowed.find((item) => item.toLowerCase() === value.trim().toLowerCase());
  const plain = value.trim().toLowerCase();
  const begun = allowed.filter((item) => item.length > 3 && plain.startsWith(item.toLowerCase()));
  // What is near to a switch that is off, as `on` is, may be its contrary.
  const near = nearest(value.trim(), spoken === 'true' ? allowed.filter((item) => item !== 'off') : allowed);
  const completed = plain.length < 3 ? [] : allowed.filter((item) => item.toLowerCase().startsWith(`${plain}_`));
  if (exact === undefined && completed.length > 0)
    return `did you mean ${completed.map((item) => `\`${item}\``).join(' or ')}?`;
  const name = exact ?? near ?? (begun.length === 1 ? begun[0] : undefined);
  if (name !== undefined) return `did you mean \`${name}\`?`;
  const beyond = /[^\x20-\x7e]/u.exec(value)?.[0];
  return beyond === undefined ? undefined : `it holds \`${escapeText(beyond)}\` (${codePoint(beyond)})`;
}
