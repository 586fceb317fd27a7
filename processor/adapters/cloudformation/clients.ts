import { CloudFormationClient, type CloudFormationClientConfig } from '@aws-sdk/client-cloudformation';
import { S3Client } from '@aws-sdk/client-s3';

/** The SDK clients of one account and region. */
export interface Clients {
  readonly cloudFormation: CloudFormationClient;
  readonly s3: S3Client;
}

export interface ClientOptions {
  readonly region: string;
  /** Undefined: the standard credential chain. */
  readonly credentials?: NonNullable<CloudFormationClientConfig['credentials']>;
  /** Of an emulator or a private endpoint; undefined: AWS, or AWS_ENDPOINT_URL. */
  readonly endpoint?: string;
  /** Attempts of a call that was throttled or met a passing fault, the first included. */
  readonly maxAttempts?: number;
}

/**
 * CloudFormation throttles a whole account, and one run talks to many stacks, so the calls share one client that slows
 * down when it is throttled (adaptive mode). Seven attempts, as the CDK command line makes.
 */
export function createClients(options: ClientOptions): Clients {
  const shared = {
    region: options.region,
    maxAttempts: options.maxAttempts ?? 7,
    retryMode: 'adaptive',
    ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
  };
  return {
    cloudFormation: new CloudFormationClient(shared),
    // Emulators answer on one host for all buckets.
    s3: new S3Client({ ...shared, forcePathStyle: options.endpoint !== undefined }),
  };
}
