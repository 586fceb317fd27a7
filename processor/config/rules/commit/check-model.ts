import { endpointName } from '../../../../pipelines/names.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isRealtime } from '../shared/spec-kinds.ts';
import type { CaptureCheck } from './check-capture.ts';
import type { EndpointMonitor, MonitoredEndpoint } from './endpoint-monitor.ts';

/**
 * Of monitors that watch the endpoint of another model the endpoint of their own in the same stage. Looked up only where
 * there is such a monitor.
 */
export function endpointsOfModels(
  resolved: readonly ResolvedWorkload[],
  pairs: ReadonlyMap<MonitoredEndpoint, readonly EndpointMonitor[]>,
): CaptureCheck['ownEndpoint'] {
  const isAstray = [...pairs].some(([{ spec }, monitors]) =>
    monitors.some((one) => !isSameName(one.spec.modelName, spec.modelName)),
  );
  if (!isAstray) return () => undefined;
  const own = new Map<string, string>();
  for (const { workload } of resolved) {
    const { spec, identity } = workload;
    if (isRealtime(spec)) own.set(`${identity.stage}/${spec.modelName.toLowerCase()}`, endpointName(spec));
  }
  return (endpoint, { entry, spec }) =>
    isSameName(endpoint.spec.modelName, spec.modelName)
      ? undefined
      : own.get(`${entry.workload.identity.stage}/${spec.modelName.toLowerCase()}`);
}

/**
 * `monitored-endpoint-model` (warning): a monitor of one model watches the endpoint of another, and its own model has an
 * endpoint in the same stage. Where the monitor cannot see what is captured there, that is the finding, and an error.
 */
export function checkModel(
  endpoint: MonitoredEndpoint,
  monitors: readonly EndpointMonitor[],
  { collector, ownEndpoint }: CaptureCheck,
): void {
  const { attributes, modelName } = endpoint.spec;
  for (const monitor of monitors) {
    const own = ownEndpoint(endpoint, monitor);
    const { entry, spec } = monitor;
    const seen = spec.attributes.data_capture_location;
    const captured = attributes.data_capture_location;
    if (own === undefined || (captured !== seen && !captured.startsWith(`${seen}/`))) continue;
    if (attributes.serverless !== undefined || attributes.data_capture_percentage === 0) continue;
    collector.report({
      code: 'monitored-endpoint-model',
      severity: 'warning',
      written: entry.written,
      attribute: 'endpoint_name',
      stage: entry.workload.identity.stage,
      message: `the endpoint \`${spec.attributes.endpoint_name}\` serves \`${modelName}\`, and this is a monitor of \`${spec.modelName}\``,
      hint: `did you mean \`${own}\`, the endpoint of \`${spec.modelName}\`?`,
      related: [{ written: endpoint.entry.written, attribute: 'model_name', message: 'the model that it serves' }],
    });
  }
}

/** As stack names make no difference of case, models do not. */
function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
