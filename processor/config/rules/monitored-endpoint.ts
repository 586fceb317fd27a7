import { endpointName } from '../../../pipelines/names.ts';
import type { Finding } from '../../model/finding.ts';
import { nearest } from '../../model/nearest.ts';
import { collectFindings, type FindingCollector, type Spot } from './finding-collector.ts';
import { createSuggester } from './did-you-mean.ts';
import type { WrittenWorkload } from '../written-workload.ts';
import type { ResolvedWorkload, RuleContext } from './rule.ts';
import { isMonitor, isRealtime, lookupByHome, type MonitorSpec, type RealtimeSpec } from './spec-kinds.ts';

interface Endpoint {
  readonly entry: ResolvedWorkload;
  readonly spec: RealtimeSpec;
}

interface Monitor {
  readonly entry: ResolvedWorkload;
  readonly spec: MonitorSpec;
}

/**
 * `monitored-endpoint-unknown` (warning): no realtime workload of this commit makes the endpoint; somebody else may.
 * `capture-location-differs` (error): the endpoint captures elsewhere. The reference solution accepts it, but it
 * cannot work: the monitor's role may read only its own location, so every run fails or sees no data. A location above
 * the endpoint's is fine.
 * `monitored-endpoint-not-captured` (error): the endpoint captures nothing.
 * Where all monitors of an endpoint, two or more, agree against it, it is the endpoint that is wrong: one finding there.
 */
export function checkMonitoredEndpoint({ resolved, faulty = [], incomplete }: RuleContext): readonly Finding[] {
  const collector = collectFindings();
  const endpointsOf = lookupByHome<Endpoint>();
  const nameless = new Map<string, ResolvedWorkload>();
  for (const entry of resolved) {
    const { spec } = entry.workload;
    if (!isRealtime(spec)) continue;
    if (spec.attributes.endpoint_name === undefined) {
      nameless.set(`${entry.workload.identity.stage}/${spec.modelName}`, entry);
    }
    const endpoints = endpointsOf(spec);
    const name = endpointName(spec);
    // A second of that name is a finding of its own: monitors belong to the first.
    if (!endpoints.has(name)) endpoints.set(name, { entry, spec });
  }
  const faultyNames = namesOf(faulty);
  const pairs = new Map<Endpoint, Monitor[]>();
  const astray = new Map<ReadonlyMap<string, Endpoint>, Map<string, Monitor[]>>();
  for (const entry of resolved) {
    const { spec } = entry.workload;
    if (!isMonitor(spec)) continue;
    const monitor = { entry, spec };
    const endpoints = endpointsOf(spec);
    const name = spec.attributes.endpoint_name;
    const endpoint = endpoints.get(name);
    if (endpoint) append(pairs, endpoint, monitor);
    else if (incomplete !== true && !faultyNames.has(name)) {
      const names = astray.get(endpoints) ?? new Map<string, Monitor[]>();
      astray.set(endpoints, names);
      append(names, name, monitor);
    }
  }
  for (const [endpoint, monitors] of pairs) checkPairs(endpoint, monitors, collector);
  const suggest = createSuggester();
  for (const [endpoints, names] of astray) {
    for (const [name, monitors] of names) {
      const endpoint = misnamed(name, { monitors, endpoints, pairs });
      if (endpoint !== undefined) reportMisnamed(name, { endpoint, monitors, collector });
      else
        for (const monitor of monitors)
          reportUnknown(monitor, { names: endpoints.keys(), nameless, collector, suggest });
    }
  }
  return collector.findings;
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
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

/** The endpoint that nobody watches and that all monitors of nearly its name, two or more of its model, most probably mean. */
function misnamed(
  name: string,
  {
    monitors,
    endpoints,
    pairs,
  }: {
    readonly monitors: readonly Monitor[];
    readonly endpoints: ReadonlyMap<string, Endpoint>;
    readonly pairs: ReadonlyMap<Endpoint, unknown>;
  },
): Endpoint | undefined {
  if (monitors.length < 2) return undefined;
  const models = new Set(monitors.map(({ spec }) => spec.modelName));
  const candidates = [...endpoints].filter(([, { spec }]) => models.has(spec.modelName));
  const near = nearest(
    name,
    candidates.map(([other]) => other),
  );
  const endpoint = near === undefined ? undefined : endpoints.get(near);
  return endpoint === undefined || models.size > 1 || pairs.has(endpoint) ? undefined : endpoint;
}

interface Misnamed {
  readonly endpoint: Endpoint;
  readonly monitors: readonly Monitor[];
  readonly collector: FindingCollector;
}

function reportMisnamed(name: string, { endpoint: { entry, spec }, monitors, collector }: Misnamed): void {
  collector.report({
    code: 'monitored-endpoint-unknown',
    severity: 'warning',
    written: entry.written,
    attribute: spec.attributes.endpoint_name === undefined ? 'model_name' : 'endpoint_name',
    stage: entry.workload.identity.stage,
    message: `no monitor watches the endpoint \`${endpointName(spec)}\`; ${monitors.length} of its model watch \`${name}\`, which no workload creates`,
    hint: `did you mean \`${name}\`?`,
    related: monitors.map((monitor) => spotOf(monitor, 'endpoint_name', 'watched here')),
  });
}

function spotOf({ entry }: Monitor, attribute: string, message: string): Spot & { readonly message: string } {
  return { written: entry.written, attribute, stage: entry.workload.identity.stage, message };
}

interface Unknown {
  /** Endpoints of the account and region. */
  readonly names: Iterable<string>;
  /** Endpoints without a name, by stage and model. */
  readonly nameless: ReadonlyMap<string, ResolvedWorkload>;
  readonly collector: FindingCollector;
  readonly suggest: ReturnType<typeof createSuggester>;
}

function reportUnknown(
  { entry: { written, workload }, spec }: Monitor,
  { names, nameless: all, collector, suggest }: Unknown,
): void {
  const name = spec.attributes.endpoint_name;
  const { stage } = workload.identity;
  const nameless = all.get(`${stage}/${spec.modelName}`);
  const otherwise = nameless
    ? `\`${spec.modelName}\` has an endpoint without a name: set its \`endpoint_name\` to \`${name}\``
    : 'ignore this if the endpoint is deployed by something else; it must exist before the monitor';
  collector.report({
    code: 'monitored-endpoint-unknown',
    severity: 'warning',
    written,
    attribute: 'endpoint_name',
    stage,
    message: `no realtime workload of this commit creates the endpoint \`${name}\` in stage \`${stage}\``,
    hint: suggest(name, names, otherwise),
    ...(nameless && {
      related: [{ written: nameless.written, attribute: 'model_name', message: 'the endpoint without a name' }],
    }),
  });
}

/** All monitors of one endpoint. */
function checkPairs(endpoint: Endpoint, monitors: readonly Monitor[], collector: FindingCollector): void {
  const { attributes } = endpoint.spec;
  const captured = attributes.data_capture_location;
  const other = { written: endpoint.entry.written, stage: endpoint.entry.workload.identity.stage };
  const isServerless = attributes.serverless !== undefined;
  if (isServerless || attributes.data_capture_percentage === 0) {
    reportUncaptured(endpoint, { monitors, isServerless, collector });
    return;
  }
  const blind = monitors.filter(({ spec }) => !sees(spec.attributes.data_capture_location, captured));
  const [first, ...others] = blind;
  if (first === undefined) return;
  const seen = first.spec.attributes.data_capture_location;
  const at = { code: 'capture-location-differs', severity: 'error', attribute: 'data_capture_location' } as const;
  const hint = 'write the same `data_capture_location` in both';
  if (
    others.length > 0 &&
    blind.length === monitors.length &&
    others.every(({ spec }) => spec.attributes.data_capture_location === seen)
  ) {
    collector.report({
      ...at,
      ...other,
      message: `the endpoint captures to \`${captured}\`, but its ${blind.length} monitors read \`${seen}\``,
      hint: 'write the same `data_capture_location` in all of them',
      related: blind.map((monitor) => spotOf(monitor, 'data_capture_location', 'read here')),
    });
    return;
  }
  for (const { entry, spec } of blind) {
    collector.report({
      ...at,
      written: entry.written,
      stage: entry.workload.identity.stage,
      message: `the monitor reads \`${spec.attributes.data_capture_location}\`, but the endpoint \`${spec.attributes.endpoint_name}\` captures to \`${captured}\``,
      hint,
      related: [{ ...other, attribute: 'data_capture_location', message: 'the endpoint captures here' }],
    });
  }
}

interface Uncaptured {
  readonly monitors: readonly Monitor[];
  readonly isServerless: boolean;
  readonly collector: FindingCollector;
}

function reportUncaptured({ entry, spec }: Endpoint, { monitors, isServerless, collector }: Uncaptured): void {
  const name = endpointName(spec);
  const [first, ...others] = monitors;
  if (first === undefined) return;
  const at = { code: 'monitored-endpoint-not-captured', severity: 'error' } as const;
  const cause = {
    written: entry.written,
    stage: entry.workload.identity.stage,
    attribute: isServerless ? 'serverless' : 'data_capture_percentage',
  };
  if (others.length === 0) {
    collector.report({
      ...at,
      written: first.entry.written,
      attribute: 'endpoint_name',
      stage: first.entry.workload.identity.stage,
      message: `the endpoint \`${name}\` captures nothing, so there is nothing to monitor`,
      hint: isServerless
        ? 'serverless endpoints have no data capture: serve the model from instances, or remove the monitor'
        : 'set `data_capture_percentage` of the endpoint above 0, or remove the monitor',
      related: [{ ...cause, message: 'the endpoint' }],
    });
    return;
  }
  collector.report({
    ...at,
    ...cause,
    message: `the endpoint \`${name}\` captures nothing, and ${monitors.length} monitors watch it`,
    hint: isServerless
      ? 'serverless endpoints have no data capture: serve the model from instances, or remove the monitors'
      : 'set `data_capture_percentage` above 0, or remove the monitors',
    related: monitors.map((monitor) => spotOf(monitor, 'endpoint_name', 'watched here')),
  });
}

function sees(seen: string, captured: string): boolean {
  return captured === seen || captured.startsWith(`${seen}/`);
}
