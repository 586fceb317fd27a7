import type { Attribute } from '../../../../schema/generated/attributes.ts';
import { meantFramework } from '../../shared/meant-framework.ts';
import { withoutPasted } from '../../shared/pasted-signs.ts';
import { shareOf } from '../../shared/share-of.ts';
import { isAccountKey } from './account-hint.ts';
import { arnRepairs, ECR_ARN, imageRepairs, isArn } from './explain-address.ts';
import { scheduleRepairs } from './explain-schedule.ts';
import { meantNumber } from './meant-number.ts';
import { isInstanceKey } from './noun-of.ts';
import { regionRepairs } from './region-repairs.ts';
import { settingsRepairs } from './repair-settings.ts';

/** What is known about a text whose form is wrong. */
export interface WrongForm {
  readonly text: string;
  readonly pattern: string;
  /** Name of the member that holds it. */
  readonly key: string;
  /** Undefined in the settings. */
  readonly attribute?: Attribute;
  /** A value of the right form. */
  readonly example?: unknown;
}

/**
 * What a faulty text may be meant as: slips that people make with values of its kind, undone one at a time and
 * together. Not all are of the right form; the first that is, is meant.
 */
export function repairsOf(form: WrongForm): readonly string[] {
  const typed = plainSigns(form.text);
  const bare = withoutPasted(typed);
  return [
    ...(typed === form.text ? [] : [typed, ...repairsAsWritten({ ...form, text: typed })]),
    ...repairsAsWritten(form),
    ...(bare === typed ? [] : [bare, ...repairsAsWritten({ ...form, text: bare })]),
  ];
}

/** The signs of a keyboard in the place of those that word processors and other alphabets have for them. */
function plainSigns(text: string): string {
  return text
    .replaceAll(/[\u200b-\u200d\u2060\ufeff]/g, '')
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll(/[\u2018\u2019\u201c-\u201f]/g, '')
    .replaceAll(/[\uff01-\uff5e]/g, (sign) => sign.normalize('NFKC'))
    .replaceAll(/[аеорсухіј]/g, (letter) => 'aeopcyxij'['аеорсухіј'.indexOf(letter)] ?? letter);
}

function repairsAsWritten({ text, attribute, key, pattern, example }: WrongForm): readonly string[] {
  const trimmed = text.trim();
  if (isInstanceKey(key)) return instanceRepairs(trimmed);
  const known = OF_KIND.get(attribute?.kind ?? '') ?? OF_KEY.get(isAccountKey(key) ? 'account' : key);
  if (known !== undefined) return known(trimmed, key);
  const ofSettings = attribute === undefined ? settingsRepairs(key, trimmed) : undefined;
  if (isArn(example)) return [trimmed, trimmed.toLowerCase(), ...(ofSettings ?? []), ...arnRepairs(trimmed, example)];
  if (attribute === undefined && NUMBER_PATTERN.test(pattern)) return shareRepairs(trimmed);
  return ofSettings ?? nameRepairs(trimmed);
}

type Repair = (text: string, key: string) => readonly string[];

const NUMBER_PATTERN = /^\^(?:-\?|\(\?:)*\[0-9\]\{1,/;

const OF_KIND: ReadonlyMap<string, Repair> = new Map<string, Repair>([
  ['assets-key', locationRepairs],
  ['s3-location', (text) => [...locationRepairs(text), ...bucketRepairs(text)]],
  ['schedule', scheduleRepairs],
  ['number', shareRepairs],
  ['integer', (text, key) => [text, meantNumber(text, key) ?? text]],
]);

const OF_KEY: ReadonlyMap<string, Repair> = new Map<string, Repair>([
  ['account', accountRepairs],
  ['assets_bucket', (text) => [text.replace(/^(?:s3:\/\/|arn:[a-z-]+:s3:::)/i, '').replace(/\/$/, ''), lower(text)]],
  ['custom_image_uri', (text) => [text, ...imageRepairs(text), ...nameRepairs(text)]],
  ['ecr_repo_name', ecrRepairs],
  ['ecr_repository', ecrRepairs],
  ['image_tag', (text) => (/^[^:]+:[^:]+$/.test(text) ? [text.replace(/^.*:/, '')] : nameRepairs(text))],
  ['model_framework', (text) => [meantFramework(text) ?? '']],
  [
    'python_version',
    (text) => [
      lower(text)
        .replace(/^python\s*/, 'py')
        .replaceAll('.', ''),
      `py${lower(text).replaceAll('.', '')}`,
    ],
  ],
  ['region', (text) => regionRepairs(lower(text))],
  ['repository', repositoryRepairs],
]);

function lower(text: string): string {
  return text.toLowerCase();
}

/** What stands before the first slash, behind the scheme. */
const BUCKET = /(?<=^(?:s3:\/\/)?)[^/:]+(?=\/|$)/;

function locationRepairs(text: string): readonly string[] {
  const slashes = text.replaceAll('\\', '/');
  return [
    text,
    slashes,
    text.replace(/^\/+/, ''),
    slashes.replace(/^s3[an]?(?::\/{1,3}|\/\/)/i, 's3://'),
    text.replaceAll(/([^:])\/{2,}/g, '$1/'),
    text.replace(/^s3:(?!\/)/i, 's3://'),
  ];
}

/** Capitals, and signs between the words that folders may have. */
function bucketRepairs(text: string): readonly string[] {
  return [text.replace(BUCKET, lower), text.replace(BUCKET, (bucket) => lower(bucket).replaceAll(/[_\s]+/g, '-'))];
}

/** A percentage where a share is meant, and the comma of other countries. */
function shareRepairs(text: string): readonly string[] {
  const [, number = ''] = /^([0-9.,]+)\s*%$/.exec(text) ?? [];
  const percentage = Number(number.replace(',', '.'));
  const share = number === '' || percentage > 100 ? [] : [String(shareOf(percentage))];
  return [text, ...share, text.replace(',', '.')];
}

/** Signs between the digits, an ARN around them, letters that look like them. */
function accountRepairs(text: string): readonly string[] {
  return [text, text.replaceAll(/\D/g, ''), text.replaceAll(/o/gi, '0').replaceAll(/[il]/gi, '1')];
}

/** The ARN of an ECR repository, or a tag behind its name. */
function ecrRepairs(text: string): readonly string[] {
  return [text, lower(text).replace(ECR_ARN, '$4'), lower(text).replace(/:[^:/]*$/, ''), ...nameRepairs(text)];
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
function instanceRepairs(text: string): readonly string[] {
  const plain = lower(text)
    .replace(/[.,;]+$/, '')
    .replace(/^ml\.*(?=[a-z])/, 'ml.');
  const dotted = plain.replaceAll(/[_\s-]/g, '.');
  const isWhole = plain.startsWith('ml.');
  return [plain, ...(isWhole ? [] : [`ml.${plain}`]), dotted]
    .map((name) =>
      name
        .replace(/\.(\d*)xl?$/, '.$1xlarge')
        .replace(/\.l$/, '.large')
        .replace(/\.m$/, '.medium')
        .replace(/^(ml\.[a-z]+\d[a-wyz]*)((?:\d*x)?large|medium|small|metal)$/, '$1.$2'),
    )
    .filter((name) => /^ml\.[a-z]+\d[a-z0-9-]*\.\d*[a-z]+$/.test(name));
}

/** Of names of all kinds: capitals, what stands around them in addresses, other signs between their words. */
function nameRepairs(text: string): readonly string[] {
  return [
    text,
    lower(text),
    text.replace(/^arn:aws[a-z-]*:sagemaker:[^/]*:endpoint\//, ''),
    text.replace(/^https?:\/\//, ''),
    text.replace(/^(?:https?:\/\/[^/]+\/|s3:\/\/)/, '').replace(/\.git$|\/$/, ''),
    lower(text).replaceAll('_', '-'),
    text.replaceAll(/\s+/g, '-'),
    // Accents and umlauts as the plain letters.
    text.normalize('NFKD').replaceAll(/\p{M}/gu, ''),
    // Of an ARN that is none of the above nothing sensible is left.
    ...(text.startsWith('arn:') ? [] : [text.replaceAll(/[^a-zA-Z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '')]),
    text.replaceAll("'", '"'),
  ];
}
