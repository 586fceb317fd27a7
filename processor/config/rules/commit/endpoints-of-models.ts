import { endpointName } from '../../../../pipelines/names.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isRealtime } from '../shared/spec-kinds.ts';
import type { EndpointCheck, EndpointMonitor, MonitoredEndpoint } from './endpoint-monitor.ts';

/**
 * Of monitors that watch the endpoint of another model the endpoint of their own in the same stage. Looked up only where
 * there is such a monitor.
 */
export function endpointsOfModels(
  resolved: readonly ResolvedWorkload[],
  pairs: ReadonlyMap<MonitoredEndpoint, readonly EndpointMonitor[]>,
): EndpointCheck['ownEndpoint'] {
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

/** As stack names make no difference of case, models do not. */
function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
