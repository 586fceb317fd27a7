import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateModelCardCommand,
  CreateModelCardExportJobCommand,
  DeleteModelCardCommand,
  DescribeModelCardCommand,
  DescribeModelCardExportJobCommand,
  DescribeModelCommand,
  DescribeTrainingJobCommand,
  ListModelCardsCommand,
  SageMakerClient,
  SearchCommand,
  UpdateModelCardCommand,
  type ModelCardStatus,
  type TrainingJob,
} from '@aws-sdk/client-sagemaker';
import { UserError } from '../../model/errors.ts';
import type { DescribedCard, ModelCards, ModelFacts, TrainingJobFacts } from '../../ports/model-cards.ts';
import { explainErrors } from '../cloudformation/explain-error.ts';

export interface ModelCardOptions {
  readonly region: string;
  /** Of an emulator; undefined: AWS. */
  readonly endpoint?: string;
}

/** An answer of the API has 29 seconds. In milliseconds. */
const TIMEOUTS = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true } as const;

/** Cards in a page, and pages that are read: what is beyond is told by a token. */
const PAGE = 100;
const MOST_PAGES = 50;

/** Metric files are small; a larger one is none. */
const MOST_BYTES = 5_000_000;

/**
 * SageMaker's model cards with the credentials of the function. Calls: `sagemaker:CreateModelCard`, `UpdateModelCard`,
 * `DescribeModelCard`, `DeleteModelCard`, `ListModelCards`, `CreateModelCardExportJob`, `DescribeModelCardExportJob`,
 * `Search`, `DescribeModel`, `DescribeTrainingJob`, and `s3:GetObject` for files of metrics.
 */
export function createModelCards({ region, endpoint }: ModelCardOptions): ModelCards {
  const config = { region, maxAttempts: 3, requestHandler: TIMEOUTS, ...(endpoint === undefined ? {} : { endpoint }) };
  const client = new SageMakerClient(config);
  client.middlewareStack.add(explainErrors('sagemaker', { region, endpoint }), { step: 'initialize' });
  return {
    create: async ({ name, status, content }) => {
      const input = { ModelCardName: name, ModelCardStatus: status as ModelCardStatus, Content: content };
      await refusable(client.send(new CreateModelCardCommand(input)));
    },
    update: async ({ name, ...change }) => {
      const what =
        'status' in change ? { ModelCardStatus: change.status as ModelCardStatus } : { Content: change.content };
      await refusable(client.send(new UpdateModelCardCommand({ ModelCardName: name, ...what })));
    },
    describe: async (name, version) => {
      const card = await refusable(
        client.send(new DescribeModelCardCommand({ ModelCardName: name, ModelCardVersion: version })),
      );
      return Object.fromEntries(Object.entries(card).filter(([key]) => key !== '$metadata')) as DescribedCard;
    },
    delete: async (name) => {
      await refusable(client.send(new DeleteModelCardCommand({ ModelCardName: name })));
    },
    list,
    startExport: async ({ name, version, jobName, output }) => {
      const input = {
        ModelCardName: name,
        ModelCardVersion: version,
        ModelCardExportJobName: jobName,
        OutputConfig: { S3OutputPath: output },
      };
      return (await refusable(client.send(new CreateModelCardExportJobCommand(input)))).ModelCardExportJobArn ?? '';
    },
    describeExport: async (arn) => {
      const job = await refusable(client.send(new DescribeModelCardExportJobCommand({ ModelCardExportJobArn: arn })));
      const { Status: status = '', FailureReason: failureReason, ExportArtifacts: artifacts } = job;
      return { arn, status, failureReason, artifact: artifacts?.S3ExportArtifacts };
    },
    cardsOf: async (modelArn) => {
      const found = await search('ModelCard', { Name: 'ModelId', Value: modelArn });
      return found.flatMap(({ ModelCard: card }) => card?.ModelCardName ?? []);
    },
    model,
    trainingJob: async (name) =>
      jobFacts(await refusable(client.send(new DescribeTrainingJobCommand({ TrainingJobName: name })))),
    trainingJobsOf: async (artifact) => {
      const found = await search('TrainingJob', { Name: 'ModelArtifacts.S3ModelArtifacts', Value: artifact });
      return found.flatMap(({ TrainingJob: job }) => (job === undefined ? [] : [jobFacts(job)]));
    },
    readJson: (location) => readJson(location, { ...config, forcePathStyle: endpoint !== undefined }),
  };

  async function list(): ReturnType<ModelCards['list']> {
    const cards: object[] = [];
    let token: string | undefined;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const page = await refusable(client.send(new ListModelCardsCommand({ MaxResults: PAGE, NextToken: token })));
      cards.push(...(page.ModelCardSummaries ?? []));
      token = page.NextToken;
      if (token === undefined) return { cards };
    }
    return { cards, token };
  }

  async function model(name: string): Promise<ModelFacts> {
    const found = await refusable(client.send(new DescribeModelCommand({ ModelName: name })));
    const containers = found.Containers ?? (found.PrimaryContainer === undefined ? [] : [found.PrimaryContainer]);
    return {
      arn: found.ModelArn ?? '',
      images: containers.flatMap(({ Image }) => Image ?? []),
      artifacts: containers.flatMap(({ ModelDataUrl }) => ModelDataUrl ?? []),
    };
  }

  async function search(
    Resource: 'ModelCard' | 'TrainingJob',
    filter: { readonly Name: string; readonly Value: string },
  ) {
    const SearchExpression = { Filters: [{ ...filter, Operator: 'Equals' as const }] };
    return (await refusable(client.send(new SearchCommand({ Resource, SearchExpression })))).Results ?? [];
  }
}

function jobFacts(job: TrainingJob): TrainingJobFacts {
  const metrics = (job.FinalMetricDataList ?? []).flatMap(({ MetricName: name, Value: value }) =>
    name === undefined || value === undefined ? [] : [{ name, value }],
  );
  const image = job.AlgorithmSpecification?.TrainingImage;
  return {
    arn: job.TrainingJobArn ?? '',
    ...(image !== undefined && { image }),
    metrics,
    hyperParameters: job.HyperParameters ?? {},
  };
}

async function readJson(
  { bucket, key }: { readonly bucket: string; readonly key: string },
  config: ConstructorParameters<typeof S3Client>[0] & { readonly region: string; readonly endpoint?: string },
): Promise<unknown> {
  const client = new S3Client(config);
  const { region, endpoint } = config;
  client.middlewareStack.add(explainErrors('s3', { region, endpoint }), { step: 'initialize' });
  try {
    const { Body: body, ContentLength: bytes = 0 } = await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: key }),
    );
    if (bytes > MOST_BYTES) {
      throw refused(`s3://${bucket}/${key} has ${bytes} bytes; at most ${MOST_BYTES} are read`);
    }
    return JSON.parse((await body?.transformToString()) ?? '') as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) throw refused(`s3://${bucket}/${key} is no JSON`);
    if (error instanceof Error && /^(?:NoSuchKey|NoSuchBucket|NotFound)$/.test(error.name)) {
      throw refused(`there is no s3://${bucket}/${key}`);
    }
    throw error;
  } finally {
    client.destroy();
  }
}

/** What SageMaker says against a request is for its caller; the rest is explained already. */
async function refusable<Result>(call: Promise<Result>): Promise<Result> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof UserError || !(error instanceof Error) || !('$metadata' in error)) throw error;
    const { httpStatusCode = 500 } = error.$metadata as { readonly httpStatusCode?: number };
    if (httpStatusCode >= 500) throw error;
    throw refused(`${error.name}: ${error.message}`, error);
  }
}

function refused(message: string, cause?: Error): UserError {
  return new UserError('model-card-refused', message, { instructions: [], cause });
}
