import type { PipelineSpec, PipelineType } from '../../pipelines/spec.ts';
import type { StackTemplate } from '../model/stack.ts';
import type { Asset } from './stack-target.ts';

/** Turns a workload into a CloudFormation template. */
export interface Synthesizer {
  /**
   * Digest of everything that compiles and runs a pipeline type: stack code, Lambda bundles, library version. Part of
   * the fingerprint. Cheap: never loads aws-cdk-lib.
   */
  codeDigest(pipelineType: PipelineType): string;

  /** Loads aws-cdk-lib on first use. */
  synthesize(spec: PipelineSpec, provenance: Provenance): Promise<SynthesizedStack>;
}

/** What the template remembers of its origin, in its Metadata and in the fingerprint output. */
export interface Provenance {
  readonly fingerprint: string;
  readonly configPath: string;
  readonly commit: string | null;
  /** Names of the stacks that this one depends on, so that deletions find their order later. */
  readonly dependsOn?: readonly string[];
}

export interface SynthesizedStack {
  readonly stackName: string;
  readonly template: StackTemplate;
  /** Stable tags of the stack. */
  readonly tags: Readonly<Record<string, string>>;
  /** Lambda bundles that the template refers to. */
  readonly assets: readonly Asset[];
}
