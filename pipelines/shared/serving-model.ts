import type { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { CfnModel } from 'aws-cdk-lib/aws-sagemaker';

import type { ModelSourceAttributes } from '../spec.ts';
import { executionRole } from './execution-role.ts';
import { modelSource } from './model-source.ts';
import { publishMetrics, useKey, useVpc, writeSageMakerLogs, grantKeyToVolumes } from './statements.ts';
import type { WorkloadStack } from './workload-stack.ts';

export interface ServingModelProps {
  readonly attributes: ModelSourceAttributes & { readonly kms_key_arn?: string };
  /** Absent for serverless endpoints. */
  readonly instanceType?: string;
  /** Where SageMaker writes its logs: `/aws/sagemaker/Endpoints/<name>`, `/aws/sagemaker/TransformJobs`. */
  readonly logGroup: string;
  /** What the role may do beside serving the model. */
  readonly statements: readonly PolicyStatement[];
}

export interface ServingModel {
  readonly model: CfnModel;
  readonly role: Role;
}

/**
 * A model with the role that serves it. The model has no name of its own: every change replaces it, and CloudFormation
 * can only replace what it may name anew.
 */
export function servingModel(stack: WorkloadStack, props: ServingModelProps): ServingModel {
  const { attributes, instanceType, logGroup, statements } = props;
  const { environment, stackName } = stack.spec;
  const { region, account } = environment;
  const source = modelSource({ attributes, environment, instanceType });
  const role = executionRole(stack, 'ModelRole', {
    service: 'sagemaker.amazonaws.com',
    description: `Serves the model of the stack ${stackName}`,
    statements: [
      ...source.statements,
      ...useKey(attributes.kms_key_arn),
      ...grantKeyToVolumes(attributes.kms_key_arn),
      ...useVpc(attributes.vpc_config),
      writeSageMakerLogs({ region, account, logGroup }),
      publishMetrics(),
      ...statements,
    ],
  });
  const model = new CfnModel(stack, 'Model', {
    executionRoleArn: role.roleArn,
    primaryContainer: source.container,
    vpcConfig: attributes.vpc_config && {
      securityGroupIds: [...attributes.vpc_config.security_group_ids],
      subnets: [...attributes.vpc_config.subnets],
    },
  });
  model.node.addDependency(role);
  return { model, role };
}
