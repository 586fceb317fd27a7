import { retrieveImageUri } from '../images/retrieve-image-uri.ts';
import type { SpecOf } from '../spec.ts';

/** A workload that watches an endpoint. */
export type MonitorSpec = SpecOf<MonitorType>;

export type MonitorType =
  | 'byom_data_quality_monitor'
  | 'byom_model_quality_monitor'
  | 'byom_model_bias_monitor'
  | 'byom_model_explainability_monitor';

/** The two kinds that SageMaker Clarify computes, from a written analysis configuration. */
export type ClarifySpec = SpecOf<'byom_model_bias_monitor' | 'byom_model_explainability_monitor'>;

export interface MonitorKind {
  /** In sentences and names. */
  readonly words: string;
  /** `MonitoringType` of the schedule. */
  readonly monitoringType: 'DataQuality' | 'ModelQuality' | 'ModelBias' | 'ModelExplainability';
  /** In the paths inside the containers, as in the orchestrator. */
  readonly folder: string;
  readonly isClarify: boolean;
}

/** The four kinds, by their pipeline types. */
export const MONITOR_KINDS: Readonly<Record<MonitorType, MonitorKind>> = {
  byom_data_quality_monitor: {
    words: 'data quality',
    monitoringType: 'DataQuality',
    folder: 'data_quality',
    isClarify: false,
  },
  byom_model_quality_monitor: {
    words: 'model quality',
    monitoringType: 'ModelQuality',
    folder: 'model_quality',
    isClarify: false,
  },
  byom_model_bias_monitor: { words: 'model bias', monitoringType: 'ModelBias', folder: 'model_bias', isClarify: true },
  byom_model_explainability_monitor: {
    words: 'model explainability',
    monitoringType: 'ModelExplainability',
    folder: 'model_explainability',
    isClarify: true,
  },
};

/** Whether Clarify computes it. */
export function isClarify(spec: MonitorSpec): spec is MonitorSpec & ClarifySpec {
  return MONITOR_KINDS[spec.pipelineType].isClarify;
}

/** The image of the kind: Model Monitor's analyser, or Clarify's processing image. */
export function monitorImage(spec: MonitorSpec): string {
  return isClarify(spec) ? imageOf('clarify', spec.environment.region) : modelMonitorImage(spec.environment.region);
}

/** Model Monitor's own image, which checks data against statistics and constraints. */
export function modelMonitorImage(region: string): string {
  return imageOf('model-monitor', region);
}

function imageOf(framework: 'model-monitor' | 'clarify', region: string): string {
  const scope = framework === 'clarify' ? 'processing' : 'monitoring';
  const found = retrieveImageUri({ framework, region, scope });
  if ('problem' in found) throw new Error(`no monitoring image: ${found.problem.message}`);
  return found.uri;
}
