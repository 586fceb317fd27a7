import type { Finding } from '../../../../model/finding.ts';
import type { WrittenWorkload } from '../../../shared/written-workload.ts';
import { createSuggester } from '../../shared/did-you-mean.ts';
import { collectFindings, type Fault } from '../../shared/finding-collector.ts';
import { twinsIn } from '../../shared/identity-key.ts';
import { reportOnceForStages } from '../../shared/once-for-stages.ts';
import type { ResolvedWorkload, RuleContext } from '../../shared/rule.ts';
import { isMonitor } from '../../shared/spec-kinds.ts';
import { checkCapture } from './check-capture.ts';
import { checkModel } from './check-model.ts';
import { endpointsOfModels } from './endpoints-of-models.ts';
import { misnamedEndpoint } from './misnamed-endpoint.ts';
import { servedEndpoints, type ServedEndpoints } from './served-endpoints.ts';
import { unknownEndpoint } from './unknown-endpoint.ts';
import { watchedEndpoints, type WatchedEndpoints } from './watched-endpoints.ts';

/**
 * `monitored-endpoint-unknown` (warning): no realtime workload of this commit makes the endpoint; somebody else may.
 * Where all monitors of a model, two or more, agree on another name, it is at the endpoint that nobody watches; where
 * there is no such endpoint, at the first of them.
 * Of endpoints that are there, {@link checkCapture} tells what their monitors cannot see, {@link checkModel} which of
 * them belong to another.
 */
export function checkMonitoredEndpoint(context: RuleContext): readonly Finding[] {
  const { resolved } = context;
  if (!resolved.some(({ workload }) => isMonitor(workload.spec))) return [];
  const served = servedEndpoints(resolved);
  const watched = watchedEndpoints(context, served);
  const ofWatched = faultsOfWatched(watched, served, resolved);
  if (ofWatched.length === 0 && watched.astray.size === 0) return [];
  const twins = twinsIn(resolved);
  // A name that is wrong, as is told already, is that of no endpoint that is missing.
  const mistaken = ofWatched.filter(({ attribute }) => attribute === 'endpoint_name').map(({ written }) => written);
  const ofAstray = faultsOfAstray(watched, served, new Set([...twins, ...mistaken]));
  const collector = collectFindings();
  reportOnceForStages(
    [...ofWatched, ...ofAstray].filter(({ written }) => !twins.has(written)),
    collector,
  );
  return collector.findings;
}

/** What is wrong between endpoints that are there and their monitors. */
function faultsOfWatched(
  { monitorsOf }: WatchedEndpoints,
  { contested }: ServedEndpoints,
  resolved: readonly ResolvedWorkload[],
): readonly Fault[] {
  const faults: Fault[] = [];
  const check = {
    report: (fault: Fault) => void faults.push(fault),
    ownEndpoint: endpointsOfModels(resolved),
  };
  for (const [endpoint, monitors] of monitorsOf) {
    if (contested.has(endpoint)) continue;
    checkCapture(endpoint, monitors, check);
    checkModel(endpoint, monitors, check);
  }
  return faults;
}

/** One fault for all monitors of an endpoint that is not there, those left out that are faulty otherwise. */
function faultsOfAstray(
  { astray, monitorsOf }: WatchedEndpoints,
  served: ServedEndpoints,
  otherwiseFaulty: ReadonlySet<WrittenWorkload>,
): readonly Fault[] {
  const suggest = createSuggester();
  return [...astray].flatMap(([endpoints, names]) =>
    [...names].flatMap(([name, all]) => {
      const [first, ...others] = all.filter(({ entry }) => !otherwiseFaulty.has(entry.written));
      if (first === undefined) return [];
      const monitors = [first, ...others] as const;
      const misnamed = misnamedEndpoint(name, monitors, { endpoints, monitorsOf });
      return misnamed ?? unknownEndpoint(monitors, { names: endpoints.keys(), served, suggest });
    }),
  );
}
