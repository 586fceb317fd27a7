import {
  DeleteBucketCommand,
  DeleteObjectsCommand,
  GetBucketTaggingCommand,
  HeadBucketCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type ObjectIdentifier,
  type S3Client,
} from '@aws-sdk/client-s3';
import { INSTALLED_BY } from '../../../pipelines/control-plane/role-names.ts';
import { shorten } from '../../model/escape-text.ts';
import { UserError } from '../../model/errors.ts';
import type { KeptState } from '../../ports/account-cleaner.ts';
import { isDenied, nameOf, statusOf } from './sdk-answers.ts';

/** Which bucket, and whose it must be. */
export interface OwnBucket {
  readonly name: string;
  /** Twelve digits. */
  readonly account: string;
}

/** Pages of a thousand versions that are counted. */
const MOST_PAGES = 10;

/** How often a bucket is emptied that was written to meanwhile. */
const MOST_ROUNDS = 3;

/** Undefined when there is no such bucket in the account; one that may not be looked at is none of ours. */
export async function lookAtBucket(client: S3Client, bucket: OwnBucket): Promise<KeptState | undefined> {
  const input = { Bucket: bucket.name, ExpectedBucketOwner: bucket.account };
  try {
    await client.send(new HeadBucketCommand(input));
  } catch (error) {
    if ([301, 400, 404].includes(statusOf(error) ?? 0) || isDenied(error)) return undefined;
    throw error;
  }
  const installedBy = await readTag(client, bucket);
  return { ...(installedBy !== undefined && { installedBy }), ...(await countVersions(client, bucket)) };
}

/**
 * Deletes every version of every object, then the bucket. One that is gone is no error; one that is written to
 * meanwhile is emptied again. Throws UserError `still-in-use` when objects stay: locked, or written again and again.
 */
export async function emptyAndDeleteBucket(client: S3Client, bucket: OwnBucket): Promise<void> {
  const input = { Bucket: bucket.name, ExpectedBucketOwner: bucket.account };
  for (let round = 1; ; round += 1) {
    try {
      await deleteVersions(client, bucket);
      await client.send(new DeleteBucketCommand(input));
      return;
    } catch (error) {
      if (nameOf(error) === 'NoSuchBucket' || statusOf(error) === 404) return;
      if (nameOf(error) !== 'BucketNotEmpty') throw error;
      if (round === MOST_ROUNDS) {
        throw stillInUse(bucket, 'something goes on writing to it', 'stop what writes to it, then run this again');
      }
    }
  }
}

/** Pages of versions are always read from the start: what was there is deleted when the next one is asked for. */
async function deleteVersions(client: S3Client, bucket: OwnBucket): Promise<void> {
  for (;;) {
    const page = await client.send(
      new ListObjectVersionsCommand({ Bucket: bucket.name, ExpectedBucketOwner: bucket.account }),
    );
    const objects = versionsOf(page);
    if (objects.length === 0) return;
    const { Errors: errors = [] } = await client.send(
      new DeleteObjectsCommand({
        Bucket: bucket.name,
        ExpectedBucketOwner: bucket.account,
        Delete: { Objects: objects, Quiet: true },
      }),
    );
    const [first] = errors;
    if (first === undefined) continue;
    const what = `${errors.length} of its objects cannot be deleted, such as ${shorten(first.Key ?? '', 200)}`;
    throw stillInUse(
      bucket,
      `${what}: ${first.Message ?? first.Code ?? ''}`,
      'see to these objects, then run this again',
    );
  }
}

function versionsOf({ Versions, DeleteMarkers }: ListObjectVersionsCommandOutput): ObjectIdentifier[] {
  return [...(Versions ?? []), ...(DeleteMarkers ?? [])].map(({ Key, VersionId }) => ({ Key, VersionId }));
}

async function countVersions(client: S3Client, bucket: OwnBucket): Promise<Pick<KeptState, 'items' | 'hasMore'>> {
  let items = 0;
  let marker: { readonly KeyMarker?: string; readonly VersionIdMarker?: string } = {};
  try {
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const input = { Bucket: bucket.name, ExpectedBucketOwner: bucket.account, ...marker };
      const page = await client.send(new ListObjectVersionsCommand(input));
      items += versionsOf(page).length;
      if (page.IsTruncated !== true) return { items, hasMore: false };
      marker = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    }
    return { items, hasMore: true };
  } catch (error) {
    if (isDenied(error)) return { hasMore: false };
    throw error;
  }
}

async function readTag(client: S3Client, bucket: OwnBucket): Promise<string | undefined> {
  try {
    const { TagSet: tags = [] } = await client.send(
      new GetBucketTaggingCommand({ Bucket: bucket.name, ExpectedBucketOwner: bucket.account }),
    );
    return tags.find(({ Key }) => Key === INSTALLED_BY)?.Value;
  } catch (error) {
    if (nameOf(error) === 'NoSuchTagSet' || statusOf(error) === 404 || isDenied(error)) return undefined;
    throw error;
  }
}

function stillInUse({ name }: OwnBucket, why: string, cure: string): UserError {
  return new UserError('still-in-use', `the bucket ${name} cannot be deleted: ${why}`, { instructions: [cure] });
}
