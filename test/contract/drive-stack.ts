import { expect } from 'chai';
import type { DeployedStack, StackTemplate } from '../../processor/model/stack.ts';
import type { ChangeSetRequest, ChangeSetResult, StackTarget } from '../../processor/ports/stack-target.ts';

/** What the suite needs to know of the target that it is run against. */
export interface TargetHarness {
  readonly target: StackTarget;
  /** Pause between two looks at a stack. */
  readonly pollMilliseconds: number;
  /** Lets one operation on a resource fail, once. */
  failResource(failure: {
    readonly stackName: string;
    readonly logicalId: string;
    readonly operation: 'create' | 'update' | 'delete';
    readonly reason: string;
  }): Promise<void>;
  /** Puts an existing stack into a status. */
  forceStatus(stackName: string, status: DeployedStack['status']): Promise<void>;
  dispose(): Promise<void>;
}

/** For tests that need no faults of the harness. */
export function harnessWithoutFaults(target: StackTarget): TargetHarness {
  function refuse(): Promise<void> {
    return Promise.reject(new Error('this harness makes no faults'));
  }
  return { target, pollMilliseconds: 0, failResource: refuse, forceStatus: refuse, dispose: () => Promise.resolve() };
}

type Ready = Extract<ChangeSetResult, { readonly result: 'ready' }>;

/** A change set that must be ready. */
export async function readyChangeSet(
  target: StackTarget,
  request: Partial<ChangeSetRequest> & Pick<ChangeSetRequest, 'stackName' | 'template'>,
): Promise<Ready> {
  const result = await target.createChangeSet(requestOf(request));
  if (result.result !== 'ready') expect.fail(`change set is ${JSON.stringify(result)}`);
  return result;
}

/** A request with everything that most tests do not care about. */
export function requestOf(
  request: Partial<ChangeSetRequest> & Pick<ChangeSetRequest, 'stackName' | 'template'>,
): ChangeSetRequest {
  return { kind: 'create', tags: {}, token: newToken('create'), description: 'contract suite', ...request };
}

let run = 0;

/** A token as the deploy engine writes them, new each time. */
export function newToken(kind: 'create' | 'update' | 'delete' | 'rollback'): string {
  run += 1;
  return `mlops-${kind}-0123456789ab-00000000feed-run${process.pid.toString(36)}x${run}`;
}

/** Looks at the stack until nothing is in progress. */
export async function settle(harness: TargetHarness, stackId: string): Promise<DeployedStack> {
  for (let look = 0; look < 600; look++) {
    const stack = await harness.target.describeStack(stackId);
    if (stack === undefined) expect.fail(`${stackId} is gone`);
    if (!stack.status.endsWith('_IN_PROGRESS')) return stack;
    await new Promise((resolve) => setTimeout(resolve, harness.pollMilliseconds));
  }
  return expect.fail(`${stackId} never settled`);
}

/** Creates or updates a stack through a change set and waits for the end, whatever it is. */
export async function deploy(
  harness: TargetHarness,
  request: Partial<ChangeSetRequest> & Pick<ChangeSetRequest, 'stackName' | 'template'>,
): Promise<DeployedStack & { readonly token: string }> {
  const changeSet = await readyChangeSet(harness.target, request);
  const token = newToken(request.kind ?? 'create');
  await harness.target.executeChangeSet(changeSet, token);
  return { ...(await settle(harness, changeSet.stackId)), token };
}

/** Small templates of types that every target knows. */
export const templates = {
  /** A topic; the display name changes in place. */
  topic: (displayName = 'first', fingerprint = 'f1'): StackTemplate => ({
    AWSTemplateFormatVersion: '2010-09-09',
    Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: displayName } } },
    Outputs: { MlopsFingerprint: { Value: fingerprint }, TopicArn: { Value: { Ref: 'Topic' } } },
  }),
  /** A queue that depends on the topic. */
  topicAndQueue: (displayName = 'first', fingerprint = 'f1'): StackTemplate => ({
    AWSTemplateFormatVersion: '2010-09-09',
    Resources: {
      Queue: { Type: 'AWS::SQS::Queue', DependsOn: 'Topic', Properties: { VisibilityTimeout: 30 } },
      Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: displayName } },
    },
    Outputs: {
      MlopsFingerprint: { Value: fingerprint },
      QueueArn: { Value: { 'Fn::GetAtt': ['Queue', 'Arn'] } },
      Where: { Value: { 'Fn::Sub': '${AWS::Region}/${AWS::StackName}' } },
    },
  }),
  /** A queue whose name decides its identity: another name is another queue. */
  namedQueue: (name: string): StackTemplate => ({
    AWSTemplateFormatVersion: '2010-09-09',
    Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: name } } },
    Outputs: { QueueArn: { Value: { 'Fn::GetAtt': ['Queue', 'Arn'] } } },
  }),
} as const;
