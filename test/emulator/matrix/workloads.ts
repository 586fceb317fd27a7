import { readFileSync } from 'node:fs';

import type { PipelineType } from '../../../pipelines/spec.ts';
import type { Configs, WorldStage } from '../../helpers/emulator-world.ts';

/** Where the examples go. Their keys and images are of the account of nobody, which stands for the stage's. */
export const STAGE: WorldStage = { name: 'default', account: '111111111111', region: 'us-east-1' };

export type Size = 'minimal' | 'full';

/** Attributes that differ from an example's. */
export type Patch = Readonly<Record<string, unknown>>;

export type Patches = Partial<Readonly<Record<PipelineType, Patch>>>;

/** The four that watch an endpoint. */
export type MonitorType = Extract<PipelineType, `${string}_monitor`>;

const EXAMPLES = new URL('../../../examples/', import.meta.url);

export const TYPES = [
  'byom_batch_builtin',
  'byom_batch_custom',
  'byom_data_quality_monitor',
  'byom_image_builder',
  'byom_model_bias_monitor',
  'byom_model_explainability_monitor',
  'byom_model_quality_monitor',
  'byom_realtime_builtin',
  'byom_realtime_custom',
  'model_autopilot_training',
  'model_training_builtin',
  'model_tuner_builtin',
] as const satisfies readonly PipelineType[];

/** Another endpoint for the monitors to move to. */
export const SPARE = { endpoint_name: 'spare-live', data_capture_location: 'mlops-capture-default/spare' };

/** The examples of all twelve types of one size in one commit, and the endpoints that the monitors among them watch. */
export function everyWorkload(size: Size, patches: Patches = {}): Configs {
  const configs = TYPES.map((type) => [pathOf(type), { ...example(type, size), ...patches[type] }] as const);
  const endpoints = ['churn', 'credit', 'demand', 'spare'].filter((name) => size === 'minimal' || name !== 'churn');
  return Object.fromEntries([
    ...configs,
    ...endpoints.map((name) => [`models/watched/${name}/mlops-config.json`, endpoint(name)] as const),
  ]);
}

/** The file of a type's example in the commit. */
export function pathOf(type: PipelineType): string {
  return `models/${type}/mlops-config.json`;
}

function example(type: PipelineType, size: Size): Patch {
  const text = readFileSync(new URL(`${type}/${size}/mlops-config.json`, EXAMPLES), 'utf8');
  const config: unknown = JSON.parse(text.replaceAll('000000000000', STAGE.account));
  return { ...(config as Patch), $schema: undefined };
}

const ENDPOINTS: Readonly<Record<string, string>> = {
  churn: 'customer-churn-live',
  credit: 'credit-risk-live',
  demand: 'demand-forecast-live',
  spare: SPARE.endpoint_name,
};

function endpoint(name: string): Patch {
  return {
    pipeline_type: 'byom_realtime_custom',
    model_name: `watched-${name}`,
    inference_instance: 'ml.m5.large',
    custom_image_uri: `${STAGE.account}.dkr.ecr.${STAGE.region}.amazonaws.com/serving:1`,
    model_artifact_location: `${name}/model.tar.gz`,
    endpoint_name: ENDPOINTS[name],
    data_capture_location: `mlops-capture-default/${name}`,
  };
}
