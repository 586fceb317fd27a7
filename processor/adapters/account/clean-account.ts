import { APIGatewayClient, GetAccountCommand } from '@aws-sdk/client-api-gateway';
import { CloudWatchLogsClient, DeleteLogGroupCommand, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DeleteRepositoryCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  ListImagesCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-ecr';
import { S3Client } from '@aws-sdk/client-s3';
import { INSTALLED_BY } from '../../../pipelines/control-plane/role-names.ts';
import type { AccountCleaner, KeptState } from '../../ports/account-cleaner.ts';
import { explainErrors } from '../cloudformation/explain-error.ts';
import { emptyAndDeleteBucket, lookAtBucket } from './kept-bucket.ts';
import { isDenied, nameOf } from './sdk-answers.ts';

export interface CleanOptions {
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

/** Answers of services about what is not there. */
const ABSENT = /^(?:RepositoryNotFoundException|ResourceNotFoundException)$/;

/** Pages of images that are counted. */
const MOST_PAGES = 10;

/** Removes what outlives stacks in one account and region, with the credentials in use. */
export function cleanAccount(options: CleanOptions): AccountCleaner {
  const { account, region, endpoint } = options;
  const config = {
    region,
    maxAttempts: options.maxAttempts ?? 4,
    ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
    ...(endpoint === undefined ? {} : { endpoint }),
  };

  return {
    bucket: (name) => withS3((client) => lookAtBucket(client, { name, account })),
    imageRepository,
    logGroups,
    logRole,
    deleteBucket: (name) => withS3((client) => emptyAndDeleteBucket(client, { name, account })),
    deleteImageRepository: async (name) => {
      const request = new DeleteRepositoryCommand({ repositoryName: name, force: true });
      await withEcr((client) => unlessAbsent(client.send(request)));
    },
    deleteLogGroup: async (name) => {
      const request = new DeleteLogGroupCommand({ logGroupName: name });
      await withLogs((client) => unlessAbsent(client.send(request)));
    },
  };

  async function imageRepository(name: string): Promise<KeptState | undefined> {
    return withEcr(async (client) => {
      const found = await unlessAbsent(client.send(new DescribeRepositoriesCommand({ repositoryNames: [name] })));
      const arn = found?.repositories?.[0]?.repositoryArn;
      if (arn === undefined) return undefined;
      const tags = await unlessDenied(client.send(new ListTagsForResourceCommand({ resourceArn: arn })));
      const installedBy = tags?.tags?.find(({ Key }) => Key === INSTALLED_BY)?.Value;
      return { ...(installedBy !== undefined && { installedBy }), ...(await countImages(client, name)) };
    });
  }

  async function logGroups(prefix: string): Promise<readonly string[]> {
    return withLogs(async (client) => {
      const names: string[] = [];
      let token: string | undefined;
      do {
        const input = { logGroupNamePrefix: prefix, ...(token === undefined ? {} : { nextToken: token }) };
        const page = await unlessDenied(client.send(new DescribeLogGroupsCommand(input)));
        names.push(...(page?.logGroups ?? []).flatMap(({ logGroupName: name }) => (name === undefined ? [] : [name])));
        token = page?.nextToken;
      } while (token !== undefined);
      return names.sort();
    });
  }

  async function logRole(): Promise<string | undefined> {
    const client = new APIGatewayClient(config);
    client.middlewareStack.add(explainErrors('apigateway', { region, endpoint }), { step: 'initialize' });
    const found = await releasing(client, () => unlessDenied(client.send(new GetAccountCommand({}))));
    const { cloudwatchRoleArn: arn = '' } = found ?? {};
    return arn === '' ? undefined : arn;
  }

  async function withS3<Result>(work: (client: S3Client) => Promise<Result>): Promise<Result> {
    const client = new S3Client({ ...config, forcePathStyle: endpoint !== undefined });
    client.middlewareStack.add(explainErrors('s3', { region, endpoint }), { step: 'initialize' });
    return releasing(client, work);
  }

  async function withEcr<Result>(work: (client: ECRClient) => Promise<Result>): Promise<Result> {
    const client = new ECRClient(config);
    client.middlewareStack.add(explainErrors('ecr', { region, endpoint }), { step: 'initialize' });
    return releasing(client, work);
  }

  async function withLogs<Result>(work: (client: CloudWatchLogsClient) => Promise<Result>): Promise<Result> {
    const client = new CloudWatchLogsClient(config);
    client.middlewareStack.add(explainErrors('logs', { region, endpoint }), { step: 'initialize' });
    return releasing(client, work);
  }
}

async function releasing<Client extends { readonly destroy: () => void }, Result>(
  client: Client,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(client);
  } finally {
    client.destroy();
  }
}

async function countImages(client: ECRClient, name: string): Promise<Pick<KeptState, 'items' | 'hasMore'>> {
  let items = 0;
  let token: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const input = { repositoryName: name, ...(token === undefined ? {} : { nextToken: token }) };
    const found = await unlessDenied(client.send(new ListImagesCommand(input)));
    if (found === undefined) return { hasMore: false };
    items += (found.imageIds ?? []).length;
    token = found.nextToken;
    if (token === undefined) return { items, hasMore: false };
  }
  return { items, hasMore: true };
}

async function unlessAbsent<Result>(call: Promise<Result>): Promise<Result | undefined> {
  try {
    return await call;
  } catch (error) {
    if (ABSENT.test(nameOf(error))) return undefined;
    throw error;
  }
}

/** What may not be looked at keeps nothing else from being removed. */
async function unlessDenied<Result>(call: Promise<Result>): Promise<Result | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isDenied(error)) return undefined;
    throw error;
  }
}
