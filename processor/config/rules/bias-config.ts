import type { BiasConfig, ProblemType } from '../../../pipelines/spec.ts';
import type { FindingCollector, Fault } from './finding-collector.ts';
import type { ResolvedWorkload } from './rule.ts';

type Found = Pick<Fault, 'code' | 'within' | 'message' | 'hint'>;

/**
 * SageMaker Clarify's rules for a bias configuration. All errors: the baseline job fails on them.
 *
 * `facet-values-length`: with a list of facets the values are a list of lists of the same length; with one facet, a
 * list of values. `label-threshold`: a regression has exactly one threshold, a binary label exactly one value.
 */
export function checkBiasConfig({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  if (spec.pipelineType !== 'byom_model_bias_monitor') return;
  const { bias_config: config, problem_type: problem } = spec.attributes;
  for (const fault of [facetFault(config), labelFault(config, problem)]) {
    if (fault) collector.report({ ...fault, severity: 'error', written, attribute: 'bias_config' });
  }
}

function facetFault({ facet_name: facets, facet_values_or_threshold: values }: BiasConfig): Found | undefined {
  if (values === undefined) return undefined;
  const base = { code: 'facet-values-length', within: ['facet_values_or_threshold'] };
  if (!Array.isArray(facets)) {
    if (values.every((value) => typeof value === 'string' || typeof value === 'number')) return undefined;
    return {
      ...base,
      message: 'one facet takes one list of values or one threshold, not a list of lists',
      hint: 'write for example [40], or make `facet_name` a list too',
    };
  }
  if (!values.every((value) => value === null || Array.isArray(value))) {
    return {
      ...base,
      message: 'with a list of facets each facet has its own list of values',
      hint: 'write for example [[40], ["f"]]; null for a facet without values',
    };
  }
  if (values.length === facets.length) return undefined;
  return {
    ...base,
    message: `${count(facets.length, 'facet')} and ${count(values.length, 'list')} of values: they must be as many`,
    hint: 'give one list per name in `facet_name`; null for a facet without values',
  };
}

function labelFault({ label_values_or_threshold: labels }: BiasConfig, problem: ProblemType): Found | undefined {
  if (problem === 'MulticlassClassification') return undefined;
  const base = { code: 'label-threshold', within: ['label_values_or_threshold'] };
  if (labels.length !== 1) {
    const what =
      problem === 'Regression' ? 'a regression has one threshold' : 'a binary label has one favourable value';
    return { ...base, message: `${what}, not ${labels.length}`, hint: 'write for example [1]' };
  }
  if (problem !== 'Regression' || Number.isFinite(Number(labels[0]))) return undefined;
  return { ...base, message: 'the threshold of a regression is a number', hint: 'write for example [100000]' };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
