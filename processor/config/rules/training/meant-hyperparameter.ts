import { distance } from 'fastest-levenshtein';

import { nearest } from '../../../model/nearest.ts';
import { HYPERPARAMETER_NAMES } from './hyperparameter-names.ts';

/** What scikit-learn's interface calls what SageMaker's XGBoost calls otherwise. */
const OF_XGBOOST: ReadonlyMap<string, string> = new Map([
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

/** What other libraries call what Amazon's algorithms call otherwise; each where the algorithm has it. */
const OF_OTHERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['lr', ['learning_rate']],
  ['eta', ['learning_rate']],
  ['batch_size', ['mini_batch_size']],
  ['num_epochs', ['epochs']],
  ['n_epochs', ['epochs']],
  ['n_clusters', ['k']],
  ['num_clusters', ['k']],
  ['n_neighbors', ['k']],
  ['n_components', ['num_components', 'num_topics']],
  ['n_topics', ['num_topics']],
  ['n_trees', ['num_trees']],
  ['n_estimators', ['num_trees']],
  ['n_factors', ['num_factors']],
  ['n_classes', ['num_classes']],
  ['l2', ['wd']],
  ['weight_decay', ['wd']],
]);

interface Names {
  readonly known: readonly string[];
  readonly all: ReadonlySet<string>;
}

const NAMES: ReadonlyMap<string, Names> = new Map(
  [...HYPERPARAMETER_NAMES].map(([algorithm, known]) => [algorithm, { known, all: new Set(known) }]),
);

/**
 * The hyperparameter of an algorithm that another name most probably means; undefined for a known or a strange one,
 * and for algorithms whose names are not all known.
 */
export function meantHyperparameter(algorithm: string, name: string): string | undefined {
  const names = NAMES.get(algorithm);
  if (names === undefined || names.all.has(name)) return undefined;
  const { known, all } = names;
  const other = algorithm === 'xgboost' ? OF_XGBOOST.get(name) : OF_OTHERS.get(name)?.find((own) => all.has(own));
  if (other !== undefined) return other;
  const folded = name.toLowerCase();
  if (all.has(folded)) return folded;
  const near = nearest(name, known);
  return near !== undefined && isSlip(folded, near) ? near : undefined;
}

/** Names are short, and many are near to some other: slips begin like what they mean, and differ in little. */
function isSlip(name: string, meant: string): boolean {
  return (
    name.length > 2 &&
    name.startsWith(meant.charAt(0)) &&
    distance(name, meant) <= Math.max(1, Math.floor(name.length / 4))
  );
}
