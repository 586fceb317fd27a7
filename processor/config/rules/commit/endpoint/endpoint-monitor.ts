import { pointerOf, type Fault, type Spot } from '../../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../../shared/rule.ts';
import type { MonitorSpec, RealtimeSpec } from '../../shared/spec-kinds.ts';

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

/** What a check of an endpoint needs beside it and its monitors. */
export interface EndpointCheck {
  readonly report: (fault: Fault) => void;
  /** The endpoint that a monitor's own model has in its stage, where it watches that of another model or stage. */
  readonly ownEndpoint: (endpoint: MonitoredEndpoint, monitor: EndpointMonitor) => MonitoredEndpoint | undefined;
}

/** Number of places at which monitors say an attribute: those that inherit it from `defaults` are one. */
export function placesOf(monitors: readonly EndpointMonitor[], attribute: string): number {
  const places = monitors.map(({ entry: { written, workload } }) => {
    const pointer = pointerOf({ written, attribute, stage: workload.identity.stage });
    return `${written.source.file}\n${pointer}`;
  });
  return new Set(places).size;
}

/** An attribute of a monitor, for a finding that stands elsewhere. */
export function spotOfMonitor(
  { entry }: EndpointMonitor,
  attribute: string,
  message: string,
): Spot & { readonly message: string } {
  return { written: entry.written, attribute, stage: entry.workload.identity.stage, message };
}

/** True where the endpoint captures anything at all: serverless endpoints never do. */
export function captures({ spec: { attributes } }: MonitoredEndpoint): boolean {
  return attributes.serverless === undefined && attributes.data_capture_percentage !== 0;
}

/** True where the endpoint captures to what the monitor reads, or to a folder in it. */
export function seesCapture({ spec }: EndpointMonitor, endpoint: MonitoredEndpoint): boolean {
  const seen = spec.attributes.data_capture_location;
  const captured = endpoint.spec.attributes.data_capture_location;
  return captured === seen || captured.startsWith(`${seen}/`);
}
