import { volumeKey } from '../shared/instance-storage.ts';
import { asSent, type Request, type RequestContext } from '../shared/job-request.ts';
import { jobTags } from '../shared/job-tags.ts';
import { MAX_AWAITED_RUNTIME_SECONDS } from '../shared/awaited-runtime.ts';
import type { ModelQualityMonitorAttributes } from '../spec.ts';
import { isClarify, monitorImage, type MonitorSpec } from './monitor-kinds.ts';
import { monitorNames } from './monitor-names.ts';

const INPUT = '/opt/ml/processing/input';
const OUTPUT = '/opt/ml/processing/output';

/** How Model Monitor's container is told what the data look like: the text that the SDK writes, blanks included. */
const CSV_WITH_HEADER = '{"csv": {"header": true, "output_columns_position": "START"}}';

/**
 * The request `CreateProcessingJob` of the baseline: what `suggest_baseline` of the SageMaker Python SDK sends for the
 * same arguments. Two things are ours: the tags, and a stopping condition in every case, because the stack waits for
 * the end and must not wait for longer than it can.
 */
export function baselineJobRequest(spec: MonitorSpec, context: RequestContext): Request {
  const { attributes } = spec;
  const { baselineOutput } = monitorNames(spec);
  const clarify = isClarify(spec);
  const inputs = clarify
    ? [
        s3Input('dataset', attributes.baseline_data, `${INPUT}/data`),
        s3Input('analysis_config', `${baselineOutput}/analysis_config.json`, `${INPUT}/config`),
      ]
    : [s3Input('baseline_dataset_input', attributes.baseline_data, `${INPUT}/baseline_dataset_input`)];
  return asSent({
    ProcessingJobName: context.jobName,
    ProcessingResources: {
      ClusterConfig: {
        InstanceType: attributes.instance_type,
        InstanceCount: attributes.instance_count,
        VolumeSizeInGB: attributes.instance_volume_size,
        VolumeKmsKeyId: volumeKey(attributes.instance_type, attributes.kms_key_arn),
      },
    },
    AppSpecification: { ImageUri: monitorImage(spec) },
    RoleArn: context.roleArn,
    ProcessingInputs: inputs,
    ProcessingOutputConfig: {
      Outputs: [s3Output(clarify ? 'analysis_result' : 'monitoring_output', baselineOutput)],
      KmsKeyId: attributes.kms_key_arn,
    },
    Environment: environmentOf(spec),
    StoppingCondition: { MaxRuntimeInSeconds: baselineMaxRuntime(spec) },
    Tags: jobTags(spec, context.inputsDigest),
  });
}

/**
 * Longest the baseline may run, in seconds: the config's limit, else as long as a stack can wait. A longer limit is
 * cut where a config is normalised, with a warning, and not here: `WaitForJob` refuses it.
 */
export function baselineMaxRuntime({ attributes }: MonitorSpec): number {
  return attributes.baseline_max_runtime_seconds ?? MAX_AWAITED_RUNTIME_SECONDS;
}

function environmentOf(spec: MonitorSpec): Request | undefined {
  const frame = {
    output_path: OUTPUT,
    publish_cloudwatch_metrics: 'Disabled',
    dataset_format: CSV_WITH_HEADER,
    dataset_source: `${INPUT}/baseline_dataset_input`,
  };
  switch (spec.pipelineType) {
    case 'byom_data_quality_monitor':
      return frame;
    case 'byom_model_quality_monitor':
      return { ...frame, analysis_type: 'MODEL_QUALITY', ...modelQualityOf(spec.attributes) };
    case 'byom_model_bias_monitor':
    case 'byom_model_explainability_monitor':
      return undefined;
    default:
      return spec satisfies never;
  }
}

/** A binary classifier is judged by its probability where that and a threshold are given, else by its prediction. */
function modelQualityOf(attributes: ModelQualityMonitorAttributes): Request {
  const { problem_type, baseline_probability_attribute: probability } = attributes;
  const { probability_threshold_attribute: threshold, baseline_inference_attribute: inference } = attributes;
  const byProbability = problem_type === 'BinaryClassification' && probability !== undefined && threshold !== undefined;
  return {
    problem_type,
    ...(byProbability
      ? { probability_attribute: probability, probability_threshold_attribute: String(threshold) }
      : { inference_attribute: inference }),
    ground_truth_attribute: attributes.baseline_ground_truth_attribute,
  };
}

function s3Input(name: string, uri: string, localPath: string): Request {
  return {
    InputName: name,
    AppManaged: false,
    S3Input: {
      S3Uri: uri,
      LocalPath: localPath,
      S3DataType: 'S3Prefix',
      S3InputMode: 'File',
      S3DataDistributionType: 'FullyReplicated',
      S3CompressionType: 'None',
    },
  };
}

function s3Output(name: string, uri: string): Request {
  return {
    OutputName: name,
    AppManaged: false,
    S3Output: { S3Uri: uri, LocalPath: OUTPUT, S3UploadMode: 'EndOfJob' },
  };
}
