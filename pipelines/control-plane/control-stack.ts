import type { App } from 'aws-cdk-lib';

import { CompiledStack, type CompiledStackProps } from '../shared/compiled-stack.ts';

/**
 * Lambda bundles of the control plane, each built from the `<name>.lambda.ts` in this folder (knows nothing of the
 * processor) or in processor/lambda.
 */
export type ControlPlaneLambda = 'notify-people' | 'receive-webhook' | 'provision-pipeline' | 'pipeline-status';

export interface ControlStackProps extends CompiledStackProps {
  readonly stackPrefix: string;
}

/** A stack that bootstrap installs. */
export class ControlStack extends CompiledStack<ControlPlaneLambda> {
  readonly stackPrefix: string;

  constructor(app: App, { stackPrefix, ...compiled }: ControlStackProps) {
    super(app, 'Control', compiled);
    this.stackPrefix = stackPrefix;
  }
}
