import { retrieveImageUri } from '../../../../pipelines/images/retrieve-image-uri.ts';
import type { SpecOf } from '../../../../pipelines/spec.ts';
import { showText } from '../../shared/show-value.ts';
import { didYouMean } from '../shared/did-you-mean.ts';
import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { ALGORITHMS } from './algorithms.ts';

/**
 * Metrics that a script of one's own prints. Warnings: what is printed is in no file of ours.
 *
 * `tuner-metric-undefined`: no definition has the name of the metric that is tuned for, so that no job reports it
 * (SageMaker developer guide, "Define metrics"). `tuner-metric-regex`: an expression that is none, or that captures
 * nothing: SageMaker takes the number from the first pair of parentheses.
 */
export function checkMetricDefinitions({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  if (spec.pipelineType !== 'model_tuner_builtin' || ALGORITHMS.has(spec.attributes.model_framework)) return;
  const { metric_definitions: metrics = [], objective_metric_name: objective } = spec.attributes.tuner_configs;
  const at = { written, attribute: 'tuner_configs', severity: 'warning' } as const;
  for (const [index, { Regex: regex }] of metrics.entries()) {
    const fault = faultOf(regex);
    if (fault === undefined) continue;
    collector.report({
      ...at,
      code: 'tuner-metric-regex',
      within: ['metric_definitions', index, 'Regex'],
      message: `the expression ${showText(regex)} ${fault}`,
      hint: 'put the number in parentheses, as in `auc=([0-9.]+)`',
    });
  }
  const names = metrics.map(({ Name: name }) => name);
  if (names.includes(objective) || !hasImage(spec)) return;
  collector.report({
    ...at,
    code: 'tuner-metric-undefined',
    within: ['objective_metric_name'],
    message: `no metric definition is called ${showText(objective)}, so that no job reports the metric`,
    hint: didYouMean(
      objective,
      names,
      'add one to `metric_definitions`: `{ "Name": ..., "Regex": ... }` of what the script prints',
    ),
  });
}

/** A framework, or a version of it, that has no image is the slip, and said there: whose metrics are meant is open. */
function hasImage({ attributes, environment: { region } }: SpecOf<'model_tuner_builtin'>): boolean {
  const { model_framework: framework, model_framework_version: version } = attributes;
  const lookup = retrieveImageUri({ framework, version, region, scope: 'training' });
  return !('problem' in lookup) || !['framework', 'version'].includes(lookup.problem.kind);
}

/** What is wrong with an expression. Groups with names and flags are those of Python, which SageMaker takes as well. */
function faultOf(regex: string): string | undefined {
  const source = regex.replaceAll('(?P<', '(?<').replace(/^\(\?[a-z]+\)/, '');
  try {
    // With an empty choice it matches everything, and says how many groups there are.
    const groups = new RegExp(`${source}|`).exec('');
    return groups?.length === 1 ? 'captures nothing' : undefined;
  } catch {
    return 'is no regular expression';
  }
}
