import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isBatch } from '../shared/spec-kinds.ts';
import { landsInInput } from './lands-in-input.ts';

/**
 * `batch-strategy-needs-split` (error): a batch strategy without splitting (SageMaker API,
 * CreateTransformJob.BatchStrategy). `batch-output-in-input` (warning): predictions land among the data, so the next
 * run scores its own output.
 */
export function checkBatchTransform({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  if (!isBatch(spec)) return;
  const { stage } = workload.identity;
  const { batch_strategy: strategy, split_type: split, batch_inference_data: input } = spec.attributes;
  if (strategy !== undefined && split === 'None') {
    collector.report({
      code: 'batch-strategy-needs-split',
      severity: 'error',
      written,
      attribute: 'batch_strategy',
      message: `\`batch_strategy\` \`${strategy}\` needs the data to be split, and \`split_type\` is \`None\``,
      hint: 'set `split_type` to `Line`, `RecordIO` or `TFRecord`, or remove `batch_strategy`',
      related: [{ written, attribute: 'split_type', message: 'the split type' }],
    });
  }
  if (!landsInInput(spec.attributes)) return;
  const isSame = spec.attributes.batch_job_output_location === input.replace(/\/$/, '');
  collector.report({
    code: 'batch-output-in-input',
    severity: 'warning',
    written,
    attribute: 'batch_job_output_location',
    stage,
    message: `the predictions are written ${isSame ? 'to the place of' : 'below'} the data to score: the next run scores them too`,
    hint: 'choose a prefix outside of `batch_inference_data`',
    related: [{ written, attribute: 'batch_inference_data', stage, message: 'the data to score' }],
  });
}
