import type { PipelineSpec, PipelineType, StageEnvironment } from '../../pipelines/spec.ts';
import type { StackTemplate } from '../model/stack.ts';

/** Key of our entry in the Metadata section of a template. */
export const METADATA_KEY = 'Mlops';

/** What a template remembers of the workload it was made from. */
export interface TemplateMetadata {
  readonly pipelineType: PipelineType;
  readonly modelName: string;
  readonly name?: string;
  readonly stage: string;
  /** The normalised attributes of the workload. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** What the settings contributed. */
  readonly environment: Readonly<Record<string, unknown>>;
  readonly configPath: string;
  /** Full commit id; absent for a work tree that differs from its commit. */
  readonly commit?: string;
  readonly fingerprint?: string;
  readonly codeDigest?: string;
  /** Stack names that had to be there first. */
  readonly dependsOn: readonly string[];
}

const PIPELINE_TYPES: Readonly<Record<PipelineType, true>> = {
  model_training_builtin: true,
  model_tuner_builtin: true,
  model_autopilot_training: true,
  byom_realtime_builtin: true,
  byom_realtime_custom: true,
  byom_batch_builtin: true,
  byom_batch_custom: true,
  byom_data_quality_monitor: true,
  byom_model_quality_monitor: true,
  byom_model_bias_monitor: true,
  byom_model_explainability_monitor: true,
  byom_image_builder: true,
};

/**
 * Reads our entry; undefined for a template without one or with one that we did not write. Templates come from outside,
 * so every field is looked at before it is believed.
 */
export function readTemplateMetadata(template: StackTemplate | undefined): TemplateMetadata | undefined {
  const entry = asObject(template?.Metadata?.[METADATA_KEY]);
  const pipelineType = entry?.['pipelineType'];
  const attributes = asObject(entry?.['attributes']);
  if (entry === undefined || attributes === undefined || !isPipelineType(pipelineType)) return undefined;
  const dependsOn = entry['dependsOn'];
  return {
    pipelineType,
    modelName: asText(entry['modelName']) ?? '',
    name: asText(entry['name']),
    stage: asText(entry['stage']) ?? '',
    attributes,
    environment: asObject(entry['environment']) ?? {},
    configPath: asText(entry['configPath']) ?? '',
    commit: asText(entry['commit']),
    fingerprint: asText(entry['fingerprint']),
    codeDigest: asText(entry['codeDigest']),
    dependsOn: Array.isArray(dependsOn) ? dependsOn.filter((item): item is string => typeof item === 'string') : [],
  };
}

/**
 * The spec that a deployed stack was made from, as far as its metadata tell. Good for comparing and for words, never
 * for deploying: an older version of the program may have written it.
 */
export function rememberedSpec(stackName: string, metadata: TemplateMetadata): PipelineSpec {
  const { pipelineType, modelName, name, attributes } = metadata;
  const environment = metadata.environment as unknown as StageEnvironment;
  return { pipelineType, modelName, name, stackName, environment, attributes } as unknown as PipelineSpec;
}

/** True for one of the twelve values; for text that comes from outside. */
export function isPipelineType(value: unknown): value is PipelineType {
  return typeof value === 'string' && Object.hasOwn(PIPELINE_TYPES, value);
}

function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Readonly<Record<string, unknown>>) : undefined;
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
