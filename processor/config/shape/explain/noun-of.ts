import type { Attribute } from '../../../../schema/generated/attributes.ts';
import { escapeText } from '../../../model/escape-text.ts';

/** What a text of that name is, where the name itself says it badly: of a list it is the name of all its items. */
const NOUNS: ReadonlyMap<string, string> = new Map([
  ['account', 'an account number, of twelve digits'],
  ['allowed_accounts', 'an account number, of twelve digits'],
  ['attribute_names', 'the name of an attribute'],
  ['branch', 'the name of a branch'],
  ['connection_arn', 'the ARN of a connection to a Git host'],
  ['custom_image_uri', 'the URI of an image in ECR'],
  ['ecr_repo_name', 'the name of an ECR repository'],
  ['ecr_repository', 'the name of an ECR repository'],
  ['emails', 'an e-mail address'],
  ['execution_role_arn', 'the ARN of a role'],
  ['image_tag', 'the tag of an image'],
  ['kms_key_arn', 'the ARN of a KMS key'],
  ['model_framework', 'the name of a framework'],
  ['model_framework_version', 'the version of a framework'],
  ['model_package_name', 'the ARN of a model package'],
  ['permissions_boundary_arn', 'the ARN of a policy'],
  ['probability_threshold', 'a number'],
  ['probability_threshold_attribute', 'a number'],
  ['python_version', 'a Python version'],
  ['read_role_arn', 'the ARN of a role'],
  ['region', 'the code of a region'],
  ['repository', 'the name of a repository'],
  ['role_arn', 'the ARN of a role'],
  ['secret_arn', 'the ARN of a secret'],
  ['security_group_ids', 'the id of a security group'],
  ['stack_prefix', 'a prefix of stack names'],
  ['subnets', 'the id of a subnet'],
  ['topic_arn', 'the ARN of an SNS topic'],
]);

/** What a text of this attribute or member is expected to be, with its article: the noun of a message. */
export function nounOf(attribute: Attribute | undefined, { key, pattern }: { key: string; pattern: string }): string {
  if (isInstanceKey(key)) return 'an instance type, such as `ml.m5.large`';
  const noun = NOUNS.get(key);
  if (noun !== undefined) return noun;
  const kind = attribute?.kind;
  switch (kind) {
    case 'arn':
      return `an ARN for \`${key}\``;
    case 'schedule':
      return 'a schedule that runs';
    case 'integer':
    case 'number':
      return 'a number';
    case 'boolean':
      return 'a boolean';
    case 'list':
      return 'a JSON array of texts';
    case 'assets-key':
    case 's3-location':
      return 'an S3 location';
    case 'text':
    case 'enum':
    case 'object':
    case undefined:
      return nounOfPattern(pattern) ?? `\`${escapeText(key)}\``;
    default:
      return kind satisfies never;
  }
}

/** Of members whose names the user chooses: such a name says nothing about its value. */
function nounOfPattern(pattern: string): string | undefined {
  if (pattern.includes('\\p{L}\\p{Z}\\p{N}_.:/=+@-')) return 'a tag: letters, digits, blanks and `_ . : / = + - @`';
  if (pattern.startsWith('^-?[0-9]')) return 'a number';
  return pattern.includes('\\P{C}') ? 'a text without control characters' : undefined;
}

/** True of attributes that hold an instance type. */
export function isInstanceKey(key: string): boolean {
  return /instance(?:_type)?$/.test(key);
}
