import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { App, CfnOutput, type Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PermissionsBoundary } from 'aws-cdk-lib/aws-iam';

import type { LambdaName } from '../families.ts';
import type { PipelineSpec } from '../spec.ts';
import { dropRedundantDependencies } from './drop-redundant-dependencies.ts';
import { rejectUnsafeValues } from './reject-unsafe-values.ts';
import type { LambdaCode } from './compiled-stack.ts';
import { WorkloadStack } from './workload-stack.ts';

/** What the template remembers of its origin, in its Metadata under `Mlops` and in the fingerprint output. */
export interface Origin {
  readonly fingerprint: string;
  readonly configPath: string;
  readonly commit: string | null;
  readonly codeDigest: string;
  /** Names of the stacks that had to be there first; a deletion goes the other way round. */
  readonly dependsOn?: readonly string[];
}

export interface SynthesisOptions {
  readonly provenance: Origin;
  /** Key of each Lambda bundle in the assets bucket. */
  readonly lambdaCode: LambdaCode;
  /** Sees the finished stack before it is compiled: for policy checks. @default nobody looks */
  readonly inspect?: (stack: Stack) => void;
}

/** A CloudFormation template as data. */
export interface Template {
  readonly Description: string;
  readonly Metadata: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs: Readonly<Record<string, unknown>>;
  readonly [section: string]: unknown;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly [attribute: string]: unknown;
}

export interface Synthesis {
  readonly template: Template;
  /** The Lambda bundles that the template refers to, sorted. */
  readonly lambdas: readonly LambdaName[];
}

/** Name of the output that holds the fingerprint; the processor lists stacks by it. */
const FINGERPRINT_OUTPUT = 'MlopsFingerprint';

/** CloudFormation's limit, in bytes (quotas page). */
const MAX_DESCRIPTION_LENGTH = 1_024;

export interface StackPlan {
  readonly spec: PipelineSpec;
  readonly options: SynthesisOptions;
  /** One readable sentence without line breaks. */
  readonly description: string;
  readonly build: (stack: WorkloadStack) => void;
}

/**
 * Compiles one stack. Same input, same template, byte for byte; the folder that CDK writes is removed again. The
 * workload goes into the Metadata after CDK has done its work: its values are data and are looked at by nobody there.
 */
export function synthesizeStack({ spec, options, description, build }: StackPlan): Synthesis {
  rejectUnsafeValues(spec);
  const { provenance, lambdaCode, inspect } = options;
  const outdir = mkdtempSync(join(tmpdir(), 'mlops-synth-'));
  try {
    const app = createApp(outdir);
    const text = description.slice(0, MAX_DESCRIPTION_LENGTH);
    const stack = new WorkloadStack(app, { spec, lambdaCode, description: text });
    build(stack);
    boundRoles(stack);
    new CfnOutput(stack, FINGERPRINT_OUTPUT, {
      value: provenance.fingerprint,
      description: 'Hash of the workload and of the code that built this stack',
    });
    inspect?.(stack);
    const { Description, Resources, Outputs } = app.synth().getStackArtifact(stack.artifactId).template as Template;
    const Metadata = { Mlops: origin(spec, provenance) };
    return {
      template: { Description, Metadata, Resources: dropRedundantDependencies(Resources), Outputs },
      lambdas: [...stack.usedLambdas].sort(),
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Every role of the stack, whoever made it, gets the permissions boundary of the stage, where there is one. */
function boundRoles(stack: WorkloadStack): void {
  const { permissionsBoundaryArn } = stack.spec.environment;
  if (permissionsBoundaryArn === undefined) return;
  const boundary = ManagedPolicy.fromManagedPolicyArn(stack, 'PermissionsBoundary', permissionsBoundaryArn);
  PermissionsBoundary.of(stack).apply(boundary);
}

/** An App that compiles and does nothing else: no validation engine, no tree file, no version report. */
function createApp(outdir: string): App {
  return new App({
    outdir,
    builtinCloudFormationValidation: false,
    analyticsReporting: false,
    treeMetadata: false,
    context: {
      '@aws-cdk/core:enablePartitionLiterals': true,
      '@aws-cdk/aws-apigateway:disableCloudWatchRole': true,
      '@aws-cdk/aws-iam:minimizePolicies': true,
    },
  });
}

function origin(spec: PipelineSpec, provenance: Origin): Readonly<Record<string, unknown>> {
  const { pipelineType, modelName, name, stackName, attributes, environment } = spec;
  const { configPath, commit, fingerprint, codeDigest, dependsOn = [] } = provenance;
  const workload = { pipelineType, modelName, name, stage: environment.stage, stackName, attributes, environment };
  const plain: unknown = JSON.parse(
    JSON.stringify({ ...workload, configPath, commit, fingerprint, codeDigest, dependsOn }),
  );
  return plain as Readonly<Record<string, unknown>>;
}
