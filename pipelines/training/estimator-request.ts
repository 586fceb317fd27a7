import { retrieveImageUri } from '../images/retrieve-image-uri.ts';
import { volumeKey } from '../shared/instance-storage.ts';
import type { Hyperparameters, SpecOf, TrainingAttributes } from '../spec.ts';
import type { Request, RequestContext } from '../shared/job-request.ts';

/** The parts of a request that a training job and a tuning job have in common. */
export interface EstimatorParts {
  readonly image: string;
  readonly inputDataConfig: readonly Request[];
  readonly outputDataConfig: Request;
  /** `ResourceConfig` of a training job, `HyperParameterTuningResourceConfig` of a tuning job. */
  readonly resources: Request;
  readonly stoppingCondition: Request;
  /** Encryption of traffic, spot, checkpoints, VPC, environment: only what is asked for. */
  readonly options: Request;
}

type EstimatorSpec = SpecOf<'model_training_builtin' | 'model_tuner_builtin'>;

/** What `Estimator` of the SageMaker Python SDK makes of the same arguments; compared in tests. */
export function estimatorParts(spec: EstimatorSpec, { jobName }: RequestContext): EstimatorParts {
  const { attributes } = spec;
  const channels = [channel('train', attributes.training_data, attributes)];
  if (attributes.validation_data !== undefined) {
    channels.push(channel('validation', attributes.validation_data, attributes));
  }
  const isSpot = attributes.use_spot_instances;
  return {
    image: trainingImage(spec),
    inputDataConfig: channels,
    outputDataConfig: { S3OutputPath: attributes.job_output_location, KmsKeyId: attributes.kms_key_arn },
    resources: {
      InstanceCount: attributes.instance_count,
      InstanceType: attributes.instance_type,
      VolumeSizeInGB: attributes.instance_volume_size,
      VolumeKmsKeyId: volumeKey(attributes.instance_type, attributes.kms_key_arn),
    },
    stoppingCondition: {
      MaxRuntimeInSeconds: attributes.max_runtime_per_job,
      MaxWaitTimeInSeconds: isSpot ? attributes.max_wait_time_spot_instances : undefined,
    },
    options: {
      EnableInterContainerTrafficEncryption: attributes.encrypt_inner_traffic || undefined,
      EnableManagedSpotTraining: isSpot || undefined,
      CheckpointConfig: isSpot ? { S3Uri: checkpointLocation(attributes, jobName) } : undefined,
      VpcConfig: attributes.vpc_config && {
        SecurityGroupIds: attributes.vpc_config.security_group_ids,
        Subnets: attributes.vpc_config.subnets,
      },
      Environment: attributes.environment,
    },
  };
}

/** Where a spot job keeps what it needs to go on after an interruption. */
function checkpointLocation(attributes: TrainingAttributes, jobName: string): string {
  return `${attributes.job_output_location}/${jobName}/checkpoint`;
}

/** The image for the framework; throws with the nearest names when there is none. */
export function trainingImage({ attributes, environment }: EstimatorSpec): string {
  const found = retrieveImageUri({
    framework: attributes.model_framework,
    version: attributes.model_framework_version,
    pythonVersion: attributes.python_version,
    instanceType: attributes.instance_type,
    region: environment.region,
    scope: 'training',
  });
  if ('problem' in found) throw new Error(`no training image: ${found.problem.message}`);
  return found.uri;
}

/** Hyperparameters as SageMaker takes them: texts. Booleans are written as Python does, which the images read. */
export function hyperparameterTexts(hyperparameters: Hyperparameters): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(hyperparameters).map(([name, value]) => [name, textOf(value)]));
}

/** One hyperparameter as text. */
export function textOf(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value);
}

function channel(name: string, location: string, attributes: TrainingAttributes): Request {
  return {
    ChannelName: name,
    DataSource: {
      S3DataSource: {
        S3DataType: attributes.s3_data_type,
        S3Uri: location,
        S3DataDistributionType: attributes.data_distribution,
        AttributeNames: attributes.attribute_names,
      },
    },
    ContentType: attributes.content_type,
    CompressionType: attributes.compression_type,
    RecordWrapperType: attributes.data_record_wrapping,
  };
}
