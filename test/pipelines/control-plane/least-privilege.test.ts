import { readdirSync, readFileSync } from 'node:fs';

import { expect } from 'chai';

import { CONTROL_ALL_RESOURCES } from '../../../pipelines/control-plane/acknowledgements.ts';
import { controlPlaneStackName, roleArn } from '../../../pipelines/control-plane/role-names.ts';
import { isAllowed, type Call } from '../support/iam/is-allowed.ts';
import { forbiddenCalls, neighboursOf } from '../support/iam/neighbours.ts';
import type { Json } from '../support/iam/resolved-template.ts';
import { CARD_COMMANDS, COMMENT_COMMANDS, controlCalls, stageCalls, STACK_COMMANDS } from './support/calls.ts';
import { allowedActions, resolved, roleIds, statementsOf } from './support/roles-of.ts';
import {
  BUCKET,
  githubSpec,
  KEY,
  pipelineSpec,
  PREFIX,
  rolesSpec,
  templateOf,
  unconnectedSpec,
} from './support/specs.ts';

const ROLES = rolesSpec();
const PIPELINES = [
  { name: 'codecommit', spec: pipelineSpec({ api: 'commit' }) },
  { name: 'codecommit with pull requests and a key', spec: pipelineSpec({ api: 'pull_request', kmsKeyArn: KEY }) },
  { name: 'github', spec: githubSpec() },
  { name: 'github without a connection', spec: unconnectedSpec() },
];

interface Subject {
  readonly name: string;
  readonly statements: readonly Json[];
  readonly calls: readonly Call[];
  readonly account: string;
  readonly region: string;
}

function subjects(): readonly Subject[] {
  const { account, region } = ROLES;
  const roles = resolved(templateOf(ROLES), ROLES);
  const stage = (['ReadRole', 'DeployRole'] as const).map((id) => {
    return { name: id, statements: statementsOf(roles, id), calls: stageCalls(id, ROLES), account, region };
  });
  const control = PIPELINES.flatMap(({ name, spec }) => {
    const template = resolved(templateOf(spec), spec);
    return roleIds(template).map((id) => {
      const calls = controlCalls(id, spec, template);
      if (calls === undefined) throw new Error(`no test knows what is done in the name of ${id}`);
      return { name: `${name}: ${id}`, statements: statementsOf(template, id), calls, account, region };
    });
  });
  return [...stage, ...control];
}

/** By design of any name: they list, or AWS knows no narrower resource. */
function isUnbounded({ action }: Call): boolean {
  return action in CONTROL_ALL_RESOURCES;
}

describe('least privilege of the control plane', function () {
  this.timeout(120_000);

  for (const { name, statements, calls, account, region } of subjects()) {
    describe(name, () => {
      it('allows every call that is made, and no action besides', async () => {
        const refused: Call[] = [];
        for (const call of calls) if (!(await isAllowed(statements, call, account))) refused.push(call);

        expect(refused).to.deep.equal([]);
        expect(allowedActions(statements)).to.deep.equal([...new Set(calls.map(({ action }) => action))].sort());
      });

      it('denies what differs in one respect', async () => {
        const allowed: Call[] = [];
        for (const call of calls.filter((one) => !isUnbounded(one))) {
          for (const neighbour of neighboursOf(call, account)) {
            if (isArtifact(neighbour) || (name.endsWith(': ProvisionRole') && isOfCards(neighbour))) continue;
            if (await isAllowed(statements, neighbour, account)) allowed.push(neighbour);
          }
        }
        expect(allowed).to.deep.equal([]);
      });

      it('denies what no role of the control plane may do', async () => {
        const own = new Set(calls.map(({ action, resource }) => `${action} ${resource}`));
        const forbidden = [
          ...forbiddenCalls({ region, account, buckets: [BUCKET], key: undefined }),
          ...ownForbidden(),
        ];
        const allowed: Call[] = [];
        for (const call of forbidden) {
          if (own.has(`${call.action} ${call.resource}`) || isOwnBundle(name, call)) continue;
          if (await isAllowed(statements, call, account)) allowed.push(call);
        }
        expect(allowed).to.deep.equal([]);
      });
    });
  }

  it('takes no wildcard as an action', () => {
    for (const { name, statements } of subjects()) {
      for (const action of allowedActions(statements)) expect(action, name).not.to.include('*');
    }
  });

  it('lets the deploy role touch no stack that bootstrap installs', async () => {
    const { statements, account } = subjects().find(({ name }) => name === 'DeployRole') ?? expect.fail();
    for (const kind of ['foundation', 'roles', 'control-plane', 'stack-set'] as const) {
      const resource = `arn:aws:cloudformation:${ROLES.region}:${account}:stack/${controlPlaneStackName(PREFIX, kind)}/1`;
      for (const action of STACK_COMMANDS.write) {
        const call = { action: `cloudformation:${action}`, resource };
        expect(await isAllowed(statements, call, account), `${action} ${kind}`).to.equal(false);
      }
    }
  });

  it('knows every command that the processor sends to CloudFormation and about pull requests', () => {
    const hosts = ['annotate-lines.ts', 'codecommit-host.ts', 'list-comments.ts'];

    expect(sentCommands('cloudformation')).to.deep.equal([...STACK_COMMANDS.read, ...STACK_COMMANDS.write].sort());
    expect(sentCommands('sagemaker')).to.deep.equal(Object.values(CARD_COMMANDS).flat().sort());
    expect(sentCommands('codecommit', hosts)).to.deep.equal([...COMMENT_COMMANDS].sort());
  });

  it('would notice a role that may do too much', async () => {
    const { statements, calls, account } = subjects().find(({ name }) => name === 'ReadRole') ?? expect.fail();
    const opened = [...statements, { Effect: 'Allow', Action: 'cloudformation:CreateChangeSet', Resource: '*' }];
    const call = { action: 'cloudformation:CreateChangeSet', resource: calls[0]?.resource ?? '' };

    expect(await isAllowed(statements, call, account)).to.equal(false);
    expect(await isAllowed(opened, call, account)).to.equal(true);
  });
});

/** Commands of a service's client that the adapter of that name imports. */
function sentCommands(service: string, files?: readonly string[]): readonly string[] {
  const folder = new URL(`../../../processor/adapters/${service}/`, import.meta.url);
  const code = (files ?? readdirSync(folder)).map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
  const imports = new RegExp(`import \\{([^}]*)\\}[^;]*'@aws-sdk/client-${service}'`, 'g');
  const found = [...code.matchAll(imports)].flatMap(([, names = '']) => [...names.matchAll(/(\w+)Command\b/g)]);
  return [...new Set(found.map(([, name = '']) => name))].sort();
}

/** Widening one's own rights, in all the ways that the control plane's roles offer. */
function ownForbidden(): readonly Call[] {
  const place = { stackPrefix: PREFIX, account: ROLES.account, region: ROLES.region };
  const stack = `arn:aws:cloudformation:${ROLES.region}:${ROLES.account}:stack/somebody-elses/1`;
  return [
    ...(['read', 'deploy', 'execution', 'apply', 'plan'] as const).flatMap((role) => [
      { action: 'iam:PutRolePolicy', resource: roleArn(role, place) },
      { action: 'iam:UpdateAssumeRolePolicy', resource: roleArn(role, place) },
      {
        action: 'iam:PassRole',
        resource: roleArn(role, place),
        context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
      },
    ]),
    { action: 'sts:AssumeRole', resource: roleArn('execution', place) },
    { action: 'cloudformation:CreateChangeSet', resource: stack },
    { action: 'cloudformation:DeleteStack', resource: stack },
    {
      action: 'codepipeline:PutApprovalResult',
      resource: `arn:aws:codepipeline:${ROLES.region}:${ROLES.account}:mlops-pipeline/Deploy-prod/Approve`,
    },
    {
      action: 'codebuild:UpdateProject',
      resource: `arn:aws:codebuild:${ROLES.region}:${ROLES.account}:project/mlops-pipeline-apply`,
    },
    {
      action: 'codecommit:MergePullRequestByFastForward',
      resource: `arn:aws:codecommit:${ROLES.region}:${ROLES.account}:ml-models`,
    },
  ];
}

/** Publishing bundles is what the deploy role is for. */
function isOwnBundle(name: string, { action, resource }: Call): boolean {
  return name === 'DeployRole' && action === 's3:PutObject' && resource.includes('/mlops/');
}

/** CodePipeline names the artifacts of its bucket, which holds nothing else. */
/** Callers of the API name cards, models, jobs and files of metrics; all of this account, and of the one bucket. */
function isOfCards({ action, resource }: Call): boolean {
  const { account, region } = ROLES;
  if (action === 's3:GetObject') return resource.startsWith(`arn:aws:s3:::${BUCKET}/`);
  return (
    action.startsWith('sagemaker:') &&
    ['model-card', 'model', 'training-job'].some((kind) =>
      resource.startsWith(`arn:aws:sagemaker:${region}:${account}:${kind}/neighbour-`),
    )
  );
}

function isArtifact({ resource }: Call): boolean {
  return resource.startsWith('arn:aws:s3:::mlops-pipeline-artifacts-') && !resource.includes('neighbour/deliveries');
}
