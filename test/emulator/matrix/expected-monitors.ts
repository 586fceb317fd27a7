import type { Expected } from './expected.ts';
import { SPARE, type MonitorType } from './workloads.ts';

const KEY = 'arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const ANALYZER = '156813124566.dkr.ecr.us-east-1.amazonaws.com/sagemaker-model-monitor-analyzer';
const CLARIFY = '205585389593.dkr.ecr.us-east-1.amazonaws.com/sagemaker-clarify-processing:1.0';

interface Monitor {
  /** `DataQuality` and so on: begins the members of the job definition. */
  readonly kind: string;
  readonly image: string;
  /** Endpoint, baseline folder and schedule of each size. */
  readonly minimal: Watch;
  readonly full: Watch;
}

interface Watch {
  readonly endpoint: string;
  readonly folder: string;
  readonly schedule: string;
  readonly runSeconds: number;
  /** More of the job definition's input, and of the baseline job. */
  readonly input?: unknown;
  readonly environment?: unknown;
}

function monitor({ kind, image, minimal, full }: Monitor): Expected {
  return {
    deployed: { minimal: found(kind, image, minimal), full: encrypted(kind, found(kind, image, full)) },
    update: {
      patch: { instance_volume_size: 40 },
      found: { baseline: cluster('ProcessingResources', 40), definition: cluster('JobResources', 40) },
    },
    replace: {
      patch: SPARE,
      found: {
        schedule: { EndpointName: SPARE.endpoint_name },
        definition: { [`${kind}JobInput`]: { EndpointInput: { EndpointName: SPARE.endpoint_name } } },
      },
    },
  };
}

function found(kind: string, image: string, watch: Watch) {
  const baselineFile = `s3://team-assets/${watch.folder}/baseline/baseline.csv`;
  return {
    baseline: {
      ...cluster('ProcessingResources', 30),
      AppSpecification: { ImageUri: image },
      ProcessingInputs: [{ S3Input: { S3Uri: baselineFile } }],
      ...(watch.environment !== undefined && { Environment: watch.environment }),
    },
    schedule: {
      EndpointName: watch.endpoint,
      MonitoringScheduleStatus: 'Scheduled',
      MonitoringScheduleConfig: { MonitoringType: kind, ScheduleConfig: { ScheduleExpression: watch.schedule } },
    },
    definition: {
      ...cluster('JobResources', 30),
      [`${kind}AppSpecification`]: { ImageUri: image, Environment: { publish_cloudwatch_metrics: 'Enabled' } },
      [`${kind}JobInput`]: { EndpointInput: { EndpointName: watch.endpoint }, ...(watch.input as object | undefined) },
      [`${kind}JobOutputConfig`]: {
        MonitoringOutputs: [{ S3Output: { S3Uri: `s3://mlops-monitoring-default/${watch.folder}/reports` } }],
      },
      StoppingCondition: { MaxRuntimeInSeconds: watch.runSeconds },
    },
  };
}

function cluster(member: string, VolumeSizeInGB: number) {
  return { [member]: { ClusterConfig: { InstanceType: 'ml.m5.xlarge', InstanceCount: 1, VolumeSizeInGB } } };
}

/** The full examples have a key and a limit of an hour for the baseline. */
function encrypted(kind: string, { baseline, schedule, definition }: ReturnType<typeof found>) {
  const VolumeKmsKeyId = KEY;
  const ClusterConfig = { InstanceType: 'ml.m5.xlarge', InstanceCount: 1, VolumeSizeInGB: 30, VolumeKmsKeyId };
  return {
    schedule,
    baseline: {
      ...baseline,
      ProcessingResources: { ClusterConfig },
      ProcessingOutputConfig: { KmsKeyId: KEY },
      StoppingCondition: { MaxRuntimeInSeconds: 3600 },
    },
    definition: {
      ...definition,
      JobResources: { ClusterConfig },
      [`${kind}JobOutputConfig`]: { KmsKeyId: KEY },
    },
  };
}

const CHURN = { endpoint: 'customer-churn-live', folder: 'churn' };
const DEMAND = { endpoint: 'demand-forecast-live', folder: 'demand' };
const CREDIT = { endpoint: 'credit-risk-live', folder: 'credit', schedule: 'cron(0 3 ? * * *)', runSeconds: 7200 };
const TRUTH = 's3://mlops-monitoring-default';

export const MONITORS: Readonly<Record<MonitorType, Expected>> = {
  byom_data_quality_monitor: monitor({
    kind: 'DataQuality',
    image: ANALYZER,
    minimal: { ...CHURN, schedule: 'cron(0 * ? * * *)', runSeconds: 3000 },
    full: { ...CHURN, schedule: 'cron(0 * ? * * *)', runSeconds: 3000 },
  }),
  byom_model_quality_monitor: monitor({
    kind: 'ModelQuality',
    image: ANALYZER,
    minimal: {
      ...{ ...DEMAND, schedule: 'cron(0 6 ? * * *)', runSeconds: 3600 },
      input: {
        EndpointInput: { EndpointName: DEMAND.endpoint, InferenceAttribute: '0' },
        GroundTruthS3Input: { S3Uri: `${TRUTH}/demand/ground-truth` },
      },
      environment: {
        ...{ analysis_type: 'MODEL_QUALITY', problem_type: 'Regression' },
        ...{ inference_attribute: 'predicted_units', ground_truth_attribute: 'units_sold' },
      },
    },
    full: {
      ...{ ...CHURN, schedule: 'cron(0 0/6 ? * * *)', runSeconds: 3600 },
      input: {
        EndpointInput: {
          EndpointName: CHURN.endpoint,
          InferenceAttribute: '0',
          ProbabilityAttribute: '1',
          ProbabilityThresholdAttribute: 0.5,
        },
        GroundTruthS3Input: { S3Uri: `${TRUTH}/churn/ground-truth` },
      },
      environment: {
        ...{ problem_type: 'BinaryClassification', probability_attribute: 'probability' },
        ...{ probability_threshold_attribute: '0.5', ground_truth_attribute: 'churned' },
      },
    },
  }),
  byom_model_bias_monitor: monitor({
    kind: 'ModelBias',
    image: CLARIFY,
    minimal: { ...CREDIT, input: { GroundTruthS3Input: { S3Uri: `${TRUTH}/credit/ground-truth` } } },
    full: {
      ...CREDIT,
      input: {
        EndpointInput: {
          EndpointName: CREDIT.endpoint,
          InferenceAttribute: '0',
          ProbabilityAttribute: '1',
          ProbabilityThresholdAttribute: 0.7,
          FeaturesAttribute: 'features',
        },
        GroundTruthS3Input: { S3Uri: `${TRUTH}/credit/ground-truth` },
      },
    },
  }),
  byom_model_explainability_monitor: monitor({
    kind: 'ModelExplainability',
    image: CLARIFY,
    minimal: CREDIT,
    full: {
      ...CREDIT,
      input: {
        EndpointInput: {
          EndpointName: CREDIT.endpoint,
          InferenceAttribute: '0',
          ProbabilityAttribute: '1',
          FeaturesAttribute: 'features',
        },
      },
    },
  }),
};
