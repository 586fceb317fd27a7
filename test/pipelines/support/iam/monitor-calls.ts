import { isClarify, monitorImage, type MonitorSpec } from '../../../../pipelines/monitor/monitor-kinds.ts';
import { monitorNames } from '../../../../pipelines/monitor/monitor-names.ts';
import { s3Location } from '../../../../pipelines/shared/s3-location.ts';
import type { PipelineSpec } from '../../../../pipelines/spec.ts';
import { containerCalls, pullCalls } from './container-calls.ts';
import type { Call } from './is-allowed.ts';
import type { ResolvedTemplate } from './resolved-template.ts';
import { grantKeyCalls, listKeys, readPrefixCalls, readWriteFolderCalls, useKeyCalls } from './s3-calls.ts';
import type { RoleCalls } from './service-calls.ts';

/** What the processing jobs of a monitor do: the baseline's, and those of the schedule. */
export function monitoringCalls(
  roleId: 'BaselineJobRole' | 'MonitorRole',
  _template: ResolvedTemplate,
  pipelineSpec: PipelineSpec,
): RoleCalls {
  const spec = pipelineSpec as MonitorSpec;
  const { attributes, environment } = spec;
  const common = [
    ...useKeyCalls(attributes.kms_key_arn),
    ...grantKeyCalls(attributes.kms_key_arn),
    ...pullCalls(monitorImage(spec)),
    ...containerCalls(environment, '/aws/sagemaker/ProcessingJobs'),
    ...shapBaselineCalls(spec),
  ];
  const asksModel =
    roleId === 'BaselineJobRole' ? isClarify(spec) : spec.pipelineType === 'byom_model_explainability_monitor';
  return {
    calls: [
      ...(roleId === 'BaselineJobRole' ? baselineCalls(spec) : runCalls(spec)),
      ...common,
      ...(asksModel ? shadowEndpointCalls(spec) : []),
    ],
    wide: asksModel
      ? [
          {
            action: /^sagemaker:DescribeModel$/,
            resource: /:model\//,
            reason: 'the model of the watched endpoint has a generated name that changes with it',
          },
        ]
      : [],
  };
}

function baselineCalls({ attributes }: MonitorSpec): readonly Call[] {
  return [
    ...readPrefixCalls(attributes.baseline_data),
    ...readWriteFolderCalls(attributes.baseline_job_output_location),
  ];
}

function runCalls(spec: MonitorSpec): readonly Call[] {
  const { attributes } = spec;
  const { baselineOutput } = monitorNames(spec);
  const captured = `${attributes.data_capture_location}/${attributes.endpoint_name}/AllTraffic/2026/11/22/05`;
  const truth = 'monitor_ground_truth_input' in attributes ? attributes.monitor_ground_truth_input : undefined;
  return [
    ...readPrefixCalls(captured),
    ...readPrefixCalls(`${baselineOutput}/constraints.json`),
    ...readWriteFolderCalls(attributes.monitoring_output_location),
    ...(truth === undefined ? [] : [...readPrefixCalls(`${truth}/2026/11/22/05`), ...mergerCalls(spec)]),
  ];
}

/** Model Monitor joins ground truth with an image of its own, beside the one that analyses (container of its name). */
function mergerCalls({ environment }: MonitorSpec): readonly Call[] {
  const { region } = environment;
  const analyzer = ANALYZER_ACCOUNTS[region];
  if (analyzer === undefined) throw new Error(`no test knows the account of Model Monitor in ${region}`);
  return pullCalls(`${analyzer}.dkr.ecr.${region}.amazonaws.com/sagemaker-model-monitor-groundtruth-merger`);
}

/** Accounts of Model Monitor's images (developer guide, "Model Monitor prebuilt container"). */
const ANALYZER_ACCOUNTS: Readonly<Record<string, string>> = { 'us-east-1': '156813124566' };

function shapBaselineCalls({ attributes }: MonitorSpec): readonly Call[] {
  const baseline = 'shap_config' in attributes ? attributes.shap_config.baseline : undefined;
  if (typeof baseline !== 'string') return [];
  const { bucket, key } = s3Location(baseline);
  return [{ action: 's3:GetObject', resource: `arn:aws:s3:::${bucket}/${key}` }, listKeys({ bucket, key })];
}

/** Clarify makes an endpoint of its own of the model, asks it and removes it. */
function shadowEndpointCalls({ environment }: MonitorSpec): readonly Call[] {
  const { region, account } = environment;
  function on(resource: string, calls: readonly string[]): readonly Call[] {
    return calls.map((call) => {
      return { action: `sagemaker:${call}`, resource: `arn:aws:sagemaker:${region}:${account}:${resource}` };
    });
  }
  const name = 'sagemaker-clarify-endpoint-1700000000-ab12';
  return [
    ...on(`endpoint/${name}`, ['AddTags', 'CreateEndpoint', 'DeleteEndpoint', 'DescribeEndpoint', 'InvokeEndpoint']),
    ...on(`endpoint-config/${name}`, [
      'AddTags',
      'CreateEndpointConfig',
      'DeleteEndpointConfig',
      'DescribeEndpointConfig',
    ]),
    ...on('model/any', ['DescribeModel']),
  ];
}
