import { MAX_AWAITED_RUNTIME_SECONDS } from '../../../../pipelines/shared/awaited-runtime.ts';
import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isMonitor } from '../shared/spec-kinds.ts';

/**
 * `baseline-runtime-too-long` (error): the deployment of a monitor waits for its baseline, and a stack waits for 12
 * hours at most; a job that may run for longer would be cut off.
 */
export function checkBaselineRuntime({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  if (!isMonitor(spec)) return;
  const { baseline_max_runtime_seconds: runtime } = spec.attributes;
  if (runtime === undefined || runtime <= MAX_AWAITED_RUNTIME_SECONDS) return;
  collector.report({
    code: 'baseline-runtime-too-long',
    severity: 'error',
    written,
    attribute: 'baseline_max_runtime_seconds',
    stage: workload.identity.stage,
    message: `\`baseline_max_runtime_seconds\` is ${runtime}; a deployment waits for a baseline of at most ${MAX_AWAITED_RUNTIME_SECONDS} s`,
    hint: `lower it to ${MAX_AWAITED_RUNTIME_SECONDS}; more or larger instances, or fewer rows, make the baseline faster`,
  });
}
