import { stackName } from '../../pipelines/names.ts';
import type { PipelineSpec, SpecFrame, StageEnvironment } from '../../pipelines/spec.ts';
import type { Settings, Stage } from '../model/settings.ts';
import type { Workload } from '../model/workload.ts';
import { AttributeReader } from './attribute-reader.ts';
import {
  normalizeAutopilot,
  normalizeBatch,
  normalizeImageBuilder,
  normalizeMonitor,
  normalizeRealtime,
  normalizeTraining,
  normalizeTuner,
} from './normalize-attributes.ts';
import { normalizeModelBias, normalizeModelExplainability, normalizeModelQuality } from './normalize-monitors.ts';
import type { WrittenWorkload } from './written-workload.ts';

/** A valid workload as it is wanted in one stage. Its dependencies are inferred later, from all of them together. */
export function normalizeWorkload(written: WrittenWorkload, stage: Stage, settings: Settings): Workload {
  const read = new AttributeReader(written, stage);
  const { pipelineType } = written;
  const modelName = read.text(pipelineType === 'byom_image_builder' ? 'image_tag' : 'model_name');
  const name = read.optionalText('name');
  const { stackPrefix } = settings;
  const identity = { stage: stage.name, modelName, pipelineType, ...(name !== undefined && { name }) };
  const frame: SpecFrame = {
    modelName,
    ...(name !== undefined && { name }),
    stackName: stackName({
      stackPrefix,
      stage: sharesHome(stage, settings) ? stage.name : undefined,
      modelName,
      name,
      pipelineType,
    }),
    environment: environmentOf(stage, settings),
  };
  return {
    identity,
    configPath: written.source.file,
    pointer: written.pointer,
    spec: withoutAbsent(specOf(written, frame, read)),
    dependsOn: [],
  };
}

/** True when another stage lives in the same account and region: then names have to tell the two apart. */
export function sharesHome(stage: Stage, settings: Settings): boolean {
  return settings.stages.some(
    (other) => other.name !== stage.name && other.account === stage.account && other.region === stage.region,
  );
}

function specOf({ pipelineType }: WrittenWorkload, frame: SpecFrame, read: AttributeReader): PipelineSpec {
  switch (pipelineType) {
    case 'model_training_builtin':
      return { ...frame, pipelineType, attributes: normalizeTraining(read) };
    case 'model_tuner_builtin':
      return { ...frame, pipelineType, attributes: normalizeTuner(read) };
    case 'model_autopilot_training':
      return { ...frame, pipelineType, attributes: normalizeAutopilot(read) };
    case 'byom_realtime_builtin':
    case 'byom_realtime_custom':
      return { ...frame, pipelineType, attributes: normalizeRealtime(read) };
    case 'byom_batch_builtin':
    case 'byom_batch_custom':
      return { ...frame, pipelineType, attributes: normalizeBatch(read) };
    case 'byom_data_quality_monitor':
      return { ...frame, pipelineType, attributes: normalizeMonitor(read) };
    case 'byom_model_quality_monitor':
      return { ...frame, pipelineType, attributes: normalizeModelQuality(read) };
    case 'byom_model_bias_monitor':
      return { ...frame, pipelineType, attributes: normalizeModelBias(read) };
    case 'byom_model_explainability_monitor':
      return { ...frame, pipelineType, attributes: normalizeModelExplainability(read) };
    case 'byom_image_builder':
      return { ...frame, pipelineType, attributes: normalizeImageBuilder(read) };
    default:
      return pipelineType satisfies never;
  }
}

function environmentOf(stage: Stage, settings: Settings): StageEnvironment {
  const { topicArn, emails } = settings.notifications;
  return {
    stage: stage.name,
    account: stage.account,
    region: stage.region,
    stackPrefix: settings.stackPrefix,
    assetsBucket: stage.assetsBucket,
    ...(stage.ecrRepository !== undefined && { ecrRepository: stage.ecrRepository }),
    ...(settings.source !== undefined && { repository: settings.source.repository }),
    notifications: { ...(topicArn !== undefined && { topicArn }), emails },
  };
}

/** Absent attributes are no members at all, so that equal workloads are deeply equal. */
function withoutAbsent(spec: PipelineSpec): PipelineSpec {
  const { attributes } = spec;
  for (const key of Object.keys(attributes)) {
    if (Reflect.get(attributes, key) === undefined) Reflect.deleteProperty(attributes, key);
  }
  return spec;
}
