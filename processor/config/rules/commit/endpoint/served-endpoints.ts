import { endpointName } from '../../../../../pipelines/names.ts';
import type { PipelineSpec } from '../../../../../pipelines/spec.ts';
import { appendTo } from '../../../../model/append-to.ts';
import type { ResolvedWorkload } from '../../shared/rule.ts';
import { isRealtime, lookupByHome } from '../../shared/spec-kinds.ts';
import type { MonitoredEndpoint } from './endpoint-monitor.ts';
import { modelOf } from './endpoints-of-models.ts';

/** The endpoints that the realtime workloads of a commit make. */
export interface ServedEndpoints {
  /** Those of the account and region of a workload, by name. */
  readonly inHomeOf: (spec: PipelineSpec) => ReadonlyMap<string, MonitoredEndpoint>;
  /** The last endpoint of each model, by stage and model. */
  readonly ofModel: ReadonlyMap<string, ResolvedWorkload>;
  /** Stages in which an endpoint of a name is made. */
  readonly stagesOf: ReadonlyMap<string, readonly string[]>;
  /** Endpoints whose name another one has, too: nobody knows which of them monitors mean. */
  readonly contested: ReadonlySet<MonitoredEndpoint>;
  /** Models of such endpoints, by stage and model. */
  readonly contestedModels: ReadonlySet<string>;
}

/** Finds the endpoints that monitors can watch. */
export function servedEndpoints(resolved: readonly ResolvedWorkload[]): ServedEndpoints {
  const inHomeOf = lookupByHome<MonitoredEndpoint>();
  const ofModel = new Map<string, ResolvedWorkload>();
  const stagesOf = new Map<string, string[]>();
  const contested = new Set<MonitoredEndpoint>();
  const contestedModels = new Set<string>();
  for (const entry of resolved) {
    const { spec } = entry.workload;
    if (!isRealtime(spec)) continue;
    const endpoints = inHomeOf(spec);
    const name = endpointName(spec);
    ofModel.set(modelOf(entry), entry);
    appendTo(stagesOf, name, entry.workload.identity.stage);
    // A second of that name is a finding of its own.
    const first = endpoints.get(name);
    if (first === undefined) endpoints.set(name, { entry, spec });
    else {
      contested.add(first);
      for (const one of [first.entry, entry]) contestedModels.add(modelOf(one));
    }
  }
  return { inHomeOf, ofModel, stagesOf, contested, contestedModels };
}
