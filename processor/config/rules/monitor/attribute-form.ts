import { showText } from '../../shared/show-value.ts';
import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isMonitor } from '../shared/spec-kinds.ts';

/** Where something is in captured data: an index of a column, or a path in JSON. */
const PLACES = ['monitor_inference_attribute', 'monitor_probability_attribute', 'features_attribute'] as const;
/** Columns of the baseline data, by name or index. */
const COLUMNS = [
  'baseline_inference_attribute',
  'baseline_probability_attribute',
  'baseline_ground_truth_attribute',
] as const;
/** Label and probability, each pair read from one record. */
const PAIRS = [
  ['monitor_inference_attribute', 'monitor_probability_attribute'],
  ['baseline_inference_attribute', 'baseline_probability_attribute'],
] as const;

type Values = Readonly<Partial<Record<string, string>>>;

/**
 * `monitor-attribute-form` (warning): neither an index nor a path, such as a threshold or a JSON pointer.
 * `monitor-attribute-twice` (warning): label and probability are read from the same place.
 */
export function checkAttributeForm({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  if (!isMonitor(spec) || spec.pipelineType === 'byom_data_quality_monitor') return;
  const values = spec.attributes as unknown as Values;
  // Without two classes probabilities are not read, which is said by itself.
  const isBinary = spec.attributes.problem_type === 'BinaryClassification';
  for (const attribute of [...PLACES, ...COLUMNS]) {
    written.doubt?.settle();
    const value = values[attribute];
    if (value === undefined || (!isBinary && attribute.includes('probability'))) continue;
    const fault = numberFault(value) ?? (attribute.startsWith('baseline') ? undefined : pathFault(value));
    if (fault === undefined) continue;
    const message = `\`${attribute}\`: ${showText(value)} ${fault.message}`;
    collector.report({
      code: 'monitor-attribute-form',
      severity: 'warning',
      written,
      attribute,
      message,
      hint: fault.hint,
    });
  }
  if (!isBinary) return;
  for (const [label, probability] of PAIRS) {
    written.doubt?.settle();
    if (values[label] === undefined || values[label] !== values[probability]) continue;
    collector.report({
      code: 'monitor-attribute-twice',
      severity: 'warning',
      written,
      attribute: probability,
      message: `\`${probability}\` is ${showText(values[label])}, and so is \`${label}\`: one place holds either a label or a probability`,
      hint: 'correct the one that is wrong, or remove it if the model gives the other alone',
    });
  }
}

interface FormFault {
  readonly message: string;
  readonly hint: string;
}

function numberFault(value: string): FormFault | undefined {
  if (!/^-\d+$|^-?\d*\.\d+$/.test(value)) return undefined;
  const hint = value.includes('.')
    ? 'write the index or the name; a threshold belongs in `probability_threshold_attribute`'
    : 'count from the first one, which is `"0"`';
  return { message: 'is no index: these are whole and begin with 0', hint };
}

function pathFault(value: string): FormFault | undefined {
  if (value.startsWith('/')) {
    const steps = value.slice(1).split('/');
    const path = steps.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`)).join('');
    return { message: 'is a JSON pointer, and a path is meant', hint: `write \`${path.replace(/^\./, '')}\`` };
  }
  const opened = value.split('[').length;
  if (opened === value.split(']').length) return undefined;
  return { message: 'has brackets that do not match', hint: 'write for example `predictions[0].score`' };
}
