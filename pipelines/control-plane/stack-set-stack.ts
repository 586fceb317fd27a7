import { Aws } from 'aws-cdk-lib';
import { CfnStackSet } from 'aws-cdk-lib';

import { partitionOf } from '../shared/partition.ts';
import { compileStack, type ControlSynthesisOptions } from './compile-stack.ts';
import type { StackSetSpec } from './control-plane-spec.ts';
import type { ControlStack } from './control-stack.ts';
import { buildFoundation } from './foundation-stack.ts';
import { buildRoles } from './roles-stack.ts';

/** Longest template inside a request (CloudFormation's quotas). */
const MAX_TEMPLATE_BYTES = 51_200;

/**
 * One service-managed stack set a region, so that names that contain the region are literal; the account is the one
 * that an instance is deployed in. New accounts of the units get the stack by themselves. An account that leaves keeps
 * it: the roles of deployed workloads have the boundary, and CloudFormation needs the execution role to delete them.
 */
export function buildStackSets(stack: ControlStack, spec: StackSetSpec, options: ControlSynthesisOptions): void {
  for (const region of [...new Set(spec.regions)].sort()) {
    const body = memberTemplate(spec, { region, options });
    if (Buffer.byteLength(body) > MAX_TEMPLATE_BYTES) {
      throw new Error(
        `the template for ${region} has ${Buffer.byteLength(body)} bytes; most are ${MAX_TEMPLATE_BYTES}`,
      );
    }
    new CfnStackSet(stack, `Stages-${region}`, {
      stackSetName: `${spec.stackPrefix.toLowerCase()}-stages-${region}`,
      description: `MLOps: foundation and roles of ${spec.stackPrefix} in ${region}`,
      permissionModel: 'SERVICE_MANAGED',
      callAs: spec.callAs,
      capabilities: ['CAPABILITY_NAMED_IAM'],
      autoDeployment: { enabled: true, retainStacksOnAccountRemoval: true },
      managedExecution: { Active: true },
      operationPreferences: { failureTolerancePercentage: 20, maxConcurrentPercentage: 50 },
      stackInstancesGroup: [
        { deploymentTargets: { organizationalUnitIds: [...spec.organizationalUnitIds] }, regions: [region] },
      ],
      templateBody: body,
    });
  }
}

interface MemberPlace {
  readonly region: string;
  readonly options: ControlSynthesisOptions;
}

function memberTemplate(spec: StackSetSpec, { region, options }: MemberPlace): string {
  const { stackPrefix, readerAccounts, ecrRepository, apiGatewayLogRole, controlPlane } = spec;
  const bucket = `mlops-assets-${Aws.ACCOUNT_ID}-${region}`;
  const { template } = compileStack({
    stackName: `${stackPrefix.toLowerCase()}-stages-${region}`,
    description: `MLOps: foundation and roles of ${stackPrefix} in ${region}`,
    stackPrefix,
    region,
    options,
    build: (stack) => {
      buildFoundation(stack, {
        assetsBuckets: [{ id: 'Assets', name: bucket }],
        ecrRepositories: ecrRepository === undefined ? [] : [ecrRepository],
        readerAccounts,
        apiGatewayLogRole,
      });
      buildRoles(stack, {
        assetsBuckets: [bucket],
        controlPlane,
        kmsKeyArns: [],
        partition: partitionOf(region).partition,
      });
    },
  });
  return JSON.stringify(template);
}
