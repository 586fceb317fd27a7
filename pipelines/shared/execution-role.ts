import { Stack } from 'aws-cdk-lib';
import { PolicyDocument, Role, ServicePrincipal, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

export interface ExecutionRoleProps {
  /** Who assumes it, such as `sagemaker.amazonaws.com`. */
  readonly service: string;
  readonly description: string;
  readonly statements: readonly PolicyStatement[];
}

/**
 * A role for one purpose with exactly the statements given. They are part of the role itself, so that it never exists
 * without them. Only this account's own use of the service may assume it; `IfExists`, because not every part of
 * SageMaker tells on whose behalf it comes (developer guide, cross-service confused deputy prevention).
 */
export function executionRole(scope: Construct, id: string, props: ExecutionRoleProps): Role {
  const { account } = Stack.of(scope);
  return new Role(scope, id, {
    description: props.description,
    assumedBy: new ServicePrincipal(props.service, {
      conditions: { StringEqualsIfExists: { 'aws:SourceAccount': account } },
    }),
    inlinePolicies: { Work: new PolicyDocument({ statements: [...props.statements], minimize: true }) },
  });
}
