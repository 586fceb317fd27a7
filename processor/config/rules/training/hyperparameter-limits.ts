import { namesIn } from '../shared/names-in.ts';

/** What an algorithm takes for one hyperparameter; what is absent is not known, or not limited. */
export interface Limits {
  readonly words?: readonly string[];
  /** Words that it takes in place of a number. */
  readonly also?: readonly string[];
  readonly min?: number;
  /** The least is not taken itself. */
  readonly isOpen?: boolean;
  readonly max?: number;
  readonly isWhole?: boolean;
  /** Names of which several may stand in a list. */
  readonly list?: readonly string[];
  /** Form of a text. */
  readonly form?: { readonly pattern: RegExp; readonly example: string };
}

type Table = Readonly<Record<string, Limits>>;

const SHARE: Limits = { min: 0, max: 1 };
const PART: Limits = { min: 0, isOpen: true, max: 1 };
const POSITIVE: Limits = { min: 0, isOpen: true };
const NOT_NEGATIVE: Limits = { min: 0 };
const COUNT: Limits = { min: 1, isWhole: true };
const SIZE: Limits = { min: 0, isWhole: true };
const FLAG: Limits = { min: 0, max: 1, isWhole: true };
const AUTO = { also: ['auto'] } as const;
const OPTIMIZER: Limits = { words: ['sgd', 'adam', 'rmsprop', 'nag'] };

const XGBOOST: Table = {
  objective: {
    words: namesIn(`
      binary:logistic binary:logitraw binary:hinge count:poisson multi:softmax multi:softprob
      rank:pairwise rank:ndcg rank:map reg:squarederror reg:linear reg:logistic reg:gamma
      reg:pseudohubererror reg:squaredlogerror reg:tweedie reg:absoluteerror reg:quantileerror
      survival:aft survival:cox
    `),
  },
  eval_metric: {
    list: namesIn(`
      accuracy aft-nloglik auc aucpr balanced_accuracy cox-nloglik error f1 f1_binary f1_macro
      gamma-deviance gamma-nloglik interval-regression-accuracy logloss mae map mape merror mlogloss mphe
      mse ndcg poisson-nloglik precision precision_macro precision_micro r2 recall recall_macro recall_micro
      rmse rmsle tweedie-nloglik
    `),
  },
  booster: { words: ['gbtree', 'gblinear', 'dart'] },
  tree_method: { words: ['auto', 'exact', 'approx', 'hist', 'gpu_hist'] },
  grow_policy: { words: ['depthwise', 'lossguide'] },
  process_type: { words: ['default', 'update'] },
  dsplit: { words: ['row', 'col'] },
  sampling_method: { words: ['uniform', 'gradient_based'] },
  sample_type: { words: ['uniform', 'weighted'] },
  normalize_type: { words: ['tree', 'forest'] },
  num_round: COUNT,
  early_stopping_rounds: COUNT,
  num_class: { min: 2, isWhole: true },
  max_depth: SIZE,
  max_leaves: SIZE,
  max_bin: SIZE,
  verbosity: { min: 0, max: 3, isWhole: true },
  csv_weights: FLAG,
  one_drop: FLAG,
  seed: { isWhole: true },
  nthread: COUNT,
  eta: SHARE,
  learning_rate: SHARE,
  rate_drop: SHARE,
  skip_drop: SHARE,
  subsample: PART,
  colsample_bytree: PART,
  colsample_bylevel: PART,
  colsample_bynode: PART,
  gamma: NOT_NEGATIVE,
  min_child_weight: NOT_NEGATIVE,
  max_delta_step: NOT_NEGATIVE,
  lambda: NOT_NEGATIVE,
  alpha: NOT_NEGATIVE,
  scale_pos_weight: POSITIVE,
};

const FREQUENCY: Limits = { form: { pattern: /^\d*(?:M|W|D|H|min)$/, example: '1D' } };

/**
 * Hyperparameters of Amazon's algorithms whose values are known to be limited (SageMaker developer guide,
 * "Hyperparameters" of each algorithm; for XGBoost what its container checks, hyperparameter_validation.py). Only
 * what is certain: what may well train badly is left to the algorithm.
 */
export const HYPERPARAMETER_LIMITS: Readonly<Record<string, Table>> = {
  xgboost: XGBOOST,
  'linear-learner': {
    predictor_type: { words: ['binary_classifier', 'multiclass_classifier', 'regressor'] },
    loss: {
      words: namesIn(`
        auto logistic squared_loss absolute_loss hinge_loss eps_insensitive_squared_loss
        eps_insensitive_absolute_loss quantile_loss huber_loss softmax_loss
      `),
    },
    optimizer: { words: ['auto', 'adam', 'sgd', 'rmsprop'] },
    num_classes: { min: 3, max: 1_000_000, isWhole: true },
    epochs: COUNT,
    mini_batch_size: COUNT,
    feature_dim: { ...COUNT, ...AUTO },
    learning_rate: { ...POSITIVE, ...AUTO },
    l1: { ...NOT_NEGATIVE, ...AUTO },
    wd: { ...NOT_NEGATIVE, ...AUTO },
    momentum: { ...SHARE, ...AUTO },
    beta_1: { ...SHARE, ...AUTO },
    beta_2: { ...SHARE, ...AUTO },
    quantile: SHARE,
    target_precision: SHARE,
    target_recall: SHARE,
  },
  knn: {
    predictor_type: { words: ['classifier', 'regressor'] },
    k: { min: 1, max: 1024, isWhole: true },
    index_type: { words: ['faiss.Flat', 'faiss.IVFFlat', 'faiss.IVFPQ'] },
    sample_size: COUNT,
    feature_dim: COUNT,
  },
  'factorization-machines': {
    predictor_type: { words: ['binary_classifier', 'regressor'] },
    num_factors: COUNT,
    feature_dim: COUNT,
    epochs: COUNT,
    mini_batch_size: COUNT,
  },
  blazingtext: {
    mode: { words: ['batch_skipgram', 'skipgram', 'cbow', 'supervised'] },
    epochs: COUNT,
    learning_rate: POSITIVE,
  },
  kmeans: {
    k: COUNT,
    feature_dim: COUNT,
    epochs: COUNT,
    mini_batch_size: COUNT,
    init_method: { words: ['random', 'kmeans++'] },
  },
  pca: {
    algorithm_mode: { words: ['regular', 'randomized'] },
    num_components: COUNT,
    feature_dim: COUNT,
    mini_batch_size: COUNT,
  },
  lda: { num_topics: COUNT, feature_dim: COUNT, mini_batch_size: COUNT },
  ntm: { num_topics: COUNT, feature_dim: COUNT, epochs: COUNT, mini_batch_size: COUNT, learning_rate: PART },
  'forecasting-deepar': {
    time_freq: FREQUENCY,
    likelihood: { words: ['gaussian', 'beta', 'negative-binomial', 'student-T', 'deterministic-L1'] },
    cell_type: { words: ['lstm', 'gru'] },
    context_length: COUNT,
    prediction_length: COUNT,
    epochs: COUNT,
    mini_batch_size: COUNT,
    num_cells: COUNT,
    num_layers: COUNT,
    learning_rate: POSITIVE,
    dropout_rate: SHARE,
  },
  'image-classification': {
    optimizer: OPTIMIZER,
    augmentation_type: { words: ['crop', 'crop_color', 'crop_color_transform'] },
    num_classes: { min: 2, isWhole: true },
    num_training_samples: COUNT,
    epochs: COUNT,
    use_pretrained_model: FLAG,
    num_layers: { words: namesIn('18 20 32 34 44 50 56 101 110 152 200') },
    image_shape: { form: { pattern: /^[[(]?\s*\d+(?:\s*,\s*\d+){2}\s*[\])]?$/, example: '3,224,224' } },
    precision_dtype: { words: ['float32', 'float16'] },
    mini_batch_size: COUNT,
    learning_rate: SHARE,
    momentum: SHARE,
    weight_decay: SHARE,
  },
  'object-detection': {
    optimizer: { words: ['sgd', 'adam', 'rmsprop', 'adadelta'] },
    base_network: { words: ['vgg-16', 'resnet-50'] },
    num_classes: COUNT,
    num_training_samples: COUNT,
    epochs: COUNT,
    use_pretrained_model: FLAG,
    mini_batch_size: COUNT,
    learning_rate: SHARE,
    momentum: SHARE,
    weight_decay: SHARE,
    nms_threshold: SHARE,
    overlap_threshold: SHARE,
  },
  'semantic-segmentation': {
    backbone: { words: ['resnet-50', 'resnet-101'] },
    algorithm: { words: ['fcn', 'psp', 'deeplab'] },
    num_classes: { min: 2, isWhole: true },
    num_training_samples: COUNT,
    epochs: COUNT,
    mini_batch_size: COUNT,
    learning_rate: SHARE,
    momentum: SHARE,
    weight_decay: SHARE,
  },
  ipinsights: {
    num_entity_vectors: COUNT,
    vector_dim: { min: 4, max: 4096, isWhole: true },
    epochs: COUNT,
  },
  randomcutforest: {
    num_trees: { min: 50, max: 1000, isWhole: true },
    num_samples_per_tree: { min: 1, max: 2048, isWhole: true },
  },
};
