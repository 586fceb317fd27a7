import { jobHash, jobInputs } from '../job-inputs.ts';
import { contentName } from '../names.ts';
import { partitionOf } from '../shared/partition.ts';
import type { SpecOf } from '../spec.ts';

/** A workload that builds a container image. */
export type ImageBuilderSpec = SpecOf<'byom_image_builder'>;

/** Longest name of a pipeline (API reference of CodePipeline, `PipelineName`). */
const MAX_PIPELINE_NAME_LENGTH = 100;

/** `image-` and ten hex digits. */
const STACK_PART_LENGTH = 16;

export interface BuildNames {
  readonly pipeline: string;
  /** Starts the name of every pipeline that this stack has had and will have, and of no other stack's. */
  readonly pipelinePrefix: string;
  /** For logical ids: changes with what is built. */
  readonly buildId: string;
  readonly repositoryArn: string;
  readonly registry: string;
  /** `<registry>/<repository>:<tag>` */
  readonly imageUri: string;
}

/**
 * Names of one build. CodePipeline keeps its artifacts under the first 20 letters of the pipeline's name; the prefix
 * of 17 fits in, so that the roles can be fenced into their own part of the bucket.
 */
export function buildNames(spec: ImageBuilderSpec): BuildNames {
  const { environment, attributes, stackName, modelName } = spec;
  const { region, account } = environment;
  const { partition, dnsSuffix } = partitionOf(region);
  const stackPart = contentName({ base: 'image', inputs: stackName, maxLength: STACK_PART_LENGTH });
  const registry = `${account}.dkr.ecr.${region}.${dnsSuffix}`;
  return {
    pipeline: contentName({
      base: `${stackPart}-${modelName}`,
      inputs: jobInputs(spec),
      maxLength: MAX_PIPELINE_NAME_LENGTH,
    }),
    pipelinePrefix: `${stackPart}-`,
    buildId: (jobHash(spec) ?? '').slice(0, 8),
    repositoryArn: `arn:${partition}:ecr:${region}:${account}:repository/${attributes.ecr_repo_name}`,
    registry,
    imageUri: `${registry}/${attributes.ecr_repo_name}:${attributes.image_tag}`,
  };
}
