import { appendTo } from '../../../../model/append-to.ts';
import type { ResolvedWorkload } from '../../shared/rule.ts';
import { isRealtime } from '../../shared/spec-kinds.ts';
import { seesCapture, type EndpointCheck, type MonitoredEndpoint } from './endpoint-monitor.ts';

/**
 * Of monitors that watch the endpoint of another model, or of another stage, the endpoint of their own: of several the
 * one whose capture they see. Looks for endpoints only when it is asked.
 */
export function endpointsOfModels(resolved: readonly ResolvedWorkload[]): EndpointCheck['ownEndpoint'] {
  let all: ReadonlyMap<string, readonly MonitoredEndpoint[]> | undefined;
  return (endpoint, monitor) => {
    if (modelOf(endpoint.entry) === modelOf(monitor.entry)) return undefined;
    const own = (all ??= byModel(resolved)).get(modelOf(monitor.entry)) ?? [];
    return own.find((one) => seesCapture(monitor, one)) ?? own.at(-1);
  };
}

function byModel(resolved: readonly ResolvedWorkload[]): ReadonlyMap<string, readonly MonitoredEndpoint[]> {
  const endpoints = new Map<string, MonitoredEndpoint[]>();
  for (const entry of resolved) {
    const { spec } = entry.workload;
    if (!isRealtime(spec)) continue;
    appendTo(endpoints, modelOf(entry), { entry, spec });
  }
  return endpoints;
}

/** A model in a stage; as stack names make no difference of case, models do not. */
export function modelOf({ workload: { identity, spec } }: ResolvedWorkload): string {
  return `${identity.stage}/${spec.modelName.toLowerCase()}`;
}
