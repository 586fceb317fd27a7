import type { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';

import { executionRole } from '../shared/execution-role.ts';
import { partitionOf } from '../shared/partition.ts';
import { below, s3Location } from '../shared/s3-location.ts';
import {
  allow,
  grantKeyToVolumes,
  publishMetrics,
  pullImage,
  readObject,
  readPrefix,
  readWriteFolder,
  useKey,
  writeSageMakerLogs,
} from '../shared/statements.ts';
import type { WorkloadStack } from '../shared/workload-stack.ts';
import { isClarify, modelMonitorImage, monitorImage, type MonitorSpec } from './monitor-kinds.ts';
import { monitorNames } from './monitor-names.ts';

/** The role of the baseline job: reads the baseline data, writes the baseline. */
export function baselineRole(stack: WorkloadStack, spec: MonitorSpec): Role {
  const { attributes, environment } = spec;
  const { region } = environment;
  return executionRole(stack, 'BaselineJobRole', {
    service: 'sagemaker.amazonaws.com',
    description: `Computes the baselines of the stack ${spec.stackName}`,
    statements: [
      ...readPrefix(region, s3Location(attributes.baseline_data)),
      ...readWriteFolder(region, s3Location(attributes.baseline_job_output_location)),
      ...(isClarify(spec) ? askModel(spec) : []),
      ...frame(spec),
    ],
  });
}

/**
 * The role of the scheduled runs: reads what this endpoint captured, the baseline and the ground truth; writes reports.
 * Nothing else runs under it, so its events tell the runs of this monitor from all other processing jobs.
 */
export function monitorRole(stack: WorkloadStack, spec: MonitorSpec): Role {
  const { attributes, environment } = spec;
  const { region } = environment;
  const truth = 'monitor_ground_truth_input' in attributes ? attributes.monitor_ground_truth_input : undefined;
  return executionRole(stack, 'MonitorRole', {
    service: 'sagemaker.amazonaws.com',
    description: `Runs the monitor of the stack ${spec.stackName}`,
    statements: [
      ...readPrefix(region, below(s3Location(attributes.data_capture_location), `${attributes.endpoint_name}/`)),
      ...readPrefix(region, below(s3Location(attributes.baseline_job_output_location), baselinePrefix(spec))),
      // Reading, too: ground truth is merged into a folder beside the reports, where the analysis takes it from.
      ...readWriteFolder(region, s3Location(attributes.monitoring_output_location)),
      ...(truth === undefined ? [] : mergeGroundTruth(region, truth)),
      ...(spec.pipelineType === 'byom_model_explainability_monitor' ? askModel(spec) : []),
      ...frame(spec),
    ],
  });
}

/** What the names of this workload's baselines start with: another baseline must not change the policy. */
function baselinePrefix(spec: MonitorSpec): string {
  return monitorNames(spec).baselineJobPattern.replace(/\*$/, '');
}

/** What all processing jobs of a monitor need. */
function frame(spec: MonitorSpec): readonly PolicyStatement[] {
  const { attributes, environment } = spec;
  const { region, account } = environment;
  const shapBaseline = 'shap_config' in attributes ? attributes.shap_config.baseline : undefined;
  return [
    ...(typeof shapBaseline === 'string' ? readObject(region, s3Location(shapBaseline)) : []),
    ...useKey(attributes.kms_key_arn),
    ...grantKeyToVolumes(attributes.kms_key_arn),
    ...pullImage(monitorImage(spec)),
    writeSageMakerLogs({ region, account, logGroup: '/aws/sagemaker/ProcessingJobs' }),
    publishMetrics(),
  ];
}

/** Before the analysis, an image of Model Monitor's own joins predictions and ground truth. */
function mergeGroundTruth(region: string, truth: string): readonly PolicyStatement[] {
  const merger = modelMonitorImage(region).replace(/-analyzer$/, '-groundtruth-merger');
  return [...readPrefix(region, below(s3Location(truth), '')), ...pullImage(merger)];
}

/**
 * Clarify asks the model through an endpoint of its own, which it makes for the job and removes again. The endpoint is
 * called `sagemaker-clarify-endpoint-…` (developer guide, network of Clarify jobs, in its error messages); that the
 * name of its configuration begins with `sagemaker-clarify-` as well is unconfirmed.
 */
function askModel({ environment }: MonitorSpec): readonly PolicyStatement[] {
  const { region, account } = environment;
  function arn(resource: string): string {
    return `arn:${partitionOf(region).partition}:sagemaker:${region}:${account}:${resource}`;
  }
  return [
    allow(
      [
        'sagemaker:AddTags',
        'sagemaker:CreateEndpoint',
        'sagemaker:CreateEndpointConfig',
        'sagemaker:DeleteEndpoint',
        'sagemaker:DeleteEndpointConfig',
        'sagemaker:DescribeEndpoint',
        'sagemaker:DescribeEndpointConfig',
        'sagemaker:InvokeEndpoint',
      ],
      [arn('endpoint/sagemaker-clarify-*'), arn('endpoint-config/sagemaker-clarify-*')],
    ),
    // The endpoint's model is known only when the stack is deployed, and changes with the endpoint.
    allow(['sagemaker:DescribeModel'], [arn('model/*')]),
  ];
}
