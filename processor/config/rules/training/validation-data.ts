import { showText } from '../../shared/show-value.ts';
import type { Fault, FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isTraining, type TrainingSpec } from '../shared/spec-kinds.ts';
import { ALGORITHMS } from './algorithms.ts';
import { hasNoValidation } from './tuner-metrics.ts';

type Found = Omit<Fault, 'written' | 'code' | 'severity'>;

/**
 * `validation-data-missing` (warning): something is to be measured on data that the job does not get. A tuner's jobs
 * then report no such metric, and all of them fail (SageMaker developer guide, "Define metrics"); XGBoost's container
 * stops early by its `validation` channel alone. With `_kfold` it makes validation data of the training data, for
 * metrics only. The jobs have the channels `train` and `validation`, so that a metric of the channel `test` is
 * never there. One finding a workload: with `validation_data` both are cured.
 * `validation-data-refused` (warning): an algorithm that knows the channels `train` and `test` alone, and fails with
 * another ("Common information about built-in algorithms").
 */
export function checkValidationData({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  if (!isTraining(spec) || !ALGORITHMS.has(spec.attributes.model_framework)) return;
  const { model_framework: framework } = spec.attributes;
  if (hasNoValidation(framework)) {
    written.doubt?.settle();
    if (spec.attributes.validation_data !== undefined) {
      collector.report({
        code: 'validation-data-refused',
        severity: 'warning',
        written,
        attribute: 'validation_data',
        message: `\`${framework}\` knows no validation data, and its job fails with them`,
        hint: 'remove `validation_data`, or choose another algorithm',
      });
      return;
    }
  }
  for (const faultOf of [objectiveFault, earlyStoppingFault, channelFault]) {
    written.doubt?.settle();
    const fault = faultOf(spec);
    if (fault === undefined) continue;
    collector.report({ ...fault, code: 'validation-data-missing', severity: 'warning', written });
    return;
  }
}

function objectiveFault(spec: TrainingSpec): Found | undefined {
  if (spec.pipelineType !== 'model_tuner_builtin') return undefined;
  const { objective_metric_name: metric } = spec.attributes.tuner_configs;
  const at = { attribute: 'tuner_configs', within: ['objective_metric_name'] };
  if (metric.startsWith('test:')) {
    // Told as an unknown metric.
    if (spec.attributes.model_framework === 'xgboost') return undefined;
    return {
      ...at,
      message: `the metric ${showText(metric)} needs a \`test\` channel, and the jobs have \`train\` and \`validation\` alone`,
      hint: 'tune for a metric of `train:` or `validation:`, if the algorithm has one',
    };
  }
  if (!metric.startsWith('validation:') || spec.attributes.validation_data !== undefined) return undefined;
  // Never measured: told as an unknown metric.
  if (hasNoValidation(spec.attributes.model_framework)) return undefined;
  if (splitsItself(spec)) return undefined;
  return {
    ...at,
    message: `the metric ${showText(metric)} is measured on \`validation_data\`, which is missing`,
    hint: `add \`validation_data\`: without it no job of the tuner reports the metric, and all of them fail`,
  };
}

function earlyStoppingFault(spec: TrainingSpec): Found | undefined {
  const { model_framework: framework, algo_hyperparameters: fixed } = spec.attributes;
  if (framework !== 'xgboost' || !Object.hasOwn(fixed, 'early_stopping_rounds')) return undefined;
  if (spec.attributes.validation_data !== undefined) return undefined;
  return {
    attribute: 'algo_hyperparameters',
    within: ['early_stopping_rounds'],
    part: 'key',
    message: '`early_stopping_rounds` of `xgboost` looks at `validation_data`, which is missing',
    hint: 'add `validation_data`, or remove `early_stopping_rounds`',
  };
}

/** "Specify both train and validation channels" (SageMaker developer guide, input interface of both algorithms). */
const VALIDATING: ReadonlySet<string> = new Set(['image-classification', 'object-detection']);

function channelFault({ attributes }: TrainingSpec): Found | undefined {
  const { model_framework: framework, validation_data: validation } = attributes;
  if (!VALIDATING.has(framework) || validation !== undefined) return undefined;
  return {
    attribute: 'model_framework',
    message: `\`${framework}\` does not start without \`validation_data\``,
    hint: 'add `validation_data`',
  };
}

/** XGBoost's cross validation. */
function splitsItself({ attributes }: TrainingSpec): boolean {
  return attributes.model_framework === 'xgboost' && Object.hasOwn(attributes.algo_hyperparameters, '_kfold');
}
