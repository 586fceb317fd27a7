import type { PipelineSpec, SpecOf, StageEnvironment } from '../../../../pipelines/spec.ts';

/** Workloads that start a SageMaker training or tuning job. */
export type TrainingSpec = SpecOf<'model_training_builtin' | 'model_tuner_builtin'>;
/** Workloads that own an endpoint. */
export type RealtimeSpec = SpecOf<'byom_realtime_builtin' | 'byom_realtime_custom'>;
/** Workloads that run batch transform jobs. */
export type BatchSpec = SpecOf<'byom_batch_builtin' | 'byom_batch_custom'>;
/** Workloads that watch an endpoint. */
export type MonitorSpec = SpecOf<
  | 'byom_data_quality_monitor'
  | 'byom_model_quality_monitor'
  | 'byom_model_bias_monitor'
  | 'byom_model_explainability_monitor'
>;

/** True for a training job or a tuner. */
export function isTraining(spec: PipelineSpec): spec is TrainingSpec {
  return spec.pipelineType === 'model_training_builtin' || spec.pipelineType === 'model_tuner_builtin';
}

/** True for an endpoint. */
export function isRealtime(spec: PipelineSpec): spec is RealtimeSpec {
  return spec.pipelineType === 'byom_realtime_builtin' || spec.pipelineType === 'byom_realtime_custom';
}

/** True for a batch transform. */
export function isBatch(spec: PipelineSpec): spec is BatchSpec {
  return spec.pipelineType === 'byom_batch_builtin' || spec.pipelineType === 'byom_batch_custom';
}

/** True for each of the four monitors. */
export function isMonitor(spec: PipelineSpec): spec is MonitorSpec {
  return spec.pipelineType.endsWith('_monitor');
}

/** Account and region as one key: names of jobs and endpoints are unique in it, whatever the stage. */
export function homeOf({ environment }: PipelineSpec): string {
  return `${environment.account}/${environment.region}`;
}

/**
 * A look-up per account and region, by names that are unique there. All workloads of a stage have one environment: its
 * look-up is found without putting a key together, which for ten thousand workloads takes longer than the rest.
 */
export function lookupByHome<T>(): (spec: PipelineSpec) => Map<string, T> {
  const byHome = new Map<string, Map<string, T>>();
  const byEnvironment = new Map<StageEnvironment, Map<string, T>>();
  return (spec) => {
    let names = byEnvironment.get(spec.environment);
    if (names === undefined) {
      const home = homeOf(spec);
      names = byHome.get(home) ?? new Map<string, T>();
      byHome.set(home, names);
      byEnvironment.set(spec.environment, names);
    }
    return names;
  };
}

/** `customer-churn/byom_batch_custom`, with `/<name>` for a second workload: the form that `depends_on` takes. */
export function referenceOf({ modelName, pipelineType, name }: PipelineSpec): string {
  return `${modelName}/${pipelineType}${name === undefined ? '' : `/${name}`}`;
}
