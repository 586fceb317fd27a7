import {
  CloudFormationClient,
  DescribeStackResourceCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeTrainingJobCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { build } from 'esbuild';
import { strToU8, zipSync } from 'fflate';
import { expect } from 'chai';

import { createChangeSet, deploy, events, remove, type Template } from './stacks.ts';
import { useEmulator } from './use-emulator.ts';

const HANDLER = `
import { SageMakerClient, CreateTrainingJobCommand } from '@aws-sdk/client-sagemaker';
const client = new SageMakerClient({});
async function respond(event, body) {
  await fetch(event.ResponseURL, { method: 'PUT', body: JSON.stringify({
    StackId: event.StackId, RequestId: event.RequestId, LogicalResourceId: event.LogicalResourceId,
    PhysicalResourceId: event.ResourceProperties.JobName, ...body }) });
}
export async function handler(event) {
  if (event.RequestType === 'Delete') return respond(event, { Status: 'SUCCESS' });
  try {
    const answer = await client.send(new CreateTrainingJobCommand({
      TrainingJobName: event.ResourceProperties.JobName,
      AlgorithmSpecification: { TrainingImage: '123.dkr.ecr.us-east-1.amazonaws.com/xgboost:1', TrainingInputMode: 'File' },
      RoleArn: process.env.ROLE_ARN,
      OutputDataConfig: { S3OutputPath: 's3://assets/out' },
      ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 10 },
      StoppingCondition: { MaxRuntimeInSeconds: Number(event.ResourceProperties.MaxRuntime) },
      HyperParameters: { num_round: '10' },
    }));
    await respond(event, { Status: 'SUCCESS', Data: { Arn: answer.TrainingJobArn, Node: process.version } });
  } catch (error) {
    // a rollback asks for the former job again
    if (error.name === 'ResourceInUse') return respond(event, { Status: 'SUCCESS', Data: { Arn: 'kept', Node: '' } });
    await respond(event, { Status: 'FAILED', Reason: error.name + ': ' + error.message });
  }
}
`;

async function bundle(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents: HANDLER, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
  });
  return zipSync({ 'index.js': strToU8(outputFiles[0]?.text ?? '') });
}

interface Job {
  readonly name: string;
  readonly maxRuntime: string;
  readonly codeKey?: string;
}

function trainingTemplate({ name, maxRuntime, codeKey = 'handler.zip' }: Job): Template {
  return {
    Description: `trains ${name}`,
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
          },
        },
      },
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Runtime: 'nodejs24.x',
          Handler: 'index.handler',
          Timeout: 30,
          Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
          Code: { S3Bucket: 'assets', S3Key: codeKey },
          Environment: { Variables: { ROLE_ARN: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
        },
      },
      Job: {
        Type: 'Custom::TrainingJob',
        Properties: { ServiceToken: { 'Fn::GetAtt': ['Function', 'Arn'] }, JobName: name, MaxRuntime: maxRuntime },
      },
    },
    Outputs: {
      JobArn: { Value: { 'Fn::GetAtt': ['Job', 'Arn'] } },
      Node: { Value: { 'Fn::GetAtt': ['Job', 'Node'] } },
    },
  };
}

function output(stack: Stack, key: string): string | undefined {
  return stack.Outputs?.find((entry) => entry.OutputKey === key)?.OutputValue;
}

describe('the emulator runs Lambda functions that reach SageMaker', function () {
  this.timeout(60_000);
  const emulator = useEmulator();
  let cloudFormation: CloudFormationClient;
  let sageMaker: SageMakerClient;

  before(async () => {
    const config = emulator().clientConfig();
    cloudFormation = new CloudFormationClient(config);
    sageMaker = new SageMakerClient(config);
    const s3 = new S3Client(config);
    await s3.send(new CreateBucketCommand({ Bucket: 'assets' }));
    await s3.send(new PutObjectCommand({ Bucket: 'assets', Key: 'handler.zip', Body: await bundle() }));
  });

  it('deploys role, function and custom resource by change set; the job is found by SageMaker', async () => {
    const request = { stackName: 'train', type: 'CREATE', token: 'apply-1', tags: { 'mlops:stage': 'dev' } } as const;
    const changeSet = await createChangeSet(cloudFormation, {
      ...request,
      name: 'looked-at',
      template: trainingTemplate({ name: 'churn-1', maxRuntime: '3600' }),
    });
    expect(changeSet.Status).to.equal('CREATE_COMPLETE');
    expect(changeSet.Changes?.map(({ ResourceChange }) => ResourceChange?.Action)).to.deep.equal(['Add', 'Add', 'Add']);

    const stack = await deploy(cloudFormation, {
      ...request,
      template: trainingTemplate({ name: 'churn-1', maxRuntime: '3600' }),
    });

    expect(stack.StackStatus, stack.StackStatusReason).to.equal('CREATE_COMPLETE');
    expect(stack.Description).to.equal('trains churn-1');
    expect(stack.Tags).to.deep.equal([{ Key: 'mlops:stage', Value: 'dev' }]);
    expect(output(stack, 'Node')).to.equal(process.version);
    const job = await sageMaker.send(new DescribeTrainingJobCommand({ TrainingJobName: 'churn-1' }));
    expect(job.TrainingJobArn).to.equal(output(stack, 'JobArn'));
    expect(job.StoppingCondition?.MaxRuntimeInSeconds).to.equal(3600);
    expect(job.RoleArn).to.match(/^arn:aws:iam::000000000000:role\//u);
    const tokens = (await events(cloudFormation, 'train')).slice(1).map((event) => event.ClientRequestToken);
    expect(new Set(tokens)).to.deep.equal(new Set(['apply-1']));
  });

  it('runs the function again when its input changes', async () => {
    const stack = await deploy(cloudFormation, {
      stackName: 'train',
      type: 'UPDATE',
      template: trainingTemplate({ name: 'churn-2', maxRuntime: '60' }),
    });
    expect(stack.StackStatus, stack.StackStatusReason).to.equal('UPDATE_COMPLETE');
    expect(stack.Description).to.equal('trains churn-2');
    const job = await sageMaker.send(new DescribeTrainingJobCommand({ TrainingJobName: 'churn-2' }));
    expect(job.StoppingCondition?.MaxRuntimeInSeconds).to.equal(60);
  });

  it("rolls a failed update back and names SageMaker's own reason in the events", async () => {
    const stack = await deploy(cloudFormation, {
      stackName: 'train',
      type: 'UPDATE',
      template: trainingTemplate({ name: 'churn-3', maxRuntime: '0' }),
    });
    expect(stack.StackStatus).to.equal('UPDATE_ROLLBACK_COMPLETE');
    const failed = (await events(cloudFormation, 'train')).find((event) => event.ResourceStatus === 'UPDATE_FAILED');
    expect(failed?.LogicalResourceId).to.equal('Job');
    expect(failed?.ResourceStatusReason).to.match(/ValidationException: .*MaxRuntimeInSeconds/u);
  });

  it('rolls a failed creation back to ROLLBACK_COMPLETE with the reason', async () => {
    const stack = await deploy(cloudFormation, {
      stackName: 'broken',
      type: 'CREATE',
      template: trainingTemplate({ name: 'churn-4', maxRuntime: '60', codeKey: 'absent.zip' }),
    });
    expect(stack.StackStatus).to.equal('ROLLBACK_COMPLETE');
    expect(stack.StackStatusReason).to.contain('The following resource(s) failed to create: [Function].');
    const failed = (await events(cloudFormation, 'broken')).find((event) => event.ResourceStatus === 'CREATE_FAILED');
    expect(failed?.ResourceType).to.equal('AWS::Lambda::Function');
    expect(failed?.ResourceStatusReason).to.not.equal('');
    await createChangeSet(cloudFormation, {
      stackName: 'broken',
      type: 'UPDATE',
      template: trainingTemplate({ name: 'churn-4', maxRuntime: '60' }),
    }).then(
      () => expect.fail('a stack in ROLLBACK_COMPLETE can only be deleted'),
      (error: unknown) => {
        expect(String(error)).to.contain('is in ROLLBACK_COMPLETE state and can not be updated');
      },
    );
  });

  it('is counted call by call, those of the function included', async () => {
    const { counts } = await emulator().calls();
    const made = counts.find(({ service, action }) => service === 'sagemaker' && action === 'CreateTrainingJob');
    expect(made?.count).to.be.at.least(2);
  });

  it('deletes the stack and its function', async () => {
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: 'train' }));
    const template = await cloudFormation.send(new GetTemplateCommand({ StackName: 'train' }));
    expect(template.TemplateBody).to.contain('churn-2');
    const [stack] = Stacks;
    if (stack === undefined) throw new Error('the stack is not there');
    const { StackResourceDetail: resource } = await cloudFormation.send(
      new DescribeStackResourceCommand({ StackName: 'train', LogicalResourceId: 'Function' }),
    );
    const invoke = new InvokeCommand({ FunctionName: resource?.PhysicalResourceId, InvocationType: 'DryRun' });
    const lambda = new LambdaClient(emulator().clientConfig());
    expect((await lambda.send(invoke)).StatusCode).to.equal(204);
    expect(await remove(cloudFormation, stack)).to.equal('DELETE_COMPLETE');
    await lambda.send(invoke).then(
      () => expect.fail('the function is still there'),
      (error: unknown) => {
        expect((error as Error).name).to.equal('ResourceNotFoundException');
      },
    );
  });
});
