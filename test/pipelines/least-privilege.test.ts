import { expect } from 'chai';

import { deployedFunctions, functionCalls } from './support/iam/lambda-calls.ts';
import { isAllowed, type Call } from './support/iam/is-allowed.ts';
import { forbiddenCalls, neighboursOf } from './support/iam/neighbours.ts';
import { resolveTemplate, type ResolvedTemplate } from './support/iam/resolved-template.ts';
import { grantedActions, rolePolicies, type RolePolicy } from './support/iam/role-policies.ts';
import { serviceCalls, type RoleCalls } from './support/iam/service-calls.ts';
import { synthesizableExamples, type Example } from './support/examples.ts';
import { realtimeSpec } from './support/specs.ts';
import { templateOf } from './support/template.ts';

const PACKAGE = 'arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3';

const SUBJECTS: readonly Example[] = [
  ...synthesizableExamples(),
  { name: 'model package', spec: realtimeSpec({ model_package_name: PACKAGE }) },
];

describe('least privilege', function () {
  this.timeout(300_000);
  const judged = { allowed: 0, denied: 0 };

  after(() => {
    process.stdout.write(`      ${judged.allowed} calls allowed, ${judged.denied} neighbouring calls denied\n`);
  });

  for (const { name, spec } of SUBJECTS) {
    describe(name, () => {
      const { account } = spec.environment;
      const template = resolveTemplate(templateOf(spec), spec.environment);
      const roles = rolePolicies(template).map((role) => ({ role, ...callsOf(role, { name, spec }, template) }));

      it('allows every call that is made', async () => {
        const refused: string[] = [];
        for (const { role, calls } of roles) {
          for (const call of calls) {
            if (!(await isAllowed(role.statements, call, account))) refused.push(describeCall(role, call));
            judged.allowed += 1;
          }
        }
        expect(refused).to.deep.equal([]);
      });

      it('denies what differs from these calls in one respect', async () => {
        const allowed: string[] = [];
        for (const { role, calls, wide } of roles) {
          for (const call of distinct(calls.flatMap((one) => neighboursOf(one, account)))) {
            if (isOnlyRenamed(call) && wide.some((grant) => covers(grant, call))) continue;
            if (await isAllowed(role.statements, call, account)) allowed.push(describeCall(role, call));
            judged.denied += 1;
          }
        }
        expect(allowed).to.deep.equal([]);
      });

      it('denies what no role may do', async () => {
        const allowed: string[] = [];
        const buckets = [...new Set(JSON.stringify(spec).match(/(?<=s3:\/\/)[a-z0-9.-]+/g) ?? [])];
        const calls = forbiddenCalls({ ...spec.environment, buckets, key: spec.attributes.kms_key_arn });
        for (const { role, calls: own } of roles) {
          const others = calls.filter((call) => !own.some((one) => isEqual(one, call)));
          for (const call of others) {
            if (await isAllowed(role.statements, call, account)) allowed.push(describeCall(role, call));
            judged.denied += 1;
          }
        }
        expect(allowed).to.deep.equal([]);
      });

      it('grants no action that nothing needs', () => {
        for (const { role, calls } of roles) {
          const needed = [...new Set(calls.map(({ action }) => action))].sort();
          expect(grantedActions(role), role.roleId).to.deep.equal(needed);
        }
      });
    });
  }

  it('would notice a role whose actions are for all resources', async () => {
    for (const { name, spec } of SUBJECTS) {
      const { account } = spec.environment;
      const template = resolveTemplate(templateOf(spec), spec.environment);
      for (const role of rolePolicies(template)) {
        const { calls } = callsOf(role, { name, spec }, template);
        const opened = role.statements.map(({ Action }) => ({ Effect: 'Allow', Action, Resource: '*' }));
        const neighbours = calls.flatMap((one) => neighboursOf(one, account));
        const verdicts = await Promise.all(neighbours.slice(0, 3).map((one) => isAllowed(opened, one, account)));
        expect(verdicts, `${name} ${role.roleId}`).to.include(true);
      }
    }
  });

  it('notices a policy that allows too little or too much', async () => {
    const call = { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/data/train.csv' };
    const neighbours = neighboursOf(call, '123456789012');
    const neighbour = { ...call, resource: 'arn:aws:s3:::bucket/neighbour/data/train.csv' };
    const tooMuch = [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }];
    const tooLittle = [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::bucket/data' }];

    expect(await isAllowed(tooLittle, call, '123456789012')).to.equal(false);
    expect(neighbours).to.deep.include(neighbour);
    expect(await isAllowed(tooMuch, neighbour, '123456789012')).to.equal(true);
  });
});

/** What is done in the name of a role; fails for a role that nobody has thought about. */
function callsOf({ roleId }: RolePolicy, { spec }: Example, template: ResolvedTemplate): RoleCalls {
  const deployed = deployedFunctions(template, spec).find((one) => one.roleId === roleId);
  if (deployed !== undefined) {
    const { sent, implied } = functionCalls(deployed);
    const describesConfig = {
      action: /:DescribeEndpointConfig$/,
      resource: /:endpoint-config\//,
      reason: 'generated name',
    };
    const looksForModel = deployed.bundle === 'write-analysis-config' || deployed.bundle === 'follow-endpoint';
    return { calls: [...sent, ...implied], wide: looksForModel ? [describesConfig] : [] };
  }
  const calls = serviceCalls(roleId, template, spec);
  if (calls === undefined) throw new Error(`no test knows what is done in the name of ${roleId}`);
  return calls;
}

function covers({ action, resource }: RoleCalls['wide'][number], call: Call): boolean {
  return action.test(call.action) && resource.test(call.resource);
}

/** A wide grant is for names, never for other regions or accounts, but for images: their owners' policies decide. */
function isOnlyRenamed({ resource }: Call): boolean {
  if (resource.includes(':ap-south-2:')) return false;
  return !resource.includes(':999999999999:') || resource.startsWith('arn:aws:ecr:');
}

function distinct(calls: readonly Call[]): readonly Call[] {
  return [...new Map(calls.map((call) => [JSON.stringify(call), call])).values()];
}

function isEqual(a: Call, b: Call): boolean {
  return a.action === b.action && a.resource === b.resource;
}

function describeCall({ roleId }: RolePolicy, { action, resource, context }: Call): string {
  return `${roleId}: ${action} ${resource} ${context === undefined ? '' : JSON.stringify(context)}`;
}
