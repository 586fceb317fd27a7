import type { Finding } from '../../model/finding.ts';
import { collectFindings, type FindingCollector } from './finding-collector.ts';
import { didYouMean } from './did-you-mean.ts';
import type { ResolvedWorkload, RuleContext } from './rule.ts';
import { homeOf, isMonitor, isRealtime, type MonitorSpec, type RealtimeSpec } from './spec-kinds.ts';

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
export function checkMonitoredEndpoint({ resolved }: RuleContext): readonly Finding[] {
  const collector = collectFindings();
  const homes = new Map<string, Map<string, Endpoint>>();
  for (const entry of resolved) {
    const { spec } = entry.workload;
    if (!isRealtime(spec) || spec.attributes.endpoint_name === undefined) continue;
    const home = homeOf(spec);
    const endpoints = homes.get(home) ?? new Map<string, Endpoint>();
    homes.set(home, endpoints.set(spec.attributes.endpoint_name, { entry, spec }));
  }
  for (const entry of resolved) {
    const { spec } = entry.workload;
    if (!isMonitor(spec)) continue;
    const endpoints = homes.get(homeOf(spec));
    const endpoint = endpoints?.get(spec.attributes.endpoint_name);
    if (endpoint) checkPair(entry, { spec, endpoint, collector });
    else reportUnknown(entry, { spec, names: [...(endpoints?.keys() ?? [])], resolved, collector });
  }
  return collector.findings;
}

interface Unknown {
  readonly spec: MonitorSpec;
  readonly names: readonly string[];
  readonly resolved: readonly ResolvedWorkload[];
  readonly collector: FindingCollector;
}

function reportUnknown({ written, workload }: ResolvedWorkload, { spec, names, resolved, collector }: Unknown): void {
  const name = spec.attributes.endpoint_name;
  const { stage } = workload.identity;
  const nameless = resolved.find(
    ({ workload: other }) =>
      isRealtime(other.spec) &&
      other.identity.stage === stage &&
      other.spec.modelName === spec.modelName &&
      other.spec.attributes.endpoint_name === undefined,
  );
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
    hint: didYouMean(name, names, otherwise),
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
