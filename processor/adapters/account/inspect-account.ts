import { APIGatewayClient, GetAccountCommand } from '@aws-sdk/client-api-gateway';
import { CodeCommitClient, GetRepositoryCommand } from '@aws-sdk/client-codecommit';
import { CodeStarConnectionsClient, GetConnectionCommand } from '@aws-sdk/client-codestar-connections';
import { DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { HeadBucketCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { UserError } from '../../model/errors.ts';
import type { AccountInspector } from '../../ports/account-inspector.ts';
import { explainErrors } from '../cloudformation/explain-error.ts';
import { isDenied, nameOf, statusOf } from './sdk-answers.ts';

export interface InspectOptions {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** Of an emulator; undefined: AWS. */
  readonly endpoint?: string;
  /** Undefined: the standard credential chain. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** @default 4 */
  readonly maxAttempts?: number;
}

/** Looks at one account and region with the credentials in use. Every client is made when it is first needed. */
export function inspectAccount(options: InspectOptions): AccountInspector {
  const { account, region, endpoint } = options;
  const config = {
    region,
    maxAttempts: options.maxAttempts ?? 4,
    ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
    ...(endpoint === undefined ? {} : { endpoint }),
  };

  return { bucket, imageRepository, apiGatewayLogRole, connection, sourceRepository, object };

  async function bucket(name: string): Promise<'absent' | 'own' | 'other-region' | 'foreign'> {
    const client = new S3Client({ ...config, forcePathStyle: endpoint !== undefined });
    client.middlewareStack.add(explainErrors('s3', { region, endpoint }), { step: 'initialize' });
    try {
      await client.send(new HeadBucketCommand({ Bucket: name, ExpectedBucketOwner: account }));
      return 'own';
    } catch (error) {
      const status = statusOf(error);
      if (status === 404) return 'absent';
      if (status === 301 || status === 400) return 'other-region';
      if (isDenied(error)) return 'foreign';
      throw error;
    } finally {
      client.destroy();
    }
  }

  async function object(inBucket: string, key: string): Promise<'absent' | 'own' | 'unknown'> {
    const client = new S3Client({ ...config, forcePathStyle: endpoint !== undefined });
    client.middlewareStack.add(explainErrors('s3', { region, endpoint }), { step: 'initialize' });
    return look(client, async () => {
      await client.send(new HeadObjectCommand({ Bucket: inBucket, Key: key, ExpectedBucketOwner: account }));
      return true;
    });
  }

  async function imageRepository(name: string): Promise<'absent' | 'own' | 'unknown'> {
    const client = new ECRClient(config);
    client.middlewareStack.add(explainErrors('ecr', { region, endpoint }), { step: 'initialize' });
    return look(client, async () => {
      const found = await client.send(new DescribeRepositoriesCommand({ repositoryNames: [name] }));
      return (found.repositories ?? []).length > 0;
    });
  }

  async function apiGatewayLogRole(): Promise<'absent' | 'own' | 'unknown'> {
    const client = new APIGatewayClient(config);
    client.middlewareStack.add(explainErrors('apigateway', { region, endpoint }), { step: 'initialize' });
    return look(client, async () => {
      const { cloudwatchRoleArn = '' } = await client.send(new GetAccountCommand({}));
      return cloudwatchRoleArn !== '';
    });
  }

  async function sourceRepository(name: string): Promise<'absent' | 'own' | 'unknown'> {
    const client = new CodeCommitClient(config);
    client.middlewareStack.add(explainErrors('codecommit', { region, endpoint }), { step: 'initialize' });
    return look(client, async () => {
      await client.send(new GetRepositoryCommand({ repositoryName: name }));
      return true;
    });
  }

  /**
   * The older name of the service has the same operation. Whether it tells of every connection of the newer name is not
   * written down, so an answer that is none means `unknown`.
   */
  async function connection(arn: string): Promise<'pending' | 'available' | 'absent' | 'unknown'> {
    const client = new CodeStarConnectionsClient({ ...config, region: arn.split(':')[3] ?? region });
    try {
      const { Connection: found } = await client.send(new GetConnectionCommand({ ConnectionArn: arn }));
      return found?.ConnectionStatus === 'AVAILABLE' ? 'available' : found === undefined ? 'unknown' : 'pending';
    } catch (error) {
      return nameOf(error) === 'ResourceNotFoundException' && arn.includes(':codestar-connections:')
        ? 'absent'
        : 'unknown';
    } finally {
      client.destroy();
    }
  }
}

/** Answers of services about what is not there. */
const ABSENT = /^(?:RepositoryNotFoundException|RepositoryDoesNotExistException|NotFound|NoSuchKey|NoSuchBucket)$/;

async function look(
  client: { readonly destroy: () => void },
  ask: () => Promise<boolean>,
): Promise<'absent' | 'own' | 'unknown'> {
  try {
    return (await ask()) ? 'own' : 'absent';
  } catch (error) {
    if (ABSENT.test(nameOf(error)) || statusOf(error) === 404) return 'absent';
    // A service that the region or the account does not have answers in its own way; that keeps nothing from going on.
    if (isDenied(error) || !(error instanceof UserError)) return 'unknown';
    throw error;
  } finally {
    client.destroy();
  }
}
