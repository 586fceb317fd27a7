import { CloudFormationClient, type Stack } from '@aws-sdk/client-cloudformation';
import { CreateTrainingJobCommand, DescribeProcessingJobCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { expect } from 'chai';

import type { Emulator } from './emulator.ts';
import { EVERY_TYPE } from './every-type.ts';
import { deploy, eventually, remove } from './stacks.ts';
import { useEmulator } from './use-emulator.ts';

/** One call of a JSON protocol, for services whose client the project does not carry. */
async function json(emulator: Emulator, service: string, target: string, body: unknown): Promise<unknown> {
  const answer = await fetch(emulator.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': target,
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=none`,
    },
    body: JSON.stringify(body),
  });
  const data: unknown = await answer.json();
  if (!answer.ok) throw new Error(`${target}: ${JSON.stringify(data)}`);
  return data;
}

describe('the emulator deploys everything else that a stack of ours may have', function () {
  this.timeout(60_000);
  const emulator = useEmulator();
  let client: CloudFormationClient;
  let stack: Stack;
  let outputs: Readonly<Record<string, string>>;

  before('deploy', async () => {
    client = new CloudFormationClient(emulator().clientConfig());
    stack = await deploy(client, {
      stackName: 'sink',
      type: 'CREATE',
      template: {
        Resources: EVERY_TYPE,
        Outputs: {
          Queue: { Value: { Ref: 'Queue' } },
          Machine: { Value: { Ref: 'Machine' } },
          Pipeline: { Value: { Ref: 'Pipeline' } },
          Version: { Value: { 'Fn::GetAtt': ['Pipeline', 'Version'] } },
          Api: { Value: { Ref: 'Api' } },
        },
      },
    });
    expect(stack.StackStatus, stack.StackStatusReason).to.equal('CREATE_COMPLETE');
    outputs = Object.fromEntries(
      stack.Outputs?.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]) ?? [],
    );
  });

  it('tells the topic when a training job ends', async () => {
    const sageMaker = new SageMakerClient(emulator().clientConfig());
    await sageMaker.send(
      new CreateTrainingJobCommand({
        TrainingJobName: 'churn-7',
        AlgorithmSpecification: { TrainingImage: 'xgboost:1', TrainingInputMode: 'File' },
        RoleArn: 'arn:aws:iam::000000000000:role/execution',
        OutputDataConfig: { S3OutputPath: 's3://assets/out' },
        ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 10 },
        StoppingCondition: { MaxRuntimeInSeconds: 60 },
      }),
    );
    const message = await eventually('the message', async () => {
      const received = (await json(emulator(), 'sqs', 'AmazonSQS.ReceiveMessage', { QueueUrl: outputs['Queue'] })) as {
        readonly Messages?: readonly { readonly Body: string }[];
      };
      return received.Messages?.[0]?.Body;
    });
    expect(message).to.contain('Job churn-7 is Completed.');
  });

  it('runs a state machine that waits for a SageMaker job, and hands its failure on', async () => {
    async function run(): Promise<Readonly<Record<string, string>>> {
      const started = (await json(emulator(), 'states', 'AWSStepFunctions.StartExecution', {
        stateMachineArn: outputs['Machine'],
      })) as { readonly executionArn: string };
      return eventually('the execution to end', async () => {
        const found = (await json(emulator(), 'states', 'AWSStepFunctions.DescribeExecution', started)) as Record<
          string,
          string
        >;
        return found['status'] === 'RUNNING' ? undefined : found;
      });
    }
    await emulator().faults.job({ jobType: 'ProcessingJob', inProgressMilliseconds: 300 });
    expect((await run())['status']).to.equal('SUCCEEDED');
    const sageMaker = new SageMakerClient(emulator().clientConfig());
    const job = await sageMaker.send(new DescribeProcessingJobCommand({ ProcessingJobName: 'baseline' }));
    expect(job.ProcessingJobStatus).to.equal('Completed');

    const second = await run();
    expect([second['status'], second['error']]).to.deep.equal(['FAILED', 'SageMaker.ResourceInUseException']);
  });

  it('keeps pipelines as CodePipeline describes them', async () => {
    const found = (await json(emulator(), 'codepipeline', 'CodePipeline_20150709.GetPipeline', {
      name: outputs['Pipeline'],
    })) as { readonly pipeline: { readonly stages: readonly { readonly name: string }[]; readonly version: number } };
    expect(found.pipeline.stages.map(({ name }) => name)).to.deep.equal(['Source', 'Build']);
    expect(outputs['Version']).to.equal('1');
  });

  it('answers through API Gateway with what the function says', async () => {
    const url = `${emulator().endpoint}/restapis/${outputs['Api'] ?? ''}/prod/_user_request_/inference`;
    const answer = await fetch(url, { method: 'POST', body: '{}' });
    expect([answer.status, await answer.text()]).to.deep.equal([200, 'invoked']);
  });

  it('deletes it all', async () => {
    expect(await remove(client, stack)).to.equal('DELETE_COMPLETE');
  });
});
