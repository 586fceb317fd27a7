import { BootstraplessSynthesizer, Stack, type App, type CfnElement } from 'aws-cdk-lib';
import { logicalIdOf } from './logical-id.ts';

/** Key of each Lambda bundle in the assets bucket, by bundle name. */
export type LambdaCode = Readonly<Record<string, { readonly key: string }>>;

export interface CompiledStackProps {
  readonly stackName: string;
  /** One readable sentence: the stack's description in the console. */
  readonly description: string;
  /** Undefined: whichever account the template is deployed in. */
  readonly account?: string;
  readonly region: string;
  readonly lambdaCode: LambdaCode;
}

/**
 * A stack of ours, compiled without asset machinery. Its logical ids are the construct path without CDK's hash
 * (`JobRole`, `StartJobFunction`): they are a contract with what is deployed and read by people. Two constructs that
 * would get the same id make synthesis fail, so nothing is lost by leaving the hash out.
 */
export abstract class CompiledStack<Lambda extends string> extends Stack {
  /** Bundles that the template refers to. */
  readonly usedLambdas = new Set<Lambda>();
  readonly #lambdaCode: LambdaCode;

  constructor(app: App, id: string, { account, region, lambdaCode, ...names }: CompiledStackProps) {
    super(app, id, {
      ...names,
      env: { account, region },
      synthesizer: new BootstraplessSynthesizer(),
      analyticsReporting: false,
    });
    this.#lambdaCode = lambdaCode;
  }

  /** Key of a Lambda bundle; notes that the template refers to it. */
  lambdaKey(name: Lambda): string {
    const code = this.#lambdaCode[name];
    if (code === undefined) throw new Error(`no bundle of the Lambda function "${name}" was given; build the project`);
    this.usedLambdas.add(name);
    return code.key;
  }

  protected override allocateLogicalId(element: CfnElement): string {
    return logicalIdOf(this, element);
  }
}
