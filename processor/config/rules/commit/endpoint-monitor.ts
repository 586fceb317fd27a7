import type { Spot } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import type { MonitorSpec, RealtimeSpec } from '../shared/spec-kinds.ts';

/** A realtime workload in one stage, as its monitors see it. */
export interface MonitoredEndpoint {
  readonly entry: ResolvedWorkload;
  readonly spec: RealtimeSpec;
}

/** A monitor in one stage. */
export interface EndpointMonitor {
  readonly entry: ResolvedWorkload;
  readonly spec: MonitorSpec;
}

/** An attribute of a monitor, for a finding that stands elsewhere. */
export function spotOfMonitor(
  { entry }: EndpointMonitor,
  attribute: string,
  message: string,
): Spot & { readonly message: string } {
  return { written: entry.written, attribute, stage: entry.workload.identity.stage, message };
}
