import { expect } from 'chai';

import { transformJobNames } from '../../pipelines/batch/transform-job-names.ts';
import { transformJobRequest } from '../../pipelines/batch/transform-job-request.ts';
import { batchSpec } from './support/batch-spec.ts';
import { KEY } from './support/specs.ts';
import { allowedActions, propertiesOf, resourcesOf, statementsOf, templateOf } from './support/template.ts';

const CONTEXT = { jobName: 'job-1', sagemakerModelName: 'model-1', inputsDigest: 'abc' };
const TRANSFORM_JOBS = 'arn:aws:sagemaker:eu-west-1:123456789012:transform-job';

describe('transformJobRequest', () => {
  it('sends what the orchestrator sends', () => {
    expect(transformJobRequest(batchSpec(), CONTEXT)).to.deep.equal({
      TransformJobName: 'job-1',
      ModelName: 'model-1',
      TransformInput: {
        DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://data-bucket/churn/to-score/' } },
        ContentType: 'text/csv',
        SplitType: 'Line',
        CompressionType: 'None',
      },
      TransformOutput: { S3OutputPath: 's3://data-bucket/churn/scores', Accept: 'text/csv', AssembleWith: 'Line' },
      TransformResources: { InstanceType: 'ml.m5.large', InstanceCount: 1 },
      Tags: [
        { Key: 'mlops:stack', Value: 'mlops-pipeline-churn-byompipelinebatchbuiltin' },
        { Key: 'mlops:job-inputs', Value: 'abc' },
      ],
    });
  });

  it('honours every optional attribute', () => {
    const request = transformJobRequest(
      batchSpec({
        kms_key_arn: KEY,
        instance_count: 3,
        content_type: 'application/jsonlines',
        accept: 'application/json',
        split_type: 'None',
        assemble_with: 'None',
        compression_type: 'Gzip',
        batch_strategy: 'SingleRecord',
        max_payload_in_mb: 20,
        tags: { team: 'retention' },
      }),
      CONTEXT,
    );

    expect(request).to.deep.include({
      BatchStrategy: 'SingleRecord',
      MaxPayloadInMB: 20,
      TransformOutput: {
        S3OutputPath: 's3://data-bucket/churn/scores',
        Accept: 'application/json',
        AssembleWith: 'None',
        KmsKeyId: KEY,
      },
      TransformResources: { InstanceType: 'ml.m5.large', InstanceCount: 3, VolumeKmsKeyId: KEY },
    });
    expect(request['TransformInput']).to.include({
      ContentType: 'application/jsonlines',
      SplitType: 'None',
      CompressionType: 'Gzip',
    });
    expect(request['Tags']).to.deep.include({ Key: 'team', Value: 'retention' });
  });

  it('gives no volume key to instances that store on local disks', () => {
    const request = transformJobRequest(batchSpec({ kms_key_arn: KEY, inference_instance: 'ml.g4dn.xlarge' }), CONTEXT);

    expect(request['TransformResources']).not.to.have.property('VolumeKmsKeyId');
  });
});

describe('transformJobNames', () => {
  it('name a job from what decides it, and scheduled jobs from the stack', () => {
    const names = transformJobNames(batchSpec());

    expect(names.onDeploy).to.match(/^churn-transform-[0-9a-f]{10}$/);
    expect(names.onDeployPattern).to.equal('churn-transform-*');
    expect(names.scheduledPrefix).to.match(/^churn-scheduled-[0-9a-f]{10}$/);
    expect(transformJobNames(batchSpec({ schedule_expression: 'rate(1 day)', tags: { a: 'b' } }))).to.deep.equal(names);
    expect(transformJobNames(batchSpec({ instance_count: 2 })).onDeploy).not.to.equal(names.onDeploy);
    expect(transformJobNames({ ...batchSpec(), stackName: 'other' }).scheduledPrefix).not.to.equal(
      names.scheduledPrefix,
    );
  });

  it('leave room for the time within 63 letters', () => {
    const { onDeploy, scheduledPrefix } = transformJobNames({ ...batchSpec(), modelName: 'm'.repeat(80) });

    expect(onDeploy).to.have.lengthOf(63);
    expect(`${scheduledPrefix}-202603010500`).to.have.lengthOf(63);
  });
});

describe('batch stack', () => {
  it('starts the job with the generated name of the model, and hands no role over', () => {
    const template = templateOf(batchSpec());

    const job = propertiesOf(template, 'Job', 'Custom::SageMakerJob');

    expect(JSON.stringify(job['Request'])).to.include('{"Fn::GetAtt":["Model","ModelName"]}');
    expect(propertiesOf(template, 'Model', 'AWS::SageMaker::Model')).not.to.have.property('ModelName');
    expect(statementsOf(template).flatMap(({ actions }) => actions)).not.to.include('iam:PassRole');
    expect(allowedActions(template, 'StartJobRole', `${TRANSFORM_JOBS}/churn-transform-*`)).to.include(
      'sagemaker:CreateTransformJob',
    );
  });

  it('reads the data and writes the predictions with the role of the model', () => {
    const template = templateOf(batchSpec());

    expect(allowedActions(template, 'ModelRole', 'arn:aws:s3:::data-bucket/churn/scores/*')).to.include('s3:PutObject');
    expect(JSON.stringify(statementsOf(template).filter(({ logicalId }) => logicalId === 'ModelRole'))).to.include(
      'arn:aws:s3:::data-bucket/churn/to-score',
    );
  });

  it('has no schedule unless the config asks for one', () => {
    const template = templateOf(batchSpec());

    expect(resourcesOf(template, 'AWS::Scheduler::Schedule')).to.deep.equal({});
    expect(template.Resources).not.to.have.property('StartScheduledTransformFunction');
  });

  it('starts a job at each time of the schedule and tells of one that did not start', () => {
    const template = templateOf(batchSpec({ schedule_expression: 'cron(0 5 ? * MON-FRI *)' }));
    const { scheduledPrefix } = transformJobNames(batchSpec());

    const schedule = propertiesOf(template, 'TransformScheduleSchedule', 'AWS::Scheduler::Schedule');

    expect(schedule['ScheduleExpression']).to.equal('cron(0 5 ? * MON-FRI *)');
    const input = JSON.stringify(schedule['Target']);
    expect(input).to.include('<aws.scheduler.scheduled-time>').and.to.include(scheduledPrefix);
    expect(input).not.to.include('deployedJobName');
    expect(template.Resources['TransformScheduleSchedule']?.['DependsOn'] ?? []).not.to.include('Job');
    expect(propertiesOf(template, 'ScheduledTransformFailures', 'AWS::Lambda::EventInvokeConfig')).to.deep.include({
      DestinationConfig: { OnFailure: { Destination: { Ref: 'NotificationsTopic' } } },
    });
    expect(
      allowedActions(template, 'StartScheduledTransformRole', `${TRANSFORM_JOBS}/${scheduledPrefix}-*`),
    ).to.have.members([
      'sagemaker:AddTags',
      'sagemaker:CreateTransformJob',
      'sagemaker:DescribeTransformJob',
      'sagemaker:ListTags',
    ]);
  });

  it('makes a schedule by rate after the job, because it runs at once', () => {
    const template = templateOf(batchSpec({ schedule_expression: 'rate(1 day)' }));

    const schedule = template.Resources['TransformScheduleSchedule'];

    expect(schedule?.['DependsOn']).to.include('Job');
    expect(JSON.stringify(schedule?.Properties)).to.include('deployedJobName');
    expect(
      allowedActions(template, 'StartScheduledTransformRole', `${TRANSFORM_JOBS}/churn-transform-*`),
    ).to.deep.equal(['sagemaker:DescribeTransformJob']);
  });

  it('announces the ends of both kinds of jobs', () => {
    const { onDeploy, scheduledPrefix } = transformJobNames(batchSpec());
    function rule(schedule_expression?: string): Record<string, unknown> {
      return propertiesOf(templateOf(batchSpec({ schedule_expression })), 'NotificationsJobEnds', 'AWS::Events::Rule');
    }

    expect(rule()).to.have.deep.nested.property('EventPattern.detail.TransformJobName', [onDeploy]);
    expect(rule('rate(1 day)')).to.have.deep.nested.property('EventPattern.detail.TransformJobName', [
      onDeploy,
      { prefix: `${scheduledPrefix}-` },
    ]);
  });
});
