import { CloudFormationClient, type CloudFormationClientConfig } from '@aws-sdk/client-cloudformation';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { explainErrors } from './explain-error.ts';

/** The SDK clients of one account and region. */
export interface Clients {
  readonly cloudFormation: CloudFormationClient;
  /** Made when it is first asked for: a run without changes has nothing to upload. */
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
  /** Role that the credentials come from; only for messages. */
  readonly roleArn?: string;
}

/** Without these the SDK waits for ever on a connection that went silent. In milliseconds. */
const TIMEOUTS = { connectionTimeout: 6_000, requestTimeout: 60_000, throwOnRequestTimeout: true } as const;

/**
 * CloudFormation throttles a whole account, so calls are repeated patiently: seven attempts, as the CDK command line
 * makes, with growing random pauses. Not the SDK's adaptive mode: a handful of throttled calls makes it hold all others
 * back for tens of seconds. What still fails is thrown as a UserError where the user, and not the program, can do
 * something about it (see `explainErrors`).
 */
export function createClients(options: ClientOptions): Clients {
  const cloudFormation = new CloudFormationClient(sharedConfig(options));
  cloudFormation.middlewareStack.add(explainErrors('cloudformation', options), { step: 'initialize' });
  let s3: S3Client | undefined;
  return {
    cloudFormation,
    get s3() {
      return (s3 ??= createS3Client(options));
    },
  };
}

function createS3Client(options: ClientOptions): S3Client {
  // Emulators answer on one host for all buckets.
  const s3 = new S3Client({ ...sharedConfig(options), forcePathStyle: options.endpoint !== undefined });
  s3.middlewareStack.add(explainErrors('s3', options), { step: 'initialize' });
  return s3;
}

/** A client that asks whose credentials are in use. To be destroyed by the caller. */
export function createStsClient(options: ClientOptions): STSClient {
  const sts = new STSClient(sharedConfig(options));
  sts.middlewareStack.add(explainErrors('sts', options), { step: 'initialize' });
  return sts;
}

function sharedConfig(options: ClientOptions) {
  return {
    region: options.region,
    maxAttempts: options.maxAttempts ?? 7,
    retryMode: 'standard',
    requestHandler: TIMEOUTS,
    ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
  };
}
