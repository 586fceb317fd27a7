import type { PipelineType } from '../../../pipelines/spec.ts';
import type { MonitorType, Patch, Size } from './workloads.ts';

/** What has to be found of one pipeline type; written from the examples by hand, attribute by attribute. */
export interface Expected {
  /** What the example of each size asks for. */
  readonly deployed: Readonly<Record<Size, unknown>>;
  /** An update: what changes in the config, what only the full example needs besides, and what is found afterwards. */
  readonly update: { readonly patch: Patch; readonly onlyFull?: Patch; readonly found: unknown };
  /** A change that replaces what others hold on to, where the type has such a thing. */
  readonly replace?: { readonly patch: Patch; readonly found: unknown };
}

const KEY = 'arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const VPC = {
  SecurityGroupIds: ['sg-0a1b2c3d4e5f60718'],
  Subnets: ['subnet-0a1b2c3d4e5f60718', 'subnet-1a2b3c4d5e6f70819'],
};
const IMAGE = '111111111111.dkr.ecr.us-east-1.amazonaws.com/mlops-images:fraud-1.4.0';
const XGBOOST = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1';

const TRAINING: Expected = {
  deployed: {
    minimal: {
      job: {
        AlgorithmSpecification: { TrainingImage: XGBOOST, TrainingInputMode: 'File' },
        HyperParameters: { objective: 'binary:logistic', eval_metric: 'auc', num_round: '200', max_depth: '5' },
        InputDataConfig: [channel('train', 's3://team-assets/churn/train')],
        OutputDataConfig: { S3OutputPath: 's3://team-assets/churn/models' },
        ResourceConfig: { InstanceType: 'ml.m4.xlarge', InstanceCount: 1, VolumeSizeInGB: 20 },
        StoppingCondition: { MaxRuntimeInSeconds: 86400, MaxWaitTimeInSeconds: 172800 },
        EnableManagedSpotTraining: true,
        EnableInterContainerTrafficEncryption: true,
      },
    },
    full: {
      job: {
        TrainingJobName: 'product-photos-2024-23',
        AlgorithmSpecification: {
          TrainingImage: '811284229777.dkr.ecr.us-east-1.amazonaws.com/image-classification:1',
          TrainingInputMode: 'Pipe',
        },
        HyperParameters: { num_classes: '12', num_training_samples: '48000', epochs: '20', use_pretrained_model: '1' },
        InputDataConfig: ['train', 'validation'].map((name) => ({
          ...channel(name, `s3://team-assets/photos/${name}.manifest`, {
            S3DataType: 'AugmentedManifestFile',
            AttributeNames: ['source-ref', 'class'],
          }),
          ContentType: 'application/x-recordio',
          RecordWrapperType: 'RecordIO',
        })),
        OutputDataConfig: { S3OutputPath: 's3://team-assets/photos/models', KmsKeyId: KEY },
        // Instances with disks of their own take no volume key.
        ResourceConfig: { InstanceType: 'ml.g5.2xlarge', InstanceCount: 1, VolumeSizeInGB: 100 },
        StoppingCondition: { MaxRuntimeInSeconds: 7200, MaxWaitTimeInSeconds: 14400 },
        Environment: { LOG_LEVEL: 'info' },
        VpcConfig: VPC,
      },
      tags: { team: 'catalogue', 'cost-center': '4711' },
    },
  },
  update: {
    patch: { max_runtime_per_job: 7000 },
    onlyFull: { job_name: 'product-photos-2024-24' },
    found: { job: { StoppingCondition: { MaxRuntimeInSeconds: 7000 } } },
  },
};

const TUNER: Expected = {
  deployed: {
    minimal: {
      job: {
        HyperParameterTuningJobConfig: {
          Strategy: 'Bayesian',
          ResourceLimits: { MaxNumberOfTrainingJobs: 1, MaxParallelTrainingJobs: 1 },
          HyperParameterTuningJobObjective: { Type: 'Minimize', MetricName: 'validation:rmse' },
          ParameterRanges: {
            ContinuousParameterRanges: [{ Name: 'eta', MinValue: '0.05', MaxValue: '0.5' }],
            IntegerParameterRanges: [{ Name: 'max_depth', MinValue: '3', MaxValue: '10' }],
          },
        },
        TrainingJobDefinition: {
          AlgorithmSpecification: { TrainingImage: XGBOOST },
          StaticHyperParameters: { objective: 'reg:squarederror', num_round: '300', _kfold: '5' },
          InputDataConfig: [channel('train', 's3://team-assets/demand/train')],
          OutputDataConfig: { S3OutputPath: 's3://team-assets/demand/models' },
        },
      },
    },
    full: {
      job: {
        HyperParameterTuningJobName: 'demand-tuning-2024-23',
        Autotune: { Mode: 'Enabled' },
        HyperParameterTuningJobConfig: {
          ResourceLimits: { MaxNumberOfTrainingJobs: 30, MaxParallelTrainingJobs: 3, MaxRuntimeInSeconds: 86400 },
          TrainingJobEarlyStoppingType: 'Auto',
          RandomSeed: 42,
          ParameterRanges: {
            ContinuousParameterRanges: [
              { Name: 'eta', MinValue: '0.01', MaxValue: '0.5', ScalingType: 'Logarithmic' },
              { Name: 'subsample', MinValue: '0.5', MaxValue: '1.0' },
            ],
            CategoricalParameterRanges: [{ Name: 'tree_method', Values: ['hist', 'approx'] }],
          },
        },
        TrainingJobDefinition: {
          StaticHyperParameters: { num_round: '300' },
          InputDataConfig: ['train', 'validation'].map((name) => ({
            ...channel(name, `s3://team-assets/demand/${name}`, { S3DataDistributionType: 'ShardedByS3Key' }),
            ContentType: 'text/csv',
            CompressionType: 'Gzip',
          })),
          HyperParameterTuningResourceConfig: {
            ...{ InstanceType: 'ml.m5.2xlarge', InstanceCount: 2, VolumeSizeInGB: 50 },
            VolumeKmsKeyId: KEY,
          },
          OutputDataConfig: { KmsKeyId: KEY },
          StoppingCondition: { MaxRuntimeInSeconds: 7200, MaxWaitTimeInSeconds: 14400 },
          VpcConfig: VPC,
        },
      },
      tags: { team: 'supply-chain', experiment: 'spring' },
    },
  },
  update: {
    patch: { max_runtime_per_job: 7000 },
    onlyFull: { job_name: 'demand-tuning-2024-24' },
    found: { job: { TrainingJobDefinition: { StoppingCondition: { MaxRuntimeInSeconds: 7000 } } } },
  },
};

const AUTOPILOT: Expected = {
  deployed: {
    minimal: {
      job: {
        AutoMLJobInputDataConfig: [
          { DataSource: { S3DataSource: { S3Uri: 's3://team-assets/leads/train/leads.csv' } } },
        ],
        OutputDataConfig: { S3OutputPath: 's3://team-assets/leads/autopilot' },
        AutoMLProblemTypeConfig: { TabularJobConfig: { TargetAttributeName: 'converted' } },
      },
    },
    full: {
      job: {
        AutoMLJobName: 'lead-scoring-2024-23',
        AutoMLJobInputDataConfig: [{ CompressionType: 'Gzip' }],
        AutoMLJobObjective: { MetricName: 'AUC' },
        OutputDataConfig: { KmsKeyId: KEY },
        AutoMLProblemTypeConfig: {
          TabularJobConfig: {
            ProblemType: 'BinaryClassification',
            GenerateCandidateDefinitionsOnly: false,
            CompletionCriteria: {
              MaxCandidates: 25,
              MaxRuntimePerTrainingJobInSeconds: 3600,
              MaxAutoMLJobRuntimeInSeconds: 28800,
            },
          },
        },
        SecurityConfig: { VolumeKmsKeyId: KEY, EnableInterContainerTrafficEncryption: true, VpcConfig: VPC },
      },
      tags: { team: 'sales' },
    },
  },
  update: {
    patch: { job_max_candidates: 12 },
    onlyFull: { job_name: 'lead-scoring-2024-24' },
    found: { job: { AutoMLProblemTypeConfig: { TabularJobConfig: { CompletionCriteria: { MaxCandidates: 12 } } } } },
  },
};

function channel(ChannelName: string, S3Uri: string, source: Patch = {}): Patch {
  return { ChannelName, DataSource: { S3DataSource: { S3Uri, S3DataType: 'S3Prefix', ...source } } };
}

interface Serving {
  readonly image: string;
  readonly folder: string;
  /** Name of the full example's endpoint. */
  readonly endpoint: string;
}

function realtime({ image, folder, endpoint }: Serving): Expected {
  const model = {
    PrimaryContainer: { Image: image, ModelDataUrl: `s3://team-assets/${folder}/releases/2024-06-03/model.tar.gz` },
  };
  const answer = { statusCode: 200 };
  const DestinationS3Uri = `s3://mlops-capture-default/${folder}`;
  return {
    deployed: {
      minimal: {
        model,
        answer,
        endpoint: { EndpointStatus: 'InService' },
        configuration: {
          ProductionVariants: [{ InstanceType: 'ml.m5.large', InitialInstanceCount: 1 }],
          DataCaptureConfig: { EnableCapture: true, InitialSamplingPercentage: 100, DestinationS3Uri },
        },
        ScalableTargets: [],
      },
      full: {
        model: {
          PrimaryContainer: { ...model.PrimaryContainer, Environment: { MODEL_SERVER_WORKERS: '2' } },
          VpcConfig: VPC,
        },
        answer,
        endpoint: { EndpointName: endpoint },
        configuration: {
          ProductionVariants: [{ InstanceType: 'ml.m5.large', InitialInstanceCount: 2 }],
          DataCaptureConfig: { InitialSamplingPercentage: 50, DestinationS3Uri, KmsKeyId: KEY },
          KmsKeyId: KEY,
        },
        ScalableTargets: [{ MinCapacity: 2, MaxCapacity: 6, ResourceId: `endpoint/${endpoint}/variant/AllTraffic` }],
      },
    },
    update: {
      patch: { model_artifact_location: `${folder}/releases/2024-07-01/model.tar.gz` },
      found: {
        model: { PrimaryContainer: { ModelDataUrl: `s3://team-assets/${folder}/releases/2024-07-01/model.tar.gz` } },
        answer,
      },
    },
    replace: {
      patch: { endpoint_name: `${folder}-next` },
      found: { endpoint: { EndpointName: `${folder}-next` }, answer },
    },
  };
}

interface Batch {
  readonly image: string;
  readonly folder: string;
  readonly contentType: string;
  readonly schedule: string;
}

function batch({ image, folder, contentType, schedule }: Batch): Expected {
  const model = {
    PrimaryContainer: { Image: image, ModelDataUrl: `s3://team-assets/${folder}/releases/2024-06-03/model.tar.gz` },
  };
  const TransformInput = { DataSource: { S3DataSource: { S3Uri: `s3://mlops-data-default/${folder}/to-score/` } } };
  const TransformOutput = { S3OutputPath: `s3://mlops-data-default/${folder}/scores` };
  return {
    deployed: {
      minimal: {
        model,
        job: {
          TransformInput: { ...TransformInput, ContentType: 'text/csv', SplitType: 'Line', CompressionType: 'None' },
          TransformOutput: { ...TransformOutput, Accept: 'text/csv', AssembleWith: 'Line' },
          TransformResources: { InstanceType: 'ml.m5.xlarge', InstanceCount: 1 },
        },
      },
      full: {
        model: { PrimaryContainer: { ...model.PrimaryContainer, Environment: { LOG_LEVEL: 'info' } }, VpcConfig: VPC },
        job: {
          TransformInput: { ...TransformInput, ContentType: contentType, CompressionType: 'Gzip' },
          TransformOutput: { ...TransformOutput, Accept: contentType, KmsKeyId: KEY },
          TransformResources: { InstanceType: 'ml.m5.xlarge', InstanceCount: 2, VolumeKmsKeyId: KEY },
          BatchStrategy: 'MultiRecord',
          MaxPayloadInMB: 6,
        },
        schedule: { ScheduleExpression: schedule, State: 'ENABLED' },
      },
    },
    update: { patch: { instance_count: 3 }, found: { job: { TransformResources: { InstanceCount: 3 } } } },
  };
}

const IMAGE_BUILDER: Expected = {
  deployed: { minimal: built('fraud-1.4.0'), full: built('fraud-1.4.0') },
  update: {
    patch: { custom_algorithm_docker: 'fraud/image/fraud-1.4.1.zip' },
    found: built('fraud-1.4.1'),
  },
};

function built(zip: string): unknown {
  const Source = { S3Bucket: 'team-assets', S3ObjectKey: `fraud/image/${zip}.zip` };
  return {
    pipeline: { pipelineType: 'V2', stages: [{ actions: [{ configuration: Source }] }, { name: 'Build' }] },
    projects: [{ environment: { environmentVariables: [{}, { name: 'IMAGE_URI', value: IMAGE }] } }],
  };
}

export const NOT_MONITORS: Readonly<Record<Exclude<PipelineType, MonitorType>, Expected>> = {
  model_training_builtin: TRAINING,
  model_tuner_builtin: TUNER,
  model_autopilot_training: AUTOPILOT,
  byom_realtime_builtin: realtime({
    image: '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-scikit-learn:1.2-1-cpu-py3',
    folder: 'churn',
    endpoint: 'customer-churn-live',
  }),
  byom_realtime_custom: realtime({ image: IMAGE, folder: 'fraud', endpoint: 'fraud-detection-live' }),
  byom_batch_builtin: batch({ image: XGBOOST, folder: 'demand', contentType: 'text/csv', schedule: 'rate(1 day)' }),
  byom_batch_custom: batch({
    image: IMAGE,
    folder: 'fraud',
    contentType: 'application/jsonlines',
    schedule: 'cron(0 5 ? * MON-FRI *)',
  }),
  byom_image_builder: IMAGE_BUILDER,
};
