import { endpointName } from '../../../../pipelines/names.ts';
import { appendTo } from '../../../model/append-to.ts';
import type { Finding } from '../../../model/finding.ts';
import { nearest } from '../../../model/nearest.ts';
import type { WrittenWorkload } from '../../shared/written-workload.ts';
import { createSuggester } from '../shared/did-you-mean.ts';
import { collectFindings, type Fault } from '../shared/finding-collector.ts';
import { twinsIn } from '../shared/identity-key.ts';
import { reportOnceForStages } from '../shared/once-for-stages.ts';
import type { ResolvedWorkload, RuleContext } from '../shared/rule.ts';
import { isMonitor, isRealtime, lookupByHome } from '../shared/spec-kinds.ts';
import { checkCapture } from './check-capture.ts';
import { checkModel } from './check-model.ts';
import { placesOf, spotOfMonitor, type MonitoredEndpoint, type EndpointMonitor } from './endpoint-monitor.ts';
import { endpointsOfModels, modelOf } from './endpoints-of-models.ts';

/**
 * `monitored-endpoint-unknown` (warning): no realtime workload of this commit makes the endpoint; somebody else may.
 * Where all monitors of a model, two or more, agree on another name, it is at the endpoint that nobody watches; where
 * there is no such endpoint, at the first of them.
 * Of endpoints that are there, {@link checkCapture} tells what their monitors cannot see, {@link checkModel} which of
 * them belong to another.
 */
export function checkMonitoredEndpoint({ resolved, faulty = [], incomplete }: RuleContext): readonly Finding[] {
  if (!resolved.some(({ workload }) => isMonitor(workload.spec))) return [];
  const endpointsOf = lookupByHome<MonitoredEndpoint>();
  const own = new Map<string, ResolvedWorkload>();
  const contested = new Set<string>();
  const contestedEndpoints = new Set<MonitoredEndpoint>();
  const stagesOf = new Map<string, string[]>();
  for (const entry of resolved) {
    const { spec } = entry.workload;
    if (!isRealtime(spec)) continue;
    const endpoints = endpointsOf(spec);
    const name = endpointName(spec);
    own.set(modelOf(entry), entry);
    // A second of that name is a finding of its own: nobody knows which of them monitors mean.
    const first = endpoints.get(name);
    if (first === undefined) endpoints.set(name, { entry, spec });
    else {
      contestedEndpoints.add(first);
      for (const one of [first.entry, entry]) contested.add(modelOf(one));
    }
    appendTo(stagesOf, name, entry.workload.identity.stage);
  }
  const faultyNames = namesOf(faulty);
  const pairs = new Map<MonitoredEndpoint, EndpointMonitor[]>();
  const astray = new Map<ReadonlyMap<string, MonitoredEndpoint>, Map<string, EndpointMonitor[]>>();
  for (const entry of resolved) {
    const { spec } = entry.workload;
    if (!isMonitor(spec)) continue;
    const monitor = { entry, spec };
    const endpoints = endpointsOf(spec);
    const name = spec.attributes.endpoint_name;
    const endpoint = endpoints.get(name);
    if (endpoint) appendTo(pairs, endpoint, monitor);
    // Of two that took one name, one lost that by which its monitors know it.
    else if (incomplete !== true && !faultyNames.has(name) && !contested.has(modelOf(entry))) {
      const names = astray.get(endpoints) ?? new Map<string, EndpointMonitor[]>();
      astray.set(endpoints, names);
      appendTo(names, name, monitor);
    }
  }
  const faults: Fault[] = [];
  const check = {
    report: (fault: Fault) => void faults.push(fault),
    ownEndpoint: endpointsOfModels(resolved),
  };
  for (const [endpoint, monitors] of pairs) {
    if (contestedEndpoints.has(endpoint)) continue;
    checkCapture(endpoint, monitors, check);
    checkModel(endpoint, monitors, check);
  }
  if (faults.length === 0 && astray.size === 0) return [];
  const suggest = createSuggester();
  const twins = twinsIn(resolved);
  const mistaken = new Set(faults.filter(isAboutName).map(({ written }) => written));
  for (const [endpoints, names] of astray) {
    for (const [name, all] of names) {
      const [first, ...others] = all.filter(({ entry }) => !twins.has(entry.written) && !mistaken.has(entry.written));
      if (first === undefined) continue;
      const monitors = [first, ...others] as const;
      const endpoint = misnamed(name, { monitors, endpoints, pairs });
      if (endpoint !== undefined) faults.push(misnamedFault(name, endpoint, monitors));
      else faults.push(unknownFault(monitors, { names: endpoints.keys(), own, stagesOf, suggest }));
    }
  }
  const collector = collectFindings();
  reportOnceForStages(
    faults.filter(({ written }) => !twins.has(written)),
    collector,
  );
  return collector.findings;
}

function isAboutName({ attribute }: Fault): boolean {
  return attribute === 'endpoint_name';
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

/**
 * The endpoint that nobody watches and that all monitors of one name, two or more of its model, most probably mean: the
 * only one of that model, or the one of nearly that name.
 */
function misnamed(
  name: string,
  {
    monitors,
    endpoints,
    pairs,
  }: {
    readonly monitors: readonly EndpointMonitor[];
    readonly endpoints: ReadonlyMap<string, MonitoredEndpoint>;
    readonly pairs: ReadonlyMap<MonitoredEndpoint, unknown>;
  },
): MonitoredEndpoint | undefined {
  if (placesOf(monitors, 'endpoint_name') < 2) return undefined;
  const models = new Set(monitors.map(({ spec }) => spec.modelName));
  const candidates = [...endpoints].filter(([, { spec }]) => models.has(spec.modelName)).map(([other]) => other);
  const meant = candidates.length === 1 ? candidates[0] : nearest(name, candidates);
  const endpoint = meant === undefined ? undefined : endpoints.get(meant);
  return endpoint === undefined || models.size > 1 || pairs.has(endpoint) ? undefined : endpoint;
}

function misnamedFault(name: string, { entry, spec }: MonitoredEndpoint, monitors: readonly EndpointMonitor[]): Fault {
  const isNameless = spec.attributes.endpoint_name === undefined;
  return {
    code: 'monitored-endpoint-unknown',
    severity: 'warning',
    written: entry.written,
    attribute: isNameless ? 'model_name' : 'endpoint_name',
    stage: entry.workload.identity.stage,
    message: `no monitor watches the endpoint \`${endpointName(spec)}\`; ${monitors.length} of its model watch \`${name}\`, which no workload creates`,
    hint: isNameless
      ? `set its \`endpoint_name\` to \`${name}\`, unless something else deploys that`
      : `did you mean \`${name}\`? Ignore this if something else deploys that`,
    related: monitors.map((monitor) => spotOfMonitor(monitor, 'endpoint_name', 'watched here')),
  };
}

interface Unknown {
  /** Endpoints of the account and region. */
  readonly names: Iterable<string>;
  /** The last endpoint of each model, by stage and model. */
  readonly own: ReadonlyMap<string, ResolvedWorkload>;
  /** Stages in which an endpoint of a name is made. */
  readonly stagesOf: ReadonlyMap<string, readonly string[]>;
  readonly suggest: ReturnType<typeof createSuggester>;
}

/** One fault of all that watch one endpoint which is not there, at the first of them. */
function unknownFault(
  [{ entry, spec }, ...others]: readonly [EndpointMonitor, ...EndpointMonitor[]],
  { names, own, stagesOf, suggest }: Unknown,
): Fault {
  const { written, workload } = entry;
  const name = spec.attributes.endpoint_name;
  const { stage } = workload.identity;
  const model = own.get(modelOf(entry));
  const ownName = model && isRealtime(model.workload.spec) ? model.workload.spec.attributes.endpoint_name : undefined;
  const isNameless = model !== undefined && ownName === undefined;
  const elsewhere = stagesOf.get(name);
  const otherwise = isNameless
    ? `\`${spec.modelName}\` has an endpoint without a name: set its \`endpoint_name\` to \`${name}\``
    : elsewhere
      ? `only ${listed(elsewhere)} ${elsewhere.length === 1 ? 'has' : 'have'} an endpoint of that name: deploy it to \`${stage}\` too, or name the stages of the monitor in \`stages\``
      : `${ownName === undefined ? '' : `did you mean \`${ownName}\`, the endpoint of \`${spec.modelName}\`? Else `}ignore this if the endpoint is deployed by something else; it must exist before the monitor`;
  const ofModel = model && {
    written: model.written,
    attribute: isNameless ? 'model_name' : 'endpoint_name',
    stage,
    message: isNameless ? 'the endpoint without a name' : 'the endpoint of the model',
  };
  const related = [
    ...(ofModel ? [ofModel] : []),
    ...others.map((monitor) => spotOfMonitor(monitor, 'endpoint_name', 'watched here, too')),
  ];
  return {
    code: 'monitored-endpoint-unknown',
    severity: 'warning',
    written,
    attribute: 'endpoint_name',
    stage,
    message: `no realtime workload of this commit creates the endpoint \`${name}\` in stage \`${stage}\``,
    hint: suggest(name, names, otherwise),
    ...(related.length > 0 && { related }),
  };
}

function listed(stages: readonly string[]): string {
  return [...new Set(stages)].map((name) => `\`${name}\``).join(', ');
}
