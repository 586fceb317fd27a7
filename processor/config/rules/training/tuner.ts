import type { SpecOf } from '../../../../pipelines/spec.ts';
import { showKey } from '../../shared/show-value.ts';
import { didYouMean } from '../shared/did-you-mean.ts';
import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { tunerRangeFaults, type TunerFault } from './tuner-range.ts';

type Attributes = SpecOf<'model_tuner_builtin'>['attributes'];

/**
 * CreateHyperParameterTuningJob's rules across attributes (SageMaker API reference). Errors unless said otherwise.
 *
 * `tuner-parallel-jobs`: more at a time than in total. `tuner-grid-range`: Grid takes categorical ranges alone.
 * `tuner-early-stopping`: Hyperband stops by itself and takes no `Auto`. `tuner-static-and-range`: one name both
 * static and tuned. `tuner-keep-static` (warning): without `autotune` no effect, nor for what has no
 * value. Ranges: see `tuner-range.ts`.
 */
export function checkTuner({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  if (workload.spec.pipelineType !== 'model_tuner_builtin') return;
  const { attributes } = workload.spec;
  // Each by itself: what is reported after a look at a faulty value counts as a guess.
  for (const faultsOf of [tunerRangeFaults, nameFaults, keepFaults, configFaults]) {
    written.doubt?.settle();
    for (const fault of faultsOf(attributes)) collector.report({ severity: 'error', ...fault, written });
  }
}

/** One after the other, each looking only at what it needs: a faulty strategy leaves the rest to be said. */
function* configFaults({ tuner_configs: config, hyperparameters_ranges: ranges }: Attributes): Iterable<TunerFault> {
  const { max_parallel_jobs: parallel = 1 } = config;
  const jobs = config.max_jobs ?? (config.strategy === 'Grid' ? Infinity : 1);
  if (parallel > jobs && config.autotune !== true) {
    yield {
      code: 'tuner-parallel-jobs',
      attribute: 'tuner_configs',
      within: ['max_parallel_jobs'],
      message: `\`max_parallel_jobs\` is ${parallel}, \`max_jobs\` ${config.max_jobs === undefined ? 'is 1 by default' : `only ${jobs}`}`,
      hint: `set \`max_jobs\` to at least ${parallel}, or lower \`max_parallel_jobs\``,
    };
  }
  if (config.strategy === 'Grid') {
    const others = Object.entries(ranges).filter(([, [kind]]) => kind !== 'categorical');
    if (others.length > 1) {
      yield {
        code: 'tuner-grid-range',
        attribute: 'tuner_configs',
        within: ['strategy'],
        message: `strategy \`Grid\` takes only categorical ranges, and ${others.length} are none: ${others.map(([name]) => showKey(name)).join(', ')}`,
        hint: 'choose another strategy, or list the values to try as categorical ranges',
      };
    } else {
      for (const [name, [kind]] of others)
        yield {
          code: 'tuner-grid-range',
          attribute: 'hyperparameters_ranges',
          within: [name],
          message: `strategy \`Grid\` takes only categorical ranges, and \`${name}\` is ${kind}`,
          hint: 'list the values to try as a categorical range, or choose another strategy',
        };
    }
  }
  if (config.strategy === 'Hyperband' && config.early_stopping_type === 'Auto') {
    yield {
      code: 'tuner-early-stopping',
      attribute: 'tuner_configs',
      within: ['early_stopping_type'],
      message: '`early_stopping_type` `Auto` does not go with strategy `Hyperband`, which stops jobs by itself',
      hint: 'set it to `Off`, or remove it',
    };
  }
}

function nameFaults(attributes: Attributes): readonly TunerFault[] {
  const { algo_hyperparameters: fixed, hyperparameters_ranges: ranges } = attributes;
  return Object.keys(ranges)
    .filter((name) => Object.hasOwn(fixed, name))
    .map((name) => ({
      code: 'tuner-static-and-range',
      attribute: 'hyperparameters_ranges',
      within: [name],
      part: 'key',
      message: `\`${name}\` is tuned and static at the same time`,
      hint: 'keep it in one of the two objects',
    }));
}

function keepFaults({ tuner_configs: config, algo_hyperparameters: fixed }: Attributes): readonly TunerFault[] {
  const { hyperparameters_to_keep_static: kept } = config;
  if (kept === undefined) return [];
  if (config.autotune === true) {
    return kept.flatMap((name, index) =>
      Object.hasOwn(fixed, name) ? [] : [notStatic(name, index, Object.keys(fixed))],
    );
  }
  return [
    {
      code: 'tuner-keep-static',
      severity: 'warning',
      attribute: 'tuner_configs',
      within: ['hyperparameters_to_keep_static'],
      part: 'key',
      message: '`hyperparameters_to_keep_static` has no effect without `autotune`',
      hint: 'remove it, or set `autotune` to true',
    },
  ];
}

function notStatic(name: string, index: number, fixed: readonly string[]): TunerFault {
  return {
    code: 'tuner-keep-static',
    severity: 'warning',
    attribute: 'tuner_configs',
    within: ['hyperparameters_to_keep_static', index],
    message: `${showKey(name)} has no value in \`algo_hyperparameters\` that could be kept`,
    hint: didYouMean(name, fixed, 'remove it, or give it a value there'),
  };
}
