import type { App } from 'aws-cdk-lib';

import type { LambdaName } from '../families.ts';
import type { PipelineSpec } from '../spec.ts';
import { CompiledStack, type CompiledStackProps } from './compiled-stack.ts';

export interface WorkloadStackProps extends Pick<CompiledStackProps, 'description' | 'lambdaCode'> {
  readonly spec: PipelineSpec;
}

/** The stack of one workload. */
export class WorkloadStack extends CompiledStack<LambdaName> {
  readonly spec: PipelineSpec;

  constructor(app: App, { spec, description, lambdaCode }: WorkloadStackProps) {
    const { account, region } = spec.environment;
    super(app, 'Workload', { stackName: spec.stackName, description, account, region, lambdaCode });
    this.spec = spec;
  }
}
