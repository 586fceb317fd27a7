import { BootstraplessSynthesizer, Stack, type App, type CfnElement } from 'aws-cdk-lib';

import type { LambdaName } from '../families.ts';
import type { PipelineSpec } from '../spec.ts';
import { logicalIdOf } from './logical-id.ts';

export interface WorkloadStackProps {
  readonly spec: PipelineSpec;
  /** One readable sentence: the stack's description in the console. */
  readonly description: string;
  /** Where the bundles of the Lambda functions lie in the assets bucket. */
  readonly lambdaCode: LambdaCode;
}

/** Key of each Lambda bundle in the assets bucket, by bundle name. */
export type LambdaCode = Readonly<Record<string, { readonly key: string }>>;

/**
 * The stack of one workload. Its logical ids are the construct path without CDK's hash (`JobRole`, `StartJobFunction`):
 * they are a contract with what is deployed and read by people. Two constructs that would get the same id make
 * synthesis fail, so nothing is lost by leaving the hash out.
 */
export class WorkloadStack extends Stack {
  readonly spec: PipelineSpec;
  readonly usedLambdas = new Set<LambdaName>();
  readonly #lambdaCode: LambdaCode;

  constructor(app: App, { spec, description, lambdaCode }: WorkloadStackProps) {
    const { account, region } = spec.environment;
    super(app, 'Workload', {
      stackName: spec.stackName,
      description,
      env: { account, region },
      synthesizer: new BootstraplessSynthesizer(),
      analyticsReporting: false,
    });
    this.spec = spec;
    this.#lambdaCode = lambdaCode;
  }

  /** Key of a Lambda bundle; notes that the template refers to it. */
  lambdaKey(name: LambdaName): string {
    const code = this.#lambdaCode[name];
    if (code === undefined) throw new Error(`no bundle of the Lambda function "${name}" was given; build the project`);
    this.usedLambdas.add(name);
    return code.key;
  }

  protected override allocateLogicalId(element: CfnElement): string {
    return logicalIdOf(this, element);
  }
}
