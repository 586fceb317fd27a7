import { endpointName } from '../../../../../pipelines/names.ts';
import { nearest } from '../../../../model/nearest.ts';
import type { Fault } from '../../shared/finding-collector.ts';
import { placesOf, spotOfMonitor, type EndpointMonitor, type MonitoredEndpoint } from './endpoint-monitor.ts';

/** What is there for the monitors of an endpoint that is not. */
interface Candidates {
  /** The endpoints of their account and region. */
  readonly endpoints: ReadonlyMap<string, MonitoredEndpoint>;
  readonly monitorsOf: ReadonlyMap<MonitoredEndpoint, unknown>;
}

/** One fault at the endpoint that all monitors of a name mean which is not there; undefined where none is sure to be. */
export function misnamedEndpoint(
  name: string,
  monitors: readonly EndpointMonitor[],
  candidates: Candidates,
): Fault | undefined {
  const endpoint = meantBy(name, monitors, candidates);
  return endpoint === undefined ? undefined : misnamedFault(name, endpoint, monitors);
}

/**
 * The endpoint that nobody watches and that all monitors of one name, two or more of its model, most probably mean: the
 * only one of that model, or the one of nearly that name.
 */
function meantBy(
  name: string,
  monitors: readonly EndpointMonitor[],
  { endpoints, monitorsOf }: Candidates,
): MonitoredEndpoint | undefined {
  if (placesOf(monitors, 'endpoint_name') < 2) return undefined;
  const models = new Set(monitors.map(({ spec }) => spec.modelName));
  const candidates = [...endpoints].filter(([, { spec }]) => models.has(spec.modelName)).map(([other]) => other);
  const meant = candidates.length === 1 ? candidates[0] : nearest(name, candidates);
  const endpoint = meant === undefined ? undefined : endpoints.get(meant);
  return endpoint === undefined || models.size > 1 || monitorsOf.has(endpoint) ? undefined : endpoint;
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
