import { appendTo } from '../../../../model/append-to.ts';
import type { WrittenWorkload } from '../../../shared/written-workload.ts';
import type { RuleContext } from '../../shared/rule.ts';
import { isMonitor } from '../../shared/spec-kinds.ts';
import type { EndpointMonitor, MonitoredEndpoint } from './endpoint-monitor.ts';
import { modelOf } from './endpoints-of-models.ts';
import type { ServedEndpoints } from './served-endpoints.ts';

/** What the monitors of a commit watch. */
export interface WatchedEndpoints {
  /** The monitors of each endpoint that is there. */
  readonly monitorsOf: ReadonlyMap<MonitoredEndpoint, readonly EndpointMonitor[]>;
  /** Monitors of endpoints that are not there, by their names, beside those that are in the same account and region. */
  readonly astray: ReadonlyMap<ReadonlyMap<string, MonitoredEndpoint>, ReadonlyMap<string, readonly EndpointMonitor[]>>;
}

/** Finds the endpoint of each monitor. Left out are those whose endpoint may be there, hidden by a fault. */
export function watchedEndpoints(
  { resolved, faulty = [], incomplete }: RuleContext,
  { inHomeOf, contestedModels }: ServedEndpoints,
): WatchedEndpoints {
  const hidden = namesOf(faulty);
  const monitorsOf = new Map<MonitoredEndpoint, EndpointMonitor[]>();
  const astray = new Map<ReadonlyMap<string, MonitoredEndpoint>, Map<string, EndpointMonitor[]>>();
  for (const entry of resolved) {
    const { spec } = entry.workload;
    if (!isMonitor(spec)) continue;
    const monitor = { entry, spec };
    const endpoints = inHomeOf(spec);
    const name = spec.attributes.endpoint_name;
    const endpoint = endpoints.get(name);
    if (endpoint) appendTo(monitorsOf, endpoint, monitor);
    // Of two that took one name, one lost that by which its monitors know it.
    else if (incomplete !== true && !hidden.has(name) && !contestedModels.has(modelOf(entry))) {
      const names = astray.get(endpoints) ?? new Map<string, EndpointMonitor[]>();
      astray.set(endpoints, names);
      appendTo(names, name, monitor);
    }
  }
  return { monitorsOf, astray };
}

/** Names that realtime workloads write which, for a fault elsewhere in them, are missing in some stage. */
function namesOf(faulty: Iterable<WrittenWorkload>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { pipelineType, attributes } of faulty) {
    if (!pipelineType.startsWith('byom_realtime_')) continue;
    const value = attributes['endpoint_name'];
    const values = typeof value === 'object' && value !== null ? Object.values(value) : [value];
    for (const name of values) if (typeof name === 'string') names.add(name.trim().toLowerCase());
  }
  return names;
}
