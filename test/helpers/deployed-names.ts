import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import {
  ListEndpointConfigsCommand,
  ListEndpointsCommand,
  ListModelsCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { EmulatorClientConfig } from '../emulator/emulator.ts';

/** Names of what exists on the emulator, by kind, in one account and region. */
export type DeployedNames = Readonly<Record<(typeof KINDS)[number], readonly string[]>>;

const KINDS = [
  'endpoints',
  'endpointConfigs',
  'models',
  'functions',
  'roles',
  'policies',
  'logGroups',
  'rules',
  'topics',
  'restApis',
] as const;

/** Everything that a stack of ours can leave behind. Jobs are no resources: they stay as a record, on AWS too. */
export async function deployedNames(config: EmulatorClientConfig): Promise<DeployedNames> {
  const sageMaker = new SageMakerClient(config);
  const lambda = new LambdaClient(config);
  const { Endpoints = [] } = await sageMaker.send(new ListEndpointsCommand({}));
  const { EndpointConfigs = [] } = await sageMaker.send(new ListEndpointConfigsCommand({}));
  const { Models = [] } = await sageMaker.send(new ListModelsCommand({}));
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  return {
    endpoints: Endpoints.map(({ EndpointName = '' }) => EndpointName),
    endpointConfigs: EndpointConfigs.map(({ EndpointConfigName = '' }) => EndpointConfigName),
    models: Models.map(({ ModelName = '' }) => ModelName),
    functions: Functions.map(({ FunctionName = '' }) => FunctionName),
    roles: await listXml(config, { service: 'iam', action: 'ListRoles', version: '2010-05-08', element: 'RoleName' }),
    policies: await listXml(config, {
      ...{ service: 'iam', action: 'ListPolicies', version: '2010-05-08', element: 'PolicyName' },
      more: { Scope: 'Local' },
    }),
    topics: await listXml(config, { service: 'sns', action: 'ListTopics', version: '2010-03-31', element: 'TopicArn' }),
    logGroups: await listJson(config, {
      service: 'logs',
      target: 'Logs_20140328.DescribeLogGroups',
      key: 'logGroupName',
    }),
    rules: await listJson(config, { service: 'events', target: 'AWSEvents.ListRules', key: 'Name' }),
    restApis: await listRest(config, { service: 'apigateway', path: '/restapis' }),
  };
}

/** What is there now and was not there before, by kind; kinds without anything are left out. */
export function newNames(before: DeployedNames, now: DeployedNames): Partial<DeployedNames> {
  const kinds = KINDS.map((kind) => [kind, now[kind].filter((name) => !before[kind].includes(name))] as const);
  return Object.fromEntries(kinds.filter(([, names]) => names.length > 0));
}

/** For services whose SDK client the project does not carry; the emulator checks no signature. */
function headersFor({ credentials, region }: EmulatorClientConfig, service: string): Record<string, string> {
  const scope = `${credentials.accessKeyId}/20260101/${region}/${service}/aws4_request`;
  return { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none` };
}

async function listXml(
  config: EmulatorClientConfig,
  call: {
    readonly service: string;
    readonly action: string;
    readonly version: string;
    readonly element: string;
    readonly more?: Readonly<Record<string, string>>;
  },
): Promise<readonly string[]> {
  const headers = { ...headersFor(config, call.service), 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams({ Action: call.action, Version: call.version, ...call.more }).toString();
  const answer = await read(await fetch(config.endpoint, { method: 'POST', headers, body }), call.action);
  return [...answer.matchAll(new RegExp(`<${call.element}>([^<]*)<`, 'g'))].map((match) => match[1] ?? '');
}

async function listJson(
  config: EmulatorClientConfig,
  call: { readonly service: string; readonly target: string; readonly key: string },
): Promise<readonly string[]> {
  const headers = {
    ...headersFor(config, call.service),
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': call.target,
  };
  const answer = await read(await fetch(config.endpoint, { method: 'POST', headers, body: '{}' }), call.target);
  return [...answer.matchAll(new RegExp(`"${call.key}":\\s*"([^"]*)"`, 'g'))].map((match) => match[1] ?? '');
}

async function listRest(
  config: EmulatorClientConfig,
  call: { readonly service: string; readonly path: string },
): Promise<readonly string[]> {
  const answer = await fetch(`${config.endpoint}${call.path}`, { headers: headersFor(config, call.service) });
  return [...(await read(answer, call.path)).matchAll(/"id":\s*"([^"]*)"/g)].map((match) => match[1] ?? '');
}

async function read(answer: Response, what: string): Promise<string> {
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${what}: ${answer.status} ${text}`);
  return text;
}
