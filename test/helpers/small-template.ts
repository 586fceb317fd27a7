import type { PipelineSpec } from '../../pipelines/spec.ts';
import type { StackTemplate, TemplateResource } from '../../processor/model/stack.ts';
import { FINGERPRINT_OUTPUT } from '../../processor/model/stack.ts';
import { jobHash } from '../../pipelines/job-inputs.ts';
import { METADATA_KEY } from '../../processor/plan/template-metadata.ts';

export interface TemplateOrigin {
  readonly fingerprint: string;
  readonly configPath: string;
  readonly codeDigest: string;
  readonly commit: string | null;
  readonly dependsOn: readonly string[];
}

/**
 * A template as small as can be that behaves under diffing as the real one of its family does: the same resource
 * types, the same references, names from content. Plans are tested with it so that they do not need aws-cdk-lib.
 */
export function smallTemplate(
  spec: PipelineSpec,
  origin: TemplateOrigin,
  role: TemplateResource['Properties'] = { AssumeRolePolicyDocument: {} },
): StackTemplate {
  const { pipelineType, modelName, name, attributes } = spec;
  return {
    Metadata: {
      [METADATA_KEY]: {
        pipelineType,
        modelName,
        name,
        stage: spec.environment.stage,
        attributes,
        environment: spec.environment,
        ...origin,
      },
    },
    Resources: {
      ...resourcesOf(spec, origin.codeDigest),
      Role: { Type: 'AWS::IAM::Role', Properties: role },
    },
    Outputs: { [FINGERPRINT_OUTPUT]: { Value: origin.fingerprint } },
  };
}

function resourcesOf(spec: PipelineSpec, codeDigest: string): Record<string, TemplateResource> {
  const lambda = {
    Type: 'AWS::Lambda::Function',
    Properties: { Code: { S3Bucket: 'team-assets', S3Key: codeDigest }, Role: { 'Fn::GetAtt': ['Role', 'Arn'] } },
  };
  const job = {
    Type: 'Custom::Job',
    Properties: { ServiceToken: { 'Fn::GetAtt': ['Lambda', 'Arn'] }, Job: jobHash(spec) },
  };
  switch (spec.pipelineType) {
    case 'byom_realtime_builtin':
    case 'byom_realtime_custom':
      return { Lambda: lambda, ...endpointResources(spec.attributes) };
    case 'byom_data_quality_monitor':
    case 'byom_model_quality_monitor':
    case 'byom_model_bias_monitor':
    case 'byom_model_explainability_monitor':
      return { Lambda: lambda, Job: job, ...monitorResources(spec) };
    case 'model_training_builtin':
    case 'model_tuner_builtin':
    case 'model_autopilot_training':
    case 'byom_batch_builtin':
    case 'byom_batch_custom':
    case 'byom_image_builder':
      return { Lambda: lambda, Job: job };
    default:
      return spec satisfies never;
  }
}

function endpointResources(
  attributes: Extract<PipelineSpec, { pipelineType: 'byom_realtime_builtin' }>['attributes'],
): Record<string, TemplateResource> {
  const { tags = {} } = attributes;
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  return {
    Model: {
      Type: 'AWS::SageMaker::Model',
      Properties: {
        ExecutionRoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
        PrimaryContainer: { Image: attributes.model_framework, ModelDataUrl: attributes.model_artifact_location },
        Tags,
      },
    },
    EndpointConfig: {
      Type: 'AWS::SageMaker::EndpointConfig',
      Properties: {
        ProductionVariants: [
          {
            ModelName: { 'Fn::GetAtt': ['Model', 'ModelName'] },
            VariantName: 'AllTraffic',
            InstanceType: attributes.inference_instance,
            InitialInstanceCount: attributes.instance_count,
          },
        ],
        DataCaptureConfig: { DestinationS3Uri: attributes.data_capture_location },
      },
    },
    Endpoint: {
      Type: 'AWS::SageMaker::Endpoint',
      Properties: {
        EndpointName: attributes.endpoint_name,
        EndpointConfigName: { 'Fn::GetAtt': ['EndpointConfig', 'EndpointConfigName'] },
      },
    },
  };
}

function monitorResources(spec: PipelineSpec): Record<string, TemplateResource> {
  const attributes: Readonly<Record<string, unknown>> = { ...spec.attributes };
  return {
    JobDefinition: {
      Type: 'AWS::SageMaker::DataQualityJobDefinition',
      Properties: {
        DataQualityBaselineConfig: { BaseliningJobName: jobHash(spec) },
        DataQualityJobOutputConfig: { MonitoringOutputs: [{ S3Uri: attributes['monitoring_output_location'] }] },
      },
    },
    Schedule: {
      Type: 'AWS::SageMaker::MonitoringSchedule',
      Properties: {
        MonitoringScheduleName: `${spec.modelName}-data-quality`,
        MonitoringScheduleConfig: {
          MonitoringJobDefinitionName: { Ref: 'JobDefinition' },
          ScheduleConfig: { ScheduleExpression: attributes['schedule_expression'] },
        },
      },
    },
  };
}
