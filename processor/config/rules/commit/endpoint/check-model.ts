import { endpointName } from '../../../../../pipelines/names.ts';
import type { Fault } from '../../shared/finding-collector.ts';
import { isSlipOf } from '../../shared/is-slip-of.ts';
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
 * `monitored-endpoint-model` (warning): a monitor of one model watches the endpoint of another, and its own model has
 * an endpoint in the same stage. Where the monitor reads exactly what that endpoint captures, it is the model that is
 * wrong. Where it cannot see what is captured there, that is the finding, and an error. A model without an endpoint
 * whose name is a slip of the finger away from the one that is watched is that one; where all monitors agree on such a
 * name, it is at the endpoint.
 */
export function checkModel(
  endpoint: MonitoredEndpoint,
  monitors: readonly EndpointMonitor[],
  { report, ownEndpoint }: EndpointCheck,
): void {
  if (!captures(endpoint)) return;
  for (const monitor of monitors) {
    const own = ownEndpoint(endpoint, monitor);
    const { entry, spec } = monitor;
    const { modelName: served, attributes } = endpoint.spec;
    const isOther = served.toLowerCase() !== spec.modelName.toLowerCase();
    if (own === undefined && isSlipOf(spec.modelName, served)) {
      report(misspelt(endpoint, monitors, monitor));
      continue;
    }
    if (own === undefined || !isOther || !seesCapture(monitor, endpoint)) continue;
    const isModel =
      !seesCapture(monitor, own) && attributes.data_capture_location === spec.attributes.data_capture_location;
    const meant = `\`${endpointName(own.spec)}\`, the endpoint of \`${spec.modelName}\``;
    report({
      code: 'monitored-endpoint-model',
      severity: 'warning',
      written: entry.written,
      attribute: isModel ? 'model_name' : 'endpoint_name',
      stage: entry.workload.identity.stage,
      message: `the endpoint \`${spec.attributes.endpoint_name}\` serves \`${served}\`, and this is a monitor of \`${spec.modelName}\``,
      hint: isModel
        ? `did you mean \`${served}\`? Its capture is read here. Else watch ${meant}`
        : `did you mean ${meant}?`,
      related: [{ written: endpoint.entry.written, attribute: 'model_name', message: 'the model that it serves' }],
    });
  }
}

function misspelt(endpoint: MonitoredEndpoint, monitors: readonly EndpointMonitor[], monitor: EndpointMonitor): Fault {
  const { modelName: served } = endpoint.spec;
  const { modelName: named } = monitor.spec;
  const isOfEndpoint = placesOf(monitors, 'model_name') > 1 && monitors.every(({ spec }) => spec.modelName === named);
  const at = { code: 'monitored-endpoint-model', severity: 'warning', attribute: 'model_name' } as const;
  if (isOfEndpoint) {
    return {
      ...at,
      written: endpoint.entry.written,
      message: `the ${monitors.length} monitors of this endpoint are of \`${named}\`, and it serves \`${served}\``,
      hint: `did you mean \`${named}\`? Ignore this if these are two models`,
      related: monitors.map((one) => spotOfMonitor(one, 'model_name', 'the model that is monitored')),
    };
  }
  return {
    ...at,
    written: monitor.entry.written,
    message: `the endpoint \`${endpointName(endpoint.spec)}\` serves \`${served}\`, and this is a monitor of \`${named}\``,
    hint: `did you mean \`${served}\`? Ignore this if these are two models`,
    related: [{ written: endpoint.entry.written, attribute: 'model_name', message: 'the model that it serves' }],
  };
}
