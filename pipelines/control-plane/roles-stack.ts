import { CfnOutput } from 'aws-cdk-lib';
import {
  AccountPrincipal,
  CfnManagedPolicy,
  CompositePrincipal,
  PolicyDocument,
  Role,
  ServicePrincipal,
  type IPrincipal,
  type PolicyStatement,
} from 'aws-cdk-lib/aws-iam';

import { boundaryStatements } from './boundary-statements.ts';
import type { RolesParts } from './control-plane-spec.ts';
import type { ControlStack } from './control-stack.ts';
import { deployStatements, readStatements } from './deploy-statements.ts';
import { executionStatements } from './execution-statements.ts';
import { boundaryArn, CONTROL_PATH, roleArn, roleName, type ControlPlaneRole, type StageRole } from './role-names.ts';
import type { StagePlace } from './stage-place.ts';

export interface RolesProps extends RolesParts {
  readonly partition: string;
}

/**
 * Who may do what in one account and region of a stage:
 *
 * - `read`: what plan, status and review look at;
 * - `deploy`: change sets of the prefix's stacks, their bundles, and handing on the execution role to CloudFormation;
 * - `execution`: what CloudFormation itself does for the templates of the twelve pipelines, and nothing else; only
 *   CloudFormation assumes it, and it makes no role without the boundary;
 * - `boundary`: the most that any role of a workload can ever do.
 *
 * The builds of the control plane assume the first two: each by its exact ARN, as a condition on the account, because a
 * trust that names a role which does not exist yet is refused by IAM. No external id: it protects from a third party
 * that acts for several customers, and both accounts are one owner's here.
 */
export function buildRoles(stack: ControlStack, props: RolesProps): void {
  const { stackPrefix, region } = stack;
  const place: StagePlace = { ...props, account: stack.account, region, stackPrefix };
  new CfnManagedPolicy(stack, 'Boundary', {
    managedPolicyName: roleName('boundary', place),
    path: CONTROL_PATH,
    description: `The most that roles of workloads of ${stackPrefix} may do in ${region}`,
    policyDocument: new PolicyDocument({ statements: [...boundaryStatements(place)] }),
  });
  addRole(stack, 'read', {
    description: `Looks at the stacks of ${stackPrefix} in ${region}`,
    assumedBy: buildsOf(props, stackPrefix, ['plan', 'review', 'status']),
    statements: readStatements(place),
  });
  addRole(stack, 'deploy', {
    description: `Deploys the stacks of ${stackPrefix} in ${region}`,
    assumedBy: buildsOf(props, stackPrefix, ['apply']),
    statements: deployStatements(place),
  });
  addExecutionRole(stack, place);
  new CfnOutput(stack, 'ReadRoleArn', { value: roleArn('read', place), description: 'read_role_arn of the stages' });
  new CfnOutput(stack, 'DeployRoleArn', { value: roleArn('deploy', place), description: 'role_arn of the stages' });
  new CfnOutput(stack, 'ExecutionRoleArn', {
    value: roleArn('execution', place),
    description: 'execution_role_arn of the stages',
  });
  new CfnOutput(stack, 'PermissionsBoundaryArn', {
    value: boundaryArn(place),
    description: 'permissions_boundary_arn of the stages',
  });
}

interface RoleParts {
  readonly description: string;
  readonly assumedBy: IPrincipal;
  readonly statements: readonly PolicyStatement[];
}

function addRole(stack: ControlStack, role: Exclude<StageRole, 'boundary'>, parts: RoleParts): Role {
  const { stackPrefix, region } = stack;
  return new Role(stack, `${role.slice(0, 1).toUpperCase()}${role.slice(1)}Role`, {
    roleName: roleName(role, { stackPrefix, region }),
    path: CONTROL_PATH,
    description: parts.description,
    assumedBy: parts.assumedBy,
    inlinePolicies:
      parts.statements.length === 0
        ? undefined
        : { Work: new PolicyDocument({ statements: [...parts.statements], minimize: true }) },
  });
}

function buildsOf(
  { controlPlane, partition }: RolesProps,
  stackPrefix: string,
  roles: readonly ControlPlaneRole[],
): IPrincipal {
  const arns = roles.map((role) => roleArn(role, { ...controlPlane, stackPrefix }));
  if (!arns.every((arn) => arn.startsWith(`arn:${partition}:`))) {
    throw new Error('the control plane and a stage are in different partitions, which cannot trust each other');
  }
  return new CompositePrincipal(
    new AccountPrincipal(controlPlane.account).withConditions({ ArnEquals: { 'aws:PrincipalArn': arns } }),
  );
}

/**
 * In managed policies by subject: together they are longer than the 10,240 letters that a role may have inside, and
 * each is shorter than the 6,144 of a managed policy (IAM's quotas).
 */
function addExecutionRole(stack: ControlStack, place: StagePlace): void {
  const role = addRole(stack, 'execution', {
    description: `CloudFormation's own role for the stacks of ${place.stackPrefix} in ${place.region}`,
    assumedBy: new ServicePrincipal('cloudformation.amazonaws.com'),
    statements: [],
  });
  for (const [subject, statements] of Object.entries(executionStatements(place))) {
    new CfnManagedPolicy(stack, `Execution${subject}`, {
      path: CONTROL_PATH,
      description: `What CloudFormation does for ${place.stackPrefix}: ${subject}`,
      roles: [role.roleName],
      policyDocument: new PolicyDocument({ statements: [...statements] }),
    });
  }
}
