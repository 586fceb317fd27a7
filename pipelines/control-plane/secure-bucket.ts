import { Stack } from 'aws-cdk-lib';
import { AnyPrincipal, ArnPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

import { partitionOf } from '../shared/partition.ts';
import { KEPT, keptTags } from './kept.ts';

/** Who, in which accounts, reads what lies here. */
export interface Readers {
  readonly accounts: readonly string[];
  /** Patterns of role ARNs, in any of the accounts. */
  readonly roles: readonly string[];
}

export interface SecureBucketProps {
  readonly name: string;
  /** Prefix of the installation that makes it. */
  readonly stackPrefix: string;
  /** Who else reads it. @default nobody outside the account */
  readonly readers?: Readers;
  /** Tell EventBridge of its objects. */
  readonly announcesObjects: boolean;
  /** Days after which its objects go. @default never */
  readonly expiresAfterDays?: number;
  /** Encrypts the objects. @default the key of S3 */
  readonly kmsKeyArn?: string;
}

export interface SecureBucket {
  readonly bucket: CfnBucket;
  readonly policy: CfnBucketPolicy;
}

/** Superseded versions are kept so long: time to notice a mistake. */
const OLD_VERSIONS_DAYS = 90;

/**
 * A private, versioned, encrypted bucket that is reached by TLS alone. It is kept when its stack goes, and its policy
 * with it. S3's own key is the default because readers of other accounts cannot use AWS's KMS key.
 */
export function secureBucket(scope: Construct, id: string, props: SecureBucketProps): SecureBucket {
  const { name, stackPrefix, readers, announcesObjects, expiresAfterDays, kmsKeyArn } = props;
  const bucket = new CfnBucket(scope, id, {
    bucketName: name,
    tags: keptTags(stackPrefix),
    versioningConfiguration: { status: 'Enabled' },
    publicAccessBlockConfiguration: {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    ownershipControls: { rules: [{ objectOwnership: 'BucketOwnerEnforced' }] },
    bucketEncryption: {
      serverSideEncryptionConfiguration: [
        kmsKeyArn === undefined
          ? { serverSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }
          : {
              bucketKeyEnabled: true,
              serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: kmsKeyArn },
            },
      ],
    },
    lifecycleConfiguration: {
      rules: [
        {
          id: 'tidy',
          status: 'Enabled',
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          noncurrentVersionExpiration: { noncurrentDays: OLD_VERSIONS_DAYS },
          expirationInDays: expiresAfterDays,
        },
      ],
    },
    notificationConfiguration: announcesObjects
      ? { eventBridgeConfiguration: { eventBridgeEnabled: true } }
      : undefined,
  });
  bucket.applyRemovalPolicy(KEPT);
  const policy = new CfnBucketPolicy(scope, `${id}Policy`, {
    bucket: bucket.ref,
    policyDocument: bucketPolicy(bucket, readers),
  });
  policy.applyRemovalPolicy(KEPT);
  return { bucket, policy };
}

function bucketPolicy(bucket: CfnBucket, readers: Readers | undefined): PolicyDocument {
  const { partition } = partitionOf(Stack.of(bucket).region);
  const arn = `arn:${partition}:s3:::${bucket.ref}`;
  const tls = new PolicyStatement({
    sid: 'OnlyByTls',
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['s3:*'],
    resources: [arn, `${arn}/*`],
    conditions: { Bool: { 'aws:SecureTransport': 'false' } },
  });
  if (readers === undefined || readers.accounts.length === 0) return new PolicyDocument({ statements: [tls] });
  const principals = readers.accounts.map((account) => new ArnPrincipal(account));
  const conditions = { ArnLike: { 'aws:PrincipalArn': [...readers.roles] } };
  return new PolicyDocument({
    statements: [
      tls,
      new PolicyStatement({
        sid: 'ReadFromStages',
        principals,
        actions: ['s3:GetObject', 's3:ListBucket'],
        resources: [arn, `${arn}/*`],
        conditions,
      }),
    ],
  });
}
