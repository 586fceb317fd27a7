import { expect } from 'chai';

import { CONTROL_ALL_RESOURCES } from '../../../pipelines/control-plane/acknowledgements.ts';
import { boundaryArn, roleArn } from '../../../pipelines/control-plane/role-names.ts';
import { synthesizableExamples } from '../support/examples.ts';
import { isAllowed, type Call } from '../support/iam/is-allowed.ts';
import type { Json } from '../support/iam/resolved-template.ts';
import { templateOf as workloadTemplateOf } from '../support/template.ts';
import { NOT_NEEDED, WITHOUT_HANDLERS } from './support/not-needed.ts';
import { handlersOf, registryAvailable, type Handlers } from './support/registry.ts';
import { allowedActions, resolved, statementsOf } from './support/roles-of.ts';
import { foundationSpec, githubSpec, PREFIX, rolesSpec, templateOf } from './support/specs.ts';
import { pendOrFail } from '../../helpers/pend-or-fail.ts';

const SPEC = rolesSpec();
const { account, region } = SPEC;
const STACK = `${PREFIX}-churn-byom-StartJob`;

function arn(service: string, resource: string): string {
  return `arn:aws:${service}:${region}:${account}:${resource}`;
}

/** A thing of each service as CloudFormation names it in a stack of the prefix. */
const THINGS: Readonly<Record<string, string>> = {
  apigateway: `arn:aws:apigateway:${region}::/restapis/a1b2c3/resources`,
  'application-autoscaling': arn('application-autoscaling', 'scalable-target/0123456789abcdef'),
  cloudwatch: arn('cloudwatch', 'alarm:TargetTracking-endpoint/churn-AlarmHigh'),
  codebuild: arn('codebuild', 'project/BuildProject-AbCdEfGhIjKl'),
  codepipeline: arn('codepipeline', 'image-4c43153b14-fraud-1-4-0-8395c381c3'),
  events: arn('events', `rule/${STACK}-AbCdEf`),
  iam: `arn:aws:iam::${account}:role/${STACK}-AbCdEf`,
  kms: arn('kms', 'key/1234abcd-12ab-34cd-56ef-1234567890ab'),
  lambda: arn('lambda', `function:${STACK}-AbCdEf`),
  logs: arn('logs', `log-group:${STACK}-AbCdEf`),
  s3: `arn:aws:s3:::${SPEC.assetsBuckets[0] ?? ''}/mlops/lambda/start-job-0a1b.zip`,
  scheduler: arn('scheduler', `schedule/default/${STACK}-AbCdEf`),
  sns: arn('sns', `${STACK}-AbCdEf`),
  states: arn('states', 'stateMachine:BaselineStateMachine-AbCdEf'),
};

const SAGEMAKER_KINDS: Readonly<Record<string, string>> = {
  Model: 'model',
  Endpoint: 'endpoint',
  EndpointConfig: 'endpoint-config',
  MonitoringSchedule: 'monitoring-schedule',
  DataQualityJobDefinition: 'data-quality-job-definition',
  ModelBiasJobDefinition: 'model-bias-job-definition',
  ModelExplainabilityJobDefinition: 'model-explainability-job-definition',
  ModelQualityJobDefinition: 'model-quality-job-definition',
};

/** Who a role is passed to by a type that has one. */
const PASSED_TO: Readonly<Record<string, string>> = {
  'AWS::CodeBuild::Project': 'codebuild.amazonaws.com',
  'AWS::CodePipeline::Pipeline': 'codepipeline.amazonaws.com',
  'AWS::Events::Rule': 'events.amazonaws.com',
  'AWS::Lambda::Function': 'lambda.amazonaws.com',
  'AWS::Scheduler::Schedule': 'scheduler.amazonaws.com',
  'AWS::StepFunctions::StateMachine': 'states.amazonaws.com',
};

/** The call on a resource of ours that a handler makes. */
function callOf(action: string, type: string): Call {
  const [service = ''] = action.split(':');
  const kind = type.split('::')[2] ?? '';
  if (action in CONTROL_ALL_RESOURCES) return { action, resource: '*' };
  if (action === 'iam:PassRole') {
    const to = PASSED_TO[type] ?? (type.startsWith('AWS::SageMaker::') ? 'sagemaker.amazonaws.com' : undefined);
    if (to === undefined) throw new Error(`to whom does ${type} pass a role?`);
    return { action, resource: THINGS['iam'] ?? '', context: { 'iam:PassedToService': to } };
  }
  if (action === 'iam:CreateServiceLinkedRole') {
    const name = 'sagemaker.application-autoscaling.amazonaws.com';
    const role = `role/aws-service-role/${name}/AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint`;
    return { action, resource: `arn:aws:iam::${account}:${role}`, context: { 'iam:AWSServiceName': name } };
  }
  if (service === 'sagemaker')
    return { action, resource: arn('sagemaker', `${SAGEMAKER_KINDS[kind] ?? kind}/churn-0a1b`) };
  const context = CONTEXT[action] ?? (isScaling(action) ? SCALING : undefined);
  return {
    action,
    resource: THINGS[service] ?? `nothing of ${service}`,
    ...(context === undefined ? {} : { context }),
  };
}

/** Calls about tags tell nothing of what is scaled. */
function isScaling(action: string): boolean {
  return action.startsWith('application-autoscaling:') && !action.includes('Tag');
}

const BOUNDED = { 'iam:PermissionsBoundary': boundaryArn(SPEC) };
const SCALING = { 'application-autoscaling:service-namespace': 'sagemaker' };
const CONTEXT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'iam:CreateRole': BOUNDED,
  'iam:PutRolePolicy': BOUNDED,
  'iam:PutRolePermissionsBoundary': BOUNDED,
  'kms:CreateGrant': { 'kms:GrantIsForAWSResource': 'true' },
};

/** Types of all resources in the templates of all examples. */
function usedTypes(): readonly string[] {
  const types = synthesizableExamples().flatMap(({ spec }) => {
    return Object.values(workloadTemplateOf(spec).Resources).map(({ Type }) => Type);
  });
  return [...new Set(types)].sort();
}

/** CloudFormation lists no resources to deploy a stack. */
function calledBy(handlers: Handlers): readonly string[] {
  return Object.entries(handlers)
    .filter(([name]) => name !== 'list')
    .flatMap(([, { permissions = [] }]) => permissions);
}

describe('the execution role', function () {
  this.timeout(120_000);
  let statements: readonly Json[] = [];

  before(() => {
    statements = statementsOf(resolved(templateOf(SPEC), SPEC), 'ExecutionRole');
  });

  it('may do all that CloudFormation does for every resource type of the twelve pipelines', async function () {
    if (!registryAvailable()) pendOrFail(this, 'cfn-lint');
    const refused: string[] = [];
    const used = new Set<string>();
    for (const type of usedTypes()) {
      const handlers = type in WITHOUT_HANDLERS ? undefined : handlersOf(type);
      const actions = handlers === undefined ? WITHOUT_HANDLERS[type] : calledBy(handlers);
      for (const action of new Set(actions ?? expect.fail(`nobody knows what ${type} calls`))) {
        if (NOT_NEEDED[type]?.[action] !== undefined) {
          used.add(`${type} ${action}`);
          continue;
        }
        const call = callOf(action, type);
        const verdict = await isAllowed(statements, call, account).catch((error: unknown) => String(error));
        if (verdict !== true) refused.push(`${type}: ${action} on ${call.resource} ${String(verdict)}`);
      }
    }
    expect(refused).to.deep.equal([]);
    const excused = Object.entries(NOT_NEEDED).flatMap(([type, all]) =>
      Object.keys(all).map((action) => `${type} ${action}`),
    );
    expect(
      excused.filter((one) => !used.has(one)),
      'excuses that nothing needs',
    ).to.deep.equal([]);
  });

  it('makes no role without the boundary, and takes it from none', async () => {
    const role = THINGS['iam'] ?? '';
    const other = { 'iam:PermissionsBoundary': `arn:aws:iam::${account}:policy/mlops/another` };
    const denied: readonly Call[] = [
      { action: 'iam:CreateRole', resource: role },
      { action: 'iam:CreateRole', resource: role, context: other },
      { action: 'iam:PutRolePolicy', resource: role },
      { action: 'iam:PutRolePolicy', resource: role, context: other },
      { action: 'iam:PutRolePermissionsBoundary', resource: role, context: other },
      { action: 'iam:DeleteRolePermissionsBoundary', resource: role, context: BOUNDED },
      { action: 'iam:AttachRolePolicy', resource: role, context: BOUNDED },
      { action: 'iam:CreatePolicyVersion', resource: boundaryArn(SPEC) },
      { action: 'iam:SetDefaultPolicyVersion', resource: boundaryArn(SPEC) },
      { action: 'iam:CreateUser', resource: `arn:aws:iam::${account}:user/new` },
    ];
    for (const call of denied) expect(await isAllowed(statements, call, account), JSON.stringify(call)).to.equal(false);
  });

  it('reaches no role of the control plane, nor anybody else’s', async () => {
    const others = [
      ...(['read', 'deploy', 'execution', 'plan', 'apply', 'pipeline'] as const).map((role) => roleArn(role, SPEC)),
      `arn:aws:iam::${account}:role/Admin`,
      `arn:aws:iam::999999999999:role/${STACK}-AbCdEf`,
    ];
    for (const resource of others) {
      for (const action of ['iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy', 'iam:DeleteRole']) {
        expect(
          await isAllowed(statements, { action, resource, context: BOUNDED }, account),
          `${action} ${resource}`,
        ).to.equal(false);
      }
      const pass = { action: 'iam:PassRole', resource, context: { 'iam:PassedToService': 'lambda.amazonaws.com' } };
      expect(await isAllowed(statements, pass, account), resource).to.equal(false);
    }
  });

  it('reaches no function of the control plane, which have the token of the Git host', async () => {
    const spec = githubSpec({ api: 'commit', webhook: true });
    const functions = Object.entries(templateOf(spec).Resources).filter(([, { Type }]) => {
      return Type === 'AWS::Lambda::Function';
    });
    expect(functions).to.have.length(4);
    for (const [id] of functions) {
      const resource = arn('lambda', `function:${PREFIX}-control-plane-${id}-AbCdEf`);
      for (const action of ['lambda:InvokeFunction', 'lambda:UpdateFunctionCode', 'lambda:AddPermission']) {
        expect(await isAllowed(statements, { action, resource }, account), `${action} ${id}`).to.equal(false);
      }
    }
  });

  it('reaches no role of a foundation', () => {
    const roles = Object.values(templateOf(foundationSpec()).Resources).filter(({ Type }) => Type === 'AWS::IAM::Role');
    expect(roles.map(({ Properties }) => Properties?.['Path'])).to.deep.equal(['/mlops/']);
  });

  it('leaves alone what is not made by stacks of the prefix', async () => {
    const denied: readonly Call[] = [
      ...['lambda:UpdateFunctionCode', 'lambda:DeleteFunction'].map((action) => ({
        action,
        resource: arn('lambda', 'function:payroll'),
      })),
      { action: 'logs:DeleteLogGroup', resource: arn('logs', 'log-group:/aws/lambda/payroll') },
      { action: 'sns:DeleteTopic', resource: arn('sns', 'payroll') },
      { action: 'events:DeleteRule', resource: arn('events', 'rule/payroll') },
      { action: 'codebuild:UpdateProject', resource: arn('codebuild', `project/${PREFIX}-apply`) },
      { action: 'codepipeline:UpdatePipeline', resource: arn('codepipeline', PREFIX) },
      { action: 's3:PutObject', resource: THINGS['s3'] ?? '' },
      { action: 's3:GetObject', resource: `arn:aws:s3:::${SPEC.assetsBuckets[0] ?? ''}/data/train.csv` },
      { action: 'sagemaker:CreateTrainingJob', resource: arn('sagemaker', 'training-job/any') },
      { action: 'sagemaker:DeleteModel', resource: `arn:aws:sagemaker:ap-south-2:${account}:model/any` },
      {
        action: 'iam:PassRole',
        resource: THINGS['iam'] ?? '',
        context: { 'iam:PassedToService': 'ec2.amazonaws.com' },
      },
      { action: 'sts:AssumeRole', resource: THINGS['iam'] ?? '' },
      { action: 'kms:ScheduleKeyDeletion', resource: THINGS['kms'] ?? '' },
      { action: 'cloudwatch:DeleteAlarms', resource: arn('cloudwatch', 'alarm:payroll') },
    ];
    for (const call of denied) expect(await isAllowed(statements, call, account), JSON.stringify(call)).to.equal(false);
  });

  it('is assumed by CloudFormation alone, and has no wildcard as an action', () => {
    const role = resolved(templateOf(SPEC), SPEC).resources['ExecutionRole'];
    const { Statement } = role?.properties['AssumeRolePolicyDocument'] as { readonly Statement: unknown };

    expect(Statement).to.deep.equal([
      { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'cloudformation.amazonaws.com' } },
    ]);
    for (const action of allowedActions(statements)) expect(action).not.to.include('*');
  });

  it('allows on all resources only what is listed with a reason', () => {
    const open = statements.filter(({ Resource }) => Resource === '*');
    const actions = open.flatMap(({ Action }) => Action as string | readonly string[]);

    expect(actions.filter((action) => !(action in CONTROL_ALL_RESOURCES))).to.deep.equal([]);
  });
});
