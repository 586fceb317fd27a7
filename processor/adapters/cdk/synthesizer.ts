import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { PipelineSpec, PipelineType } from '../../../pipelines/spec.ts';
import { InternalError } from '../../model/errors.ts';
import { MANAGED_BY, TAGS } from '../../model/stack.ts';
import type { Asset } from '../../ports/stack-target.ts';
import type { Provenance, SynthesizedStack, Synthesizer } from '../../ports/synthesizer.ts';
import { readBuild, type Build } from './build-output.ts';
import { compiling } from './compiling.ts';

export interface CdkSynthesizerOptions {
  /** Folder with `pipeline-digests.json` and `lambda/manifest.json`. @default the build that this file belongs to */
  readonly buildFolder?: string;
}

/**
 * Compiles workloads with aws-cdk-lib, in this process, and knows the Lambda bundles of the build.
 *
 * Throws UserError `build-missing` when the project was not built, InternalError for a pipeline type that the build
 * does not know.
 */
export function cdkSynthesizer(options: CdkSynthesizerOptions = {}): Synthesizer {
  let build: Build | undefined;
  function current(): Build {
    return (build ??= readBuild(options.buildFolder));
  }
  return {
    codeDigest: (pipelineType) => codeDigest(current(), pipelineType),
    synthesize: (spec, provenance) => synthesizeWith(current(), spec, provenance),
  };
}

function codeDigest({ digests }: Build, pipelineType: PipelineType): string {
  const digest = digests[pipelineType];
  if (digest === undefined) throw new InternalError(`the build has no digest of the pipeline type "${pipelineType}"`);
  return digest;
}

async function synthesizeWith(build: Build, spec: PipelineSpec, provenance: Provenance): Promise<SynthesizedStack> {
  // Loaded here and not above: validation and a plan without changes never pay for aws-cdk-lib.
  const { synthesize } = await import('../../../pipelines/synthesize.ts');
  const { template, lambdas } = compiling(() =>
    synthesize(spec, {
      provenance: { ...provenance, codeDigest: codeDigest(build, spec.pipelineType) },
      lambdaCode: build.manifest,
    }),
  );
  return {
    stackName: spec.stackName,
    template,
    tags: stackTags(spec),
    assets: lambdas.map((name) => asset(build, name)),
  };
}

/** The tags of the config, and ours over them. None of them changes from commit to commit. */
function stackTags({ attributes, pipelineType, modelName, environment }: PipelineSpec): Record<string, string> {
  return {
    ...attributes.tags,
    [TAGS.managedBy]: MANAGED_BY,
    [TAGS.pipelineType]: pipelineType,
    [TAGS.modelName]: modelName,
    [TAGS.stage]: environment.stage,
    ...(environment.repository === undefined ? {} : { [TAGS.repository]: environment.repository }),
  };
}

function asset({ manifest, folder }: Build, name: string): Asset {
  const entry = manifest[name];
  if (entry === undefined) throw new InternalError(`the build has no Lambda bundle "${name}"`);
  const { key, sha256, bytes, file } = entry;
  return { key, sha256, bytes, read: () => readFile(join(folder, 'lambda', file)) };
}
