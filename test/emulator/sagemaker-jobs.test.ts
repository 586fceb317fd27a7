import {
  CreateAutoMLJobCommand,
  CreateAutoMLJobV2Command,
  CreateHyperParameterTuningJobCommand,
  CreateTrainingJobCommand,
  CreateTransformJobCommand,
  DescribeAutoMLJobCommand,
  DescribeAutoMLJobV2Command,
  DescribeHyperParameterTuningJobCommand,
  DescribeTrainingJobCommand,
  DescribeTransformJobCommand,
  SageMakerClient,
  StopAutoMLJobCommand,
  StopTrainingJobCommand,
  type CreateTrainingJobCommandInput,
  type CreateTransformJobCommandInput,
  type HyperParameterTuningJobConfig,
} from '@aws-sdk/client-sagemaker';
import { expect } from 'chai';

import { eventually } from './stacks.ts';
import { useEmulator } from './use-emulator.ts';

const ROLE = 'arn:aws:iam::000000000000:role/execution';

function training(TrainingJobName: string): CreateTrainingJobCommandInput {
  return {
    TrainingJobName,
    AlgorithmSpecification: { TrainingImage: 'xgboost:1', TrainingInputMode: 'File' },
    RoleArn: ROLE,
    OutputDataConfig: { S3OutputPath: 's3://assets/out' },
    ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 10 },
    StoppingCondition: { MaxRuntimeInSeconds: 60, MaxWaitTimeInSeconds: 120 },
    EnableManagedSpotTraining: true,
    RetryStrategy: { MaximumRetryAttempts: 2 },
    Environment: { LEVEL: 'debug' },
  };
}

function transform(): CreateTransformJobCommandInput {
  return {
    TransformJobName: 'batch',
    ModelName: 'churn',
    TransformInput: {
      DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://assets/in' } },
      ContentType: 'text/csv',
      SplitType: 'Line',
    },
    TransformOutput: { S3OutputPath: 's3://assets/out', KmsKeyId: 'alias/mlops' },
    TransformResources: { InstanceType: 'ml.m5.large', InstanceCount: 1 },
  };
}

const TUNING: HyperParameterTuningJobConfig = {
  Strategy: 'Bayesian',
  HyperParameterTuningJobObjective: { Type: 'Minimize', MetricName: 'validation:rmse' },
  ResourceLimits: { MaxNumberOfTrainingJobs: 4, MaxParallelTrainingJobs: 2 },
  ParameterRanges: { ContinuousParameterRanges: [{ Name: 'eta', MinValue: '0.1', MaxValue: '0.5' }] },
};

async function refusal(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'accepted',
    (error: unknown) => String(error),
  );
}

describe('the emulator keeps SageMaker jobs', function () {
  this.timeout(30_000);
  const emulator = useEmulator();
  let client: SageMakerClient;

  before(() => {
    client = new SageMakerClient(emulator().clientConfig());
  });

  async function trainingStatus(TrainingJobName: string): Promise<string | undefined> {
    return (await client.send(new DescribeTrainingJobCommand({ TrainingJobName }))).TrainingJobStatus;
  }

  it('lets a job run, fail with a reason, or be stopped', async () => {
    const { faults } = emulator();
    await faults.job({
      name: 'fails-*',
      status: 'Failed',
      failureReason: 'no data',
      inProgressMilliseconds: 500,
    });
    await faults.job({ name: 'endless', inProgressMilliseconds: 600_000 });
    for (const name of ['fails-1', 'endless', 'plain']) {
      await client.send(new CreateTrainingJobCommand(training(name)));
    }
    expect(await trainingStatus('endless')).to.equal('InProgress');
    const failed = await eventually('the job to fail', async () => {
      const found = await client.send(new DescribeTrainingJobCommand({ TrainingJobName: 'fails-1' }));
      return found.TrainingJobStatus === 'Failed' ? found : undefined;
    });
    expect(failed.FailureReason).to.equal('no data');
    await client.send(new StopTrainingJobCommand({ TrainingJobName: 'endless' }));
    expect(await trainingStatus('endless')).to.equal('Stopped');
    expect(await trainingStatus('plain')).to.equal('Completed');
    expect(await refusal(client.send(new StopTrainingJobCommand({ TrainingJobName: 'plain' })))).to.contain(
      'is in status Completed',
    );
  });

  it('gives back every attribute of a training job', async () => {
    const request = training('spot');
    await client.send(new CreateTrainingJobCommand(request));
    const found = await client.send(new DescribeTrainingJobCommand({ TrainingJobName: 'spot' }));
    const { AlgorithmSpecification, ...rest } = request;
    expect(found).to.deep.include(rest);
    expect(found.AlgorithmSpecification).to.deep.include(AlgorithmSpecification);
    expect(found.CreationTime).to.be.instanceOf(Date);
  });

  it('keeps transform, tuning and Autopilot jobs', async () => {
    await client.send(new CreateTransformJobCommand(transform()));
    const batch = await client.send(new DescribeTransformJobCommand({ TransformJobName: 'batch' }));
    expect(batch).to.deep.include({ ...transform(), TransformJobStatus: 'Completed' });

    const {
      AlgorithmSpecification = {},
      RoleArn,
      OutputDataConfig,
      ResourceConfig,
      StoppingCondition,
    } = training('tuned');
    await client.send(
      new CreateHyperParameterTuningJobCommand({
        HyperParameterTuningJobName: 'tuned',
        HyperParameterTuningJobConfig: TUNING,
        TrainingJobDefinition: {
          AlgorithmSpecification: { ...AlgorithmSpecification, TrainingInputMode: 'File' },
          RoleArn,
          OutputDataConfig,
          ResourceConfig,
          StoppingCondition,
        },
      }),
    );
    const tuned = await client.send(
      new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: 'tuned' }),
    );
    expect(tuned.HyperParameterTuningJobConfig).to.deep.equal(TUNING);

    await emulator().faults.job({ jobType: 'AutoMLJob', inProgressMilliseconds: 600_000 });
    await client.send(
      new CreateAutoMLJobCommand({
        AutoMLJobName: 'pilot',
        InputDataConfig: [
          {
            DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://assets/train' } },
            TargetAttributeName: 'target',
          },
        ],
        OutputDataConfig: { S3OutputPath: 's3://assets/out' },
        RoleArn: ROLE,
      }),
    );
    const describe = new DescribeAutoMLJobCommand({ AutoMLJobName: 'pilot' });
    const pilot = await client.send(describe);
    expect(pilot.AutoMLJobStatus).to.equal('InProgress');
    expect(pilot.InputDataConfig?.[0]?.TargetAttributeName).to.equal('target');
    await client.send(new StopAutoMLJobCommand({ AutoMLJobName: 'pilot' }));
    expect((await client.send(describe)).AutoMLJobStatus).to.equal('Stopped');
  });

  it('takes an Autopilot job that leaves the type of the problem to SageMaker', async () => {
    const AutoMLProblemTypeConfig = { TabularJobConfig: { TargetAttributeName: 'converted' } };
    await client.send(
      new CreateAutoMLJobV2Command({
        AutoMLJobName: 'open',
        AutoMLJobInputDataConfig: [
          { DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://assets/train' } } },
        ],
        AutoMLProblemTypeConfig,
        OutputDataConfig: { S3OutputPath: 's3://assets/out' },
        RoleArn: ROLE,
      }),
    );
    const found = await client.send(new DescribeAutoMLJobV2Command({ AutoMLJobName: 'open' }));
    expect(found.AutoMLJobStatus).to.equal('Completed');
    expect(found.AutoMLProblemTypeConfig).to.deep.equal(AutoMLProblemTypeConfig);
  });

  it('refuses what SageMaker refuses, all of it at once', async () => {
    await client.send(new CreateTrainingJobCommand(training('taken')));
    expect(await refusal(client.send(new CreateTrainingJobCommand(training('taken'))))).to.contain('ResourceInUse');

    const wrong = { ...training('under_score'), StoppingCondition: { MaxRuntimeInSeconds: 0 } };
    const said = await refusal(client.send(new CreateTrainingJobCommand(wrong)));
    expect(said).to.contain('2 validation errors detected');
    expect(said)
      .to.contain("'under_score' at 'TrainingJobName'")
      .and.to.contain("'StoppingCondition.MaxRuntimeInSeconds'");
  });
});
