import { MAX_AWAITED_RUNTIME_SECONDS } from '../../../../pipelines/shared/awaited-runtime.ts';
import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isMonitor } from '../shared/spec-kinds.ts';
import { writtenValue } from '../shared/written-name.ts';

/**
 * `baseline-runtime-cut` (warning): the deployment of a monitor waits for its baseline, and a stack waits for 12 hours
 * at most; a longer limit was cut when the value was normalised. Hardly any baseline runs for so long, and SageMaker
 * takes 777600 s, so the file is accepted.
 */
export function checkBaselineRuntime({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec, identity } = workload;
  if (!isMonitor(spec) || spec.attributes.baseline_max_runtime_seconds !== MAX_AWAITED_RUNTIME_SECONDS) return;
  const runtime = Number(writtenValue(written, 'baseline_max_runtime_seconds', identity.stage));
  if (runtime <= MAX_AWAITED_RUNTIME_SECONDS) return;
  collector.report({
    code: 'baseline-runtime-cut',
    severity: 'warning',
    written,
    attribute: 'baseline_max_runtime_seconds',
    stage: identity.stage,
    message: `\`baseline_max_runtime_seconds\` is ${runtime}; the baseline is stopped after ${MAX_AWAITED_RUNTIME_SECONDS} s, as long as a deployment can wait for it`,
    hint: `write ${MAX_AWAITED_RUNTIME_SECONDS}, which changes nothing; a baseline that needs longer wants more or larger instances, or fewer rows`,
  });
}
