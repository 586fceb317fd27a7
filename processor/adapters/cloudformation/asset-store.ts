import { HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { UserError } from '../../model/errors.ts';
import type { Stage } from '../../model/settings.ts';
import type { Asset } from '../../ports/stack-target.ts';
import type { Clients } from './clients.ts';

/** Content-addressed files in the assets bucket of a stage. */
export interface AssetStore {
  publish(asset: Asset): Promise<'uploaded' | 'present'>;
}

/**
 * Keys contain the hash of the content. Roles of workloads write to this bucket as well, so an object that is there is
 * the right one only if S3 says so of its content; any other, or one that S3 has no such hash of, is written anew.
 * Every request names the expected owner: a bucket of that name in a stranger's account is refused. Throws UserError
 * `assets-bucket` when the bucket is missing, is somebody else's, is in another region or may not be written.
 */
export function createAssetStore(options: { readonly clients: Clients; readonly stage: Stage }): AssetStore {
  const { clients, stage } = options;
  const bucket = stage.assetsBucket;
  const present = new Map<string, Promise<'uploaded' | 'present'>>();

  return {
    publish: (asset) => {
      // Many stacks share one bundle: one upload a run is enough.
      const known = present.get(asset.key);
      if (known !== undefined) return known.then(() => 'present');
      const publishing = publish(asset);
      present.set(asset.key, publishing);
      publishing.catch(() => present.delete(asset.key));
      return publishing;
    },
  };

  async function publish(asset: Asset): Promise<'uploaded' | 'present'> {
    const digest = Buffer.from(asset.sha256, 'hex').toString('base64');
    try {
      const { ChecksumSHA256 } = await clients.s3.send(
        new HeadObjectCommand({
          Bucket: bucket,
          Key: asset.key,
          ExpectedBucketOwner: stage.account,
          ChecksumMode: 'ENABLED',
        }),
      );
      if (ChecksumSHA256 === digest) return 'present';
    } catch (error) {
      // Without s3:ListBucket an object that is not there answers 403: writing it tells which of the two it is.
      if (statusOf(error) !== 404 && !isDenied(error)) throw explain(error);
    }
    try {
      await clients.s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: asset.key,
          Body: await asset.read(),
          ExpectedBucketOwner: stage.account,
          ChecksumSHA256: digest,
        }),
      );
      return 'uploaded';
    } catch (error) {
      throw explain(error);
    }
  }

  function explain(error: unknown): unknown {
    if (!(error instanceof Error)) return error;
    const why = reasonOf(error);
    if (why === undefined) return error;
    return new UserError('assets-bucket', `the assets bucket ${bucket} cannot be used: ${why}`, {
      instructions: [
        `it must be in account ${stage.account}, region ${stage.region}, and writable: aws s3 mb s3://${bucket} --region ${stage.region}`,
        'or name another one by assets_bucket in mlops-settings.json',
      ],
      cause: error,
    });
  }
}

/** Why the bucket cannot be used; undefined when the error says nothing about the bucket. */
function reasonOf(error: Error): string | undefined {
  if (error.name === 'NoSuchBucket') return 'it does not exist';
  if (isDenied(error)) return `${error.message}, or it belongs to another account`;
  if (error.name === 'PermanentRedirect' || statusOf(error) === 301) return 'it is in another region';
  return undefined;
}

function isDenied(error: unknown): error is UserError {
  return error instanceof UserError && error.code === 'access-denied';
}

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined;
  return (error.$metadata as { readonly httpStatusCode?: number }).httpStatusCode;
}
