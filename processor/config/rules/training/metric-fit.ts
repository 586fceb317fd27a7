import type { FindingCollector, Spot } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isTraining, type TrainingSpec } from '../shared/spec-kinds.ts';
import { meantHyperparameter } from './meant-hyperparameter.ts';
import {
  LINEAR_LEARNER,
  misfitOf,
  objectiveOf,
  XGBOOST,
  type Learner,
  type Objective,
} from './metrics-by-objective.ts';

type Attributes = TrainingSpec['attributes'];

/** Something that says what is predicted, and does not agree with the objective. */
interface Misfit extends Omit<Spot, 'written'> {
  readonly code: string;
  /** The first half of the message; the other one is what the objective predicts. */
  readonly says: string;
  readonly hint: string;
}

/** What the algorithm is to predict. */
interface Aim {
  readonly learner: Learner;
  readonly objective: Objective;
  /** Nothing is written: it is the default. */
  readonly isDefault: boolean;
}

/**
 * What is measured against what is predicted. One finding a workload, because most probably it is the objective that is
 * wrong or missing. All warnings: the jobs start, and fail minutes later, or measure what means nothing.
 *
 * `tuner-metric-mismatch`: a tuner optimises what the objective does not predict. `eval-metric-mismatch`: the same for
 * `eval_metric` of XGBoost. `num-class-unused`: a number of classes for an objective that has none (XGBoost: "labels
 * are not correctly provided").
 */
export function checkMetricFit({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  const aim = isTraining(spec) ? aimOf(spec) : undefined;
  if (!isTraining(spec) || aim === undefined) return;
  const { learner, objective, isDefault } = aim;
  const { parameter, otherwise = '' } = learner;
  const [first, ...others] = misfitsOf(spec, aim);
  if (first === undefined) return;
  const given = isDefault ? otherwise : String(spec.attributes.algo_hyperparameters[parameter]);
  const { says, ...fault } = first;
  const who = isDefault ? `the default \`${parameter}\`, \`${given}\`,` : `\`${given}\``;
  const places = others.map(({ attribute, within }) => ({ attribute, within, message: 'it does not fit here either' }));
  const source = { attribute: 'algo_hyperparameters', within: [parameter], message: 'what is predicted' };
  collector.report({
    ...fault,
    severity: 'warning',
    message: `${says}, and ${who} predicts ${objective.predicts}`,
    written,
    related: (isDefault ? places : [source, ...places]).map((place) => ({ written, ...place })),
  });
}

/** True when a tuner's metric measures what is not predicted: which way of it is better, is then no question. */
export function tunesForAnother(spec: TrainingSpec): boolean {
  const aim = aimOf(spec);
  return aim !== undefined && misfitsOf(spec, aim)[0]?.code === 'tuner-metric-mismatch';
}

/** Undefined where nobody knows what is predicted. */
function aimOf(spec: TrainingSpec): Aim | undefined {
  const { model_framework: framework, algo_hyperparameters: fixed } = spec.attributes;
  const learner = framework === 'xgboost' ? XGBOOST : framework === 'linear-learner' ? LINEAR_LEARNER : undefined;
  if (learner === undefined || Object.hasOwn(fixed, 'sagemaker_program')) return undefined;
  const { parameter, otherwise = '' } = learner;
  // A tuned objective fits some of its jobs.
  if (spec.pipelineType === 'model_tuner_builtin' && Object.hasOwn(spec.attributes.hyperparameters_ranges, parameter)) {
    return undefined;
  }
  const isDefault = !Object.hasOwn(fixed, parameter);
  const objective = objectiveOf(isDefault ? otherwise : String(fixed[parameter]), learner);
  return objective === undefined ? undefined : { learner, objective, isDefault };
}

function misfitsOf(spec: TrainingSpec, aim: Aim): readonly Misfit[] {
  const { algo_hyperparameters: fixed } = spec.attributes;
  const others = aim.learner === XGBOOST ? [evalMisfit(fixed, aim), classMisfit(fixed, aim)] : [];
  const misfits = [tunedMisfit(spec, aim), ...others].filter((misfit) => misfit !== undefined);
  // Missing beside `eval_metric`, or misspelt: that is the finding.
  const isSaid = misfits.length > 0 && aim.isDefault && Object.keys(fixed).some(meansObjective);
  return isSaid ? [] : misfits;
}

function meansObjective(name: string): boolean {
  return name === 'eval_metric' || meantHyperparameter('xgboost', name) === 'objective';
}

function tunedMisfit({ pipelineType, attributes }: TrainingSpec, aim: Aim): Misfit | undefined {
  if (pipelineType !== 'model_tuner_builtin') return undefined;
  const { objective_metric_name: metric, metric_definitions: own = [] } = attributes.tuner_configs;
  const measured = own.length > 0 ? undefined : misfitOf(metric.slice(metric.indexOf(':') + 1), aim);
  // Newer containers compute a tuner’s `auc` of any objective.
  if (measured === undefined || measured === 'the area under a curve') return undefined;
  const { parameter } = aim.learner;
  const cure = `tune for ${listOf(aim.objective.metrics.map((name) => `validation:${name}`))}`;
  return {
    code: 'tuner-metric-mismatch',
    attribute: 'tuner_configs',
    within: ['objective_metric_name'],
    says: `the metric \`${metric}\` measures ${measured}`,
    hint: aim.isDefault ? `add \`${parameter}\`, or ${cure}` : `${cure}, or choose another \`${parameter}\``,
  };
}

function evalMisfit(fixed: Attributes['algo_hyperparameters'], aim: Aim): Misfit | undefined {
  if (!Object.hasOwn(fixed, 'eval_metric')) return undefined;
  // Names behind commas, with thresholds such as `error@0.7`, also as a list.
  for (const item of String(fixed['eval_metric']).split(',')) {
    const metric = /[a-z][\w-]*\w/.exec(item)?.[0] ?? '';
    const measured = misfitOf(metric, aim);
    if (measured === undefined) continue;
    return {
      code: 'eval-metric-mismatch',
      attribute: 'algo_hyperparameters',
      within: ['eval_metric'],
      says: `the metric \`${metric}\` measures ${measured}`,
      hint: `use ${listOf(aim.objective.metrics)}, or choose another \`objective\``,
    };
  }
  return undefined;
}

function classMisfit(fixed: Attributes['algo_hyperparameters'], { objective, isDefault }: Aim): Misfit | undefined {
  if (!Object.hasOwn(fixed, 'num_class') || objective.isMulticlass === true) return undefined;
  // Others are no number of classes anyway.
  if (!(Number(fixed['num_class']) > 1)) return undefined;
  return {
    code: 'num-class-unused',
    attribute: 'algo_hyperparameters',
    within: ['num_class'],
    part: 'key',
    says: '`num_class` is for `multi:softmax` and `multi:softprob`',
    hint: isDefault ? 'add `objective`' : 'remove it, or choose one of these objectives',
  };
}

function listOf(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(' or ');
}
