import { expect } from 'chai';

import { artifactsBucketName } from '../../../pipelines/control-plane/role-names.ts';
import { synthesizableExamples } from '../support/examples.ts';
import { isAllowed, type Call } from '../support/iam/is-allowed.ts';
import { resolveTemplate, type Json } from '../support/iam/resolved-template.ts';
import { rolePolicies } from '../support/iam/role-policies.ts';
import { KEY as WORKLOAD_KEY, trainingSpec } from '../support/specs.ts';
import { templateOf as workloadTemplateOf } from '../support/template.ts';
import { resolved } from './support/roles-of.ts';
import { BUCKET, PREFIX, rolesSpec, templateOf } from './support/specs.ts';

const EXAMPLES = [...synthesizableExamples(), { name: 'key', spec: trainingSpec({ kms_key_arn: WORKLOAD_KEY }) }];

/** A statement as calls: each action on each resource, with a word where a pattern has a wildcard. */
function callsOf({ Action, Resource, Condition }: Json): readonly Call[] {
  const actions = [Action].flat() as readonly string[];
  const resources = [Resource].flat() as readonly string[];
  const context = contextOf(Condition as Json | undefined);
  return actions.flatMap((action) => {
    return resources.map((resource) => ({ action, resource: resource === '*' ? '*' : literal(resource), context }));
  });
}

function literal(pattern: string): string {
  return pattern
    .replace(/\$\{(.)\}/g, '$1')
    .replace(/:\*:/g, ':683313688378:')
    .replaceAll('*', 'any');
}

/** Values that satisfy the conditions of a statement. */
function contextOf(conditions: Json | undefined): Readonly<Record<string, string>> {
  const keys = Object.values(conditions ?? {}).flatMap((one) =>
    Object.entries(one as Readonly<Record<string, unknown>>),
  );
  return Object.fromEntries(keys.map(([key, value]) => [key, String([value].flat()[0]).replaceAll('*', 'any')]));
}

describe('the permissions boundary', function () {
  this.timeout(120_000);

  function boundaryOf(place: { readonly account: string; readonly region: string }): readonly Json[] {
    const spec = rolesSpec({ ...place, kmsKeyArns: [WORKLOAD_KEY] });
    const policy = resolved(templateOf(spec), spec).resources['Boundary']?.properties['PolicyDocument'];
    return (policy as { readonly Statement: readonly Json[] }).Statement;
  }

  it('is wide enough for every statement of every role of the twelve pipelines', async () => {
    const refused: string[] = [];
    const judged = new Set<string>();
    for (const { name, spec } of EXAMPLES) {
      const { environment } = spec;
      const boundary = boundaryOf(environment);
      for (const { roleId, statements } of rolePolicies(resolveTemplate(workloadTemplateOf(spec), environment))) {
        for (const call of statements.flatMap(callsOf)) {
          const named = { ...call, resource: ours(call.resource) };
          const text = JSON.stringify(named);
          if (judged.has(text)) continue;
          const verdict = await verdictOf(boundary, named, environment.account);
          if (verdict !== undefined) judged.add(text);
          if (verdict === false) refused.push(`${name} ${roleId}: ${text}`);
        }
      }
    }
    expect(refused).to.deep.equal([]);
    expect(judged.size).to.be.greaterThan(250);
  });

  it('keeps every role of a workload from more, whatever its own policy says', async () => {
    const place = { account: '123456789012', region: 'eu-west-1' };
    const boundary = boundaryOf(place);
    const role = `arn:aws:iam::${place.account}:role/${PREFIX}-churn-JobRole-AbC`;
    function arn(service: string, resource: string): string {
      return `arn:aws:${service}:${place.region}:${place.account}:${resource}`;
    }
    const denied: readonly Call[] = [
      ...['iam:CreateRole', 'iam:PutRolePolicy', 'iam:AttachRolePolicy', 'iam:DeleteRolePermissionsBoundary'].map(
        (action) => {
          return { action, resource: role };
        },
      ),
      { action: 'iam:CreateUser', resource: `arn:aws:iam::${place.account}:user/new` },
      { action: 'iam:PassRole', resource: role, context: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
      {
        action: 'iam:PassRole',
        resource: `arn:aws:iam::${place.account}:role/Admin`,
        context: { 'iam:PassedToService': 'sagemaker.amazonaws.com' },
      },
      { action: 'sts:AssumeRole', resource: `arn:aws:iam::${place.account}:role/Admin` },
      { action: 's3:DeleteObject', resource: 'arn:aws:s3:::any/data.csv' },
      ...['mlops/lambda/start-job-0a1b.zip', 'processor/0a1b.zip'].map((key) => {
        return { action: 's3:PutObject', resource: `arn:aws:s3:::${BUCKET}/${key}` };
      }),
      ...['s3:GetObject', 's3:PutObject'].map((action) => {
        return { action, resource: `arn:aws:s3:::${artifactsBucketName(rolesSpec())}/${PREFIX}/Plan/AbCdEf` };
      }),
      { action: 's3:PutBucketPolicy', resource: 'arn:aws:s3:::any' },
      { action: 'lambda:UpdateFunctionCode', resource: arn('lambda', `function:${PREFIX}-churn`) },
      { action: 'lambda:InvokeFunction', resource: arn('lambda', 'function:payroll') },
      { action: 'cloudformation:DeleteStack', resource: arn('cloudformation', `stack/${PREFIX}-churn/1`) },
      { action: 'sagemaker:CreateNotebookInstance', resource: arn('sagemaker', 'notebook-instance/any') },
      {
        action: 'sagemaker:CreateTrainingJob',
        resource: `arn:aws:sagemaker:ap-south-2:${place.account}:training-job/any`,
      },
      { action: 'secretsmanager:GetSecretValue', resource: arn('secretsmanager', 'secret:any') },
      { action: 'kms:ScheduleKeyDeletion', resource: arn('kms', 'key/1234abcd-12ab-34cd-56ef-1234567890ab') },
      { action: 'codebuild:StartBuild', resource: arn('codebuild', `project/${PREFIX}-apply`) },
      { action: 'codepipeline:StartPipelineExecution', resource: arn('codepipeline', PREFIX) },
      { action: 'ec2:RunInstances', resource: arn('ec2', 'instance/any') },
    ];
    for (const call of denied)
      expect(await isAllowed(boundary, call, place.account), JSON.stringify(call)).to.equal(false);
  });
});

/**
 * Whether the boundary allows a call; undefined where the call is not for that kind of thing: a statement names several
 * kinds and the calls of all of them, a log group's and its streams', an endpoint's and its configuration's.
 */
async function verdictOf(boundary: readonly Json[], call: Call, account: string): Promise<boolean | undefined> {
  try {
    return await isAllowed(boundary, call, account);
  } catch (error) {
    if (error instanceof Error && error.message.includes('no.resource.types')) return undefined;
    throw error;
  }
}

/** Things of a stack by the names that CloudFormation gives them; the resolved template has their logical ids. */
function ours(resource: string): string {
  return resource
    .replace(/(:role\/)(?!mlops)/, `$1${PREFIX}-churn-`)
    .replace(/(:function:)(?!mlops)/, `$1${PREFIX}-churn-`)
    .replace(/(:log-group:)(?!\/|mlops)/, `$1${PREFIX}-churn-`)
    .replace(/(:project\/)build/, '$1Build');
}
