import type { LambdaName } from '../../../../pipelines/families.ts';
import { JOB_APIS, type JobApi } from '../../../../pipelines/shared/job-apis.ts';
import type { PipelineSpec } from '../../../../pipelines/spec.ts';
import type { Call } from './is-allowed.ts';
import type { Json, ResolvedTemplate } from './resolved-template.ts';
import { listKeys, useKeyCalls } from './s3-calls.ts';

/** One deployed function of ours. */
export interface DeployedFunction {
  readonly bundle: LambdaName;
  readonly roleId: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly logGroup: string;
  readonly template: ResolvedTemplate;
  readonly spec: PipelineSpec;
}

export interface FunctionCalls {
  /** One for every command of the SDK that the code sends. */
  readonly sent: readonly Call[];
  /** What these calls need beside themselves, and what Lambda does in the function's name. */
  readonly implied: readonly Call[];
}

/** Every function of a template. */
export function deployedFunctions(template: ResolvedTemplate, spec: PipelineSpec): readonly DeployedFunction[] {
  return Object.entries(template.resources)
    .filter(([, { type }]) => type === 'AWS::Lambda::Function')
    .map(([, { properties }]) => {
      const { S3Key } = properties['Code'] as { readonly S3Key: string };
      const { Variables = {} } = (properties['Environment'] ?? {}) as { readonly Variables?: Record<string, string> };
      const { LogGroup } = properties['LoggingConfig'] as { readonly LogGroup: string };
      const roleArn = String(properties['Role']);
      const roleId = Object.keys(template.resources).find((id) => roleArn.endsWith(`/${id.toLowerCase()}`)) ?? '';
      const bundle = /lambda\/(.+)-HASH\.zip$/.exec(S3Key)?.[1] as LambdaName;
      return { bundle, roleId, environment: Variables, logGroup: LogGroup, template, spec };
    });
}

/**
 * The commands of the SDK in each bundle, as IAM actions; a test compares them with the source. What handles all kinds
 * of jobs sends only those of its stack's kind.
 */
export const SENT_ACTIONS: Readonly<Record<LambdaName, (api: JobApi) => readonly string[]>> = {
  'start-job': (api) => [...jobActions(api, ['create', 'describe', 'stop']), 'sagemaker:ListTags'],
  'run-on-deploy': () => ['lambda:InvokeFunction', 'states:StartExecution'],
  'check-job': (api) => jobActions(api, ['describe']),
  'notify-job-state': () => ['sns:Publish'],
  'invoke-endpoint': () => ['sagemaker:InvokeEndpoint'],
  'start-scheduled-transform': (api) => [...jobActions(api, ['create', 'describe']), 'sagemaker:ListTags'],
  'write-analysis-config': () => [
    's3:GetObject',
    's3:PutObject',
    'sagemaker:DescribeEndpoint',
    'sagemaker:DescribeEndpointConfig',
  ],
  'follow-endpoint': () => [
    's3:GetObject',
    's3:PutObject',
    'sagemaker:DescribeEndpoint',
    'sagemaker:DescribeEndpointConfig',
  ],
};

function jobActions(api: JobApi, calls: readonly ('create' | 'describe' | 'stop')[]): readonly string[] {
  return calls.map((call) => `sagemaker:${JOB_APIS[api].actions[call]}`);
}

/** What a function calls on AWS where it is deployed, with the names that it is given there. */
export function functionCalls(deployed: DeployedFunction): FunctionCalls {
  const { sent, implied } = ownCalls(deployed);
  const log = { resource: `${arnOf(deployed, 'logs', `log-group:${deployed.logGroup}`)}:log-stream:2026/11/22/1` };
  return {
    sent,
    implied: [...implied, { action: 'logs:CreateLogStream', ...log }, { action: 'logs:PutLogEvents', ...log }],
  };
}

function ownCalls(deployed: DeployedFunction): FunctionCalls {
  const { bundle, environment, template, spec } = deployed;
  const { kms_key_arn: key } = spec.attributes;
  switch (bundle) {
    case 'start-job': {
      const { JobApi, JobName, Request } = onlyResource(template, 'Custom::SageMakerJob');
      const api = JobApi as JobApi;
      const { RoleArn, TrainingJobDefinition } = JSON.parse(String(Request)) as Json;
      const passed = RoleArn ?? (TrainingJobDefinition as Json | undefined)?.['RoleArn'];
      return {
        sent: jobCalls(deployed, { api, name: String(JobName), actions: SENT_ACTIONS['start-job'](api) }),
        implied: [
          ...jobCalls(deployed, { api, name: String(JobName), actions: ['sagemaker:AddTags'] }),
          ...(typeof passed === 'string' ? [passRole(passed)] : []),
        ],
      };
    }
    case 'run-on-deploy': {
      const { StartFunction, WatchStateMachine } = onlyResource(template, 'Custom::SageMakerJob');
      return {
        sent: [
          { action: 'lambda:InvokeFunction', resource: String(StartFunction) },
          ...(typeof WatchStateMachine === 'string'
            ? [{ action: 'states:StartExecution', resource: WatchStateMachine }]
            : []),
        ],
        implied: [],
      };
    }
    case 'check-job': {
      const { JobApi, JobName } = onlyResource(template, 'Custom::SageMakerJob');
      const api = JobApi as JobApi;
      const actions = SENT_ACTIONS['check-job'](api);
      return { sent: jobCalls(deployed, { api, name: String(JobName), actions }), implied: [] };
    }
    case 'notify-job-state':
      return {
        sent: [{ action: 'sns:Publish', resource: environment['TOPIC_ARN'] ?? '' }],
        // The topic's key, and the key of the function's environment.
        implied: publishWithKey(key),
      };
    case 'invoke-endpoint': {
      const name = environment['ENDPOINT_NAME'] ?? '';
      return {
        sent: [{ action: 'sagemaker:InvokeEndpoint', resource: arnOf(deployed, 'sagemaker', `endpoint/${name}`) }],
        implied: key === undefined ? [] : [{ action: 'kms:Decrypt', resource: key }],
      };
    }
    case 'start-scheduled-transform':
      return scheduledCalls(deployed, key);
    case 'write-analysis-config':
      return analysisCalls(deployed, key);
    case 'follow-endpoint':
      return followCalls(deployed, key);
    default:
      return bundle satisfies never;
  }
}

function scheduledCalls(deployed: DeployedFunction, key: string | undefined): FunctionCalls {
  const { template } = deployed;
  const { Input } = onlyResource(template, 'AWS::Scheduler::Schedule')['Target'] as { readonly Input: string };
  const event = JSON.parse(Input) as { readonly jobNamePrefix: string; readonly deployedJobName?: string };
  const name = `${event.jobNamePrefix}-202603010500`;
  const { DestinationConfig } = onlyResource(template, 'AWS::Lambda::EventInvokeConfig');
  const { OnFailure } = DestinationConfig as { readonly OnFailure: { readonly Destination: string } };
  return {
    sent: [
      ...jobCalls(deployed, {
        api: 'transform',
        name,
        actions: SENT_ACTIONS['start-scheduled-transform']('transform'),
      }),
      ...(event.deployedJobName === undefined
        ? []
        : jobCalls(deployed, {
            api: 'transform',
            name: event.deployedJobName,
            actions: ['sagemaker:DescribeTransformJob'],
          })),
    ],
    implied: [
      ...jobCalls(deployed, { api: 'transform', name, actions: ['sagemaker:AddTags'] }),
      // A run that could not be started: Lambda tells the topic in the function's name.
      { action: 'sns:Publish', resource: OnFailure.Destination },
      ...publishWithKey(key),
    ],
  };
}

function analysisCalls(deployed: DeployedFunction, key: string | undefined): FunctionCalls {
  const properties = onlyResource(deployed.template, 'Custom::AnalysisConfig');
  const { EndpointName, DataBucket, DataKey, OutputBucket, OutputKey } = properties as Record<string, string>;
  const output = `arn:aws:s3:::${OutputBucket ?? ''}/${OutputKey ?? ''}`;
  const data = { bucket: DataBucket ?? '', key: DataKey ?? '' };
  return {
    sent: [
      { action: 's3:GetObject', resource: `arn:aws:s3:::${data.bucket}/${data.key}` },
      { action: 's3:PutObject', resource: `${output}/analysis_config.json` },
      { action: 's3:PutObject', resource: `${output}/monitor/analysis_config.json` },
      {
        action: 'sagemaker:DescribeEndpoint',
        resource: arnOf(deployed, 'sagemaker', `endpoint/${EndpointName ?? ''}`),
      },
      { action: 'sagemaker:DescribeEndpointConfig', resource: arnOf(deployed, 'sagemaker', 'endpoint-config/any') },
    ],
    // Without leave to list, S3 calls a missing object forbidden.
    implied: [listKeys(data), ...useKeyCalls(key)],
  };
}

/** Reads the file that the other function wrote, and writes it with another model. */
function followCalls(deployed: DeployedFunction, key: string | undefined): FunctionCalls {
  const { CONFIG_BUCKET = '', CONFIG_KEY = '', ENDPOINT_NAME = '' } = deployed.environment;
  const file = `arn:aws:s3:::${CONFIG_BUCKET}/${CONFIG_KEY}`;
  return {
    sent: [
      { action: 's3:GetObject', resource: file },
      { action: 's3:PutObject', resource: file },
      { action: 'sagemaker:DescribeEndpoint', resource: arnOf(deployed, 'sagemaker', `endpoint/${ENDPOINT_NAME}`) },
      { action: 'sagemaker:DescribeEndpointConfig', resource: arnOf(deployed, 'sagemaker', 'endpoint-config/any') },
    ],
    implied: useKeyCalls(key),
  };
}

interface JobCalls {
  readonly api: JobApi;
  readonly name: string;
  readonly actions: readonly string[];
}

/** SageMaker writes names into ARNs in lower case, but judges some calls by the name as it was given. */
function jobCalls(deployed: DeployedFunction, { api, name, actions }: JobCalls): readonly Call[] {
  const names = [...new Set([name, name.toLowerCase()])];
  return actions.flatMap((action) => {
    return names.map((one) => {
      return { action, resource: arnOf(deployed, 'sagemaker', `${JOB_APIS[api].arnPart}/${one}`) };
    });
  });
}

function passRole(resource: string): Call {
  return { action: 'iam:PassRole', resource, context: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } };
}

function publishWithKey(key: string | undefined): readonly Call[] {
  if (key === undefined) return [];
  return ['kms:Decrypt', 'kms:GenerateDataKey'].map((action) => ({ action, resource: key }));
}

function arnOf({ spec }: DeployedFunction, service: string, resource: string): string {
  return `arn:aws:${service}:${spec.environment.region}:${spec.environment.account}:${resource}`;
}

function onlyResource({ resources }: ResolvedTemplate, type: string): Json {
  const found = Object.values(resources).filter((resource) => resource.type === type);
  if (found.length !== 1) throw new Error(`${found.length} resources of type ${type}`);
  return found[0]?.properties ?? {};
}
