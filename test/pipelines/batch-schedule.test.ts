import {
  CreateTransformJobCommand,
  DescribeTransformJobCommand,
  ListTagsCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { expect } from 'chai';

import { handleScheduledTransform } from '../../pipelines/batch/start-scheduled-transform.lambda.ts';
import { recordingLog, serviceError } from './support/lambda.ts';
import { mockedClient } from '../helpers/mocked-client.ts';

const ARN = 'arn:aws:sagemaker:eu-west-1:123456789012:transform-job/churn-scheduled-0-202603010500';
const EVENT = {
  scheduledTime: '2026-03-01T05:00:30Z',
  jobNamePrefix: 'churn-scheduled-0',
  inputsDigest: 'abc',
  request: JSON.stringify({ TransformJobName: 'churn-transform-1', ModelName: 'model-1', MaxPayloadInMB: 6 }),
};

describe('start-scheduled-transform', () => {
  const sagemaker = mockedClient(SageMakerClient);

  beforeEach(() => {
    sagemaker.reset();
    sagemaker.on(DescribeTransformJobCommand).rejects(serviceError('ResourceNotFound', 'not found'));
    sagemaker.on(CreateTransformJobCommand).resolves({ TransformJobArn: ARN });
  });

  function run(event: unknown) {
    const client = new SageMakerClient({ region: 'eu-west-1' });
    return handleScheduledTransform(event, {
      client,
      region: 'eu-west-1',
      log: recordingLog().log,
      sleep: () => Promise.resolve(),
    });
  }

  function created() {
    return sagemaker.commandCalls(CreateTransformJobCommand).map(({ args }) => args[0].input);
  }

  it('starts the job under the name of the minute that it was due', async () => {
    const reply = await run(EVENT);

    expect(reply).to.deep.equal({ jobName: 'churn-scheduled-0-202603010500', jobArn: ARN });
    expect(created()).to.deep.equal([
      { TransformJobName: 'churn-scheduled-0-202603010500', ModelName: 'model-1', MaxPayloadInMB: 6 },
    ]);
  });

  it('starts no second job when the same call comes again', async () => {
    sagemaker
      .on(DescribeTransformJobCommand)
      .resolves({ TransformJobArn: ARN, TransformJobStatus: 'InProgress' })
      .on(ListTagsCommand)
      .resolves({ Tags: [{ Key: 'mlops:job-inputs', Value: 'abc' }] });

    const reply = await run(EVENT);

    expect(reply.jobArn).to.equal(ARN);
    expect(created()).to.deep.equal([]);
  });

  it('leaves out the run that a rate makes right after the deployment', async () => {
    const CreationTime = new Date('2026-03-01T04:58:00Z');
    sagemaker
      .on(DescribeTransformJobCommand, { TransformJobName: 'churn-transform-1' })
      .resolves({ TransformJobArn: 'deployed', TransformJobStatus: 'InProgress', CreationTime });

    const reply = await run({ ...EVENT, deployedJobName: 'churn-transform-1' });

    expect(reply).to.deep.equal({ jobName: 'churn-transform-1', jobArn: 'deployed' });
    expect(created()).to.deep.equal([]);
  });

  it('runs when the deployment was long ago or its job failed', async () => {
    const jobs = [
      { TransformJobStatus: 'Completed', CreationTime: new Date('2026-03-01T04:00:00Z') },
      { TransformJobStatus: 'Failed', CreationTime: new Date('2026-03-01T04:58:00Z') },
    ] as const;
    for (const job of jobs) {
      sagemaker.on(DescribeTransformJobCommand, { TransformJobName: 'churn-transform-1' }).resolves(job);
      await run({ ...EVENT, deployedJobName: 'churn-transform-1' });
    }

    expect(created()).to.have.lengthOf(2);
  });

  it('says what is wrong with its input, and passes on why SageMaker refused', async () => {
    const failures: [unknown, RegExp][] = [
      [{ ...EVENT, scheduledTime: 'soon' }, /scheduledTime must be a time/],
      [{ ...EVENT, jobNamePrefix: undefined }, /jobNamePrefix must be a text, it is missing/],
      [{ ...EVENT, request: '[]' }, /request must be an object/],
    ];
    for (const [event, message] of failures) expect(await failureOf(event)).to.match(message);

    sagemaker.on(CreateTransformJobCommand).rejects(serviceError('ResourceLimitExceeded', 'ml.m5.large is 0'));
    expect(await failureOf(EVENT)).to.match(/transform job churn-scheduled-0-202603010500 .*ml\.m5\.large is 0/);
  });

  async function failureOf(event: unknown): Promise<string> {
    return run(event).then(
      () => 'it did not fail',
      (error: unknown) => (error as Error).message,
    );
  }
});
