import { distance } from 'fastest-levenshtein';

import { nearest } from '../../../model/nearest.ts';
import { HYPERPARAMETER_LIMITS } from './hyperparameter-limits.ts';
import { namesIn } from '../shared/names-in.ts';

/** All names that XGBoost's containers know, those of old versions and those without limits too. */
const XGBOOST_NAMES: readonly string[] = [
  ...Object.keys(HYPERPARAMETER_LIMITS['xgboost'] ?? {}),
  ...namesIn(`
    aft_loss_distribution aft_loss_distribution_scale base_score deterministic_histogram dsplit
    feature_selector huber_slope interaction_constraints lambda_bias max_cat_to_onehot min_split_loss
    monotone_constraints nthread num_parallel_tree predictor prob_buffer_row quantile_alpha refresh_leaf
    reg_alpha reg_lambda sampling_method save_model_on_termination seed seed_per_iteration silent
    single_precision_histogram sketch_eps top_k updater tweedie_variance_power use_dask_gpu_training
  `),
];

/** What scikit-learn's interface calls what SageMaker's XGBoost calls otherwise. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['n_estimators', 'num_round'],
  ['num_boost_round', 'num_round'],
  ['nround', 'num_round'],
  ['nrounds', 'num_round'],
  ['n_rounds', 'num_round'],
  ['iterations', 'num_round'],
  ['epochs', 'num_round'],
  ['verbose', 'verbosity'],
  ['n_classes', 'num_class'],
  ['early_stopping', 'early_stopping_rounds'],
  ['random_state', 'seed'],
  ['n_jobs', 'nthread'],
]);

const KNOWN_NAMES: ReadonlySet<string> = new Set(XGBOOST_NAMES);

/** The hyperparameter of XGBoost that another name most probably means; undefined for a known or a strange one. */
export function meantXgboostName(name: string): string | undefined {
  if (KNOWN_NAMES.has(name)) return undefined;
  const meant = OTHER_NAMES.get(name) ?? nearest(name, XGBOOST_NAMES);
  return meant === undefined || OTHER_NAMES.has(name) || isSlip(name.toLowerCase(), meant) ? meant : undefined;
}

/** Names are short, and many are near to some other: slips begin like what they mean, and differ in little. */
function isSlip(name: string, meant: string): boolean {
  return name.startsWith(meant.charAt(0)) && distance(name, meant) <= Math.max(1, Math.floor(name.length / 4));
}
