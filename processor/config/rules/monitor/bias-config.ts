import type { BiasConfig, ProblemType } from '../../../../pipelines/spec.ts';
import { showText } from '../../shared/show-value.ts';
import type { FindingCollector, Fault } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';

type Found = Pick<Fault, 'code' | 'within' | 'message' | 'hint'>;

/**
 * SageMaker Clarify's rules for a bias configuration. Errors: the baseline job fails on them.
 *
 * `facet-values-length`: with a list of facets the values are a list of lists of the same length; with one facet, a
 * list of values. `label-threshold`: a regression has exactly one threshold, a binary label exactly one value.
 *
 * Warnings, because the job runs and computes what nobody can use: `facet-repeated`: a facet named twice.
 * `bias-value-repeated`: a label or a value of a facet that stands twice in its list.
 * `facet-is-group`: the disparity of a facet is to be computed within groups of the same facet (Clarify: CDDL).
 */
export function checkBiasConfig({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  if (spec.pipelineType !== 'byom_model_bias_monitor') return;
  const { bias_config: config, problem_type: problem } = spec.attributes;
  for (const fault of [facetFault(config), labelFault(config, problem)]) {
    if (fault) collector.report({ ...fault, severity: 'error', written, attribute: 'bias_config' });
  }
  for (const fault of [repeatedFault(config), ...valueFaults(config, problem), groupFault(config)]) {
    if (fault) collector.report({ ...fault, severity: 'warning', written, attribute: 'bias_config' });
  }
}

function repeatedFault({ facet_name: facets }: BiasConfig): Found | undefined {
  if (!Array.isArray(facets)) return undefined;
  const names = facets.map(String);
  const index = names.findIndex((name, at) => names.indexOf(name) < at);
  if (index < 0) return undefined;
  return {
    code: 'facet-repeated',
    within: ['facet_name', index],
    message: `the facet ${showText(names[index] ?? '')} stands twice in \`facet_name\``,
    hint: 'name each column once, with all its values in one list of `facet_values_or_threshold`',
  };
}

/** Labels only where several are allowed: else they are too many already. */
function valueFaults(config: BiasConfig, problem: ProblemType): readonly (Found | undefined)[] {
  const labels = ['label_values_or_threshold'];
  const facets = ['facet_values_or_threshold'];
  const { label_values_or_threshold: labelValues, facet_values_or_threshold: facetValues = [] } = config;
  return [
    problem === 'MulticlassClassification' ? twice(labels, labelValues) : undefined,
    twice(facets, facetValues),
    ...facetValues.map((list, index) => (Array.isArray(list) ? twice([...facets, index], list) : undefined)),
  ];
}

function twice(within: readonly (string | number)[], values: readonly unknown[]): Found | undefined {
  // The number 1 and the text "1" are told apart: Clarify compares them with what stands in the column.
  const index = values.findIndex((value, at) => isPlain(value) && values.indexOf(value) < at);
  if (index < 0) return undefined;
  const value = values[index];
  return {
    code: 'bias-value-repeated',
    within: [...within, index],
    message: `${typeof value === 'string' ? showText(value) : `\`${String(value)}\``} stands twice in \`${String(within[0])}\``,
    hint: 'remove one, or write the value that was meant in its place',
  };
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

function groupFault({ facet_name: facets, group_name: group }: BiasConfig): Found | undefined {
  if (group === undefined || ![facets].flat().map(String).includes(group)) return undefined;
  return {
    code: 'facet-is-group',
    within: ['group_name'],
    message: `\`group_name\` ${showText(group)} is a facet: within one of its groups there is nothing to compare`,
    hint: 'name another column, such as a region or a department, or leave `group_name` out',
  };
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
