import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';

import { jobMessage } from './lambda/job-message.ts';
import { createLog, type Log } from './lambda/log.ts';
import { PIPELINE_EVENT, pipelineMessage } from './lambda/pipeline-message.ts';
import { readObject, readText } from './lambda/read-input.ts';

export interface NotifyContext {
  readonly client: SNSClient;
  readonly log: Log;
  readonly region: string;
  readonly topicArn: string;
  /** What the job belongs to, in words: `model "churn" in stage "dev"`. */
  readonly subjectMatter: string;
}

/**
 * Turns a job's state change into a message for people and publishes it. A function of its own, because EventBridge
 * cannot publish to a topic that is encrypted with a key of AWS (its policy lets nobody but SNS users of the account
 * in), and because a rule's text transformer knows neither conditions nor a subject line.
 */
export async function handler(event: unknown): Promise<void> {
  await handleNotify(event, {
    client: new SNSClient({}),
    log: createLog('notify-job-state', (line) => process.stdout.write(line)),
    region: readText(process.env['AWS_REGION'], 'AWS_REGION'),
    topicArn: readText(process.env['TOPIC_ARN'], 'TOPIC_ARN'),
    subjectMatter: readText(process.env['SUBJECT_MATTER'], 'SUBJECT_MATTER'),
  });
}

/** The function without its surroundings. */
export async function handleNotify(event: unknown, context: NotifyContext): Promise<void> {
  const { client, log, region, topicArn, subjectMatter } = context;
  const isPipeline = readObject(event, 'event')['detail-type'] === PIPELINE_EVENT;
  const message = (isPipeline ? pipelineMessage : jobMessage)(event, { region, subjectMatter });
  await client.send(new PublishCommand({ TopicArn: topicArn, Subject: message.subject, Message: message.text }));
  log('info', 'notified', { job: message.jobName, status: message.status });
}
