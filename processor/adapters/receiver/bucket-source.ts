import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { UserError } from '../../model/errors.ts';
import type { SourceStore } from '../../ports/source-store.ts';
import { explainErrors } from '../cloudformation/explain-error.ts';
import type { BucketOptions } from './bucket-objects.ts';

export interface BucketSourceOptions extends Omit<BucketOptions, 'region'> {
  readonly key: string;
  /** Undefined: as the environment says. */
  readonly region?: string;
}

/**
 * Metadata that CodePipeline shows as the summary of a revision, and that lists of executions have (API reference,
 * ArtifactRevision): here the commit, because the id of such a revision is a version.
 */
const SUMMARY = 'codepipeline-artifact-revision-summary';

const TIMEOUTS = { connectionTimeout: 3_000, requestTimeout: 20_000, throwOnRequestTimeout: true } as const;

/**
 * One object of a versioned bucket, a version for each commit. Needs `s3:GetObject` and `s3:PutObject` on it, and
 * `s3:ListBucket`, without which a missing object looks like a refused one.
 */
export function bucketSource(options: BucketSourceOptions): SourceStore {
  const { bucket, key, owner, region, endpoint } = options;
  const client = new S3Client({
    maxAttempts: 3,
    requestHandler: TIMEOUTS,
    forcePathStyle: endpoint !== undefined,
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  const context = { region: region ?? 'of the environment', ...(endpoint === undefined ? {} : { endpoint }) };
  client.middlewareStack.add(explainErrors('s3', context), { step: 'initialize' });
  const object = { Bucket: bucket, Key: key, ...(owner === undefined ? {} : { ExpectedBucketOwner: owner }) };

  function versionOf(version: string | undefined): string {
    if (version !== undefined && version !== 'null') return version;
    throw new UserError('bucket-not-versioned', `the bucket ${bucket} keeps no versions of its objects`, {
      instructions: [
        `turn versioning on: aws s3api put-bucket-versioning --bucket ${bucket} --versioning-configuration Status=Enabled`,
      ],
    });
  }

  return {
    find: async (commit) => {
      try {
        const { Metadata = {}, VersionId } = await client.send(new HeadObjectCommand(object));
        return Metadata[SUMMARY] === commit ? versionOf(VersionId) : undefined;
      } catch (error) {
        if (error instanceof Error && (error.name === 'NotFound' || error.name === 'NoSuchKey')) return undefined;
        throw error;
      }
    },
    put: async (commit, zip) => {
      const content = { Body: zip, ContentType: 'application/zip', Metadata: { [SUMMARY]: commit } };
      const { VersionId } = await client.send(new PutObjectCommand({ ...object, ...content }));
      return versionOf(VersionId);
    },
  };
}
