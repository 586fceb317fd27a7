import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { App, type Stack } from 'aws-cdk-lib';

import { dropRedundantDependencies } from '../shared/drop-redundant-dependencies.ts';
import type { TemplateResource } from '../shared/synthesize-stack.ts';
import { ControlStack, type ControlPlaneLambda, type ControlStackProps } from './control-stack.ts';

export interface ControlSynthesisOptions {
  /** Key of each Lambda bundle in the assets bucket. */
  readonly lambdaCode: ControlStackProps['lambdaCode'];
  /** Sees each finished stack before it is compiled: for policy checks. @default nobody looks */
  readonly inspect?: (stack: Stack) => void;
}

/** A CloudFormation template as data, without Metadata: nothing in it is about one commit. */
export interface ControlTemplate {
  readonly Description: string;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

export interface CompiledStack {
  readonly template: ControlTemplate;
  /** The Lambda bundles that the template refers to, sorted. */
  readonly assets: readonly ControlPlaneLambda[];
}

export interface StackParts extends Omit<ControlStackProps, 'lambdaCode'> {
  readonly options: ControlSynthesisOptions;
  readonly build: (stack: ControlStack) => void;
}

/** Compiles one stack of the control plane; same input, same template, byte for byte. */
export function compileStack({ options, build, ...props }: StackParts): CompiledStack {
  const outdir = mkdtempSync(join(tmpdir(), 'mlops-synth-'));
  try {
    const app = new App({
      outdir,
      builtinCloudFormationValidation: false,
      analyticsReporting: false,
      treeMetadata: false,
      context: {
        '@aws-cdk/core:enablePartitionLiterals': true,
        '@aws-cdk/aws-iam:minimizePolicies': true,
      },
    });
    const stack = new ControlStack(app, { ...props, lambdaCode: options.lambdaCode });
    build(stack);
    options.inspect?.(stack);
    const compiled = app.synth().getStackArtifact(stack.artifactId).template as Partial<ControlTemplate> &
      Pick<ControlTemplate, 'Description'>;
    // CDK leaves out what is empty; a foundation may find all that it would make.
    const { Description, Resources = {}, Outputs } = compiled;
    return {
      template: {
        Description,
        Resources: dropRedundantDependencies(Resources),
        ...(Outputs === undefined ? {} : { Outputs }),
      },
      assets: [...stack.usedLambdas].sort(),
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
