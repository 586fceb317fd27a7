import { canonicalJson } from '../../../pipelines/canonical-json.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ModelCards } from '../../ports/model-cards.ts';
import { failure, RequestRefused, success, type ApiAnswer } from '../answer.ts';
import { objectOf, type ApiRequest } from '../read-request.ts';
import { cardContent } from './card-content.ts';
import { readCardRequest, type Block, type CardOperation, type CardRequest } from './read-card-request.ts';

export interface CardContext {
  readonly cards: ModelCards;
  readonly clock: Clock;
  /** Bucket of metric files and of exports. */
  readonly assetsBucket: string;
}

/** Milliseconds between looks at an export, and the longest that is waited for one: API Gateway gives 29 seconds. */
const EXPORT_PAUSE = 2_000;
const EXPORT_PATIENCE = 18_000;

/**
 * The operations on model cards of the orchestrator's `POST /provisionpipeline`, with its answers: `message` holds what
 * SageMaker says of the card, or a sentence. They go to SageMaker and not to Git: a card is a document about a model,
 * with versions and an approval of its own; nothing is deployed from it.
 */
export async function runCardOperation(
  request: Pick<ApiRequest, 'requestId'>,
  { body, operation }: { readonly body: Block; readonly operation: CardOperation },
  context: CardContext,
): Promise<ApiAnswer> {
  const asked = readCardRequest(body, operation);
  const { cards } = context;
  switch (asked.operation) {
    case 'create_model_card':
      return create(asked, context);
    case 'update_model_card':
      return update(asked, context);
    case 'describe_model_card':
      return success({ message: await cards.describe(asked.name) });
    case 'delete_model_card':
      await cards.delete(asked.name);
      return success({ message: `Model card with the name: ${asked.name} has been deleted` });
    case 'export_model_card':
      return exportCard(asked, { context, requestId: request.requestId });
    case 'list_model_cards': {
      const { cards: summaries, token } = await cards.list();
      return success({ message: { ModelCardSummaries: summaries, ...(token !== undefined && { NextToken: token }) } });
    }
    default:
      return asked satisfies never;
  }
}

type Written = Extract<CardRequest, { readonly blocks: unknown }>;

async function create({ name, status, blocks }: Written, context: CardContext): Promise<ApiAnswer> {
  const content = await cardContent(blocks, { ...context, name });
  await context.cards.create({ name, status, content: JSON.stringify(content) });
  return success({ message: await context.cards.describe(name) });
}

/**
 * The blocks that are given replace those of the card, or of one of its versions; the rest of it stays. The status is
 * written first, as the orchestrator does, so that an approved card is a draft again before its content changes; an
 * update that names no status makes a draft of it. What is so already is not written.
 */
async function update({ name, status, version, blocks }: Written, context: CardContext): Promise<ApiAnswer> {
  const { cards } = context;
  const newest = await cards.describe(name);
  const base = version === undefined ? newest : await cards.describe(name, version);
  const content = { ...parseContent(base.Content), ...(await cardContent(blocks, { ...context, name })) };
  if (newest.ModelCardStatus !== status) await cards.update({ name, status });
  if (canonicalJson(parseContent(newest.Content)) !== canonicalJson(content)) {
    await cards.update({ name, content: JSON.stringify(content) });
  }
  return success({ message: await cards.describe(name) });
}

async function exportCard(
  asked: Extract<CardRequest, { readonly operation: 'export_model_card' }>,
  { context, requestId }: { readonly context: CardContext; readonly requestId: string },
): Promise<ApiAnswer> {
  const { cards, clock, assetsBucket } = context;
  const { name } = asked;
  const output = `s3://${assetsBucket}/model_card_exports`;
  const version = asked.version ?? (await cards.describe(name)).ModelCardVersion;
  const jobName = asked.jobName ?? exportName(name, requestId);
  const arn = await cards.startExport({ name, version, jobName, output });
  for (let waited = 0; ; waited += EXPORT_PAUSE) {
    const job = await cards.describeExport(arn);
    if (job.status === 'Failed') {
      return failure(
        502,
        `Model card with the name: ${name} has not been exported`,
        job.failureReason ?? 'no reason given',
      );
    }
    const about = { export_job_arn: arn, ...(job.artifact !== undefined && { artifact: job.artifact }) };
    if (job.status === 'Completed') {
      return success({ message: `Model card with the name: ${name} has been exported to ${output}`, ...about });
    }
    if (waited >= EXPORT_PATIENCE) {
      return success({ message: `Model card with the name: ${name} is being exported to ${output}`, ...about });
    }
    await clock.sleep(EXPORT_PAUSE);
  }
}

/** Another for each request; SageMaker allows 63 letters. */
function exportName(name: string, requestId: string): string {
  const unique = requestId.replace(/[^a-zA-Z0-9]/g, '').slice(-12);
  return `${name.slice(0, 50).replace(/-+$/, '')}-${unique === '' ? 'export' : unique}`;
}

function parseContent(text: string): Block {
  try {
    const content = objectOf(JSON.parse(text));
    if (content !== undefined) return content;
  } catch {
    // Said below.
  }
  throw new RequestRefused(409, 'the content of the card is no JSON object; mend it in SageMaker first');
}
