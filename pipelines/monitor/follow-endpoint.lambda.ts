import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';

import { createLog, type Log } from '../shared/lambda/log.ts';
import { readJsonObject, readObject, readText } from '../shared/lambda/read-input.ts';
import { modelOfEndpoint } from './lambda/model-of-endpoint.ts';
import { putJson } from './lambda/put-json.ts';

export interface FollowEndpointContext {
  readonly s3: S3Client;
  readonly sagemaker: SageMakerClient;
  readonly log: Log;
  readonly endpointName: string;
  /** Where the analysis configuration of the scheduled runs is. */
  readonly bucket: string;
  readonly key: string;
  readonly kmsKeyArn?: string;
}

/**
 * Runs when the watched endpoint is in service with something new. Each run of an explainability monitor asks the
 * model, by the name that stands in the analysis configuration; a model that the endpoint no longer serves is gone, and
 * the run would fail. So the name follows the endpoint. The baseline stays as it was: the runs compare the model of the
 * day with it.
 */
export async function handler(): Promise<void> {
  const { env } = process;
  await followEndpoint({
    s3: new S3Client({}),
    sagemaker: new SageMakerClient({}),
    log: createLog('follow-endpoint', (line) => process.stdout.write(line)),
    endpointName: readText(env['ENDPOINT_NAME'], 'ENDPOINT_NAME'),
    bucket: readText(env['CONFIG_BUCKET'], 'CONFIG_BUCKET'),
    key: readText(env['CONFIG_KEY'], 'CONFIG_KEY'),
    kmsKeyArn: env['KMS_KEY_ARN'],
  });
}

/** The function without its surroundings. */
export async function followEndpoint(context: FollowEndpointContext): Promise<void> {
  const { s3, sagemaker, log, endpointName, bucket, key, kmsKeyArn } = context;
  const modelName = await modelOfEndpoint(endpointName, sagemaker);
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const config = readJsonObject(await Body?.transformToString(), 'the analysis configuration');
  const predictor = readObject(config['predictor'], 'predictor');
  if (predictor['model_name'] === modelName) {
    log('info', 'the same model as before', { model: modelName });
    return;
  }
  const value = { ...config, predictor: { ...predictor, model_name: modelName } };
  await putJson(s3, { bucket, key, value, kmsKeyArn });
  log('info', 'runs now ask another model', { model: modelName });
}
