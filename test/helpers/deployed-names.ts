import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import {
  ListDataQualityJobDefinitionsCommand,
  ListEndpointConfigsCommand,
  ListEndpointsCommand,
  ListModelBiasJobDefinitionsCommand,
  ListModelExplainabilityJobDefinitionsCommand,
  ListModelQualityJobDefinitionsCommand,
  ListModelsCommand,
  ListMonitoringSchedulesCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { EmulatorClientConfig } from '../emulator/emulator.ts';
import { callJson, callRest, callXml, type JsonCall, type XmlCall } from './raw-calls.ts';

/** Names of what exists on the emulator, by kind, in one account and region. */
export type DeployedNames = SageMakerNames & Names;

type Names = Readonly<Record<string, readonly string[]>>;

interface SageMakerNames {
  readonly endpoints: readonly string[];
  readonly endpointConfigs: readonly string[];
  readonly models: readonly string[];
  readonly functions: readonly string[];
  readonly jobDefinitions: readonly string[];
  readonly monitoringSchedules: readonly string[];
}

const XML: Readonly<Record<string, XmlCall & { readonly element: string }>> = {
  roles: { service: 'iam', action: 'ListRoles', version: '2010-05-08', element: 'RoleName' },
  policies: {
    ...{ service: 'iam', action: 'ListPolicies', version: '2010-05-08', element: 'PolicyName' },
    more: { Scope: 'Local' },
  },
  topics: { service: 'sns', action: 'ListTopics', version: '2010-03-31', element: 'TopicArn' },
  subscriptions: { service: 'sns', action: 'ListSubscriptions', version: '2010-03-31', element: 'Endpoint' },
  alarms: { service: 'monitoring', action: 'DescribeAlarms', version: '2010-08-01', element: 'AlarmName' },
};

const JSON_CALLS: Readonly<Record<string, JsonCall & { readonly key: string }>> = {
  logGroups: { service: 'logs', target: 'Logs_20140328.DescribeLogGroups', key: 'logGroupName' },
  rules: { service: 'events', target: 'AWSEvents.ListRules', key: 'Name' },
  stateMachines: { service: 'states', target: 'AWSStepFunctions.ListStateMachines', key: 'name' },
  pipelines: { service: 'codepipeline', target: 'CodePipeline_20150709.ListPipelines', key: 'name' },
  scalableTargets: {
    ...{ service: 'application-autoscaling', target: 'AnyScaleFrontendService.DescribeScalableTargets' },
    ...{ body: { ServiceNamespace: 'sagemaker' }, key: 'ResourceId' },
  },
  scalingPolicies: {
    ...{ service: 'application-autoscaling', target: 'AnyScaleFrontendService.DescribeScalingPolicies' },
    ...{ body: { ServiceNamespace: 'sagemaker' }, key: 'PolicyARN' },
  },
};

const REST: Readonly<Record<string, { readonly service: string; readonly path: string; readonly key: string }>> = {
  restApis: { service: 'apigateway', path: '/restapis', key: 'id' },
  schedules: { service: 'scheduler', path: '/schedules', key: 'Name' },
};

/** Everything that a stack of ours can leave behind. Jobs are no resources: they stay as a record, on AWS too. */
export async function deployedNames(config: EmulatorClientConfig): Promise<DeployedNames> {
  const found: Record<string, readonly string[]> = {};
  for (const [kind, call] of Object.entries(XML)) {
    const element = new RegExp(`<${call.element}>([^<]*)<`, 'g');
    found[kind] = firstGroups(await callXml(config, call), element);
  }
  for (const [kind, call] of Object.entries(JSON_CALLS)) {
    found[kind] = firstGroups(await callJson(config, call), new RegExp(`"${call.key}":\\s*"([^"]*)"`, 'g'));
  }
  for (const [kind, call] of Object.entries(REST)) {
    found[kind] = firstGroups(await callRest(config, call), new RegExp(`"${call.key}":\\s*"([^"]*)"`, 'g'));
  }
  const projects = await callJson(config, { service: 'codebuild', target: 'CodeBuild_20161006.ListProjects' });
  found['projects'] = (JSON.parse(projects) as { readonly projects?: readonly string[] }).projects ?? [];
  return { ...found, ...(await sageMakerNames(config)) };
}

/** What is there now and was not there before, by kind; kinds without anything are left out. */
export function newNames(before: DeployedNames, now: DeployedNames): Names {
  const kinds = Object.entries(now).map(([kind, names]) => {
    return [kind, names.filter((name) => before[kind]?.includes(name) !== true)] as const;
  });
  return Object.fromEntries(kinds.filter(([, names]) => names.length > 0));
}

async function sageMakerNames(config: EmulatorClientConfig): Promise<SageMakerNames> {
  const client = new SageMakerClient(config);
  const lambda = new LambdaClient(config);
  const definitions = await Promise.all([
    client.send(new ListDataQualityJobDefinitionsCommand({})),
    client.send(new ListModelQualityJobDefinitionsCommand({})),
    client.send(new ListModelBiasJobDefinitionsCommand({})),
    client.send(new ListModelExplainabilityJobDefinitionsCommand({})),
  ]);
  const { MonitoringScheduleSummaries = [] } = await client.send(new ListMonitoringSchedulesCommand({}));
  const { Endpoints = [] } = await client.send(new ListEndpointsCommand({}));
  const { EndpointConfigs = [] } = await client.send(new ListEndpointConfigsCommand({}));
  const { Models = [] } = await client.send(new ListModelsCommand({}));
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  client.destroy();
  lambda.destroy();
  return {
    endpoints: Endpoints.map(({ EndpointName = '' }) => EndpointName),
    endpointConfigs: EndpointConfigs.map(({ EndpointConfigName = '' }) => EndpointConfigName),
    models: Models.map(({ ModelName = '' }) => ModelName),
    functions: Functions.map(({ FunctionName = '' }) => FunctionName),
    jobDefinitions: definitions.flatMap(({ JobDefinitionSummaries = [] }) =>
      JobDefinitionSummaries.map(({ MonitoringJobDefinitionName = '' }) => MonitoringJobDefinitionName),
    ),
    monitoringSchedules: MonitoringScheduleSummaries.map(({ MonitoringScheduleName = '' }) => MonitoringScheduleName),
  };
}

function firstGroups(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}
