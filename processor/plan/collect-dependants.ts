import { appendTo } from '../model/append-to.ts';
import type { WorkloadDependency } from '../model/workload.ts';
import { heldEndpoint } from './held-endpoint.ts';
import type { StageFacts } from './plan-input.ts';
import { readTemplateMetadata } from './template-metadata.ts';

/**
 * Who, among the named stacks, stands on which other stack: on those that its metadata name, and a monitor on the one
 * that has its endpoint now. The metadata alone would be too little: they are of the monitor's own last deployment, and
 * the endpoint may have gone over to another stack since, which changes nothing about the monitor.
 */
export function collectDependants(
  stacks: readonly string[],
  facts: Pick<StageFacts, 'deployedTemplates'>,
): ReadonlyMap<string, readonly WorkloadDependency[]> {
  const holders = new Map<string, string>();
  for (const stack of facts.deployedTemplates.keys()) {
    const endpoint = heldEndpoint(stack, facts);
    if (endpoint !== undefined) holders.set(endpoint, stack);
  }
  const dependants = new Map<string, WorkloadDependency[]>();
  for (const stack of stacks) {
    const metadata = readTemplateMetadata(facts.deployedTemplates.get(stack));
    for (const below of metadata?.dependsOn ?? []) note(below, { stackName: stack, because: 'data' });
    // Those without an endpoint of their own that name one: the four kinds of monitors.
    const watched = heldEndpoint(stack, facts) === undefined ? metadata?.attributes['endpoint_name'] : undefined;
    const holder = typeof watched === 'string' ? holders.get(watched) : undefined;
    if (holder !== undefined) note(holder, { stackName: stack, because: 'endpoint' });
  }
  return dependants;

  function note(below: string, dependant: WorkloadDependency): void {
    if (below !== dependant.stackName) appendTo(dependants, below, dependant);
  }
}
