import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isMonitor } from '../shared/spec-kinds.ts';

/** The container of an analysis alone takes longer than this to begin. */
const SHORTEST_SECONDS = 120;

/**
 * `runtime-too-short` (warning): baselines and monitors take minutes, and are stopped before they have looked at
 * anything. Mostly minutes, or hours, were meant.
 */
export function checkShortRuntime({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  if (!isMonitor(spec)) return;
  for (const attribute of ['monitor_max_runtime_seconds', 'baseline_max_runtime_seconds'] as const) {
    written.doubt?.settle();
    const runtime = spec.attributes[attribute];
    if (runtime === undefined || runtime > SHORTEST_SECONDS) continue;
    collector.report({
      code: 'runtime-too-short',
      severity: 'warning',
      written,
      attribute,
      stage: workload.identity.stage,
      message: `\`${attribute}\` is ${runtime} s, which no analysis ends in`,
      hint: `it counts seconds: write \`${runtime * 60}\` for ${runtime === 1 ? 'a minute' : `${runtime} minutes`}`,
    });
  }
}
