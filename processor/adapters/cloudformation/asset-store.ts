import { HeadObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { UserError } from '../../model/errors.ts';
import type { Stage } from '../../model/settings.ts';
import type { Asset } from '../../ports/stack-target.ts';

/** Content-addressed files in the assets bucket of a stage. */
export interface AssetStore {
  publish(asset: Asset): Promise<'uploaded' | 'present'>;
}

/**
 * Keys contain the hash of the content, so an object that is there is the right one. Every request names the expected
 * owner: a bucket of that name in a stranger's account is refused.
 */
export function createAssetStore(options: { readonly s3: S3Client; readonly stage: Stage }): AssetStore {
  const { s3, stage } = options;
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
    try {
      await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: asset.key, ExpectedBucketOwner: stage.account }));
      return 'present';
    } catch (error) {
      if (!isNotFound(error)) throw explain(error);
    }
    try {
      await s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: asset.key,
          Body: await asset.read(),
          ExpectedBucketOwner: stage.account,
          ChecksumSHA256: Buffer.from(asset.sha256, 'hex').toString('base64'),
        }),
      );
      return 'uploaded';
    } catch (error) {
      throw explain(error);
    }
  }

  function explain(error: unknown): unknown {
    if (!(error instanceof Error)) return error;
    if (error.name === 'NoSuchBucket' || error.name === 'AccessDenied' || error.name === 'Forbidden') {
      return new UserError('assets-bucket', `the assets bucket ${bucket} cannot be used: ${error.name}`, {
        instructions: [
          `create it in account ${stage.account}, region ${stage.region}: aws s3 mb s3://${bucket} --region ${stage.region}`,
          'or name another one by assets_bucket in mlops-settings.json',
        ],
        cause: error,
      });
    }
    return error;
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && (error.name === 'NotFound' || error.name === 'NoSuchKey');
}
