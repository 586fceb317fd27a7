import type { Attribute } from '../../../schema/generated/attributes.ts';
import { codePoint, escapeText } from '../../model/escape-text.ts';
import { meantFramework } from '../shared/meant-framework.ts';
import { accountHint, isAccountKey } from './account-hint.ts';
import { arnRepairs, ECR_ARN, explainArn, explainImage, imageRepairs } from './explain-address.ts';
import { explainSchedule, scheduleRepairs } from './explain-schedule.ts';
import { explainBucket, explainLocation, type Explanation } from './explain-location.ts';
import { meantNumber } from './meant-number.ts';
import { isInstanceKey, nounOf } from './noun-of.ts';
import { regionRepairs } from './region-repairs.ts';
import { settingsRepairs, severalEmails } from './repair-settings.ts';

/** What is known about a text whose form is wrong. */
export interface WrongForm {
  readonly text: string;
  readonly pattern: string;
  /** Name of the member that holds it. */
  readonly key: string;
  readonly attribute?: Attribute;
  readonly example?: unknown;
}

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
  if (PLACEHOLDER.test(text)) return explainPlaceholder(attribute);
  const matches = new RegExp(form.pattern, 'u');
  const repaired = repairs(form).find((candidate) => candidate !== text && candidate !== '' && matches.test(candidate));
  const repair = repaired === undefined ? undefined : `did you mean \`${escapeText(repaired)}\`?`;
  const special = explainSpecial(form);
  if (special !== undefined) return { message: special.message, hint: repair ?? special.hint };

  const given = attribute === undefined ? EXAMPLES.get(key) : form.example;
  const example = typeof given === 'string' || typeof given === 'number' ? given : undefined;
  const hint = repair ?? (example === undefined ? undefined : `a valid one is \`${example}\``);
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

function isArn(example: unknown): example is string {
  return typeof example === 'string' && example.startsWith('arn:');
}

/** The name of a stage is the one text of the settings without an example that cannot be left out. */
function emptyHint({ attribute, key }: WrongForm): string {
  return attribute === undefined && key === 'name' ? 'write a value' : 'write a value, or leave the attribute out';
}

/** Of templates, shells and documents; filled in by nobody. */
function explainPlaceholder(attribute: Attribute | undefined): Explanation {
  const hint = `write the value itself${attribute?.perStage === true ? ', or one value per stage' : ''}`;
  return { message: 'holds a placeholder, which nothing replaces', hint };
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

/** Slips that people make with values of this kind, undone one at a time and together. */
function repairs({ text, attribute, key, pattern, example = EXAMPLES.get(key) }: WrongForm): readonly string[] {
  const trimmed = text.trim();
  const lower = trimmed.toLowerCase();
  if (attribute?.kind === 'assets-key' || attribute?.kind === 's3-location') {
    const slashes = trimmed.replaceAll('\\', '/');
    return [
      trimmed,
      slashes,
      trimmed.replace(/^\/+/, ''),
      slashes.replace(/^s3[an]?(?::\/{1,3}|\/\/)/i, 's3://'),
      trimmed.replaceAll(/([^:])\/{2,}/g, '$1/'),
    ];
  }
  if (attribute?.kind === 'schedule') return scheduleRepairs(trimmed);
  if (isInstanceKey(key)) return instanceRepairs(lower);
  if (key === 'python_version')
    return [lower.replace(/^python\s*/, 'py').replaceAll('.', ''), `py${lower.replaceAll('.', '')}`];
  const ofSettings = attribute === undefined ? settingsRepairs(key, trimmed) : undefined;
  if (isArn(example)) return [trimmed, lower, ...(ofSettings ?? []), ...arnRepairs(trimmed, example)];
  if (isAccountKey(key)) return accountRepairs(trimmed);
  if (attribute?.kind === 'number' || (attribute === undefined && /^\^(?:-\?|\(\?:)*\[0-9\]\{1,/.test(pattern))) {
    const [, number = ''] = /^([0-9.,]+)\s*%$/.exec(trimmed) ?? [];
    const share = number === '' ? [] : [String(Number(number.replace(',', '.')) / 100)];
    return [trimmed, ...share, trimmed.replace(',', '.')];
  }
  if (attribute?.kind === 'integer') {
    const meant = meantNumber(trimmed, key);
    return meant === undefined ? [trimmed] : [trimmed, meant];
  }
  if (key === 'model_framework') return [meantFramework(trimmed) ?? ''];
  if (key === 'image_tag' && /^[^:]+:[^:]+$/.test(trimmed)) return [trimmed.replace(/^.*:/, '')];
  if (key === 'region') return regionRepairs(lower);
  if (key === 'repository') return repositoryRepairs(trimmed);
  if (ofSettings !== undefined) return ofSettings;
  if (key === 'assets_bucket')
    return [trimmed.replace(/^(?:s3:\/\/|arn:[a-z-]+:s3:::)/i, '').replace(/\/$/, ''), lower];
  return [
    trimmed,
    ...(key.startsWith('ecr_repo') ? [lower.replace(ECR_ARN, '$4'), lower.replace(/:[^:/]*$/, '')] : []),
    ...(key === 'custom_image_uri' ? imageRepairs(trimmed) : []),
    lower,
    trimmed.replace(/^arn:aws[a-z-]*:sagemaker:[^/]*:endpoint\//, ''),
    trimmed.replace(/^https?:\/\//, ''),
    trimmed.replace(/^(?:https?:\/\/[^/]+\/|s3:\/\/)/, '').replace(/\.git$|\/$/, ''),
    lower.replaceAll('_', '-'),
    trimmed.replaceAll(/\s+/g, '-'),
    // Accents and umlauts as the plain letters.
    trimmed.normalize('NFKD').replaceAll(/\p{M}/gu, ''),
    // Of an ARN that is none of the above nothing sensible is left.
    ...(trimmed.startsWith('arn:') ? [] : [trimmed.replaceAll(/[^a-zA-Z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '')]),
    trimmed.replaceAll("'", '"'),
  ];
}

/** Signs between the digits, an ARN around them, letters that look like them. */
function accountRepairs(text: string): readonly string[] {
  return [text, text.replaceAll(/\D/g, ''), text.replaceAll(/o/gi, '0').replaceAll(/[il]/gi, '1')];
}

/** The addresses at which a repository is cloned or looked at, and its ARN. */
function repositoryRepairs(text: string): readonly string[] {
  const name = text.replace(/\/+$/, '').replace(/\.git$/, '');
  return [
    name.replace(/^arn:aws[a-z-]*:codecommit:[a-z0-9-]+:\d{12}:/, ''),
    name.replace(/^(?:(?:https|ssh):\/\/)?(?:[^/@]+@)?git-codecommit\.[^/]+\/v1\/repos\//, ''),
    name.replace(/^codecommit:{1,2}(?:[a-z0-9-]+)?:?\/\/(?:[^/@]+@)?/, ''),
    name.replace(/^(?:(?:https?|ssh|git):\/\/)?(?:[^/@]+@)?(?:www\.)?github\.com[/:]/, ''),
    name.replaceAll(/\s+/g, '-'),
  ];
}

/** Other signs between the parts, another case or a sign behind it; the parts that are forgotten, and short sizes. */
function instanceRepairs(lower: string): readonly string[] {
  const plain = lower.replace(/[.,;]+$/, '');
  const dotted = plain.replaceAll(/[_\s-]/g, '.');
  const isWhole = plain.startsWith('ml.');
  return [plain, ...(isWhole ? [] : [`ml.${plain}`]), dotted]
    .map((name) =>
      name
        .replace(/\.(\d*)xl?$/, '.$1xlarge')
        .replace(/\.l$/, '.large')
        .replace(/\.m$/, '.medium'),
    )
    .filter((name) => /^ml\.[a-z]+\d[a-z0-9-]*\.\d*[a-z]+$/.test(name));
}
