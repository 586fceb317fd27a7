import type { ModelCards, TrainingJobFacts } from '../../ports/model-cards.ts';
import { RequestRefused } from '../answer.ts';
import type { METRIC_TYPES } from './card-shapes.ts';
import { parseMetrics } from './parse-metrics.ts';
import type { Block, CardBlocks } from './read-card-request.ts';

export interface ContentContext {
  readonly cards: ModelCards;
  /** Card that is written: it may have the model already. */
  readonly name: string;
  /** The bucket of which metric files are read. */
  readonly assetsBucket: string;
}

/** Content of a model card: SageMaker's own JSON schema. */
export type CardContent = Readonly<Record<string, unknown>>;

/**
 * The content that a request asks for, with what SageMaker knows of the model and the training job that it names, and
 * with the metrics of the files that it names. Only the blocks that were given are in it. Throws RequestRefused.
 */
export async function cardContent(blocks: CardBlocks, context: ContentContext): Promise<CardContent> {
  const { model_overview: overview, training_details: training, evaluation_details: evaluations } = blocks;
  const evaluated = [];
  for (const evaluation of evaluations ?? []) evaluated.push(await evaluationJob(evaluation, context));
  return dropEmpty({
    model_overview: overview && (await modelOverview(overview, context)),
    intended_uses: blocks.intended_uses && { risk_rating: 'Unknown', ...blocks.intended_uses },
    training_details: training && (await trainingDetails(training, context)),
    evaluation_details: evaluated.length === 0 ? undefined : evaluated,
    additional_information: blocks.additional_information,
  });
}

async function modelOverview(overview: Block, context: ContentContext): Promise<Block> {
  const { inference_environment: images, model_name: modelName, ...rest } = overview;
  if (typeof modelName !== 'string') return { ...rest, inference_environment: environment(images) };
  const model = await context.cards.model(modelName);
  await requireFree(model.arn, context);
  return {
    ...rest,
    model_name: modelName,
    model_id: model.arn,
    model_artifact: model.artifacts,
    inference_environment: environment(model.images),
  };
}

/** SageMaker has at most one card for a model. */
async function requireFree(modelArn: string, { cards, name }: ContentContext): Promise<void> {
  const others = (await cards.cardsOf(modelArn)).filter((card) => card !== name);
  if (others.length === 0) return;
  throw new RequestRefused(409, `the model has a card already: ${others.join(', ')}`);
}

async function trainingDetails(training: Block, { cards }: ContentContext): Promise<Block> {
  const { model_name: modelName, training_job_name: jobName, objective_function: objective, ...rest } = training;
  const details = rest['training_job_details'] as Block | undefined;
  const job = await discoverJob(cards, { modelName, jobName });
  return {
    ...rest,
    objective_function: objective && objectiveFunction(objective as Block),
    training_job_details:
      job === undefined
        ? details && { ...details, training_environment: environment(details['training_environment']) }
        : { ...details, ...jobDetails(job), training_environment: environment(job.image && [job.image]) },
  };
}

/** The job that is named, or the one job that made the model's only artifact. */
async function discoverJob(
  cards: ModelCards,
  { modelName, jobName }: { readonly modelName: unknown; readonly jobName: unknown },
): Promise<TrainingJobFacts | undefined> {
  if (typeof modelName === 'string') {
    const [artifact, ...more] = (await cards.model(modelName)).artifacts;
    if (artifact === undefined || more.length > 0) return undefined;
    const [job, ...others] = await cards.trainingJobsOf(artifact);
    return others.length === 0 ? job : undefined;
  }
  return typeof jobName === 'string' ? cards.trainingJob(jobName) : undefined;
}

function jobDetails({ arn, metrics, hyperParameters }: TrainingJobFacts): Block {
  return {
    training_arn: arn,
    training_metrics: metrics,
    hyper_parameters: Object.entries(hyperParameters).map(([name, value]) => ({ name, value })),
  };
}

/** The request says flat what the schema nests. */
function objectiveFunction({ notes, ...objective }: Block): Block {
  return { function: objective, notes };
}

async function evaluationJob(evaluation: Block, context: ContentContext): Promise<Block> {
  const { metric_file_s3_url: url, metric_type: type, ...rest } = evaluation;
  if (typeof url !== 'string') return rest;
  if (type === undefined) throw new RequestRefused(400, '`metric_type` is missing beside `metric_file_s3_url`');
  const file = await context.cards.readJson(locationOf(url, context.assetsBucket));
  const groups = parseMetrics(file, type as (typeof METRIC_TYPES)[number]);
  return { ...rest, metric_groups: [...((rest['metric_groups'] as readonly unknown[] | undefined) ?? []), ...groups] };
}

/** Only files of the assets bucket: the function reads no other, so that nobody reads others through it. */
function locationOf(url: string, assetsBucket: string): { readonly bucket: string; readonly key: string } {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(url) ?? [];
  if (bucket === undefined || key === undefined) {
    throw new RequestRefused(400, '`metric_file_s3_url` is s3://BUCKET/KEY');
  }
  if (bucket === assetsBucket) return { bucket, key };
  throw new RequestRefused(400, `\`metric_file_s3_url\` must be in s3://${assetsBucket}/: no other bucket is read`);
}

function environment(images: unknown): Block | undefined {
  return Array.isArray(images) && images.length > 0 ? { container_image: images } : undefined;
}

/** Without what is undefined, an empty list or an empty object, however deep: nothing of it says anything. */
function dropEmpty(value: CardContent): CardContent {
  return (strip(value) as CardContent | undefined) ?? {};
}

function strip(value: unknown): unknown {
  if (Array.isArray(value)) {
    const entries = value as readonly unknown[];
    return entries.length === 0 ? undefined : entries.map((entry) => strip(entry) ?? entry);
  }
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value)
    .map(([key, member]) => [key, strip(member)] as const)
    .filter(([, member]) => member !== undefined);
  return members.length === 0 ? undefined : Object.fromEntries(members);
}
