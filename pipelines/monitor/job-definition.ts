import type { CfnResource } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import {
  CfnDataQualityJobDefinition,
  CfnModelBiasJobDefinition,
  CfnModelExplainabilityJobDefinition,
  CfnModelQualityJobDefinition,
} from 'aws-cdk-lib/aws-sagemaker';

import { volumeKey } from '../shared/instance-storage.ts';
import type { WorkloadStack } from '../shared/workload-stack.ts';
import type { ModelBiasMonitorAttributes, ModelQualityMonitorAttributes } from '../spec.ts';
import { MONITOR_KINDS, monitorImage, type MonitorSpec } from './monitor-kinds.ts';
import { monitorNames } from './monitor-names.ts';

const ID = 'JobDefinition';

/**
 * Metrics of the runs go to CloudWatch: `/aws/sagemaker/Endpoints/data-metrics` and `aws/sagemaker/Endpoints/` with
 * `model-metrics`, `bias-metrics` or `explainability-metrics`.
 */
const ENVIRONMENT = { publish_cloudwatch_metrics: 'Enabled' };

/**
 * What one run of the monitor does. SageMaker changes no job definition: each change makes another one under a
 * generated name, which the schedule then takes.
 */
export function jobDefinition(stack: WorkloadStack, spec: MonitorSpec, role: Role): CfnResource {
  const { baselineOutput } = monitorNames(spec);
  const { attributes } = spec;
  const { folder } = MONITOR_KINDS[spec.pipelineType];
  const imageUri = monitorImage(spec);
  const endpoint = {
    endpointName: attributes.endpoint_name,
    localPath: `/opt/ml/processing/input/${folder}_input`,
  };
  const analysis = { s3Uri: `${baselineOutput}/analysis.json` };
  const constraints = { s3Uri: `${baselineOutput}/constraints.json` };
  const configUri = `${baselineOutput}/monitor/analysis_config.json`;
  const shared = sharedParts(spec, role);
  switch (spec.pipelineType) {
    case 'byom_data_quality_monitor':
      return new CfnDataQualityJobDefinition(stack, ID, {
        dataQualityAppSpecification: { imageUri, environment: ENVIRONMENT },
        dataQualityBaselineConfig: {
          constraintsResource: constraints,
          statisticsResource: { s3Uri: `${baselineOutput}/statistics.json` },
        },
        dataQualityJobInput: { endpointInput: endpoint },
        dataQualityJobOutputConfig: outputOf(spec),
        ...shared,
      });
    case 'byom_model_quality_monitor':
      return new CfnModelQualityJobDefinition(stack, ID, {
        modelQualityAppSpecification: {
          imageUri,
          problemType: spec.attributes.problem_type,
          environment: ENVIRONMENT,
        },
        modelQualityBaselineConfig: { constraintsResource: constraints },
        modelQualityJobInput: {
          endpointInput: { ...endpoint, ...predictionOf(spec.attributes) },
          groundTruthS3Input: { s3Uri: spec.attributes.monitor_ground_truth_input },
        },
        modelQualityJobOutputConfig: outputOf(spec),
        ...shared,
      });
    case 'byom_model_bias_monitor':
      return new CfnModelBiasJobDefinition(stack, ID, {
        modelBiasAppSpecification: { imageUri, configUri, environment: ENVIRONMENT },
        modelBiasBaselineConfig: { constraintsResource: analysis },
        modelBiasJobInput: {
          endpointInput: {
            ...endpoint,
            ...predictionOf(spec.attributes),
            featuresAttribute: spec.attributes.features_attribute,
          },
          groundTruthS3Input: { s3Uri: spec.attributes.monitor_ground_truth_input },
        },
        modelBiasJobOutputConfig: outputOf(spec),
        ...shared,
      });
    case 'byom_model_explainability_monitor':
      return new CfnModelExplainabilityJobDefinition(stack, ID, {
        modelExplainabilityAppSpecification: { imageUri, configUri, environment: ENVIRONMENT },
        modelExplainabilityBaselineConfig: { constraintsResource: analysis },
        modelExplainabilityJobInput: {
          endpointInput: {
            ...endpoint,
            inferenceAttribute: spec.attributes.monitor_inference_attribute,
            probabilityAttribute:
              spec.attributes.problem_type === 'BinaryClassification'
                ? spec.attributes.monitor_probability_attribute
                : undefined,
            featuresAttribute: spec.attributes.features_attribute,
          },
        },
        modelExplainabilityJobOutputConfig: outputOf(spec),
        ...shared,
      });
    default:
      return spec satisfies never;
  }
}

function sharedParts({ attributes }: MonitorSpec, role: Role) {
  return {
    roleArn: role.roleArn,
    jobResources: {
      clusterConfig: {
        instanceType: attributes.instance_type,
        instanceCount: attributes.instance_count,
        volumeSizeInGb: attributes.instance_volume_size,
        volumeKmsKeyId: volumeKey(attributes.instance_type, attributes.kms_key_arn),
      },
    },
    stoppingCondition: { maxRuntimeInSeconds: attributes.monitor_max_runtime_seconds },
  };
}

function outputOf({ pipelineType, attributes }: MonitorSpec) {
  const { folder } = MONITOR_KINDS[pipelineType];
  return {
    kmsKeyId: attributes.kms_key_arn,
    monitoringOutputs: [
      {
        s3Output: {
          s3Uri: attributes.monitoring_output_location,
          localPath: `/opt/ml/processing/output/${folder}_output`,
          s3UploadMode: 'EndOfJob',
        },
      },
    ],
  };
}

/** Where prediction and probability are in what was captured; probabilities make sense for two classes only. */
function predictionOf(attributes: ModelQualityMonitorAttributes | ModelBiasMonitorAttributes) {
  const isBinary = attributes.problem_type === 'BinaryClassification';
  return {
    inferenceAttribute: attributes.monitor_inference_attribute,
    probabilityAttribute: isBinary ? attributes.monitor_probability_attribute : undefined,
    probabilityThresholdAttribute: isBinary ? attributes.probability_threshold_attribute : undefined,
  };
}
