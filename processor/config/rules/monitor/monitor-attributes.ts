import type { SpecOf } from '../../../../pipelines/spec.ts';
import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isMonitor } from '../shared/spec-kinds.ts';
import { writtenName } from '../shared/written-name.ts';

type ProblemSpec = SpecOf<
  'byom_model_quality_monitor' | 'byom_model_bias_monitor' | 'byom_model_explainability_monitor'
>;

/**
 * What each problem type needs to be monitored (attribute reference, section 7, rules 6 and 7).
 *
 * `monitor-attribute-missing` (error): the attribute is empty or absent and the baseline or the monitor would fail.
 * `monitor-attribute-pair` (warning): a binary model quality monitor with only one of the three output attributes.
 * `ground-truth-is-prediction` (warning): prediction and truth are read from one column.
 * `monitor-attribute-unused` (warning): given, but without effect for this problem type or monitor.
 */
export function checkMonitorAttributes(entry: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = entry.workload;
  if (!isMonitor(spec) || spec.pipelineType === 'byom_data_quality_monitor') return;
  checkNeeded(entry, spec, collector);
  checkUnused(entry, spec, collector);
}

function checkNeeded({ written }: ResolvedWorkload, spec: ProblemSpec, collector: FindingCollector): void {
  const { problem_type: problem } = spec.attributes;
  const isBinary = problem === 'BinaryClassification';
  function need(attribute: string, why: string, hint: string): void {
    collector.report({
      code: 'monitor-attribute-missing',
      severity: 'error',
      written,
      attribute,
      message: `\`${attribute}\` is ${writtenName(written, attribute) === undefined ? 'missing' : 'empty'}: ${why}`,
      hint,
    });
  }
  const required = `required when \`problem_type\` is \`${problem}\``;
  if (!isBinary && spec.attributes.monitor_inference_attribute === undefined) {
    need(
      'monitor_inference_attribute',
      required,
      'say where the prediction is in the captured output, for example "0"',
    );
  }
  if (spec.pipelineType === 'byom_model_bias_monitor' && problem !== 'Regression') {
    if (spec.attributes.model_predicted_label_config === undefined) {
      const hint =
        'say how Clarify reads the prediction, for example { "probability": 0, "probability_threshold": 0.8 }';
      need('model_predicted_label_config', required, hint);
    }
  }
  if (spec.pipelineType !== 'byom_model_quality_monitor') return;
  const { baseline_inference_attribute: label, baseline_probability_attribute: probability } = spec.attributes;
  const threshold = spec.attributes.probability_threshold_attribute;
  if (!isBinary && label === undefined) {
    need('baseline_inference_attribute', required, 'name the column of the baseline data that holds the prediction');
  }
  const truth = spec.attributes.baseline_ground_truth_attribute;
  if (truth === label || truth === probability) {
    const other = truth === label ? 'baseline_inference_attribute' : 'baseline_probability_attribute';
    collector.report({
      code: 'ground-truth-is-prediction',
      severity: 'warning',
      written,
      attribute: 'baseline_ground_truth_attribute',
      message: `\`baseline_ground_truth_attribute\` is the same column as \`${other}\`: the model would seem to be always right`,
      hint: 'name the column of the baseline data that holds what was true',
    });
  }
  if (!isBinary) return;
  if (label === undefined && probability === undefined) {
    const hint = 'name the column with the predicted probability (and `probability_threshold_attribute`), or the label';
    need('baseline_probability_attribute', 'a binary baseline needs it, or `baseline_inference_attribute`', hint);
  } else if (label === undefined && threshold === undefined) {
    const hint = 'for example 0.5; or give `baseline_inference_attribute`';
    need('probability_threshold_attribute', 'a baseline of probabilities needs a threshold', hint);
  }
  checkOutputs({ written, spec, collector, need });
}

interface BinaryOutputs {
  readonly written: ResolvedWorkload['written'];
  readonly spec: SpecOf<'byom_model_quality_monitor'>;
  readonly collector: FindingCollector;
  readonly need: (attribute: string, why: string, hint: string) => void;
}

/** The three attributes of a binary output go all together or in pairs; the threshold is also the baseline's. */
function checkOutputs({ written, spec, collector, need }: BinaryOutputs): void {
  const { monitor_inference_attribute: label, monitor_probability_attribute: probability } = spec.attributes;
  const threshold = spec.attributes.probability_threshold_attribute;
  if (label === undefined && probability === undefined) {
    const hint = 'say where the probability (or the label) is in the captured output, for example "0"';
    need('monitor_probability_attribute', 'a binary monitor needs it, or `monitor_inference_attribute`', hint);
  } else if ([label, probability, threshold].filter((value) => value !== undefined).length === 1) {
    const given = label === undefined ? 'monitor_probability_attribute' : 'monitor_inference_attribute';
    collector.report({
      code: 'monitor-attribute-pair',
      severity: 'warning',
      written,
      attribute: given,
      message: `\`${given}\` stands alone: a binary monitor reads two or three of label, probability and threshold`,
      hint: 'add `probability_threshold_attribute` and `monitor_probability_attribute`, unless the output is only a label',
    });
  }
}

/** What describes probabilities, the threshold last. */
const OF_BINARY: readonly string[] = [
  'baseline_probability_attribute',
  'monitor_probability_attribute',
  'probability_threshold_attribute',
];

function checkUnused({ written }: ResolvedWorkload, spec: ProblemSpec, collector: FindingCollector): void {
  const { problem_type: problem } = spec.attributes;
  function unused(attribute: string, why: string): void {
    if ((spec.attributes as unknown as Readonly<Record<string, unknown>>)[attribute] === undefined) return;
    collector.report({
      code: 'monitor-attribute-unused',
      severity: 'warning',
      written,
      attribute,
      part: 'key',
      message: `\`${attribute}\` has no effect: ${why}`,
      hint: 'remove it',
    });
  }
  const isExplained = spec.pipelineType === 'byom_model_explainability_monitor';
  if (isExplained) unused('probability_threshold_attribute', 'an explainability monitor has no threshold');
  if (problem === 'BinaryClassification') return;
  const binary = isExplained ? OF_BINARY.slice(0, -1) : OF_BINARY;
  const given = binary.filter((name) => written.attributes[name] !== undefined && written.attributes[name] !== '');
  if (given.length < 2) {
    for (const name of given)
      unused(name, `only \`BinaryClassification\` uses it, and \`problem_type\` is \`${problem}\``);
    return;
  }
  // That many are no slip: the file is of a classifier, or its problem type was copied.
  collector.report({
    code: 'monitor-attribute-unused',
    severity: 'warning',
    written,
    attribute: 'problem_type',
    message: `\`problem_type\` is \`${problem}\`, and only \`BinaryClassification\` uses ${given.map((name) => `\`${name}\``).join(', ')}`,
    hint: 'remove them, or write `BinaryClassification` if that is meant',
    related: given.map((attribute) => ({ written, attribute, part: 'key', message: 'without effect' })),
  });
}
