import { partitionOf } from '../shared/partition.ts';
import { rejectUnsafeValues } from '../shared/reject-unsafe-values.ts';
import { compileStack, type CompiledStack, type ControlSynthesisOptions } from './compile-stack.ts';
import type { ControlPlaneSpec } from './control-plane-spec.ts';
import { buildControlPlane } from './control-plane-stack.ts';
import { buildFoundation, foundationBucket } from './foundation-stack.ts';
import { controlPlaneStackName } from './role-names.ts';
import { buildRoles } from './roles-stack.ts';
import { buildStackSets } from './stack-set-stack.ts';

export type { CompiledStack, ControlSynthesisOptions, ControlTemplate } from './compile-stack.ts';
export type { ControlPlaneLambda } from './control-stack.ts';

export interface ControlPlaneSynthesis extends CompiledStack {
  readonly stackName: string;
}

/**
 * Compiles the template of one stack that bootstrap installs: literal values, no parameters, no assets; the same input
 * gives the same template. `assets` names the Lambda bundles that it refers to, which lie in the assets bucket of the
 * control plane before it is deployed.
 *
 * Throws when a value could act as an instruction (token, dynamic reference), when a bundle is missing in `lambdaCode`,
 * and when a spec contradicts itself (no stage, a webhook without a secret, accounts of two partitions).
 */
export function synthesizeControlPlane(
  spec: ControlPlaneSpec,
  options: ControlSynthesisOptions,
): ControlPlaneSynthesis {
  rejectUnsafeValues(spec);
  const { stackPrefix, account, region } = spec;
  const stackName = controlPlaneStackName(stackPrefix, spec.kind);
  const frame = { stackName, stackPrefix, account, region, options };
  const { partition } = partitionOf(region);
  switch (spec.kind) {
    case 'foundation': {
      const assetsBuckets = [...new Set(spec.assetsBuckets)].sort().map(foundationBucket);
      const compiled = compileStack({
        ...frame,
        description: `MLOps: buckets, repositories and the log role of ${stackPrefix} in ${region}`,
        build: (stack) => {
          buildFoundation(stack, { ...spec, assetsBuckets });
        },
      });
      return { stackName, ...compiled };
    }
    case 'roles': {
      const compiled = compileStack({
        ...frame,
        description: `MLOps: roles and permissions boundary of ${stackPrefix} in ${region}`,
        build: (stack) => {
          buildRoles(stack, { ...spec, partition });
        },
      });
      return { stackName, ...compiled };
    }
    case 'control-plane': {
      const compiled = compileStack({
        ...frame,
        description: `MLOps: the pipeline that watches ${spec.source.repository}`,
        build: (stack) => {
          buildControlPlane(stack, spec);
        },
      });
      return { stackName, ...compiled };
    }
    case 'stack-set': {
      const compiled = compileStack({
        ...frame,
        description: `MLOps: foundation and roles of ${stackPrefix} in every account of the organization's units`,
        build: (stack) => {
          buildStackSets(stack, spec, options);
        },
      });
      return { stackName, ...compiled };
    }
    default:
      return spec satisfies never;
  }
}
