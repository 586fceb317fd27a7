import { expect } from 'chai';

import { autopilotJobRequest } from '../../pipelines/training/autopilot-job-request.ts';
import { trainingJobName } from '../../pipelines/training/training-job-name.ts';
import { trainingJobRequest } from '../../pipelines/training/training-job-request.ts';
import { tuningJobRequest } from '../../pipelines/training/tuning-job-request.ts';
import { autopilotSpec, KEY, trainingSpec, tunerSpec } from './support/specs.ts';

const CONTEXT = { jobName: 'job-1', roleArn: 'arn:aws:iam::123456789012:role/job', inputsDigest: 'abc' };
const TAGS = [
  { Key: 'mlops:stack', Value: 'mlops-pipeline-churn-modeltraining' },
  { Key: 'mlops:job-inputs', Value: 'abc' },
];
const IMAGE = '141502667606.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-xgboost:1.7-1';

function channel(name: string, file: string, more: Record<string, unknown> = {}) {
  return {
    ChannelName: name,
    DataSource: {
      S3DataSource: {
        S3DataType: 'S3Prefix',
        S3Uri: `s3://assets-bucket/churn/${file}`,
        S3DataDistributionType: 'FullyReplicated',
      },
    },
    ContentType: 'csv',
    ...more,
  };
}

describe('trainingJobRequest', () => {
  it('sends what the SDK sends, without the debugger and profiler that it adds', () => {
    expect(trainingJobRequest(trainingSpec(), CONTEXT)).to.deep.equal({
      TrainingJobName: 'job-1',
      RoleArn: CONTEXT.roleArn,
      AlgorithmSpecification: { TrainingImage: IMAGE, TrainingInputMode: 'File' },
      HyperParameters: { num_round: '100', eta: '0.2', flag: 'True', objective: 'binary:logistic' },
      InputDataConfig: [channel('train', 'train.csv'), channel('validation', 'validation.csv')],
      OutputDataConfig: { S3OutputPath: 's3://assets-bucket/churn/output' },
      ResourceConfig: { InstanceCount: 1, InstanceType: 'ml.m5.xlarge', VolumeSizeInGB: 20 },
      StoppingCondition: { MaxRuntimeInSeconds: 7200, MaxWaitTimeInSeconds: 14400 },
      EnableInterContainerTrafficEncryption: true,
      EnableManagedSpotTraining: true,
      CheckpointConfig: { S3Uri: 's3://assets-bucket/churn/output/job-1/checkpoint' },
      Tags: TAGS,
    });
  });

  it('leaves out what is not asked for', () => {
    const spec = trainingSpec({ use_spot_instances: false, encrypt_inner_traffic: false, validation_data: undefined });

    const request = trainingJobRequest(spec, CONTEXT);

    expect(request).not.to.have.any.keys(
      'EnableManagedSpotTraining',
      'CheckpointConfig',
      'EnableInterContainerTrafficEncryption',
      'VpcConfig',
      'Environment',
    );
    expect(request['StoppingCondition']).to.deep.equal({ MaxRuntimeInSeconds: 7200 });
    expect(request['InputDataConfig']).to.have.lengthOf(1);
  });

  it('honours every optional attribute', () => {
    const spec = trainingSpec({
      kms_key_arn: KEY,
      compression_type: 'Gzip',
      data_input_mode: 'Pipe',
      data_record_wrapping: 'RecordIO',
      s3_data_type: 'AugmentedManifestFile',
      attribute_names: ['source-ref', 'label'],
      data_distribution: 'ShardedByS3Key',
      environment: { LEVEL: 'debug' },
      vpc_config: { security_group_ids: ['sg-1'], subnets: ['subnet-1', 'subnet-2'] },
      tags: { team: 'retention', 'mlops:stack': 'not this' },
    });

    const request = trainingJobRequest(spec, CONTEXT);

    expect(request).to.deep.include({
      OutputDataConfig: { S3OutputPath: 's3://assets-bucket/churn/output', KmsKeyId: KEY },
      VpcConfig: { SecurityGroupIds: ['sg-1'], Subnets: ['subnet-1', 'subnet-2'] },
      Environment: { LEVEL: 'debug' },
      AlgorithmSpecification: { TrainingImage: IMAGE, TrainingInputMode: 'Pipe' },
    });
    expect(request['ResourceConfig']).to.have.property('VolumeKmsKeyId', KEY);
    expect((request['InputDataConfig'] as unknown[])[0]).to.deep.equal({
      ChannelName: 'train',
      DataSource: {
        S3DataSource: {
          S3DataType: 'AugmentedManifestFile',
          S3Uri: 's3://assets-bucket/churn/train.csv',
          S3DataDistributionType: 'ShardedByS3Key',
          AttributeNames: ['source-ref', 'label'],
        },
      },
      ContentType: 'csv',
      CompressionType: 'Gzip',
      RecordWrapperType: 'RecordIO',
    });
    expect(request['Tags']).to.have.deep.members([{ Key: 'team', Value: 'retention' }, ...TAGS]);
  });

  it('gives no volume key to instances that store on local disks', () => {
    for (const instance_type of ['ml.g5.xlarge', 'ml.g4dn.xlarge', 'ml.p4d.24xlarge', 'ml.c5d.large']) {
      const request = trainingJobRequest(trainingSpec({ kms_key_arn: KEY, instance_type }), CONTEXT);
      expect(request['ResourceConfig'], instance_type).not.to.have.property('VolumeKmsKeyId');
      expect(request['OutputDataConfig'], instance_type).to.have.property('KmsKeyId', KEY);
    }
  });
});

describe('tuningJobRequest', () => {
  it('sends what the SDK sends', () => {
    const request = tuningJobRequest(tunerSpec(), CONTEXT);

    expect(request).to.have.all.keys(
      'HyperParameterTuningJobName',
      'HyperParameterTuningJobConfig',
      'TrainingJobDefinition',
      'Tags',
    );
    expect(request['HyperParameterTuningJobConfig']).to.deep.equal({
      Strategy: 'Bayesian',
      HyperParameterTuningJobObjective: { Type: 'Maximize', MetricName: 'validation:auc' },
      ResourceLimits: { MaxNumberOfTrainingJobs: 20, MaxParallelTrainingJobs: 3 },
      ParameterRanges: {
        ContinuousParameterRanges: [{ Name: 'eta', MinValue: '0', MaxValue: '1', ScalingType: 'Auto' }],
        CategoricalParameterRanges: [{ Name: 'booster', Values: ['gbtree', 'dart'] }],
        IntegerParameterRanges: [{ Name: 'max_depth', MinValue: '1', MaxValue: '10', ScalingType: 'Logarithmic' }],
      },
      TrainingJobEarlyStoppingType: 'Off',
    });
    expect(request['TrainingJobDefinition']).to.deep.equal({
      StaticHyperParameters: { num_round: '100', flag: 'True', objective: 'binary:logistic' },
      RoleArn: CONTEXT.roleArn,
      AlgorithmSpecification: { TrainingImage: IMAGE, TrainingInputMode: 'File' },
      InputDataConfig: [channel('train', 'train.csv'), channel('validation', 'validation.csv')],
      OutputDataConfig: { S3OutputPath: 's3://assets-bucket/churn/output' },
      HyperParameterTuningResourceConfig: { InstanceCount: 1, InstanceType: 'ml.m5.xlarge', VolumeSizeInGB: 20 },
      StoppingCondition: { MaxRuntimeInSeconds: 7200, MaxWaitTimeInSeconds: 14400 },
      EnableInterContainerTrafficEncryption: true,
      EnableManagedSpotTraining: true,
      CheckpointConfig: { S3Uri: 's3://assets-bucket/churn/output/job-1/checkpoint' },
    });
  });

  it('honours every tuner argument', () => {
    const spec = tunerSpec({
      tuner_configs: {
        objective_metric_name: 'loss',
        objective_type: 'Minimize',
        strategy: 'Grid',
        max_runtime_in_seconds: 7200,
        early_stopping_type: 'Auto',
        random_seed: 7,
        metric_definitions: [{ Name: 'loss', Regex: 'loss=(.*)' }],
        autotune: true,
        hyperparameters_to_keep_static: ['objective'],
        tags: [{ Key: 'run', Value: 'nightly' }],
      },
    });

    const request = tuningJobRequest(spec, CONTEXT);

    expect(request['Autotune']).to.deep.equal({ Mode: 'Enabled' });
    expect(request['HyperParameterTuningJobConfig']).to.deep.include({
      Strategy: 'Grid',
      HyperParameterTuningJobObjective: { Type: 'Minimize', MetricName: 'loss' },
      ResourceLimits: { MaxParallelTrainingJobs: 1, MaxRuntimeInSeconds: 7200 },
      TrainingJobEarlyStoppingType: 'Auto',
      RandomSeed: 7,
    });
    expect(request).to.have.deep.nested.property('HyperParameterTuningJobConfig.ParameterRanges.AutoParameters', [
      { Name: 'num_round', ValueHint: '100' },
      { Name: 'flag', ValueHint: 'True' },
    ]);
    expect(request).to.have.deep.nested.property('TrainingJobDefinition.StaticHyperParameters', {
      objective: 'binary:logistic',
    });
    expect(request).to.have.deep.nested.property('TrainingJobDefinition.AlgorithmSpecification.MetricDefinitions', [
      { Name: 'loss', Regex: 'loss=(.*)' },
    ]);
    expect(request['Tags']).to.deep.include({ Key: 'run', Value: 'nightly' });
  });
});

describe('autopilotJobRequest', () => {
  it('carries the settings of the first version in the places of the second', () => {
    expect(autopilotJobRequest(autopilotSpec(), CONTEXT)).to.deep.equal({
      AutoMLJobName: 'job-1',
      RoleArn: CONTEXT.roleArn,
      AutoMLJobInputDataConfig: [
        { DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://assets-bucket/churn/all.csv' } } },
      ],
      OutputDataConfig: { S3OutputPath: 's3://assets-bucket/churn/autopilot' },
      AutoMLProblemTypeConfig: {
        TabularJobConfig: {
          TargetAttributeName: 'churned',
          CompletionCriteria: {
            MaxCandidates: 10,
            MaxRuntimePerTrainingJobInSeconds: 3600,
            MaxAutoMLJobRuntimeInSeconds: 7200,
          },
          GenerateCandidateDefinitionsOnly: false,
        },
      },
      SecurityConfig: { EnableInterContainerTrafficEncryption: true },
      Tags: [
        { Key: 'mlops:stack', Value: 'mlops-pipeline-churn-autopilottraining' },
        { Key: 'mlops:job-inputs', Value: 'abc' },
      ],
    });
  });

  it('honours key and compression, which the orchestrator drops, and the rest', () => {
    const request = autopilotJobRequest(
      autopilotSpec({
        kms_key_arn: KEY,
        compression_type: 'Gzip',
        problem_type: 'BinaryClassification',
        job_objective: 'AUC',
        generate_definition_only: true,
        vpc_config: { security_group_ids: ['sg-1'], subnets: ['subnet-1'] },
      }),
      CONTEXT,
    );

    expect(request).to.have.nested.property('AutoMLJobInputDataConfig[0].CompressionType', 'Gzip');
    expect(request).to.have.nested.property('OutputDataConfig.KmsKeyId', KEY);
    expect(request).to.have.nested.property(
      'AutoMLProblemTypeConfig.TabularJobConfig.ProblemType',
      'BinaryClassification',
    );
    expect(request['AutoMLJobObjective']).to.deep.equal({ MetricName: 'AUC' });
    expect(request['SecurityConfig']).to.deep.equal({
      EnableInterContainerTrafficEncryption: true,
      VolumeKmsKeyId: KEY,
      VpcConfig: { SecurityGroupIds: ['sg-1'], Subnets: ['subnet-1'] },
    });
  });
});

describe('trainingJobName', () => {
  it('takes the name that the config gives', () => {
    const named = trainingSpec({ job_name: 'My-Job' });
    expect(trainingJobName(named)).to.deep.equal({ name: 'My-Job', pattern: 'My-Job' });
  });

  it('changes with the inputs and with nothing else, within SageMaker’s limits', () => {
    const { name, pattern } = trainingJobName(trainingSpec());

    expect(name).to.match(/^churn-training-[0-9a-f]{10}$/);
    expect(pattern).to.equal('churn-training-*');
    expect(trainingJobName(trainingSpec({ tags: { a: 'b' } })).name).to.equal(name);
    expect(trainingJobName(trainingSpec({ instance_count: 2 })).name).not.to.equal(name);
    const long = { ...tunerSpec(), modelName: 'm'.repeat(80) };
    expect(trainingJobName(long).name).to.have.lengthOf(32);
  });
});
