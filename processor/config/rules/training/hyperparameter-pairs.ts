import type { FindingCollector } from '../shared/finding-collector.ts';
import { namesIn } from '../shared/names-in.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isTraining, type TrainingSpec } from '../shared/spec-kinds.ts';

/** Second names of hyperparameters of XGBoost (hyperparameter_validation.py of aws/sagemaker-xgboost-container). */
const ALIASES = [
  ['learning_rate', 'eta'],
  ['min_split_loss', 'gamma'],
  ['reg_lambda', 'lambda'],
  ['reg_alpha', 'alpha'],
] as const;

/** Losses of linear learners by `predictor_type` (SageMaker developer guide, "Linear learner hyperparameters"). */
const LOSSES: ReadonlyMap<string, readonly string[]> = new Map([
  ['binary_classifier', namesIn('auto logistic hinge_loss')],
  ['multiclass_classifier', namesIn('auto softmax_loss')],
  [
    'regressor',
    namesIn(`
      auto squared_loss absolute_loss eps_insensitive_squared_loss eps_insensitive_absolute_loss quantile_loss
      huber_loss
    `),
  ],
]);

/**
 * Hyperparameters against each other. Warnings.
 *
 * `hyperparameter-twice`: XGBoost is given one under both of its names; one of the values is lost without a word.
 * `early-stopping-unused`: it would wait for more rounds than there are. `loss-mismatch`: a loss that the linear
 * learner does not have for its `predictor_type`; the job fails minutes after it started. `gpu-missing`: so does
 * XGBoost’s `gpu_hist` on an instance without a GPU.
 */
export function checkHyperparameterPairs({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  if (!isTraining(spec) || Object.hasOwn(spec.attributes.algo_hyperparameters, 'sagemaker_program')) return;
  const { model_framework: framework, algo_hyperparameters: fixed } = spec.attributes;
  const at = { written, severity: 'warning', attribute: 'algo_hyperparameters' } as const;
  if (framework === 'xgboost') {
    for (const [alias, name] of ALIASES) {
      const attribute = placeOf(alias, spec);
      if (attribute === undefined || placeOf(name, spec) === undefined) continue;
      collector.report({
        ...at,
        attribute,
        code: 'hyperparameter-twice',
        within: [alias],
        part: 'key',
        message: `\`${alias}\` and \`${name}\` are two names of one hyperparameter of \`xgboost\``,
        hint: 'keep one of them',
      });
    }
    const { instance_type: instance } = spec.attributes;
    if (fixed['tree_method'] === 'gpu_hist' && !/^ml\.[gp]\d/.test(instance)) {
      collector.report({
        ...at,
        code: 'gpu-missing',
        within: ['tree_method'],
        message: `\`gpu_hist\` needs a GPU, and \`${instance}\` has none`,
        hint: 'choose an instance type such as `ml.g4dn.xlarge`, or `hist`',
      });
    }
    const { early_stopping_rounds: wait, num_round: rounds } = fixed;
    if (wait === undefined || rounds === undefined || !(Number(wait) >= Number(rounds))) return;
    collector.report({
      ...at,
      code: 'early-stopping-unused',
      within: ['early_stopping_rounds'],
      message: `\`early_stopping_rounds\` is ${Number(wait)}, and there are ${Number(rounds)} rounds in all: the job never stops early`,
      hint: 'lower it, raise `num_round`, or remove it',
    });
  }
  const allowed = framework === 'linear-learner' ? LOSSES.get(String(fixed['predictor_type'])) : undefined;
  const loss = String(fixed['loss'] ?? 'auto');
  if (allowed === undefined || allowed.includes(loss) || ![...LOSSES.values()].some((all) => all.includes(loss)))
    return;
  collector.report({
    ...at,
    code: 'loss-mismatch',
    within: ['loss'],
    message: `a \`${String(fixed['predictor_type'])}\` has no loss \`${loss}\``,
    hint: `use one of ${allowed.map((name) => `\`${name}\``).join(', ')}`,
  });
}

/** The attribute that fixes or tunes a hyperparameter. */
function placeOf(name: string, { pipelineType, attributes }: TrainingSpec): string | undefined {
  if (Object.hasOwn(attributes.algo_hyperparameters, name)) return 'algo_hyperparameters';
  const isTuned = pipelineType === 'model_tuner_builtin' && Object.hasOwn(attributes.hyperparameters_ranges, name);
  return isTuned ? 'hyperparameters_ranges' : undefined;
}
