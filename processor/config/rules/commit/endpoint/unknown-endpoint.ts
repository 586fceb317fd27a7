import type { createSuggester } from '../../shared/did-you-mean.ts';
import type { Fault } from '../../shared/finding-collector.ts';
import { isRealtime } from '../../shared/spec-kinds.ts';
import { spotOfMonitor, type EndpointMonitor } from './endpoint-monitor.ts';
import { modelOf } from './endpoints-of-models.ts';
import type { ServedEndpoints } from './served-endpoints.ts';

interface Suggestions {
  /** Endpoints of the account and region. */
  readonly names: Iterable<string>;
  readonly served: ServedEndpoints;
  readonly suggest: ReturnType<typeof createSuggester>;
}

/** One fault of all that watch one endpoint which is not there, at the first of them. */
export function unknownEndpoint(
  [{ entry, spec }, ...others]: readonly [EndpointMonitor, ...EndpointMonitor[]],
  { names, served, suggest }: Suggestions,
): Fault {
  const { written, workload } = entry;
  const name = spec.attributes.endpoint_name;
  const { stage } = workload.identity;
  const model = served.ofModel.get(modelOf(entry));
  const ownName = model && isRealtime(model.workload.spec) ? model.workload.spec.attributes.endpoint_name : undefined;
  const isNameless = model !== undefined && ownName === undefined;
  const elsewhere = served.stagesOf.get(name);
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
