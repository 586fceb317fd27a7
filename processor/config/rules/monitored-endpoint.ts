import { endpointName } from '../../../pipelines/names.ts';
import type { Finding } from '../../model/finding.ts';
import { collectFindings, type FindingCollector } from './finding-collector.ts';
import { createSuggester } from './did-you-mean.ts';
import type { WrittenWorkload } from '../written-workload.ts';
import type { ResolvedWorkload, RuleContext } from './rule.ts';
import { isMonitor, isRealtime, lookupByHome, type MonitorSpec, type RealtimeSpec } from './spec-kinds.ts';

interface Endpoint {
  readonly entry: ResolvedWorkload;
  readonly spec: RealtimeSpec;
}

/**
 * `monitored-endpoint-unknown` (warning): no realtime workload of this commit makes the endpoint; somebody else may.
 * `capture-location-differs` (error): the endpoint captures elsewhere. The reference solution accepts it, but it
 * cannot work: the monitor's role may read only its own location, so every run fails or sees no data. A location above
 * the endpoint's is fine.
 * `monitored-endpoint-not-captured` (error): the endpoint captures nothing.
 */
export function checkMonitoredEndpoint({ resolved, faulty = [], incomplete }: RuleContext): readonly Finding[] {
  const collector = collectFindings();
  const suggest = createSuggester();
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
  for (const entry of resolved) {
    const { spec } = entry.workload;
    if (!isMonitor(spec)) continue;
    const endpoints = endpointsOf(spec);
    const endpoint = endpoints.get(spec.attributes.endpoint_name);
    if (endpoint) checkPair(entry, { spec, endpoint, collector });
    else if (incomplete !== true && !faultyNames.has(spec.attributes.endpoint_name)) {
      reportUnknown(entry, {
        spec,
        names: endpoints.keys(),
        nameless: nameless.get(`${entry.workload.identity.stage}/${spec.modelName}`),
        collector,
        suggest,
      });
    }
  }
  return collector.findings;
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

interface Unknown {
  readonly spec: MonitorSpec;
  /** Endpoints of the account and region. */
  readonly names: Iterable<string>;
  /** The endpoint without a name of the same model in the same stage. */
  readonly nameless: ResolvedWorkload | undefined;
  readonly collector: FindingCollector;
  readonly suggest: ReturnType<typeof createSuggester>;
}

function reportUnknown(
  { written, workload }: ResolvedWorkload,
  { spec, names, nameless, collector, suggest }: Unknown,
): void {
  const name = spec.attributes.endpoint_name;
  const { stage } = workload.identity;
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

interface Pair {
  readonly spec: MonitorSpec;
  readonly endpoint: Endpoint;
  readonly collector: FindingCollector;
}

function checkPair({ written, workload }: ResolvedWorkload, { spec, endpoint, collector }: Pair): void {
  const { stage } = workload.identity;
  const { attributes } = endpoint.spec;
  const other = { written: endpoint.entry.written, stage: endpoint.entry.workload.identity.stage };
  const isServerless = attributes.serverless !== undefined;
  if (isServerless || attributes.data_capture_percentage === 0) {
    collector.report({
      code: 'monitored-endpoint-not-captured',
      severity: 'error',
      written,
      attribute: 'endpoint_name',
      stage,
      message: `the endpoint \`${spec.attributes.endpoint_name}\` captures nothing, so there is nothing to monitor`,
      hint: isServerless
        ? 'serverless endpoints have no data capture: serve the model from instances, or remove the monitor'
        : 'set `data_capture_percentage` of the endpoint above 0, or remove the monitor',
      related: [
        { ...other, attribute: isServerless ? 'serverless' : 'data_capture_percentage', message: 'the endpoint' },
      ],
    });
    return;
  }
  const [seen, captured] = [spec.attributes.data_capture_location, attributes.data_capture_location];
  if (captured === seen || captured.startsWith(`${seen}/`)) return;
  collector.report({
    code: 'capture-location-differs',
    severity: 'error',
    written,
    attribute: 'data_capture_location',
    stage,
    message: `the monitor reads \`${seen}\`, but the endpoint \`${spec.attributes.endpoint_name}\` captures to \`${captured}\``,
    hint: 'write the same `data_capture_location` in both',
    related: [{ ...other, attribute: 'data_capture_location', message: 'the endpoint captures here' }],
  });
}
