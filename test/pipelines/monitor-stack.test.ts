import { expect } from 'chai';

import { monitorNames } from '../../pipelines/monitor/monitor-names.ts';
import type { PipelineSpec } from '../../pipelines/spec.ts';
import { biasSpec, dataQualitySpec, explainabilitySpec, modelQualitySpec } from './support/monitor-specs.ts';
import { KEY } from './support/specs.ts';
import { allowedActions, propertiesOf, resourcesOf, statementsOf, templateOf } from './support/template.ts';

const DATA = dataQualitySpec();

function definitionOf(spec: PipelineSpec, type: string): Record<string, unknown> {
  return propertiesOf(templateOf(spec), 'JobDefinition', `AWS::SageMaker::${type}JobDefinition`);
}

/** Everything that a resource waits for, directly or through another. */
function waitsFor(spec: PipelineSpec, logicalId: string): ReadonlySet<string> {
  const { Resources } = templateOf(spec);
  const seen = new Set<string>();
  const open = [logicalId];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const text = JSON.stringify(Resources[id]);
    for (const other of Object.keys(Resources)) {
      if (other === logicalId || seen.has(other) || !text.includes(`"${other}"`)) continue;
      seen.add(other);
      open.push(other);
    }
  }
  return seen;
}

describe('monitor stack', () => {
  it('makes definition and schedule only when the baseline has finished', () => {
    const waited = [...waitsFor(DATA, 'MonitoringSchedule')];

    expect(waited).to.include.members(['JobDefinition', 'Job', 'BaselineStateMachine']);
    expect(waited.some((id) => id.startsWith('BaselineFinished'))).to.equal(true);
    expect([...waitsFor(DATA, 'Job')]).not.to.include('JobDefinition');
  });

  it('updates the schedule in place when the definition changes, and never names a definition', () => {
    const schedule = propertiesOf(templateOf(DATA), 'MonitoringSchedule', 'AWS::SageMaker::MonitoringSchedule');

    expect(schedule).to.deep.equal({
      MonitoringScheduleName: monitorNames(DATA).schedule,
      MonitoringScheduleConfig: {
        MonitoringJobDefinitionName: { 'Fn::Select': [1, { 'Fn::Split': ['/', { Ref: 'JobDefinition' }] }] },
        MonitoringType: 'DataQuality',
        ScheduleConfig: { ScheduleExpression: 'cron(0 * ? * * *)' },
      },
    });
    expect(definitionOf(DATA, 'DataQuality')).not.to.have.property('JobDefinitionName');
    const changed = monitorNames(dataQualitySpec({ instance_count: 2, baseline_data: 's3://assets-bucket/new.csv' }));
    expect(changed.schedule).to.equal(monitorNames(DATA).schedule);
    expect(changed.baselineJob).not.to.equal(monitorNames(DATA).baselineJob);
    expect(monitorNames(dataQualitySpec({ endpoint_name: 'other' })).schedule).not.to.equal(changed.schedule);
  });

  it('keeps every name within 63 letters', () => {
    const spec = { ...dataQualitySpec({ endpoint_name: 'e'.repeat(63) }), modelName: 'm'.repeat(80) };

    expect(monitorNames(spec).schedule).to.have.lengthOf(63);
    expect(monitorNames(spec).baselineJob).to.have.lengthOf(63);
  });

  it('watches data quality with statistics and constraints of the baseline', () => {
    const { baselineOutput } = monitorNames(DATA);

    expect(definitionOf(DATA, 'DataQuality')).to.deep.equal({
      DataQualityAppSpecification: {
        ImageUri: '468650794304.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-model-monitor-analyzer',
        Environment: { publish_cloudwatch_metrics: 'Enabled' },
      },
      DataQualityBaselineConfig: {
        ConstraintsResource: { S3Uri: `${baselineOutput}/constraints.json` },
        StatisticsResource: { S3Uri: `${baselineOutput}/statistics.json` },
      },
      DataQualityJobInput: {
        EndpointInput: {
          EndpointName: 'churn-live',
          LocalPath: '/opt/ml/processing/input/data_quality_input',
        },
      },
      DataQualityJobOutputConfig: {
        MonitoringOutputs: [
          {
            S3Output: {
              S3Uri: 's3://monitor-bucket/churn/reports',
              LocalPath: '/opt/ml/processing/output/data_quality_output',
              S3UploadMode: 'EndOfJob',
            },
          },
        ],
      },
      JobResources: { ClusterConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 20 } },
      RoleArn: { 'Fn::GetAtt': ['MonitorRole', 'Arn'] },
      StoppingCondition: { MaxRuntimeInSeconds: 1800 },
    });
  });

  it('compares predictions with the ground truth', () => {
    const binary = definitionOf(modelQualitySpec(), 'ModelQuality');

    expect(binary['ModelQualityJobInput']).to.deep.equal({
      EndpointInput: {
        EndpointName: 'churn-live',
        LocalPath: '/opt/ml/processing/input/model_quality_input',
        InferenceAttribute: '0',
        ProbabilityAttribute: '1',
        ProbabilityThresholdAttribute: 0.5,
      },
      GroundTruthS3Input: { S3Uri: 's3://truth-bucket/churn' },
    });
    expect(binary).to.have.nested.property('ModelQualityAppSpecification.ProblemType', 'BinaryClassification');
    const regression = definitionOf(modelQualitySpec({ problem_type: 'Regression' }), 'ModelQuality');
    expect(regression).to.have.nested.property('ModelQualityJobInput.EndpointInput.InferenceAttribute', '0');
    expect(JSON.stringify(regression)).not.to.include('Probability');
  });

  it('tells Clarify what to compute by the file that it wrote', () => {
    const bias = definitionOf(biasSpec({ features_attribute: 'features' }), 'ModelBias');
    const explain = definitionOf(explainabilitySpec({ features_attribute: 'features' }), 'ModelExplainability');

    for (const [spec, definition, kind] of [
      [biasSpec(), bias, 'ModelBias'],
      [explainabilitySpec(), explain, 'ModelExplainability'],
    ] as const) {
      const { baselineOutput } = monitorNames(spec);
      expect(definition).to.have.nested.property(
        `${kind}AppSpecification.ConfigUri`,
        `${baselineOutput}/monitor/analysis_config.json`,
      );
      expect(definition).to.have.nested.property(
        `${kind}BaselineConfig.ConstraintsResource.S3Uri`,
        `${baselineOutput}/analysis.json`,
      );
      expect(definition).to.have.nested.property(`${kind}JobInput.EndpointInput.FeaturesAttribute`, 'features');
      expect([...waitsFor(spec, 'Job')]).to.include('AnalysisConfig');
    }
    expect(bias).to.have.nested.property('ModelBiasJobInput.GroundTruthS3Input.S3Uri', 's3://truth-bucket/churn');
    expect(explain).not.to.have.nested.property('ModelExplainabilityJobInput.GroundTruthS3Input');
  });

  it('reads what this endpoint captured, and no other one', () => {
    const template = templateOf(modelQualitySpec());

    const reads = ['s3:GetObject'];
    expect(allowedActions(template, 'MonitorRole', 'arn:aws:s3:::capture-bucket/churn/*')).to.deep.equal([]);
    const resources = statementsOf(template)
      .filter(({ logicalId, actions }) => logicalId === 'MonitorRole' && actions.includes('s3:GetObject'))
      .flatMap((statement) => statement.resources);
    expect(resources).to.have.members([
      'arn:aws:s3:::capture-bucket/churn/churn-live/*',
      'arn:aws:s3:::monitor-bucket/churn/baseline/churn-model-quality-baseline-*',
      'arn:aws:s3:::monitor-bucket/churn/reports/*',
      'arn:aws:s3:::truth-bucket/churn/*',
    ]);
    expect(allowedActions(template, 'MonitorRole', 'arn:aws:s3:::truth-bucket/churn/*')).to.deep.equal(reads);
  });

  it('lets only Clarify make endpoints, under its own names', () => {
    function makes(spec: PipelineSpec): readonly string[] {
      return statementsOf(templateOf(spec))
        .filter(({ actions }) => actions.includes('sagemaker:CreateEndpoint'))
        .map(({ logicalId }) => logicalId);
    }

    expect(makes(DATA)).to.deep.equal([]);
    expect(makes(modelQualitySpec())).to.deep.equal([]);
    expect(makes(biasSpec())).to.deep.equal(['BaselineJobRole']);
    expect(makes(explainabilitySpec())).to.have.members(['BaselineJobRole', 'MonitorRole']);
  });

  it('announces violations and failures of its own runs, and the end of the baseline', () => {
    const rules = resourcesOf(templateOf(DATA), 'AWS::Events::Rule');
    function detailOf(id: string): unknown {
      return (rules[id]?.['EventPattern'] as { readonly detail: unknown }).detail;
    }

    const RoleArn = [{ 'Fn::GetAtt': ['MonitorRole', 'Arn'] }];
    expect(detailOf('NotificationsMonitorFindsViolations')).to.deep.equal({
      RoleArn,
      ProcessingJobStatus: ['Completed'],
      ExitMessage: [{ prefix: 'CompletedWithViolations' }],
    });
    expect(detailOf('NotificationsMonitorFails')).to.deep.equal({
      RoleArn,
      ProcessingJobStatus: ['Failed', 'Stopped'],
    });
    expect(detailOf('NotificationsBaselineEnds')).to.deep.include({
      ProcessingJobName: [monitorNames(DATA).baselineJob],
    });
  });

  it('refuses a baseline that no stack can wait for, and cuts none short', () => {
    expect(() => templateOf(dataQualitySpec({ baseline_max_runtime_seconds: 39_601 }))).to.throw(/at most 39600 s/);
    expect(() => templateOf(dataQualitySpec({ baseline_max_runtime_seconds: 39_600 }))).not.to.throw();
  });

  it('alarms on violations for one interval of its schedule', () => {
    for (const [schedule_expression, Period] of [
      ['cron(0 * ? * * *)', 3_600],
      ['cron(0 0/6 ? * * *)', 21_600],
      ['cron(0 3 ? * * *)', 86_400],
    ] as const) {
      const template = templateOf(dataQualitySpec({ schedule_expression }));
      const alarm = propertiesOf(template, 'NotificationsMonitorViolations', 'AWS::CloudWatch::Alarm');
      expect(alarm).to.deep.include({
        Namespace: 'AWS/Events',
        MetricName: 'TriggeredRules',
        Dimensions: [{ Name: 'RuleName', Value: { Ref: 'NotificationsMonitorFindsViolations' } }],
        Threshold: 1,
        TreatMissingData: 'notBreaching',
        Period,
      });
      expect(template.Outputs['ViolationsAlarmName']).to.have.deep.property('Value', {
        Ref: 'NotificationsMonitorViolations',
      });
    }
  });

  it('encrypts with the key whatever can be', () => {
    for (const spec of [dataQualitySpec({ kms_key_arn: KEY }), biasSpec({ kms_key_arn: KEY })]) {
      const template = templateOf(spec);
      const definition = JSON.stringify(template.Resources['JobDefinition']);
      expect(definition).to.include(`"VolumeKmsKeyId":"${KEY}"`).and.to.include(`"KmsKeyId":"${KEY}"`);
      expect(propertiesOf(template, 'NotificationsTopic', 'AWS::SNS::Topic')).to.have.property('KmsMasterKeyId', KEY);
    }
    const files = propertiesOf(templateOf(biasSpec({ kms_key_arn: KEY })), 'AnalysisConfig', 'Custom::AnalysisConfig');
    expect(files).to.have.property('KmsKeyArn', KEY);
  });
});
