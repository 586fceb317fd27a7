import { PIPELINE_TYPES } from '../../../../schema/generated/attributes.ts';
import { escapeText } from '../../../model/escape-text.ts';
import { attributesOf } from '../../shared/attribute-catalogue.ts';
import { meantS3Uri } from '../../shared/meant-s3-uri.ts';
import { pastedBehind } from '../../shared/pasted-signs.ts';
import type { FindingCollector, Spot } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';

/** Of each pipeline type the attributes that are keys in the assets bucket, unless they say `s3://`, and the others. */
const LOCATIONS = new Map(
  PIPELINE_TYPES.map((type) => {
    const attributes = [...attributesOf(type).values()];
    const keys = attributes.filter(({ kind }) => kind === 'assets-key').map(({ name }) => name);
    const others = attributes.filter(({ kind }) => kind === 's3-location').map(({ name }) => name);
    return [type, { keys, others }] as const;
  }),
);

/**
 * Locations that are written as something else would take them.
 *
 * `s3-arn` (error): an ARN instead of a key. `bucket-in-key` (warning): the key starts with the name of the assets
 * bucket, so that it is looked for below the bucket twice, or with the bucket of another location of the workload.
 * `empty-folder` (warning): a key that starts with a slash, which S3 takes for a folder without a name.
 * `percent-in-key` (warning): a percent escape, which S3 takes letter by letter, as Spark writes it into the names of
 * partitions. `unusual-key` (warning): a wildcard, a home folder, what a shell or
 * `strftime` would replace, or a sign that was pasted along behind it.
 * `s3-host` (warning): the host of an HTTP address without its scheme.
 */
export function checkS3Keys({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { assetsBucket, stage } = workload.spec.environment;
  const { keys = [], others = [] } = LOCATIONS.get(workload.spec.pipelineType) ?? {};
  const values = workload.spec.attributes as unknown as Readonly<Record<string, unknown>>;
  const root = `s3://${assetsBucket}/`;
  for (const attribute of keys) {
    // Each key by itself: a faulty one says nothing about the next.
    written.doubt?.settle();
    const value = values[attribute];
    if (typeof value !== 'string') continue;
    const at = { written, attribute, stage };
    checkSpelling(at, { uri: value, root }, collector);
    if (!value.startsWith(root)) continue;
    if (value.startsWith('arn:', root.length)) {
      const key = value.slice(root.length);
      const meant = key.split(':').slice(5).join(':');
      collector.report({
        ...at,
        code: 's3-arn',
        severity: 'error',
        message: `\`${attribute}\` is an ARN, and a key or an S3 URI is meant`,
        hint: meant.includes('/') ? `write \`s3://${meant}\`` : 'write `s3://bucket/key`, or the key alone',
      });
    } else if (value.startsWith(assetsBucket, root.length) && value[root.length + assetsBucket.length] === '/') {
      const key = value.slice(root.length);
      collector.report({
        ...at,
        code: 'bucket-in-key',
        severity: 'warning',
        message: `\`${attribute}\` starts with the assets bucket, so it is looked for at \`${value}\``,
        hint: `write \`${key.slice(assetsBucket.length + 1)}\`, the key without its bucket, or \`s3://${key}\``,
      });
    } else {
      const slash = value.indexOf('/', root.length);
      const bucket = slash < 0 ? '' : value.slice(root.length, slash);
      // A folder is hardly called so: names of buckets are taken once in the world.
      const other = bucket.includes('-') ? others.find((name) => isIn(bucket, values[name])) : undefined;
      if (other === undefined) continue;
      collector.report({
        ...at,
        code: 'bucket-in-key',
        severity: 'warning',
        message: `\`${attribute}\` starts with \`${bucket}\`, the bucket of \`${other}\`, and is a key in the assets bucket: it is looked for at \`${escapeText(value)}\``,
        hint: `write the key without a bucket, or \`s3://${escapeText(value.slice(root.length))}\``,
      });
    }
  }
  for (const attribute of others) {
    written.doubt?.settle();
    const value = values[attribute];
    if (typeof value === 'string') checkSpelling({ written, attribute, stage }, { uri: value, root }, collector);
  }
}

function isIn(bucket: string, uri: unknown): boolean {
  return typeof uri === 'string' && uri.startsWith(`s3://${bucket}/`);
}

const WILDCARD = 'the wildcard `*`';

/** What another program would read as something else than itself. */
function strangePart(uri: string, root: string): string | undefined {
  if (uri.includes('*')) return WILDCARD;
  if (uri.startsWith('~/', root.length)) return '`~`';
  const date = uri.includes('%') ? /%Y(?:[^0-9a-zA-Z]?%[md])*/.exec(uri)?.[0] : undefined;
  if (date !== undefined) return `the form of a date \`${date}\``;
  return uri.includes('$(') ? 'the command of a shell `$(...)`' : undefined;
}

/** Nearly all locations end after six searches. */
function checkSpelling(
  at: Spot & { readonly attribute: string },
  { uri, root }: { readonly uri: string; readonly root: string },
  collector: FindingCollector,
): void {
  const { attribute } = at;
  if (uri.startsWith('/', root.length) && uri.startsWith(root)) {
    collector.report({
      ...at,
      code: 'empty-folder',
      severity: 'warning',
      message: `\`${attribute}\` starts with a slash, so it is looked for at \`${escapeText(uri)}\`, in a folder without a name`,
      hint: `write \`${escapeText(uri.slice(root.length).replace(/^\/+/, ''))}\` if that is meant`,
    });
  }
  const meant = uri.includes('.amazonaws.com')
    ? meantS3Uri(uri.startsWith(root) ? uri.slice(root.length) : uri)
    : undefined;
  if (meant !== undefined) {
    collector.report({
      ...at,
      code: 's3-host',
      severity: 'warning',
      message: `\`${attribute}\` holds a host of S3, which is taken for a ${uri.startsWith(root) ? 'folder' : 'bucket'} of that name`,
      hint: `write \`${escapeText(meant)}\``,
    });
  }
  const strange = strangePart(uri, root);
  if (strange !== undefined) {
    collector.report({
      ...at,
      code: 'unusual-key',
      severity: 'warning',
      message: `\`${attribute}\` holds ${strange}, which S3 takes letter by letter`,
      hint:
        strange === WILDCARD
          ? 'write the prefix that all objects begin with'
          : 'write the key of the object in the bucket',
    });
  }
  const pasted = pastedBehind(uri);
  if (pasted !== undefined) {
    const bare = uri.slice(uri.startsWith(root) ? root.length : 0, -pasted.length);
    collector.report({
      ...at,
      code: 'unusual-key',
      severity: 'warning',
      message: `\`${attribute}\` ends with \`${escapeText(pasted)}\`, which S3 takes as part of the name`,
      hint: `write \`${escapeText(bare)}\` unless that is meant`,
    });
  }
  const escape = uri.includes('%') ? /%[0-9a-f]{2}/i.exec(uri)?.[0] : undefined;
  if (escape === undefined) return;
  collector.report({
    ...at,
    code: 'percent-in-key',
    severity: 'warning',
    message: `\`${attribute}\` holds the percent escape \`${escape}\`, which S3 takes letter by letter`,
    hint: 'write the character itself, unless the key is called like that',
  });
}
