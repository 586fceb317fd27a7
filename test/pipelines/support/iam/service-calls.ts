import { buildNames } from '../../../../pipelines/image-builder/build-names.ts';
import { endpointName } from '../../../../pipelines/names.ts';
import { JOB_APIS, type JobApi } from '../../../../pipelines/shared/job-apis.ts';
import { s3Location } from '../../../../pipelines/shared/s3-location.ts';
import type { PipelineSpec, SpecOf } from '../../../../pipelines/spec.ts';
import { containerCalls, pullCalls, vpcCalls } from './container-calls.ts';
import type { Call } from './is-allowed.ts';
import { monitoringCalls } from './monitor-calls.ts';
import type { Json, ResolvedTemplate } from './resolved-template.ts';
import {
  grantKeyCalls,
  listKeys,
  readPrefixCalls,
  readWriteFolderCalls,
  useKeyCalls,
  writeFolderCalls,
} from './s3-calls.ts';

export interface RoleCalls {
  readonly calls: readonly Call[];
  /** Resources that the role may use by design under any name, with the reason; everything else has to be exact. */
  readonly wide: readonly { readonly action: RegExp; readonly resource: RegExp; readonly reason: string }[];
}

/** What AWS services do in the name of a role; undefined for a role that nobody has thought about. */
export function serviceCalls(roleId: string, template: ResolvedTemplate, spec: PipelineSpec): RoleCalls | undefined {
  switch (roleId) {
    case 'JobRole':
      return trainingCalls(template, spec as TrainingSpec);
    case 'ModelRole':
      return modelCalls(template, spec as ServingSpec);
    case 'BaselineJobRole':
    case 'MonitorRole':
      return monitoringCalls(roleId, template, spec);
    case 'BaselineRole':
      return { calls: watchingCalls(template), wide: [] };
    case 'TransformScheduleRole': {
      const { Arn } = onlyProperties(template, 'AWS::Scheduler::Schedule')['Target'] as { readonly Arn: string };
      return { calls: [{ action: 'lambda:InvokeFunction', resource: Arn }], wide: [] };
    }
    case 'BuildRole':
    case 'PipelineRole':
    case 'PipelineUploadRole':
      return { calls: buildingCalls(roleId, template, spec as SpecOf<'byom_image_builder'>), wide: [] };
    default:
      return undefined;
  }
}

type TrainingSpec = SpecOf<'model_training_builtin' | 'model_tuner_builtin' | 'model_autopilot_training'>;
type ServingSpec = SpecOf<
  'byom_realtime_builtin' | 'byom_realtime_custom' | 'byom_batch_builtin' | 'byom_batch_custom'
>;

function trainingCalls(template: ResolvedTemplate, { pipelineType, attributes, environment }: TrainingSpec): RoleCalls {
  const job = onlyProperties(template, 'Custom::SageMakerJob');
  const request = JSON.parse(String(job['Request'])) as Json;
  const common = [
    ...readPrefixCalls(attributes.training_data),
    ...readWriteFolderCalls(attributes.job_output_location),
    ...useKeyCalls(attributes.kms_key_arn),
    ...grantKeyCalls(attributes.kms_key_arn),
    ...vpcCalls(attributes.vpc_config),
    ...containerCalls(environment, '/aws/sagemaker/TrainingJobs'),
  ];
  if (pipelineType === 'model_autopilot_training') {
    const own = String(request['RoleArn']);
    return {
      calls: [
        ...common,
        ...pullCalls(`683313688378.dkr.ecr.${environment.region}.amazonaws.com/sagemaker-sklearn-automl:2.5`),
        ...containerCalls(environment, '/aws/sagemaker/ProcessingJobs'),
        ...containerCalls(environment, '/aws/sagemaker/TransformJobs'),
        ...autopilotCalls(String(job['JobName']), environment),
        { action: 'iam:PassRole', resource: own, context: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
      ],
      wide: [{ action: /^ecr:/, resource: /:repository\//, reason: 'Autopilot chooses its images' }],
    };
  }
  const { validation_data: validation, s3_data_type: dataType } = attributes;
  const inner = (request['TrainingJobDefinition'] ?? request) as { AlgorithmSpecification: { TrainingImage: string } };
  const buckets = [attributes.training_data, ...(validation === undefined ? [] : [validation])].map(
    (uri) => s3Location(uri).bucket,
  );
  return {
    calls: [
      ...common,
      ...(validation === undefined ? [] : readPrefixCalls(validation)),
      ...pullCalls(inner.AlgorithmSpecification.TrainingImage),
    ],
    wide:
      dataType === 'S3Prefix'
        ? []
        : buckets.map((bucket) => ({
            action: /^s3:(GetObject|ListBucket)$/,
            resource: new RegExp(`^arn:aws:s3:::${bucket}(/|$)`),
            reason: 'a manifest names objects anywhere in its bucket',
          })),
  };
}

/** The jobs that Autopilot runs, and their models, all named after it. */
function autopilotCalls(jobName: string, { region, account }: PipelineSpec['environment']): readonly Call[] {
  const apis: readonly JobApi[] = ['training', 'tuning', 'processing', 'transform'];
  const jobs = apis.flatMap((api) => {
    const { create, describe, stop } = JOB_APIS[api].actions;
    const resource = `arn:aws:sagemaker:${region}:${account}:${JOB_APIS[api].arnPart}/${jobName}-dpp0-1`;
    return [create, describe, stop, 'AddTags'].map((call) => ({ action: `sagemaker:${call}`, resource }));
  });
  const model = `arn:aws:sagemaker:${region}:${account}:model/${jobName}-dpp0-model`;
  const models = ['AddTags', 'CreateModel', 'DeleteModel', 'DescribeModel'].map((call) => {
    return { action: `sagemaker:${call}`, resource: model };
  });
  return [...jobs, ...models];
}

function modelCalls(template: ResolvedTemplate, { attributes, environment, ...rest }: ServingSpec): RoleCalls {
  const { PrimaryContainer } = onlyProperties(template, 'AWS::SageMaker::Model');
  const { Image, ModelPackageName } = PrimaryContainer as {
    readonly Image?: string;
    readonly ModelPackageName?: string;
  };
  const isRealtime = rest.pipelineType === 'byom_realtime_builtin' || rest.pipelineType === 'byom_realtime_custom';
  const owned = 'endpoint_name' in attributes ? { endpoint_name: attributes.endpoint_name } : {};
  const endpoint = endpointName({ ...rest, attributes: owned });
  const data =
    'data_capture_location' in attributes
      ? writeFolderCalls(attributes.data_capture_location)
      : [
          ...readPrefixCalls(attributes.batch_inference_data),
          ...writeFolderCalls(attributes.batch_job_output_location),
        ];
  return {
    calls: [
      ...data,
      ...(ModelPackageName === undefined
        ? [...pullCalls(Image ?? ''), ...readArtifactCalls(attributes.model_artifact_location)]
        : [
            { action: 'sagemaker:DescribeModelPackage', resource: ModelPackageName },
            ...pullCalls(`${environment.account}.dkr.ecr.${environment.region}.amazonaws.com/of-the-package:1`),
            ...readArtifactCalls(`s3://${environment.assetsBucket}/any/model.tar.gz`),
          ]),
      ...useKeyCalls(attributes.kms_key_arn),
      ...grantKeyCalls(attributes.kms_key_arn),
      ...vpcCalls(attributes.vpc_config),
      ...containerCalls(
        environment,
        isRealtime ? `/aws/sagemaker/Endpoints/${endpoint}` : '/aws/sagemaker/TransformJobs',
      ),
    ],
    wide: [
      ...(ModelPackageName === undefined
        ? []
        : [
            { action: /^ecr:/, resource: /:repository\//, reason: 'the package names its image' },
            {
              action: /^s3:(GetObject|ListBucket)$/,
              resource: new RegExp(`^arn:aws:s3:::${environment.assetsBucket}(/|$)`),
              reason: 'the package names its artifact',
            },
          ]),
    ],
  };
}

function readArtifactCalls(artifact: string | undefined): readonly Call[] {
  if (artifact === undefined) return [];
  const { bucket, key } = s3Location(artifact);
  return [{ action: 's3:GetObject', resource: `arn:aws:s3:::${bucket}/${key}` }, listKeys({ bucket, key })];
}

/** Step Functions asks the function that looks at the job, and logs what it does. */
function watchingCalls(template: ResolvedTemplate): readonly Call[] {
  const { DefinitionString } = onlyProperties(template, 'AWS::StepFunctions::StateMachine');
  const { States } = JSON.parse(String(DefinitionString)) as { readonly States: Readonly<Record<string, Json>> };
  const asked = Object.values(States).flatMap(({ Resource }) => (typeof Resource === 'string' ? [Resource] : []));
  return [
    ...[...new Set(asked)].map((resource) => ({ action: 'lambda:InvokeFunction', resource })),
    ...[
      'CreateLogDelivery',
      'DeleteLogDelivery',
      'DescribeLogGroups',
      'DescribeResourcePolicies',
      'GetLogDelivery',
      'ListLogDeliveries',
      'PutResourcePolicy',
      'UpdateLogDelivery',
    ].map((call) => ({ action: `logs:${call}`, resource: '*' })),
  ];
}

function buildingCalls(
  roleId: string,
  template: ResolvedTemplate,
  spec: SpecOf<'byom_image_builder'>,
): readonly Call[] {
  const { environment, attributes } = spec;
  const { region, account } = environment;
  const { pipeline, repositoryArn } = buildNames(spec);
  const source = s3Location(attributes.custom_algorithm_docker);
  // CodePipeline keeps artifacts below the first 20 letters of the pipeline's name (user guide, pipeline structure).
  const artifact = `arn:aws:s3:::${environment.assetsBucket}/${pipeline.slice(0, 20)}/Context/a1b2c3`;
  function on(resource: string, actions: readonly string[]): readonly Call[] {
    return actions.map((action) => ({ action, resource }));
  }
  const key = useKeyCalls(attributes.kms_key_arn);
  switch (roleId) {
    case 'BuildRole': {
      const logs =
        Object.keys(template.resources)
          .find((id) => id === 'BuildLogs')
          ?.toLowerCase() ?? '';
      const stream = `arn:aws:logs:${region}:${account}:log-group:${logs}:log-stream:build-1`;
      return [
        ...on(stream, ['logs:CreateLogStream', 'logs:PutLogEvents']),
        ...on(artifact, ['s3:GetObject', 's3:GetObjectVersion']),
        ...on(repositoryArn, [
          'ecr:BatchCheckLayerAvailability',
          'ecr:BatchGetImage',
          'ecr:CompleteLayerUpload',
          'ecr:GetDownloadUrlForLayer',
          'ecr:InitiateLayerUpload',
          'ecr:PutImage',
          'ecr:StartImageScan',
          'ecr:UploadLayerPart',
        ]),
        ...on('*', ['ecr:GetAuthorizationToken']),
        ...key,
      ];
    }
    case 'PipelineRole':
      return [
        ...on(`arn:aws:s3:::${source.bucket}/${source.key}`, [
          's3:GetObject',
          's3:GetObjectVersion',
          's3:GetObjectTagging',
          's3:GetObjectVersionTagging',
        ]),
        ...on(`arn:aws:s3:::${source.bucket}`, ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning']),
        ...on(artifact, ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject']),
        ...on(`arn:aws:codebuild:${region}:${account}:project/buildproject`, [
          'codebuild:BatchGetBuilds',
          'codebuild:StartBuild',
        ]),
        ...key,
      ];
    default:
      return on(`arn:aws:codepipeline:${region}:${account}:${pipeline}`, ['codepipeline:StartPipelineExecution']);
  }
}

function onlyProperties({ resources }: ResolvedTemplate, type: string): Json {
  const found = Object.values(resources).filter((resource) => resource.type === type);
  if (found.length !== 1) throw new Error(`${found.length} resources of type ${type}`);
  return found[0]?.properties ?? {};
}
