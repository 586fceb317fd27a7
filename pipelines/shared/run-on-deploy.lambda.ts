import { createHash } from 'node:crypto';

import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';

import { answerCloudFormation, type CustomResourceAnswer, type SendAnswer } from './lambda/custom-resource.ts';
import { createLog, type Log } from './lambda/log.ts';
import { readObject, readText } from './lambda/read-input.ts';

/** Physical id of a custom resource whose job never started. Its deletion must not stop a job of somebody else. */
const NOTHING_STARTED = 'nothing-started';

export interface RunOnDeployContext {
  readonly lambda: LambdaClient;
  readonly sfn: SFNClient;
  readonly log: Log;
  readonly send?: SendAnswer;
}

/**
 * The custom resource of a job: invokes `start-job` when the stack is deployed or the job's inputs changed, and hands
 * its answer, or its error, to CloudFormation. Where the stack has to wait for the job's end, it also starts the
 * state machine that watches it.
 */
export async function handler(event: CloudFormationCustomResourceEvent): Promise<void> {
  const log = createLog('run-on-deploy', (line) => process.stdout.write(line));
  await handleRunOnDeploy(event, { lambda: new LambdaClient({}), sfn: new SFNClient({}), log });
}

/** The function without its surroundings. */
export async function handleRunOnDeploy(
  event: CloudFormationCustomResourceEvent,
  context: RunOnDeployContext,
): Promise<void> {
  const { log, send } = context;
  await answerCloudFormation({
    event,
    log,
    work: () => run(event, context),
    physicalIdOfNothing: NOTHING_STARTED,
    send,
  });
}

async function run(
  event: CloudFormationCustomResourceEvent,
  context: RunOnDeployContext,
): Promise<CustomResourceAnswer> {
  const properties = readObject(event.ResourceProperties, 'ResourceProperties');
  const jobName = readText(properties['JobName'], 'JobName');
  // One id for all jobs of the stack: an update must not look like a replacement, whose clean-up would stop the job
  // before it, paid for and perhaps nearly done. It goes on and ends by itself.
  const physicalId = `${event.StackId.split('/')[1] ?? ''}/${event.LogicalResourceId}`;
  if (event.RequestType === 'Delete') {
    if (event.PhysicalResourceId !== NOTHING_STARTED) await invoke(context, properties, { action: 'stop' });
    return { physicalId: event.PhysicalResourceId };
  }
  const reply = await invoke(context, properties, {
    action: 'start',
    inputsDigest: properties['InputsDigest'],
    request: properties['Request'],
    endedBadly: event.RequestType === 'Create' ? 'refuse' : 'accept',
  });
  const jobArn = readText(reply['jobArn'], 'jobArn');
  await watch(context, properties, jobName);
  return { physicalId, data: { JobName: jobName, JobArn: jobArn } };
}

async function invoke(
  { lambda }: RunOnDeployContext,
  properties: Readonly<Record<string, unknown>>,
  request: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const payload = { api: properties['JobApi'], jobName: properties['JobName'], ...request };
  const answer = await lambda.send(
    new InvokeCommand({
      FunctionName: readText(properties['StartFunction'], 'StartFunction'),
      Payload: new TextEncoder().encode(JSON.stringify(payload)),
    }),
  );
  const text = new TextDecoder().decode(answer.Payload ?? new Uint8Array());
  const reply = text === '' ? {} : readObject(JSON.parse(text), 'reply of the start function');
  if (answer.FunctionError === undefined) return reply;
  const message = reply['errorMessage'];
  throw new Error(typeof message === 'string' ? message : `the start function ended with ${answer.FunctionError}`);
}

/**
 * One execution for each pair of job and wait condition: asking again for the same pair, as a rollback does, finds the
 * execution that there is, or was; another condition for the same job gets one of its own.
 */
async function watch(
  { sfn, log }: RunOnDeployContext,
  properties: Readonly<Record<string, unknown>>,
  jobName: string,
): Promise<void> {
  if (properties['WatchStateMachine'] === undefined) return;
  const signalUrl = readText(properties['SignalUrl'], 'SignalUrl');
  const condition = createHash('sha256').update(signalUrl).digest('hex').slice(0, 8);
  try {
    await sfn.send(
      new StartExecutionCommand({
        stateMachineArn: readText(properties['WatchStateMachine'], 'WatchStateMachine'),
        name: `${jobName}-${condition}`,
        input: JSON.stringify({ api: readText(properties['JobApi'], 'JobApi'), jobName, signalUrl }),
      }),
    );
    log('info', 'watching the job', { job: jobName });
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ExecutionAlreadyExists') throw error;
    log('info', 'the job was watched before', { job: jobName });
  }
}
