import { setTimeout as sleep } from 'node:timers/promises';

import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';

import { answerCloudFormation, type CustomResourceAnswer, type SendAnswer } from '../shared/lambda/custom-resource.ts';
import { errorText } from '../shared/lambda/error-text.ts';
import { createLog, type Log } from '../shared/lambda/log.ts';
import { readJsonObject, readObject, readText } from '../shared/lambda/read-input.ts';
import { analysisConfigs, type Analysis } from './lambda/analysis-config.ts';
import { csvHeader } from './lambda/csv-header.ts';
import { modelOfEndpoint } from './lambda/model-of-endpoint.ts';
import { putJson } from './lambda/put-json.ts';

/** As much of the baseline data as is read to find their header line. */
const HEADER_BYTES = 65_536;

/** Waits while IAM spreads the function's new role. */
const ROLE_WAITS = [2_000, 5_000, 10_000, 15_000];

/** One id for all: what was written stays when a stack is deleted, as all data do. */
const PHYSICAL_ID = 'analysis-config';

export interface AnalysisConfigContext {
  readonly s3: S3Client;
  readonly sagemaker: SageMakerClient;
  readonly log: Log;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  readonly send?: SendAnswer;
}

/**
 * The custom resource that writes what Clarify reads: `analysis_config.json` for the baseline job, and
 * `monitor/analysis_config.json` for the runs of the schedule. Column names come from the baseline data, the model is
 * the one that the endpoint's first variant serves now; neither is known before the stack is deployed.
 */
export async function handler(event: CloudFormationCustomResourceEvent): Promise<void> {
  const log = createLog('write-analysis-config', (line) => process.stdout.write(line));
  await handleAnalysisConfig(event, { s3: new S3Client({}), sagemaker: new SageMakerClient({}), log, sleep });
}

/** The function without its surroundings. */
export async function handleAnalysisConfig(
  event: CloudFormationCustomResourceEvent,
  context: AnalysisConfigContext,
): Promise<void> {
  const { log, send } = context;
  await answerCloudFormation({
    event,
    log,
    work: () => write(event, context),
    physicalIdOfNothing: PHYSICAL_ID,
    send,
  });
}

async function write(
  event: CloudFormationCustomResourceEvent,
  context: AnalysisConfigContext,
): Promise<CustomResourceAnswer> {
  if (event.RequestType === 'Delete') return { physicalId: event.PhysicalResourceId };
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await writeOnce(readObject(event.ResourceProperties, 'ResourceProperties'), context);
    } catch (error) {
      const wait = isDenied(error) ? ROLE_WAITS[attempt] : undefined;
      if (wait === undefined) throw error;
      context.log('warn', 'role not ready yet', { attempt, reason: errorText(error) });
      await context.sleep(wait);
    }
  }
}

async function writeOnce(
  properties: Readonly<Record<string, unknown>>,
  context: AnalysisConfigContext,
): Promise<CustomResourceAnswer> {
  // Written by the stack from a validated config, and typed there.
  const analysis = readJsonObject(properties['Analysis'], 'Analysis') as unknown as Analysis;
  const modelName = await modelOfEndpoint(readText(properties['EndpointName'], 'EndpointName'), context.sagemaker);
  const headers = await headersOf(properties, context);
  const { job, monitor } = analysisConfigs(analysis, { headers, modelName });
  const folder = readText(properties['OutputKey'], 'OutputKey');
  const bucket = readText(properties['OutputBucket'], 'OutputBucket');
  const kmsKeyArn = properties['KmsKeyArn'] === undefined ? undefined : readText(properties['KmsKeyArn'], 'KmsKeyArn');
  const written = `the analysis configuration cannot be written below s3://${bucket}/${folder}`;
  await naming(written, async () => {
    await putJson(context.s3, { bucket, key: `${folder}/analysis_config.json`, value: job, kmsKeyArn });
    await putJson(context.s3, { bucket, key: `${folder}/monitor/analysis_config.json`, value: monitor, kmsKeyArn });
  });
  context.log('info', 'analysis configuration written', { model: modelName, columns: headers.length });
  return { physicalId: PHYSICAL_ID, data: { ModelName: modelName } };
}

async function headersOf(
  properties: Readonly<Record<string, unknown>>,
  { s3 }: AnalysisConfigContext,
): Promise<readonly string[]> {
  const [Bucket, Key] = [readText(properties['DataBucket'], 'DataBucket'), readText(properties['DataKey'], 'DataKey')];
  const range = `bytes=0-${HEADER_BYTES - 1}`;
  return naming(`the baseline data s3://${Bucket}/${Key} cannot be used`, async () => {
    const { Body, ContentRange } = await s3.send(new GetObjectCommand({ Bucket, Key, Range: range }));
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
    const size = Number(/\/(\d+)$/.exec(ContentRange ?? '')?.[1] ?? bytes.length);
    return csvHeader(new TextDecoder().decode(bytes), { isWhole: size <= bytes.length });
  });
}

/** S3's own errors do not say which bucket or object they are about. */
async function naming<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Error(`${what}: ${errorText(error)}`, { cause: error });
  }
}

function isDenied(error: unknown): boolean {
  return error instanceof Error && (error.name.startsWith('AccessDenied') || isDenied(error.cause));
}
