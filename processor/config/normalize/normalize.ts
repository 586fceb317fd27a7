import { stackName } from '../../../pipelines/names.ts';
import type { PipelineSpec, PipelineType, StageEnvironment } from '../../../pipelines/spec.ts';
import type { Settings, Stage } from '../../model/settings.ts';
import type { Workload } from '../../model/workload.ts';
import type { WrittenWorkload } from '../shared/written-workload.ts';
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

/** What all workloads of one stage have in common. */
export interface Home {
  readonly stage: Stage;
  readonly stackPrefix: string;
  /** Part of stack names where another stage lives in the same account and region. */
  readonly stageInName: string | undefined;
  readonly environment: StageEnvironment;
  /** The same for workloads that notify nobody: other addresses in the settings are no reason to update them. */
  readonly quietEnvironment: StageEnvironment;
  /** Of the whole settings: a model package may belong to the account of any of them. */
  readonly stages: readonly Stage[];
}

/** What the workloads of a stage have in common, computed once for all of them. */
export function homeOf(stage: Stage, settings: Settings): Home {
  const environment = environmentOf(stage, settings);
  return {
    stage,
    stackPrefix: settings.stackPrefix,
    stageInName: sharesHome(stage, settings) ? stage.name : undefined,
    environment,
    quietEnvironment: { ...environment, notifications: { emails: [] } },
    stages: settings.stages,
  };
}

/**
 * A valid workload as it is wanted in one stage. Its dependencies are inferred later, from all of them together. Its
 * absent attributes are undefined, until `withoutAbsent`.
 */
export function normalizeWorkload(written: WrittenWorkload, home: Home): Workload {
  const { stage, stackPrefix, stageInName } = home;
  const { pipelineType } = written;
  const read = new AttributeReader(written, stage);
  const modelName = read.text(pipelineType === 'byom_image_builder' ? 'image_tag' : 'model_name');
  const name = read.optionalText('name');
  const names = { stackPrefix, stage: stageInName, modelName, name, pipelineType };
  const attributes = attributesOf(read);
  const environment = environmentFor(pipelineType, attributes, home);
  const spec = { modelName, stackName: stackName(names), environment, pipelineType, attributes };
  const identity = { stage: stage.name, modelName, pipelineType };
  return {
    identity: name === undefined ? identity : Object.assign(identity, { name }),
    configPath: written.source.file,
    pointer: written.pointer,
    // The pipeline type and the attributes that belong together are chosen below.
    spec: (name === undefined ? spec : Object.assign(spec, { name })) as PipelineSpec,
    dependsOn: [],
  };
}

/** True when another stage lives in the same account and region: then names have to tell the two apart. */
function sharesHome(stage: Stage, settings: Settings): boolean {
  return settings.stages.some(
    (other) => other.name !== stage.name && other.account === stage.account && other.region === stage.region,
  );
}

function attributesOf(read: AttributeReader): PipelineSpec['attributes'] {
  switch (read.pipelineType) {
    case 'model_training_builtin':
      return normalizeTraining(read);
    case 'model_tuner_builtin':
      return normalizeTuner(read);
    case 'model_autopilot_training':
      return normalizeAutopilot(read);
    case 'byom_realtime_builtin':
    case 'byom_realtime_custom':
      return normalizeRealtime(read);
    case 'byom_batch_builtin':
    case 'byom_batch_custom':
      return normalizeBatch(read);
    case 'byom_data_quality_monitor':
      return normalizeMonitor(read);
    case 'byom_model_quality_monitor':
      return normalizeModelQuality(read);
    case 'byom_model_bias_monitor':
      return normalizeModelBias(read);
    case 'byom_model_explainability_monitor':
      return normalizeModelExplainability(read);
    case 'byom_image_builder':
      return normalizeImageBuilder(read);
    default:
      return read.pipelineType satisfies never;
  }
}

/** What the workload uses of its stage, and no more: each member is one of the inputs that decide about an update. */
function environmentFor(
  type: PipelineType,
  attributes: PipelineSpec['attributes'],
  { environment, quietEnvironment, stages }: Home,
): StageEnvironment {
  switch (type) {
    case 'byom_realtime_builtin':
    case 'byom_realtime_custom':
      return withPackageBuckets(quietEnvironment, { attributes, stages });
    default:
      return withPackageBuckets(environment, { attributes, stages });
  }
}

/** The place of a model package of another account: the buckets of its stages, else the one that bootstrap makes. */
function withPackageBuckets(
  environment: StageEnvironment,
  { attributes, stages }: Pick<PipelineSpec, 'attributes'> & Pick<Home, 'stages'>,
): StageEnvironment {
  if (!('model_package_name' in attributes) || attributes.model_package_name === undefined) return environment;
  const [, , , region = '', account = ''] = attributes.model_package_name.split(':');
  if (account === environment.account) return environment;
  const owners = stages.filter((stage) => stage.account === account && stage.region === region);
  const buckets = owners.map(({ assetsBucket }) => assetsBucket);
  const packageBuckets = buckets.length === 0 ? [`mlops-assets-${account}-${region}`] : [...new Set(buckets)].sort();
  return { ...environment, packageBuckets };
}

function environmentOf(stage: Stage, settings: Settings): StageEnvironment {
  const { topicArn, emails } = settings.notifications;
  return {
    stage: stage.name,
    account: stage.account,
    region: stage.region,
    stackPrefix: settings.stackPrefix,
    assetsBucket: stage.assetsBucket,
    ...(settings.source !== undefined && { repository: settings.source.repository }),
    ...(stage.permissionsBoundaryArn !== undefined && { permissionsBoundaryArn: stage.permissionsBoundaryArn }),
    notifications: topicArn === undefined ? { emails: [...emails].sort() } : { topicArn, emails: [] },
  };
}

/**
 * The workload as it leaves: absent attributes are no members at all, so that equal workloads are deeply equal. A copy,
 * because deleting members turns an object into a slow and large one.
 */
export function withoutAbsent(workload: Workload): Workload {
  const { spec } = workload;
  const present = Object.fromEntries(Object.entries(spec.attributes).filter(([, value]) => value !== undefined));
  return { ...workload, spec: { ...spec, attributes: present } as unknown as PipelineSpec };
}
