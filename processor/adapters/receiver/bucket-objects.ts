import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { explainErrors } from '../cloudformation/explain-error.ts';

export interface BucketOptions {
  readonly bucket: string;
  /** Account of the bucket: one of the same name elsewhere is refused. Undefined: not checked. */
  readonly owner?: string;
  readonly region: string;
  /** Of an emulator or a private endpoint; undefined: AWS. */
  readonly endpoint?: string;
}

/** An object that was read, and the tag that a write can demand of it. */
export interface StoredObject {
  readonly text: string;
  readonly tag: string;
}

/** Small objects with conditional writes (S3 user guide, "Conditional writes"). */
export interface BucketObjects {
  /** Undefined when there is none. */
  read(key: string): Promise<StoredObject | undefined>;
  /**
   * False when the condition does not hold (any more).
   *
   * @param condition `absent`: there is no such object; a tag: it is still that one; undefined: whatever there is
   */
  write(key: string, text: string, condition?: 'absent' | { readonly tag: string }): Promise<boolean>;
}

const TIMEOUTS = { connectionTimeout: 3_000, requestTimeout: 5_000, throwOnRequestTimeout: true } as const;

/**
 * Needs `s3:GetObject`, `s3:PutObject`, and `s3:ListBucket`, without which a missing object looks like a refused one.
 */
export function openBucket(options: BucketOptions): BucketObjects {
  const { bucket, owner, region, endpoint } = options;
  const client = new S3Client({
    region,
    maxAttempts: 3,
    requestHandler: TIMEOUTS,
    forcePathStyle: endpoint !== undefined,
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  client.middlewareStack.add(explainErrors('s3', { region, endpoint }), { step: 'initialize' });
  const place = { Bucket: bucket, ...(owner === undefined ? {} : { ExpectedBucketOwner: owner }) };
  return {
    read: async (key) => {
      try {
        const { Body, ETag = '' } = await client.send(new GetObjectCommand({ ...place, Key: key }));
        return { text: (await Body?.transformToString()) ?? '', tag: ETag };
      } catch (error) {
        if (nameOf(error) === 'NoSuchKey') return undefined;
        throw error;
      }
    },
    write: async (key, text, condition) => {
      const demand =
        condition === undefined ? {} : condition === 'absent' ? { IfNoneMatch: '*' } : { IfMatch: condition.tag };
      try {
        const object = { ...place, Key: key, Body: text, ContentType: 'application/json' };
        await client.send(new PutObjectCommand({ ...object, ...demand }));
        return true;
      } catch (error) {
        // 412, 409 when two conditional writes meet, and 404 when what was to be replaced is gone.
        const refusals = ['PreconditionFailed', 'ConditionalRequestConflict', 'NoSuchKey'];
        if (condition !== undefined && refusals.includes(nameOf(error))) return false;
        throw error;
      }
    },
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}
