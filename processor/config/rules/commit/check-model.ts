import {
  captures,
  seesCapture,
  type EndpointCheck,
  type EndpointMonitor,
  type MonitoredEndpoint,
} from './endpoint-monitor.ts';

/**
 * `monitored-endpoint-model` (warning): a monitor of one model watches the endpoint of another, and its own model has an
 * endpoint in the same stage. Where the monitor cannot see what is captured there, that is the finding, and an error.
 */
export function checkModel(
  endpoint: MonitoredEndpoint,
  monitors: readonly EndpointMonitor[],
  { collector, ownEndpoint }: EndpointCheck,
): void {
  if (!captures(endpoint)) return;
  for (const monitor of monitors) {
    const own = ownEndpoint(endpoint, monitor);
    if (own === undefined || !seesCapture(monitor, endpoint)) continue;
    const { entry, spec } = monitor;
    collector.report({
      code: 'monitored-endpoint-model',
      severity: 'warning',
      written: entry.written,
      attribute: 'endpoint_name',
      stage: entry.workload.identity.stage,
      message: `the endpoint \`${spec.attributes.endpoint_name}\` serves \`${endpoint.spec.modelName}\`, and this is a monitor of \`${spec.modelName}\``,
      hint: `did you mean \`${own}\`, the endpoint of \`${spec.modelName}\`?`,
      related: [{ written: endpoint.entry.written, attribute: 'model_name', message: 'the model that it serves' }],
    });
  }
}
