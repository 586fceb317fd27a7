import { endpointName } from '../../../../pipelines/names.ts';
import type { WrittenWorkload } from '../../shared/written-workload.ts';
import type { FindingCollector } from '../shared/finding-collector.ts';
import {
  captures,
  seesCapture,
  spotOfMonitor,
  type EndpointCheck,
  type EndpointMonitor,
  type MonitoredEndpoint,
} from './endpoint-monitor.ts';

/**
 * Whether all monitors of one endpoint see what it captures.
 * `capture-location-differs` (error): the endpoint captures elsewhere. The orchestrator accepts it, but it
 * cannot work: the monitor's role may read only its own location, so every run fails or sees no data. A location above
 * the endpoint's is fine.
 * `monitored-endpoint-not-captured` (error): the endpoint captures nothing.
 * Where all monitors, two or more, agree against the endpoint, it is the endpoint that is wrong: one finding there.
 */
export function checkCapture(
  endpoint: MonitoredEndpoint,
  monitors: readonly EndpointMonitor[],
  { collector, ownEndpoint }: EndpointCheck,
): void {
  const captured = endpoint.spec.attributes.data_capture_location;
  const other = { written: endpoint.entry.written, stage: endpoint.entry.workload.identity.stage };
  if (!captures(endpoint)) {
    reportUncaptured(endpoint, monitors, collector);
    return;
  }
  const blind = monitors.filter((monitor) => !seesCapture(monitor, endpoint));
  const [first, ...others] = blind;
  if (first === undefined) return;
  const seen = first.spec.attributes.data_capture_location;
  const at = { code: 'capture-location-differs', severity: 'error', attribute: 'data_capture_location' } as const;
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
      related: blind.map((monitor) => spotOfMonitor(monitor, 'data_capture_location', 'read here')),
    });
    return;
  }
  for (const { entry, spec } of blind) {
    collector.report({
      ...at,
      written: entry.written,
      stage: entry.workload.identity.stage,
      message: `the monitor reads \`${spec.attributes.data_capture_location}\`, but the endpoint \`${spec.attributes.endpoint_name}\` captures to \`${captured}\`${inStage(endpoint, 'data_capture_location')}`,
      hint: captureHint(endpoint, { entry, spec }, ownEndpoint),
      related: [{ ...other, attribute: 'data_capture_location', message: 'the endpoint captures here' }],
    });
  }
}

/** The stage that is meant where the endpoint says one thing for each; empty where it says the same for all. */
function inStage({ entry: { written, workload } }: MonitoredEndpoint, attribute: string): string {
  return isByStage(written, attribute) ? ` in stage \`${workload.identity.stage}\`` : '';
}

function isByStage({ attributes }: WrittenWorkload, attribute: string): boolean {
  return typeof attributes[attribute] === 'object';
}

function captureHint(
  endpoint: MonitoredEndpoint,
  monitor: EndpointMonitor,
  ownEndpoint: EndpointCheck['ownEndpoint'],
): string {
  const own = ownEndpoint(endpoint, monitor);
  if (own !== undefined) {
    return `that is the endpoint of \`${endpoint.spec.modelName}\`: did you mean \`${own}\`? Else write the same \`data_capture_location\` in both`;
  }
  const attribute = 'data_capture_location';
  return isByStage(endpoint.entry.written, attribute) && !isByStage(monitor.entry.written, attribute)
    ? 'write one `data_capture_location` per stage here, as the endpoint has'
    : 'write the same `data_capture_location` in both';
}

function reportUncaptured(
  endpoint: MonitoredEndpoint,
  monitors: readonly EndpointMonitor[],
  collector: FindingCollector,
): void {
  const { entry, spec } = endpoint;
  const name = endpointName(spec);
  const isServerless = spec.attributes.serverless !== undefined;
  const where = isServerless ? '' : inStage(endpoint, 'data_capture_percentage');
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
      message: `the endpoint \`${name}\` captures nothing${where}, so there is nothing to monitor`,
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
    message: `the endpoint \`${name}\` captures nothing${where}, and ${monitors.length} monitors watch it`,
    hint: isServerless
      ? 'serverless endpoints have no data capture: serve the model from instances, or remove the monitors'
      : 'set `data_capture_percentage` above 0, or remove the monitors',
    related: monitors.map((monitor) => spotOfMonitor(monitor, 'endpoint_name', 'watched here')),
  });
}
