import { BootstraplessSynthesizer, Stack, type App, type CfnElement } from 'aws-cdk-lib';

import { logicalIdOf } from '../shared/logical-id.ts';

/**
 * Lambda bundles of the control plane, each built from the `<name>.lambda.ts` in this folder (knows nothing of the
 * processor) or in processor/lambda.
 */
export type ControlPlaneLambda = 'notify-people' | 'receive-webhook' | 'provision-pipeline' | 'pipeline-status';

export interface ControlStackProps {
  readonly stackName: string;
  /** One readable sentence: the stack's description in the console. */
  readonly description: string;
  readonly stackPrefix: string;
  /** Undefined: whichever account the template is deployed in. */
  readonly account?: string;
  readonly region: string;
  /** Key of each Lambda bundle in the assets bucket. */
  readonly lambdaCode: Readonly<Record<string, { readonly key: string }>>;
}

/**
 * A stack that bootstrap installs. Its logical ids are construct paths, as those of the workloads' stacks are, and a
 * contract with what is installed.
 */
export class ControlStack extends Stack {
  readonly stackPrefix: string;
  readonly usedLambdas = new Set<ControlPlaneLambda>();
  readonly #lambdaCode: ControlStackProps['lambdaCode'];

  constructor(app: App, { stackName, description, stackPrefix, account, region, lambdaCode }: ControlStackProps) {
    super(app, 'Control', {
      stackName,
      description,
      env: { account, region },
      synthesizer: new BootstraplessSynthesizer(),
      analyticsReporting: false,
    });
    this.stackPrefix = stackPrefix;
    this.#lambdaCode = lambdaCode;
  }

  /** Key of a Lambda bundle; notes that the template refers to it. */
  lambdaKey(name: ControlPlaneLambda): string {
    const code = this.#lambdaCode[name];
    if (code === undefined) throw new Error(`no bundle of the Lambda function "${name}" was given; build the project`);
    this.usedLambdas.add(name);
    return code.key;
  }

  protected override allocateLogicalId(element: CfnElement): string {
    return logicalIdOf(this, element);
  }
}
