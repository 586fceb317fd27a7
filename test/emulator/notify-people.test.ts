import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect } from 'chai';
import { useCliWorlds } from '../helpers/cli-world.ts';
import { CONFIG } from '../helpers/api-events.ts';
import type { Emulator } from './emulator.ts';
import { deploy, eventually } from './stacks.ts';
import { useEmulator } from './use-emulator.ts';

const LAMBDA = join(import.meta.dirname, '../../dist/lambda');

/** The function, the topic and the rule as the control plane has them, and a queue in the place of people. */
function template(key: string): object {
  return {
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'people' } },
    Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'people' } },
    Subscription: {
      Type: 'AWS::SNS::Subscription',
      Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'sqs', Endpoint: { 'Fn::GetAtt': ['Queue', 'Arn'] } },
    },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        },
      },
    },
    Notify: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'notify-people',
        Runtime: 'nodejs20.x',
        Handler: 'index.handler',
        Timeout: 30,
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Code: { S3Bucket: 'bundles', S3Key: key },
        Environment: { Variables: { TOPIC_ARN: { Ref: 'Topic' } } },
      },
    },
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: { source: ['mlops'] },
        Targets: [{ Id: 'Notify', Arn: { 'Fn::GetAtt': ['Notify', 'Arn'] } }],
      },
    },
    Permission: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: { Ref: 'Notify' },
        Principal: 'events.amazonaws.com',
        SourceArn: { 'Fn::GetAtt': ['Rule', 'Arn'] },
      },
    },
  };
}

/** The next message in the queue, with the subject and attributes that the topic was given. */
async function receive(emulator: Emulator): Promise<string | undefined> {
  const answer = await fetch(emulator.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'AmazonSQS.ReceiveMessage',
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=none',
    },
    body: JSON.stringify({ QueueUrl: `${emulator.endpoint}/000000000000/people` }),
  });
  const { Messages } = (await answer.json()) as { readonly Messages?: readonly { readonly Body: string }[] };
  return Messages?.[0]?.Body;
}

describe('from a command to the mail, over bus, rule, function and topic', function () {
  this.timeout(120_000);
  const emulator = useEmulator();
  const newWorld = useCliWorlds();

  before('install', async () => {
    const manifest = JSON.parse(readFileSync(join(LAMBDA, 'manifest.json'), 'utf8')) as Readonly<
      Record<string, { readonly key: string; readonly file: string }>
    >;
    const bundle = manifest['notify-people'];
    if (bundle === undefined) throw new Error('dist/lambda has no notify-people; run: npm run build');
    const s3 = new S3Client({ ...emulator().clientConfig(), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'bundles' }));
    const body = readFileSync(join(LAMBDA, bundle.file));
    await s3.send(new PutObjectCommand({ Bucket: 'bundles', Key: bundle.key, Body: body }));
    const stack = await deploy(new CloudFormationClient(emulator().clientConfig()), {
      stackName: 'people',
      type: 'CREATE',
      template: { Resources: template(bundle.key) },
    });
    expect(stack.StackStatus, stack.StackStatusReason).to.equal('CREATE_COMPLETE');
  });

  it('a rejected config is told, with file, line and cure', async () => {
    const cli = newWorld({
      settings: { source: { provider: 'github', repository: 'team/models', branch: 'main' } },
      env: {
        MLOPS_EVENT_BUS: 'default',
        AWS_ENDPOINT_URL: emulator().endpoint,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
      },
    });
    cli.write({ 'models/churn/mlops-config.json': { ...CONFIG, inference_instance: 7 } });
    cli.repository.commit();
    const { code, stderr } = await cli.run('plan');
    expect(code).to.equal(1);
    expect(stderr).to.not.include('warning');

    const body = await eventually('the message', () => receive(emulator()));
    const { Subject, Message, MessageAttributes } = JSON.parse(body) as {
      readonly Subject: string;
      readonly Message: string;
      readonly MessageAttributes: Readonly<Record<string, { readonly Value: string }>>;
    };
    expect(Subject).to.equal('MLOps: config rejected in team/models: 1 error');
    expect(Message).to.include('models/churn/mlops-config.json:7:25');
    expect(Message).to.include('What to do now:');
    expect(MessageAttributes['event']).to.include({ Value: 'config-rejected' });
  });
});
