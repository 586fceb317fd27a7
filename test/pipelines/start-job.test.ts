import {
  CreateAutoMLJobV2Command,
  CreateHyperParameterTuningJobCommand,
  CreateProcessingJobCommand,
  CreateTrainingJobCommand,
  CreateTransformJobCommand,
  DescribeAutoMLJobV2Command,
  DescribeHyperParameterTuningJobCommand,
  DescribeProcessingJobCommand,
  DescribeTrainingJobCommand,
  DescribeTransformJobCommand,
  ListTagsCommand,
  SageMakerClient,
  StopTrainingJobCommand,
} from '@aws-sdk/client-sagemaker';
import { expect } from 'chai';

import { handleStartJob } from '../../pipelines/shared/start-job.lambda.ts';
import { recordingLog, serviceError } from './support/lambda.ts';
import { mockedClient } from '../helpers/mocked-client.ts';

const DIGEST = 'a'.repeat(64);
const ARN = 'arn:aws:sagemaker:eu-west-1:123456789012:training-job/job-1';
const REQUEST = { TrainingJobName: 'job-1', HyperParameters: { eta: '0.2' }, ResourceConfig: { InstanceCount: 1 } };
const START = {
  action: 'start',
  api: 'training',
  jobName: 'job-1',
  inputsDigest: DIGEST,
  request: JSON.stringify(REQUEST),
  endedBadly: 'refuse',
};

describe('start-job', () => {
  const sagemaker = mockedClient(SageMakerClient);
  const notFound = serviceError('ValidationException', 'Requested resource not found.');
  let slept: number[];
  let recorder: ReturnType<typeof recordingLog>;

  beforeEach(() => {
    sagemaker.reset();
    slept = [];
    recorder = recordingLog();
  });

  function run(event: unknown) {
    const client = new SageMakerClient({ region: 'eu-west-1' });
    return handleStartJob(event, {
      client,
      region: 'eu-west-1',
      log: recorder.log,
      sleep: (milliseconds) => Promise.resolve(void slept.push(milliseconds)),
    });
  }

  async function failureOf(event: unknown): Promise<string> {
    try {
      await run(event);
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error('it did not fail');
  }

  function jobExists(status: string, digest: string | undefined, FailureReason?: string) {
    sagemaker
      .on(DescribeTrainingJobCommand)
      .resolves({ TrainingJobArn: ARN, TrainingJobStatus: status as 'Completed', FailureReason });
    sagemaker
      .on(ListTagsCommand)
      .resolves({ Tags: digest === undefined ? [] : [{ Key: 'mlops:job-inputs', Value: digest }] });
  }

  it('sends the request as it stands, numbers as numbers', async () => {
    sagemaker.on(DescribeTrainingJobCommand).rejects(notFound);
    sagemaker.on(CreateTrainingJobCommand).resolves({ TrainingJobArn: ARN });

    const reply = await run(START);

    expect(reply).to.deep.equal({ jobName: 'job-1', jobArn: ARN });
    expect(sagemaker.commandCalls(CreateTrainingJobCommand).map(({ args }) => args[0].input)).to.deep.equal([REQUEST]);
  });

  it('knows the five kinds of jobs', async () => {
    const missing = serviceError('ResourceNotFound', 'no such job');
    for (const describe of [
      DescribeHyperParameterTuningJobCommand,
      DescribeAutoMLJobV2Command,
      DescribeProcessingJobCommand,
      DescribeTransformJobCommand,
      DescribeTrainingJobCommand,
    ]) {
      sagemaker.on(describe as typeof DescribeTrainingJobCommand).rejects(missing);
    }
    sagemaker.on(CreateTrainingJobCommand).resolves({ TrainingJobArn: 'training' });
    sagemaker.on(CreateHyperParameterTuningJobCommand).resolves({ HyperParameterTuningJobArn: 'tuning' });
    sagemaker.on(CreateAutoMLJobV2Command).resolves({ AutoMLJobArn: 'autopilot' });
    sagemaker.on(CreateProcessingJobCommand).resolves({ ProcessingJobArn: 'processing' });
    sagemaker.on(CreateTransformJobCommand).resolves({ TransformJobArn: 'transform' });

    for (const api of ['training', 'tuning', 'autopilot', 'processing', 'transform']) {
      expect(await run({ ...START, api }), api).to.have.property('jobArn', api);
    }
  });

  it('starts nothing when the same job is there already, running or done', async () => {
    for (const status of ['InProgress', 'Completed']) {
      jobExists(status, DIGEST);
      expect(await run(START), status).to.have.property('jobArn', ARN);
    }
    expect(sagemaker.commandCalls(CreateTrainingJobCommand)).to.have.lengthOf(0);
  });

  it('refuses a name that is taken by a job with other inputs, naming both', async () => {
    jobExists('Completed', 'b'.repeat(64));

    const message = await failureOf(START);

    expect(message).to.include('job-1').and.include(ARN).and.include('bbbbbbbbbbbb').and.include('aaaaaaaaaaaa');
    expect(message).to.include('https://console.aws.amazon.com/sagemaker/home?region=eu-west-1#/jobs/job-1');
  });

  it('refuses a name that is taken by a job that is not ours', async () => {
    jobExists('Completed', undefined);

    expect(await failureOf(START)).to.include('was not started by a stack of ours');
  });

  it('finds the tag on a later page', async () => {
    jobExists('Completed', DIGEST);
    sagemaker
      .on(ListTagsCommand)
      .resolvesOnce({ Tags: [{ Key: 'a', Value: 'b' }], NextToken: 'next' })
      .resolvesOnce({ Tags: [{ Key: 'mlops:job-inputs', Value: DIGEST }] });

    expect(await run(START)).to.have.property('jobArn', ARN);
  });

  it('says that the same job failed before, instead of doing nothing in silence', async () => {
    jobExists('Failed', DIGEST, 'AlgorithmError: no data');

    expect(await failureOf(START)).to.match(/is Failed: AlgorithmError: no data; change an input/);
  });

  it('accepts a job that failed before when a stack returns to it', async () => {
    jobExists('Failed', DIGEST, 'AlgorithmError: no data');

    expect(await run({ ...START, endedBadly: 'accept' })).to.have.property('jobArn', ARN);
  });

  it('waits for a new role to spread', async () => {
    sagemaker
      .on(DescribeTrainingJobCommand)
      .rejectsOnce(serviceError('AccessDeniedException', 'not authorized to perform: sagemaker:DescribeTrainingJob'))
      .rejects(notFound);
    sagemaker
      .on(CreateTrainingJobCommand)
      .rejectsOnce(serviceError('ValidationException', 'Could not assume role arn:aws:iam::123456789012:role/job.'))
      .resolves({ TrainingJobArn: ARN });

    expect(await run(START)).to.have.property('jobArn', ARN);
    expect(slept).to.deep.equal([2_000, 3_000]);
  });

  it('gives up on a role that never works, with the service’s words', async () => {
    sagemaker.on(DescribeTrainingJobCommand).rejects(notFound);
    sagemaker.on(CreateTrainingJobCommand).rejects(serviceError('AccessDeniedException', 'no'));

    expect(await failureOf(START)).to.match(/^SageMaker refused the training job job-1 .*AccessDeniedException: no$/);
    expect(slept.reduce((sum, wait) => sum + wait, 0)).to.be.within(60_000, 200_000);
  });

  it('hands on the reason of a refusal at once', async () => {
    sagemaker.on(DescribeTrainingJobCommand).rejects(notFound);
    sagemaker.on(CreateTrainingJobCommand).rejects(serviceError('ResourceLimitExceeded', 'limit of ml.p3 is 0'));

    expect(await failureOf(START)).to.include('ResourceLimitExceeded: limit of ml.p3 is 0');
    expect(slept).to.deep.equal([]);
  });

  it('accepts a job that somebody started in the same moment', async () => {
    sagemaker
      .on(DescribeTrainingJobCommand)
      .rejectsOnce(notFound)
      .resolves({ TrainingJobArn: ARN, TrainingJobStatus: 'InProgress' });
    sagemaker.on(CreateTrainingJobCommand).rejects(serviceError('ResourceInUse', 'names must be unique'));
    sagemaker.on(ListTagsCommand).resolves({ Tags: [{ Key: 'mlops:job-inputs', Value: DIGEST }] });

    expect(await run(START)).to.have.property('jobArn', ARN);
  });

  it('stops a job that runs and leaves one alone that has ended or never was', async () => {
    const stop = { action: 'stop', api: 'training', jobName: 'job-1' };
    sagemaker.on(StopTrainingJobCommand).resolves({});

    jobExists('Completed', DIGEST);
    await run(stop);
    sagemaker.on(DescribeTrainingJobCommand).rejects(notFound);
    await run(stop);
    expect(sagemaker.commandCalls(StopTrainingJobCommand)).to.have.lengthOf(0);

    jobExists('InProgress', DIGEST);
    await run(stop);
    expect(sagemaker.commandCalls(StopTrainingJobCommand)).to.have.lengthOf(1);
  });

  it('refuses what it does not understand, without showing it', async () => {
    expect(await failureOf({ ...START, api: 'x' })).to.equal(
      'api must be one of training, tuning, autopilot, processing, transform',
    );
    expect(await failureOf({ ...START, jobName: '' })).to.equal('jobName must be a text, it is empty');
    expect(await failureOf({ ...START, request: 'secret {' })).to.equal('request must be JSON');
    expect(await failureOf('text')).to.equal('event must be an object, it is a string');
  });

  it('logs names and statuses, never the request', async () => {
    sagemaker.on(DescribeTrainingJobCommand).rejects(notFound);
    sagemaker.on(CreateTrainingJobCommand).resolves({ TrainingJobArn: ARN });

    await run(START);

    expect(recorder.lines).to.deep.equal([['info', 'job started', { job: 'job-1', arn: ARN }]]);
  });
});
