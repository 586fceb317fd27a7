import { codePoint, escapeText } from '../../../model/escape-text.ts';
import { blankOf, STILL_TO_WRITE } from '../../shared/blank-value.ts';
import { accountHint, isAccountKey } from './account-hint.ts';
import { explainArn, explainImage, imageHint, isArn } from './explain-address.ts';
import { explainSchedule } from './explain-schedule.ts';
import { explainBucket, explainLocation, type Explanation } from './explain-location.ts';
import { nounOf } from './noun-of.ts';
import { repairsOf, type WrongForm } from './repairs.ts';
import { severalEmails } from './repair-settings.ts';

/** Members of the settings file; attributes have their examples in the schema of their type. */
const EXAMPLES: ReadonlyMap<string, string> = new Map([
  ['account', '111111111111'],
  ['branch', 'main'],
  [
    'connection_arn',
    'arn:aws:codeconnections:eu-central-1:111111111111:connection/1234abcd-12ab-34cd-56ef-1234567890ab',
  ],
  ['ecr_repository', 'mlops-images'],
  ['execution_role_arn', 'arn:aws:iam::111111111111:role/mlops-execution'],
  ['kms_key_arn', 'arn:aws:kms:eu-central-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab'],
  ['permissions_boundary_arn', 'arn:aws:iam::111111111111:policy/mlops-boundary'],
  ['read_role_arn', 'arn:aws:iam::111111111111:role/mlops-read'],
  ['role_arn', 'arn:aws:iam::111111111111:role/mlops-deploy'],
  ['secret_arn', 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:mlops-AbCdEf'],
  ['repository', 'my-team/models'],
  ['security_group_ids', 'sg-0123456789abcdef0'],
  ['subnets', 'subnet-0123456789abcdef0'],
  ['allowed_accounts', '111111111111'],
  ['emails', 'ml-team@example.com'],
  ['region', 'eu-central-1'],
  ['stack_prefix', 'mlops-pipeline'],
  ['topic_arn', 'arn:aws:sns:eu-central-1:111111111111:ml-team'],
]);

/** An example of a member of the settings whose texts no number has the form of. */
export function formedExample(key: string): string | undefined {
  const example = EXAMPLES.get(key);
  return isArn(example) || key === 'region' || key === 'stack_prefix' ? example : undefined;
}

/** Of templates, shells, batch files and documents; a whole text in `_` or `@` is one of build tools. */
const PLACEHOLDER =
  /\$\{|\{\{|<[a-zA-Z][^<>@]*>|^<[^<>]+>$|^\$[A-Z][A-Z0-9_]*$|^%[A-Z][A-Z0-9_]*%$|^(__|@@?)[A-Z][A-Z0-9_]*\1$/;
const REFERENCE_HINT = 'write `<model_name>/<pipeline_type>`, as in `churn/model_training_builtin`';
const INNER_HYPHENS = 'letters, digits and inner hyphens are allowed';

/**
 * Why a text does not match its pattern, in words: the part that is wrong where it can be named, and a value near to
 * it that would match. Tries repairs against the pattern itself, so that a hint is never wrong.
 */
export function explainForm(form: WrongForm): Explanation {
  const { text, attribute, key } = form;
  const placeholder = explainPlaceholder(form);
  if (placeholder !== undefined) return placeholder;
  const matches = new RegExp(form.pattern, 'u');
  const repaired = repairsOf({ ...form, example: form.example ?? EXAMPLES.get(key) }).find(
    (candidate) => candidate !== text && candidate !== '' && matches.test(candidate),
  );
  const repair =
    repaired === undefined || (key === 'stages' && /[,;]/.test(text))
      ? undefined
      : `did you mean \`${escapeText(repaired)}\`?`;
  const special = explainSpecial(form);
  if (special !== undefined) return { message: special.message, hint: repair ?? special.hint };

  const given = attribute === undefined ? EXAMPLES.get(key) : form.example;
  const example = typeof given === 'string' || typeof given === 'number' ? given : undefined;
  const whole = key === 'custom_image_uri' ? imageHint(text) : undefined;
  const hint = repair ?? whole ?? (example === undefined ? undefined : `a valid one is \`${example}\``);
  if (text === '') return { message: 'is empty', hint: hint ?? emptyHint(form) };
  if (text.trim() === '') return { message: 'is blank', hint };
  if (text !== text.trim()) return { message: 'starts or ends with a blank', hint };
  const beyond = /[^\x20-\x7e]/u.exec(text)?.[0];
  if (beyond !== undefined && matches.test(text.replace(/[^\x20-\x7e]/gu, 'a'))) {
    return { message: `holds \`${escapeText(beyond)}\` (${codePoint(beyond)}), which is not allowed`, hint };
  }
  const part = explainPart(form, example);
  return { message: `has not the form of ${nounOf(attribute, form)}${part === undefined ? '' : `: ${part}`}`, hint };
}

/** The part of an ARN or address at which it goes wrong. */
function explainPart({ text, key }: WrongForm, example: unknown): string | undefined {
  if (key === 'custom_image_uri') return explainImage(text);
  return isArn(example) ? explainArn(text, example) : undefined;
}

/** The name of a stage is the one text of the settings without an example that cannot be left out. */
function emptyHint({ attribute, key }: WrongForm): string {
  return attribute === undefined && key === 'name' ? 'write a value' : 'write a value, or leave the attribute out';
}

/** Of templates, shells and documents; filled in by nobody. */
function explainPlaceholder({ text, attribute }: WrongForm): Explanation | undefined {
  const blank = blankOf(text);
  if (blank === undefined && !PLACEHOLDER.test(text)) return undefined;
  const message = blank === undefined ? 'holds a placeholder, which nothing replaces' : STILL_TO_WRITE;
  return { message, hint: `write the value itself${attribute?.perStage === true ? ', or one value per stage' : ''}` };
}

function explainSpecial({ text, attribute, key, pattern }: WrongForm): Explanation | undefined {
  if (attribute?.kind === 'assets-key' || attribute?.kind === 's3-location') {
    return explainLocation(text, attribute.kind);
  }
  if (attribute?.kind === 'schedule') return explainSchedule(text, pattern);
  if (key === 'assets_bucket') return explainBucket(text);
  if (isAccountKey(key) && /^\d{9,}$/.test(text))
    return { message: `has ${text.length} digits; an account number has twelve`, hint: accountHint(key, text) };
  if (key === 'depends_on') return { message: 'does not name a workload', hint: REFERENCE_HINT };
  const addresses = key === 'emails' ? severalEmails(text) : undefined;
  if (addresses !== undefined) {
    const items = addresses.map((item) => JSON.stringify(item)).join(', ');
    return { message: 'holds several addresses', hint: `write each as an item of its own: \`${escapeText(items)}\`` };
  }
  if (key === 'stages' && /^[\w-]+(?:\s*[,;]\s*[\w-]+)+$/.test(text)) {
    const items = text.split(/[,;]/).map((item) => JSON.stringify(item.trim()));
    return { message: 'holds several names', hint: `write each as an item of its own: \`${items.join(', ')}\`` };
  }
  if (key === 'branch' && /[*?[]/.test(text)) {
    return { message: 'is a pattern, and one branch is followed', hint: 'write the name of that branch' };
  }
  if (text !== '' && text === text.trim() && !pattern.includes('arn:') && pattern.includes('(?:-*[a-zA-Z0-9])*')) {
    if (/^[a-zA-Z0-9-]+$/.test(text)) {
      const message = explainName(text);
      return message === undefined ? undefined : { message, hint: INNER_HYPHENS };
    }
    const bad = /^[a-zA-Z0-9-]*([^a-zA-Z0-9-])/u.exec(text)?.[1];
    if (bad !== undefined) {
      return { message: `holds \`${escapeText(bad)}\` (${codePoint(bad)}), which is not allowed`, hint: INNER_HYPHENS };
    }
  }
  return undefined;
}

/** What is wrong with a name of letters, digits and hyphens alone. */
function explainName(text: string): string | undefined {
  const ends = [...(text.startsWith('-') ? ['starts'] : []), ...(text.endsWith('-') ? ['ends'] : [])];
  if (ends.length > 0) return `${ends.join(' and ')} with a hyphen`;
  return /^\d/.test(text) ? 'starts with a digit, where a letter belongs' : undefined;
}
