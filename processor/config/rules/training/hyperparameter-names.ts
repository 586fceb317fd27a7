import { namesIn } from '../shared/names-in.ts';
import { HYPERPARAMETER_LIMITS } from './hyperparameter-limits.ts';

/**
 * All hyperparameters of algorithms by their names in the SageMaker developer guide; of XGBoost those that its
 * containers know, those of old versions too.
 */
export const HYPERPARAMETER_NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  named(
    'xgboost',
    `
    aft_loss_distribution aft_loss_distribution_scale base_score deterministic_histogram dsplit
    feature_selector huber_slope interaction_constraints lambda_bias max_cat_to_onehot min_split_loss
    monotone_constraints nthread num_parallel_tree predictor prob_buffer_row quantile_alpha refresh_leaf
    reg_alpha reg_lambda sampling_method save_model_on_termination seed seed_per_iteration silent
    single_precision_histogram sketch_eps top_k updater tweedie_variance_power use_dask_gpu_training
  `,
  ),
  named(
    'linear-learner',
    `
    accuracy_top_k balance_multiclass_weights beta_1 beta_2 bias_lr_mult bias_wd_mult
    binary_classifier_model_selection_criteria early_stopping_patience early_stopping_tolerance f_beta
    feature_dim huber_delta init_bias init_method init_scale init_sigma l1 learning_rate
    loss_insensitivity lr_scheduler_factor lr_scheduler_minimum_lr lr_scheduler_step margin momentum
    normalize_data normalize_label num_calibration_samples num_models num_point_for_scaler
    positive_example_weight_mult quantile target_precision target_recall unbias_data unbias_label use_bias
    use_lr_scheduler wd
  `,
  ),
  named(
    'kmeans',
    `
    epochs eval_metrics extra_center_factor half_life_time_size local_lloyd_init_method
    local_lloyd_max_iter local_lloyd_num_trials local_lloyd_tol mini_batch_size
  `,
  ),
  named(
    'factorization-machines',
    `
    bias_init_method bias_init_scale bias_init_sigma bias_init_value bias_lr bias_wd clip_gradient eps
    factors_init_method factors_init_scale factors_init_sigma factors_init_value factors_lr factors_wd
    linear_init_method linear_init_scale linear_init_sigma linear_init_value linear_lr linear_wd
    mini_batch_size rescale_grad
  `,
  ),
  named('randomcutforest', 'eval_metrics feature_dim'),
  named('pca', 'extra_components subtract_mean'),
  named(
    'knn',
    `
    dimension_reduction_target dimension_reduction_type faiss_index_ivf_nlists faiss_index_pq_m index_metric
    mini_batch_size
  `,
  ),
  named('lda', 'alpha0 max_iterations max_restarts tol'),
  named(
    'ntm',
    `
    batch_norm clip_gradient encoder_layers encoder_layers_activation learning_rate mini_batch_size
    num_patience_epochs optimizer rescale_gradient sub_sample tolerance weight_decay
  `,
  ),
  named(
    'image-classification',
    `
    beta_1 beta_2 checkpoint_frequency early_stopping early_stopping_min_epochs early_stopping_patience
    early_stopping_tolerance eps gamma image_shape kv_store learning_rate lr_scheduler_factor
    lr_scheduler_step mini_batch_size momentum multi_label num_layers precision_dtype resize top_k
    use_weighted_loss weight_decay
  `,
  ),
  named(
    'object-detection',
    `
    early_stopping early_stopping_min_epochs early_stopping_patience early_stopping_tolerance
    freeze_layer_pattern image_shape kv_store label_width learning_rate lr_scheduler_factor
    lr_scheduler_step mini_batch_size momentum nms_threshold overlap_threshold weight_decay
  `,
  ),
]);

/** The names of an algorithm that have no limits, and those that have. */
function named(algorithm: string, others: string): readonly [string, readonly string[]] {
  return [algorithm, [...new Set([...Object.keys(HYPERPARAMETER_LIMITS[algorithm] ?? {}), ...namesIn(others)])]];
}
