import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { writtenValue } from '../shared/written-name.ts';

/**
 * `autopilot-runtime` (warning): one training job may run longer than the whole Autopilot job, which ends it first.
 * Only where both were written: the default of a day for one job bounds nothing in a short search.
 */
export function checkAutopilotRuntime({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  if (spec.pipelineType !== 'model_autopilot_training') return;
  const { max_runtime_per_job: job, total_max_runtime: total } = spec.attributes;
  const { stage } = workload.identity;
  if (job <= total || writtenValue(written, 'max_runtime_per_job', stage) === undefined) return;
  collector.report({
    code: 'autopilot-runtime',
    severity: 'warning',
    written,
    attribute: 'max_runtime_per_job',
    stage,
    message: `one job may run ${job} s, and all of them together ${total} s (\`total_max_runtime\`)`,
    hint: `raise \`total_max_runtime\`, or lower this to ${total} at most`,
  });
}
