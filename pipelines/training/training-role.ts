import type { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';

import { executionRole } from '../shared/execution-role.ts';
import { JOB_APIS, jobArns, type JobApi } from '../shared/job-apis.ts';
import { s3Location, type S3Location } from '../shared/s3-location.ts';
import {
  allow,
  grantKeyToVolumes,
  publishMetrics,
  pullAnyImage,
  pullImage,
  readPrefix,
  readWriteFolder,
  useKey,
  useVpc,
  writeSageMakerLogs,
} from '../shared/statements.ts';
import type { WorkloadStack } from '../shared/workload-stack.ts';
import { trainingImage } from './estimator-request.ts';
import type { TrainingSpec } from './training-job-name.ts';

/** The role that the job runs with: its own data, its own output, its image, its key, and nothing else. */
export function trainingRole(stack: WorkloadStack, spec: TrainingSpec, jobName: string): Role {
  const { attributes, environment } = spec;
  const { region, account } = environment;
  const role = executionRole(stack, 'JobRole', {
    service: 'sagemaker.amazonaws.com',
    description: `Runs the jobs of the stack ${spec.stackName}`,
    statements: [
      ...inputLocations(spec).flatMap((location) => readPrefix(region, location)),
      ...readWriteFolder(region, s3Location(attributes.job_output_location)),
      ...useKey(attributes.kms_key_arn),
      ...grantKeyToVolumes(attributes.kms_key_arn),
      ...useVpc(attributes.vpc_config),
      publishMetrics(),
      ...imagesAndLogs(spec),
    ],
  });
  if (spec.pipelineType === 'model_autopilot_training') {
    for (const statement of innerJobs({ region, account, jobName, role })) role.addToPolicy(statement);
  }
  return role;
}

/** A manifest names objects anywhere in its bucket; a plain location means what starts with it. */
function inputLocations({ pipelineType, attributes }: TrainingSpec): readonly S3Location[] {
  if (pipelineType === 'model_autopilot_training') return [s3Location(attributes.training_data)];
  const { training_data, validation_data, s3_data_type } = attributes;
  const given = [training_data, ...(validation_data === undefined ? [] : [validation_data])].map(s3Location);
  return s3_data_type === 'S3Prefix' ? given : given.map((location) => ({ ...location, key: '' }));
}

function imagesAndLogs(spec: TrainingSpec): readonly PolicyStatement[] {
  const { region, account } = spec.environment;
  function logs(logGroup: string): PolicyStatement {
    return writeSageMakerLogs({ region, account, logGroup });
  }
  switch (spec.pipelineType) {
    case 'model_training_builtin':
    case 'model_tuner_builtin':
      return [logs('/aws/sagemaker/TrainingJobs'), ...pullImage(trainingImage(spec))];
    case 'model_autopilot_training':
      // The images are Autopilot's own choice.
      return [
        logs('/aws/sagemaker/TrainingJobs'),
        logs('/aws/sagemaker/ProcessingJobs'),
        logs('/aws/sagemaker/TransformJobs'),
        ...pullAnyImage(region),
      ];
    default:
      return spec satisfies never;
  }
}

interface InnerJobsProps {
  readonly region: string;
  readonly account: string;
  readonly jobName: string;
  readonly role: Role;
}

/** Autopilot runs jobs of its own in the name of this role and hands it on to them; their names start with its name. */
function innerJobs({ region, account, jobName, role }: InnerJobsProps): readonly PolicyStatement[] {
  const apis: readonly JobApi[] = ['training', 'tuning', 'processing', 'transform'];
  const jobs = apis.map((api) => {
    const { create, describe, stop } = JOB_APIS[api].actions;
    const arns = jobArns({ region, account, api, jobName: `${jobName}*` });
    return allow(
      [create, describe, stop, 'AddTags'].map((call) => `sagemaker:${call}`),
      arns,
    );
  });
  const models = jobArns({ region, account, api: 'training', jobName: `${jobName}*` }).map((arn) =>
    arn.replace(':training-job/', ':model/'),
  );
  return [
    ...jobs,
    allow(['sagemaker:AddTags', 'sagemaker:CreateModel', 'sagemaker:DeleteModel', 'sagemaker:DescribeModel'], models),
    allow(['iam:PassRole'], [role.roleArn], { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } }),
  ];
}
