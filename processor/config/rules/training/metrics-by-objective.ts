/** What an objective predicts. */
export interface Objective {
  /** In words, after "predicts". */
  readonly predicts: string;
  /** Kinds of metrics that cannot be told from it, or mean nothing. */
  readonly strange: readonly Kind[];
  /** Metrics that go well with it. */
  readonly metrics: readonly string[];
  readonly isMulticlass?: boolean;
}

/** An algorithm with one hyperparameter that says what is predicted. */
export interface Learner {
  readonly parameter: string;
  /** Its default, where it has one. */
  readonly otherwise?: string;
  readonly objectives: readonly (readonly [start: string, objective: Objective])[];
  readonly kinds: ReadonlyMap<string, Kind>;
}

type Kind = 'numbers' | 'two classes' | 'classes' | 'more than two classes' | 'the area under a curve' | 'an order';

const SEVERAL: Objective = {
  predicts: 'more than two classes',
  strange: ['numbers', 'two classes', 'the area under a curve', 'an order'],
  metrics: ['mlogloss', 'merror'],
  isMulticlass: true,
};
const TWO: Objective = {
  predicts: 'two classes',
  strange: ['more than two classes'],
  metrics: ['auc', 'logloss', 'error'],
};
const NUMBERS: Objective = {
  predicts: 'numbers',
  strange: ['two classes', 'classes', 'more than two classes', 'the area under a curve'],
  metrics: ['rmse', 'mae'],
};

/**
 * XGBoost’s objectives and metrics. Its container refuses `auc` but for `binary:` and `rank:` objectives
 * (hyperparameter_validation.py of aws/sagemaker-xgboost-container); metrics of one number a row do not take the one
 * number a class of `multi:` objectives ("label and prediction size not match"), and those of several classes need them
 * (XGBoost parameters, "Learning Task Parameters"). What is computed at all, if strangely, is left out: `ndcg` of two
 * classes, errors of probabilities.
 */
export const XGBOOST: Learner = {
  parameter: 'objective',
  otherwise: 'reg:squarederror',
  objectives: [
    ['multi:', SEVERAL],
    ['binary:', TWO],
    ['reg:logistic', { ...TWO, strange: ['more than two classes', 'the area under a curve'], metrics: ['logloss'] }],
    ['reg:', NUMBERS],
    ['count:', NUMBERS],
    ['rank:', { predicts: 'an order', strange: ['more than two classes'], metrics: ['ndcg', 'map'] }],
  ],
  kinds: new Map<string, Kind>([
    ...kind('numbers', 'rmse rmsle mae mape mphe mse r2'),
    ...kind('two classes', 'error logloss f1_binary precision recall'),
    ...kind('classes', 'accuracy balanced_accuracy f1 f1_macro precision_macro recall_macro'),
    ...kind('more than two classes', 'merror mlogloss'),
    ...kind('the area under a curve', 'auc'),
    ...kind('an order', 'ndcg map'),
  ]),
};

/**
 * Metrics of linear learners, each "only valid for" some (SageMaker developer guide, "Tune a linear learner model").
 */
export const LINEAR_LEARNER: Learner = {
  parameter: 'predictor_type',
  objectives: [
    [
      'binary_classifier',
      { predicts: 'two classes', strange: ['numbers', 'more than two classes'], metrics: ['binary_f_beta'] },
    ],
    [
      'multiclass_classifier',
      {
        predicts: 'more than two classes',
        strange: ['numbers', 'two classes'],
        metrics: ['macro_f_beta', 'multiclass_accuracy'],
        isMulticlass: true,
      },
    ],
    [
      'regressor',
      { predicts: 'numbers', strange: ['two classes', 'more than two classes'], metrics: ['mse', 'absolute_loss'] },
    ],
  ],
  kinds: new Map<string, Kind>([
    ...kind('numbers', 'absolute_loss mse rmse'),
    ...kind('two classes', 'binary_classification_accuracy binary_f_beta precision recall roc_auc_score'),
    ...kind(
      'more than two classes',
      'dcg macro_f_beta macro_precision macro_recall multiclass_accuracy multiclass_top_k_accuracy',
    ),
  ]),
};

/** What the objective of that name predicts; undefined for one that is not known. */
export function objectiveOf(name: string, { objectives }: Learner): Objective | undefined {
  return objectives.find(([start]) => name.startsWith(start))?.[1];
}

/** What a metric measures, where that does not go with the objective; else undefined. */
export function misfitOf(
  metric: string,
  { objective, learner }: { readonly objective: Objective; readonly learner: Learner },
): Kind | undefined {
  const measured = learner.kinds.get(metric);
  return measured !== undefined && objective.strange.includes(measured) ? measured : undefined;
}

function kind(name: Kind, metrics: string): readonly (readonly [string, Kind])[] {
  return metrics.split(' ').map((metric) => [metric, name]);
}
