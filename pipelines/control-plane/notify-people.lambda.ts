import { CodePipelineClient, ListActionExecutionsCommand } from '@aws-sdk/client-codepipeline';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';

import { createLog, type Log } from '../shared/lambda/log.ts';
import type { CommitHost, KnownAuthor } from './lambda/commit-host.ts';
import { deploymentLetter } from './lambda/deployment-letters.ts';
import { openCommitHost } from './lambda/open-commit-host.ts';
import { writeLetter, type Letter } from './lambda/people-message.ts';
import { objectAt, textAt, toObject, type Members } from './lambda/read-event.ts';
import { safeLink, safeText } from './lambda/safe-text.ts';
import { isAboutApproval, serviceLetter, type ApprovalRequest } from './lambda/service-letters.ts';

export interface PeopleContext {
  readonly sns: Pick<SNSClient, 'send'>;
  readonly codePipeline: Pick<CodePipelineClient, 'send'>;
  /** Undefined where none is known. */
  readonly openHost: () => Promise<CommitHost | undefined>;
  readonly log: Log;
  readonly region: string;
  readonly topicArn: string;
}

/**
 * Turns events into mail: of the processor (`source` `mlops`), of approvals and failures in CodePipeline, of builds
 * that fail outside the pipeline. A rejected config is also said at its commit, so that its author hears of it,
 * subscribed or not. Variables: `TOPIC_ARN`, and those of `openCommitHost`.
 *
 * Calls of AWS: `sns:Publish` on the topic (and `kms:Decrypt`, `kms:GenerateDataKey` where the topic has a key);
 * `codepipeline:ListActionExecutions` on the pipeline, for what is to be approved; with CodeCommit
 * `codecommit:GetCommit`, `GetCommentsForComparedCommit` and `PostCommentForComparedCommit` on the repository; with
 * GitHub `secretsmanager:GetSecretValue` on the secret. Only the first must succeed: without the others a message says
 * less, and goes out all the same.
 */
export async function handler(event: unknown): Promise<void> {
  const { env } = process;
  await notifyPeople(event, {
    sns: new SNSClient({}),
    codePipeline: new CodePipelineClient({}),
    openHost: () => openCommitHost(env),
    log: createLog('notify-people', (line) => process.stdout.write(line)),
    region: required(env['AWS_REGION'], 'AWS_REGION'),
    topicArn: required(env['TOPIC_ARN'], 'TOPIC_ARN'),
  });
}

/** The function without its surroundings. */
export async function notifyPeople(event: unknown, context: PeopleContext): Promise<void> {
  const envelope = toObject(event);
  const detail = objectAt(envelope, 'detail');
  const detailType = textAt(envelope, 'detail-type') ?? '';
  const isOurs = textAt(envelope, 'source') === 'mlops';
  const letter = isOurs
    ? await aboutDeployment(detailType, { detail, context })
    : await aboutService(detailType, { detail, context });
  if (letter === undefined) {
    context.log('info', 'nothing to tell', { detailType });
    return;
  }
  const { subject, text, attributes } = writeLetter(letter);
  await context.sns.send(
    new PublishCommand({
      TopicArn: context.topicArn,
      Subject: subject,
      Message: text,
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
      ),
    }),
  );
  context.log('info', 'told', { event: letter.event, stage: letter.stage });
}

interface About {
  readonly detail: Members;
  readonly context: PeopleContext;
}

async function aboutDeployment(detailType: string, { detail, context }: About): Promise<Letter | undefined> {
  const commit = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.exec(textAt(detail, 'commit') ?? '')?.[0];
  const isKnown = textAt(objectAt(detail, 'author'), 'name') !== undefined;
  let author: KnownAuthor | undefined;
  if (commit !== undefined && !isKnown && detail['pullRequest'] === undefined) {
    author = await orNothing(context, 'the author is not known', async () =>
      (await context.openHost())?.readAuthor(commit),
    );
  }
  const letter = deploymentLetter(detailType, { detail, author });
  if (letter?.event === 'config-rejected' && commit !== undefined) {
    await orNothing(context, 'nothing was said at the commit', async () => {
      const host = await context.openHost();
      await host?.tellAuthor(commit, {
        headline: safeText(letter.headline, 140),
        lines: (letter.details ?? []).map((line) => `${/^ */.exec(line)?.[0] ?? ''}${safeText(line)}`),
        link: safeLink(objectAt(detail, 'links')['build']),
      });
    });
  }
  return letter;
}

async function aboutService(detailType: string, { detail, context }: About): Promise<Letter | undefined> {
  const approval = isAboutApproval(detailType, detail)
    ? await orNothing(context, 'what is to be approved is not known', () => findApproval(detail, context))
    : undefined;
  return serviceLetter(detailType, { detail, region: context.region, approval });
}

/** The event tells which action waits or has ended, but not what it was given to show, nor for how long it waited. */
async function findApproval(detail: Members, { codePipeline }: PeopleContext): Promise<ApprovalRequest> {
  const [pipelineName, pipelineExecutionId] = [textAt(detail, 'pipeline'), textAt(detail, 'execution-id')];
  const answer = await codePipeline.send(
    new ListActionExecutionsCommand({ pipelineName, filter: { pipelineExecutionId } }),
  );
  const action = answer.actionExecutionDetails?.find(
    ({ stageName, actionName }) => stageName === detail['stage'] && actionName === detail['action'],
  );
  const { startTime, lastUpdateTime } = action ?? {};
  const given = action?.input?.resolvedConfiguration ?? action?.input?.configuration ?? {};
  return {
    ...(given['CustomData'] !== undefined && { summary: given['CustomData'] }),
    ...(given['ExternalEntityLink'] !== undefined && { link: given['ExternalEntityLink'] }),
    ...(startTime !== undefined &&
      lastUpdateTime !== undefined && { waitedMinutes: (lastUpdateTime.getTime() - startTime.getTime()) / 60_000 }),
  };
}

/** What makes a message better must not keep it from going out. */
async function orNothing<T>({ log }: PeopleContext, otherwise: string, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    log('warn', otherwise, {
      error: error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : 'unknown',
    });
    return undefined;
  }
}

function required(value: string | undefined, name: string): string {
  if (value === undefined || value === '') throw new Error(`the variable ${name} is missing`);
  return value;
}
