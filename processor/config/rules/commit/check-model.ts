import { endpointName } from '../../../../pipelines/names.ts';
import {
  captures,
  seesCapture,
  type EndpointCheck,
  type EndpointMonitor,
  type MonitoredEndpoint,
} from './endpoint-monitor.ts';

/**
 * `monitored-endpoint-model` (warning): a monitor of one model watches the endpoint of another, and its own model has
 * an endpoint in the same stage. Where the monitor reads exactly what that endpoint captures, it is the model that is
 * wrong. Where it cannot see what is captured there, that is the finding, and an error.
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
