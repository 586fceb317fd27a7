import { codePoint, escapeText } from '../../../model/escape-text.ts';
import { meantS3Uri } from '../../shared/meant-s3-uri.ts';

/** What is wrong, and what would be right. */
export interface Explanation {
  readonly message: string;
  readonly hint?: string;
}

const BUCKET_RULE = 'a bucket name has 3 to 63 lower-case letters, digits, hyphens and single dots';

/**
 * Why a text is no S3 location. `assets-key` values are keys in the assets bucket or whole URIs, `s3-location` values
 * start with a bucket. Undefined when nothing known is wrong. Bucket rules: Amazon S3 user guide, naming rules.
 */
export function explainLocation(text: string, kind: 'assets-key' | 's3-location'): Explanation | undefined {
  if (text.trim() === '') return { message: 'is blank', hint: 'name an object or a prefix' };
  if (text !== text.trim())
    return { message: 'starts or ends with a blank', hint: `write \`${escapeText(text.trim())}\`` };
  const [, named] = /^arn:[a-z-]+:s3:::(.+)$/.exec(text) ?? [];
  if (named !== undefined) {
    const isKept = kind === 's3-location' || !named.includes('/');
    return { message: 'is an ARN, and no location', hint: `write \`${isKept ? '' : 's3://'}${escapeText(named)}\`` };
  }
  const scheme = /^([a-zA-Z0-9+.-]+):\/{1,2}/.exec(text);
  if (scheme !== null && !text.startsWith('s3://')) {
    const rest = text.slice(scheme[0].length);
    const isNearly = /^s3[an]?$/i.test(scheme[1] ?? '');
    return {
      message: `starts with \`${escapeText(scheme[0])}\`, which is no S3 URI`,
      hint: isNearly
        ? `did you mean \`s3://${escapeText(rest)}\`?`
        : `write \`${escapeText(meantS3Uri(text) ?? 's3://bucket/key')}\``,
    };
  }
  const hasScheme = text.startsWith('s3://');
  const path = hasScheme ? text.slice('s3://'.length) : text;
  const withBucket = hasScheme || kind === 's3-location';
  // A key in the assets bucket may begin with a slash, and is looked for there; a bucket may not.
  if (withBucket && path.startsWith('/'))
    return {
      message: 'starts with a slash',
      hint: hasScheme ? 'write `s3://bucket/key`' : `write \`${escapeText(text.replace(/^\/+/, ''))}\``,
    };
  const bucket = withBucket ? (path.split('/', 1)[0] ?? '') : undefined;
  const badBucket = bucket === undefined ? undefined : explainBucket(bucket);
  if (badBucket !== undefined) return badBucket;
  return explainKey(bucket === undefined ? path : path.slice(bucket.length + 1), withBucket && kind === 'assets-key');
}

/** Why a text is no name of a bucket that configs may use; undefined when it is one. */
export function explainBucket(bucket: string): Explanation | undefined {
  const shown = `\`${escapeText(bucket)}\``;
  function say(message: string): Explanation {
    return { message: `names the bucket ${shown}, ${message}`, hint: BUCKET_RULE };
  }
  if (bucket === '') return { message: 'names no bucket', hint: 'write `s3://bucket/key`' };
  if (bucket.length < 3 || bucket.length > 63)
    return say(`of ${bucket.length === 1 ? '1 character' : `${bucket.length} characters`}`);
  if (/^(?:\d{1,3}\.){3}\d{1,3}$/.test(bucket)) return say('which has the form of an IP address');
  if (bucket.startsWith('xn--') || bucket.startsWith('sthree-')) return say('which starts with a reserved prefix');
  if (bucket.endsWith('-s3alias')) return say('which is an access point alias');
  const bad = /[^a-z0-9.-]/u.exec(bucket)?.[0];
  if (bad !== undefined) return say(`in which \`${escapeText(bad)}\` must not stand`);
  if (/\.\.|\.-|-\./.test(bucket)) return say('in which a dot does not stand between letters or digits');
  if (!/^[a-z0-9].*[a-z0-9]$/.test(bucket)) return say('which does not start and end with a letter or digit');
  return undefined;
}

function explainKey(key: string, isRequired: boolean): Explanation | undefined {
  if (key === '' && isRequired) return { message: 'names a bucket and no key', hint: 'write `s3://bucket/key`' };
  if (Buffer.byteLength(key) > 1024) {
    return { message: `has a key of ${Buffer.byteLength(key)} bytes; S3 allows 1024`, hint: 'choose a shorter key' };
  }
  if (key.includes('//')) return { message: 'holds `//`', hint: 'write one slash between two parts' };
  if (/(?:^|\/)\.{1,2}(?:\/|$)/.test(key)) {
    return { message: 'holds the part `.` or `..`', hint: 'S3 has no folders to go up to: write the whole key' };
  }
  if (/(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i.test(key)) {
    return { message: 'holds the part `.` or `..` in percent escapes', hint: 'write the whole key' };
  }
  const bad = /[^\p{L}\p{M}\p{N} !_.*'()=+$@:;,&~%/-]/u.exec(key)?.[0];
  if (bad === undefined) return undefined;
  if (key.includes('${') || key.includes('{{')) {
    return {
      message: 'holds a placeholder, which nothing replaces',
      hint: 'write the key itself, or one value per stage',
    };
  }
  const name = /[!-~]/.test(bad) ? `\`${escapeText(bad)}\`` : codePoint(bad);
  return { message: `holds ${name}, which is not allowed in a key`, hint: bad === '\\' ? 'write `/`' : 'remove it' };
}
