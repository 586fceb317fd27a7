import { endpointName } from '../../../../../pipelines/names.ts';
import type { WrittenWorkload } from '../../../shared/written-workload.ts';
import {
  captures,
  placesOf,
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
 * Where a monitor reads what the endpoint of its own model and stage captures, it is the name of the endpoint that is
 * wrong.
 */
export function checkCapture(
  endpoint: MonitoredEndpoint,
  monitors: readonly EndpointMonitor[],
  { report, ownEndpoint }: EndpointCheck,
): void {
  const captured = endpoint.spec.attributes.data_capture_location;
  const other = { written: endpoint.entry.written, stage: endpoint.entry.workload.identity.stage };
  if (!captures(endpoint)) {
    reportUncaptured(endpoint, monitors, report);
    return;
  }
  const unseeing = monitors.filter((monitor) => !seesCapture(monitor, endpoint));
  const blind = unseeing.filter((monitor) => {
    const own = ownEndpoint(endpoint, monitor);
    if (own === undefined || !seesCapture(monitor, own)) return true;
    reportMistaken(monitor, { endpoint, own, report });
    return false;
  });
  const [first, ...others] = blind;
  if (first === undefined) return;
  const seen = first.spec.attributes.data_capture_location;
  const at = { ...DIFFERS, attribute: 'data_capture_location' } as const;
  if (
    placesOf(blind, 'data_capture_location') > 1 &&
    blind.length === monitors.length &&
    others.every(({ spec }) => spec.attributes.data_capture_location === seen)
  ) {
    report({
      ...at,
      ...other,
      message: `the endpoint captures to \`${captured}\`, but its ${blind.length} monitors read \`${seen}\``,
      hint: 'write the same `data_capture_location` in all of them',
      related: blind.map((monitor) => spotOfMonitor(monitor, 'data_capture_location', 'read here')),
    });
    return;
  }
  for (const { entry, spec } of blind) {
    report({
      ...at,
      written: entry.written,
      stage: entry.workload.identity.stage,
      message: `the monitor reads \`${spec.attributes.data_capture_location}\`, but the endpoint \`${spec.attributes.endpoint_name}\` captures to \`${captured}\`${inStage(endpoint, 'data_capture_location')}`,
      hint: captureHint(endpoint, { entry, spec }, ownEndpoint),
      related: [{ ...other, attribute: 'data_capture_location', message: 'the endpoint captures here' }],
    });
  }
}

const DIFFERS = { code: 'capture-location-differs', severity: 'error' } as const;

interface Mistaken extends Pick<EndpointCheck, 'report'> {
  readonly endpoint: MonitoredEndpoint;
  readonly own: MonitoredEndpoint;
}

function reportMistaken({ entry, spec }: EndpointMonitor, { endpoint, own, report }: Mistaken): void {
  const name = endpointName(own.spec);
  const { stage } = entry.workload.identity;
  const owner = own.spec.modelName === endpoint.spec.modelName ? `stage \`${stage}\`` : `\`${own.spec.modelName}\``;
  report({
    ...DIFFERS,
    written: entry.written,
    attribute: 'endpoint_name',
    stage,
    message: `the endpoint \`${spec.attributes.endpoint_name}\` captures to \`${endpoint.spec.attributes.data_capture_location}\`, but the monitor reads \`${spec.attributes.data_capture_location}\`, where \`${name}\` captures to`,
    hint: `did you mean \`${name}\`, the endpoint of ${owner}?`,
    related: [
      {
        written: endpoint.entry.written,
        stage: endpoint.entry.workload.identity.stage,
        attribute: 'data_capture_location',
        message: 'the endpoint captures here',
      },
    ],
  });
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
  if (own !== undefined && own.spec.modelName !== endpoint.spec.modelName) {
    return `that is the endpoint of \`${endpoint.spec.modelName}\`: did you mean \`${endpointName(own.spec)}\`? Else write the same \`data_capture_location\` in both`;
  }
  const attribute = 'data_capture_location';
  return isByStage(endpoint.entry.written, attribute) && !isByStage(monitor.entry.written, attribute)
    ? 'write one `data_capture_location` per stage here, as the endpoint has'
    : 'write the same `data_capture_location` in both';
}

function reportUncaptured(
  endpoint: MonitoredEndpoint,
  monitors: readonly EndpointMonitor[],
  report: EndpointCheck['report'],
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
    report({
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
  report({
    ...at,
    ...cause,
    message: `the endpoint \`${name}\` captures nothing${where}, and ${monitors.length} monitors watch it`,
    hint: isServerless
      ? 'serverless endpoints have no data capture: serve the model from instances, or remove the monitors'
      : 'set `data_capture_percentage` above 0, or remove the monitors',
    related: monitors.map((monitor) => spotOfMonitor(monitor, 'endpoint_name', 'watched here')),
  });
}
