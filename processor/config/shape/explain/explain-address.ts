import { escapeText } from '../../../model/escape-text.ts';
import { isOneSlipApart } from '../../../model/nearest.ts';
import { regionRepairs } from './region-repairs.ts';

/** Partition, region, account and name of an ECR repository. */
export const ECR_ARN = /^arn:(aws|aws-us-gov):ecr:([a-z0-9-]+):(\d{12}):repository\/(.+)$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const REGION = /^[a-z]{2,4}(?:-[a-z]{1,12}){1,3}-\d{1,2}$/;
const TAG = 'up to 128 letters, digits, `_`, `.` and `-`';
const ECR_HOST = '<account>.dkr.ecr.<region>.amazonaws.com';

/**
 * Which part of an ARN is not like that of a valid one; undefined where each is, or where the text is too far from any.
 */
export function explainArn(text: string, example: string): string | undefined {
  if (!text.startsWith('arn:')) return 'an ARN starts with `arn:aws:`';
  const parts = text.split(':');
  const [, partition = '', service = '', region = '', account = ''] = parts;
  const [, , wanted, ownRegion, ownAccount] = example.split(':');
  if (service !== wanted) return `it names the service \`${escapeText(service)}\`, not \`${wanted}\``;
  if (!/^aws(?:-[a-z-]+)?$/.test(partition))
    return `its partition \`${escapeText(partition)}\` is none, such as \`aws\``;
  if (parts.length < 6) return `it has ${parts.length} parts between colons, not six`;
  if (ownRegion === '' && region !== '')
    return `it names the region \`${escapeText(region)}\`, and \`${wanted}\` has none`;
  if (ownRegion !== '' && !REGION.test(region)) return partFault('region', region, 'has not the form of one');
  if (ownAccount !== '' && !/^\d{12}$/.test(account)) return partFault('account', account, digitsOf(account));
  const resource = parts.slice(5).join(':');
  const kind = kindOf(example);
  if (!resource.startsWith(kind)) return `\`${escapeText(resource)}\` does not start with \`${kind}\``;
  if (resource === kind) return `nothing stands behind \`${kind}\``;
  const version = kind === 'model-package/' ? resource.split('/')[2] : undefined;
  return version === undefined || /^\d+$/.test(version) ? undefined : partFault('version', version, 'is no number');
}

/** What the resource of an ARN starts with: `key/`. */
function kindOf(example: string): string {
  return /^[a-z-]+[/:]/.exec(example.split(':').slice(5).join(':'))?.[0] ?? '';
}

function partFault(name: string, found: string, fault: string): string {
  return found === '' ? `it names no ${name}` : `its ${name} \`${escapeText(found)}\` ${fault}`;
}

function digitsOf(account: string): string {
  return /^\d+$/.test(account) ? `has ${account.length} digits, not twelve` : 'is not twelve digits';
}

/** An ARN with one part of it as it was probably meant. */
export function arnRepairs(text: string, example: string): readonly string[] {
  const turned = text.replace(/^(aws[a-z-]*):arn:/, 'arn:$1:');
  const wanted = example.split(':')[2] ?? '';
  const whole = (/^aws[a-z-]*:/.test(turned) ? `arn:${turned}` : turned)
    // A colon that was lost before the account, or a region of what has none.
    .replace(/^(arn:[a-z-]+:[a-z0-9]+:[a-z]{2,4}(?:-[a-z]+)+-\d)(\d{12}:)/, '$1:$2')
    .replace(/^(arn:[a-z-]+:iam):(?:[a-z0-9-]+:)?(\d{12}:)/, '$1::$2');
  const [arn = '', partition = '', service = '', region = '', account = '', ...rest] = whole.split(':');
  const kind = kindOf(example);
  const resource = rest.join(':');
  function write(parts: { readonly region?: string; readonly account?: string; readonly resource?: string }): string {
    const { region: place = region, account: owner = account, resource: what = resource } = parts;
    return [arn, partition, service, place, owner, what].join(':');
  }
  return [
    whole,
    ...(isOneSlipApart(service, wanted) ? [[arn, partition, wanted, region, account, resource].join(':')] : []),
    ...regionRepairs(region.toLowerCase()).map((meant) => write({ region: meant })),
    write({ account: account.replaceAll(/[\s-]/g, '') }),
    ...(UUID.test(resource) ? [write({ resource: `${kind}${resource}` })] : []),
    write({ resource: resource.replace(/^([a-z_-]+?)s?[:/]/, (all, word: string) => likeKind(all, word, kind)) }),
    write({ resource: resource.replace(/(\/)v(\d+)$/, '$1$2') }),
    write({ resource: resource.replace(/^(model-package\/[^:/]+):(\d+)$/, '$1/$2') }),
  ].filter((candidate) => candidate.startsWith('arn:'));
}

/** The kind where that is the word in the plural, or with other signs in it or behind it. */
function likeKind(written: string, word: string, kind: string): string {
  return word.replaceAll('_', '-') === kind.slice(0, -1) ? kind : written;
}

/** True of an example that shows an ARN. */
export function isArn(example: unknown): example is string {
  return typeof example === 'string' && example.startsWith('arn:');
}

/** Which part of the address of an image is not as ECR has it; undefined where each is. */
export function explainImage(text: string): string | undefined {
  if (text.startsWith('arn:')) return 'it is an ARN';
  const scheme = /^[a-z0-9]+:\/\//i.exec(text)?.[0];
  if (scheme !== undefined) return `it starts with \`${scheme}\`, and not with its registry`;
  const slash = text.indexOf('/');
  const host = slash < 0 ? '' : text.slice(0, slash);
  if (!/[.:]/.test(host)) return `it names no registry, which is \`${ECR_HOST}\``;
  const [, account, region] = /^([^.]*)\.dkr\.ecr(?:-fips)?\.([^.]+)\./.exec(host) ?? [];
  if (account === undefined) return `\`${escapeText(host)}\` is no registry of the form \`${ECR_HOST}\``;
  if (!/^\d{12}$/.test(account)) return partFault('account', account, digitsOf(account));
  if (region === 'amazonaws') return 'it names no region';
  if (host.includes(':')) return 'a colon stands behind its registry, where a slash belongs';
  const [, path = '', tag, digest] = /^([^:@]*)(?::([^@]*))?(?:@(.*))?$/.exec(text.slice(slash + 1)) ?? [];
  if (/[A-Z]/.test(path)) return `its repository \`${escapeText(path)}\` has capitals`;
  if (!/^[a-z0-9]+(?:[._/-]{1,2}[a-z0-9]+)*$/.test(path))
    return partFault('repository', path, 'is no name: letters and digits, with `.`, `_`, `-` or `/` between them');
  if (tag !== undefined && !/^[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}$/.test(tag))
    return tag === '' ? 'no tag stands behind its colon' : `its tag \`${escapeText(tag)}\` is none: ${TAG}`;
  return digest === undefined ? undefined : 'its digest is not `sha256:` and 64 hexadecimal digits';
}

/** What to write for an image that is named as Docker names it; undefined for what is no such name. */
export function imageHint(text: string): string | undefined {
  const slash = text.indexOf('/');
  const first = text.slice(0, Math.max(slash, 0));
  const host = /^[a-z0-9.-]+(?::\d+)?$/.test(first) && /[.:]/.test(first) ? first : undefined;
  const image = host === undefined ? text : text.slice(slash + 1);
  if (!/^[a-z0-9._/-]+(?::[\w.-]{1,128})?$/.test(image) || host?.includes('.dkr.') === true) return undefined;
  return host === undefined
    ? `write its registry before it: \`${ECR_HOST}/${image}\``
    : `push it to a repository in ECR, as \`${ECR_HOST}/${image}\``;
}

/** An ARN, another scheme, a digest behind a colon, a host with a part missing or misspelt, signs too much. */
export function imageRepairs(text: string): readonly string[] {
  return [
    text.replace(ECR_ARN, '$3.dkr.ecr.$2.amazonaws.com/$4'),
    text.replace(/^docker:\/\//, ''),
    text.replace(':sha256:', '@sha256:'),
    text.replace(/^(\d{12}\.)(?:dkr[.-])?ecr\./, '$1dkr.ecr.'),
    text.replace(/^(\d{12})\.[dkr]{2,4}\.[ecr]{2,4}\./, '$1.dkr.ecr.'),
    text.replaceAll(/\/{2,}/g, '/'),
    text.replace(/[:.)\]}>]+$/, ''),
  ];
}
