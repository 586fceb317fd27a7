import type { HyperparameterRange, SpecOf, TunerAttributes } from '../spec.ts';
import { estimatorParts, hyperparameterTexts, textOf } from './estimator-request.ts';
import { asSent, type Request, type RequestContext } from '../shared/job-request.ts';
import { jobTags } from '../shared/job-tags.ts';

/**
 * The request `CreateHyperParameterTuningJob` for a workload: what `HyperparameterTuner.fit` of the SageMaker Python
 * SDK sends for the same arguments. Hyperparameters that have a range are searched, the others stay as they are; with
 * `autotune`, those that are not to be kept static become hints.
 */
export function tuningJobRequest(spec: SpecOf<'model_tuner_builtin'>, context: RequestContext): Request {
  const { attributes } = spec;
  const { tuner_configs: tuner } = attributes;
  const parts = estimatorParts(spec, context);
  const { fixed, hinted } = divideHyperparameters(attributes);
  return asSent({
    HyperParameterTuningJobName: context.jobName,
    HyperParameterTuningJobConfig: {
      Strategy: tuner.strategy ?? 'Bayesian',
      HyperParameterTuningJobObjective: {
        Type: tuner.objective_type ?? 'Maximize',
        MetricName: tuner.objective_metric_name,
      },
      ResourceLimits: {
        // A grid has as many points as it has; the number is not for us to give (API reference, ResourceLimits).
        MaxNumberOfTrainingJobs: tuner.strategy === 'Grid' ? tuner.max_jobs : (tuner.max_jobs ?? 1),
        MaxParallelTrainingJobs: tuner.max_parallel_jobs ?? 1,
        MaxRuntimeInSeconds: tuner.max_runtime_in_seconds,
      },
      ParameterRanges: { ...parameterRanges(attributes.hyperparameters_ranges), AutoParameters: hinted },
      TrainingJobEarlyStoppingType: tuner.early_stopping_type ?? 'Off',
      RandomSeed: tuner.random_seed,
    },
    TrainingJobDefinition: {
      StaticHyperParameters: fixed,
      RoleArn: context.roleArn,
      AlgorithmSpecification: {
        TrainingImage: parts.image,
        TrainingInputMode: attributes.data_input_mode,
        MetricDefinitions: tuner.metric_definitions,
      },
      InputDataConfig: parts.inputDataConfig,
      OutputDataConfig: parts.outputDataConfig,
      HyperParameterTuningResourceConfig: parts.resources,
      StoppingCondition: parts.stoppingCondition,
      ...parts.options,
    },
    Autotune: tuner.autotune === true ? { Mode: 'Enabled' } : undefined,
    Tags: jobTags(spec, context.inputsDigest, tuner.tags ?? []),
  });
}

function divideHyperparameters({ algo_hyperparameters, hyperparameters_ranges, tuner_configs }: TunerAttributes) {
  const rest = Object.fromEntries(
    Object.entries(algo_hyperparameters).filter(([name]) => !Object.hasOwn(hyperparameters_ranges, name)),
  );
  if (tuner_configs.autotune !== true) return { fixed: hyperparameterTexts(rest), hinted: undefined };
  const keep = new Set(tuner_configs.hyperparameters_to_keep_static ?? []);
  const fixed = Object.fromEntries(Object.entries(rest).filter(([name]) => keep.has(name)));
  const hinted = Object.entries(rest)
    .filter(([name]) => !keep.has(name))
    .map(([name, value]) => ({ Name: name, ValueHint: textOf(value) }));
  return { fixed: hyperparameterTexts(fixed), hinted };
}

function parameterRanges(ranges: Readonly<Record<string, HyperparameterRange>>): Request {
  const continuous: Request[] = [];
  const integer: Request[] = [];
  const categorical: Request[] = [];
  for (const [name, range] of Object.entries(ranges)) {
    const [kind, values] = range;
    switch (kind) {
      case 'continuous':
        continuous.push(numericRange(name, values));
        break;
      case 'integer':
        integer.push(numericRange(name, values));
        break;
      case 'categorical':
        categorical.push({ Name: name, Values: values.map(String) });
        break;
      default:
        kind satisfies never;
    }
  }
  return {
    ContinuousParameterRanges: continuous,
    CategoricalParameterRanges: categorical,
    IntegerParameterRanges: integer,
  };
}

/** The numbers travel as texts; the third value, where there is one, is the scaling type. */
function numericRange(name: string, [min, max, scaling]: readonly (number | string)[]): Request {
  return { Name: name, MinValue: String(min), MaxValue: String(max), ScalingType: scaling ?? 'Auto' };
}
