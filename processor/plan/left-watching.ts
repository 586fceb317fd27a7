import type { PipelineSpec } from '../../pipelines/spec.ts';
import type { Change } from '../model/plan.ts';
import { endpointOf, heldEndpoint } from './held-endpoint.ts';
import type { StageFacts } from './plan-input.ts';
import { readTemplateMetadata, rememberedSpec } from './template-metadata.ts';

/** Most stacks that one effect names. */
const MOST_NAMED = 3;

/**
 * Says of an endpoint that goes, with its stack or for one of another name, which monitors stay behind: they are not
 * changed, so nothing else in the plan tells that they have nothing to watch from then on.
 */
export function tellLeftWatching(changes: readonly Change[], facts: StageFacts): readonly Change[] {
  const watchers = findWatchers(changes, facts);
  if (watchers.size === 0) return changes;
  const kept = new Set(facts.desired.map(({ workload }) => endpointOf(workload.spec)));
  return changes.map((change) => {
    const held = change.action === 'none' ? undefined : heldEndpoint(change.stack, facts);
    const left = held === undefined || kept.has(held) ? undefined : watchers.get(held);
    if (left === undefined) return change;
    const rest = left.length > MOST_NAMED ? ` and ${left.length - MOST_NAMED} more` : '';
    const names = left.slice(0, MOST_NAMED).map((stack) => `\`${stack}\``);
    return {
      ...change,
      sideEffects: [...change.sideEffects, `monitors of it stay, with nothing to watch: ${names.join(', ')}${rest}`],
    };
  });
}

/** Names of the stacks that watch an endpoint and go on to, by its name: those asked for, else those deployed. */
function findWatchers(changes: readonly Change[], facts: StageFacts): ReadonlyMap<string, readonly string[]> {
  const watchers = new Map<string, string[]>();
  const fresh = new Set(changes.filter(({ action }) => action === 'create').map(({ stack }) => stack));
  const asked = facts.desired.map(({ workload }) => workload.spec).filter(({ stackName }) => !fresh.has(stackName));
  const named = new Set([...asked.map(({ stackName }) => stackName), ...changes.map(({ stack }) => stack)]);
  const unnamed = [...facts.deployedTemplates.keys()].filter((stack) => !named.has(stack));
  for (const spec of [...asked, ...unnamed.map((stack) => specOf(stack, facts))]) {
    const watched = spec === undefined ? undefined : watchedBy(spec);
    if (spec !== undefined && watched !== undefined) {
      watchers.set(watched, [...(watchers.get(watched) ?? []), spec.stackName].sort());
    }
  }
  return watchers;
}

function specOf(stack: string, facts: StageFacts): PipelineSpec | undefined {
  const metadata = readTemplateMetadata(facts.deployedTemplates.get(stack));
  return metadata && rememberedSpec(stack, metadata);
}

/** Those without an endpoint of their own that name one: the four kinds of monitors. */
function watchedBy(spec: PipelineSpec): string | undefined {
  if (endpointOf(spec) !== undefined || !('endpoint_name' in spec.attributes)) return undefined;
  return spec.attributes.endpoint_name;
}
