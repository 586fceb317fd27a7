import { endpointName } from '../../pipelines/names.ts';
import type { PipelineSpec } from '../../pipelines/spec.ts';
import type { StageFacts } from './plan-input.ts';
import { readTemplateMetadata, rememberedSpec } from './template-metadata.ts';

/** Name of the endpoint that a workload has; undefined for types without one. */
export function endpointOf(spec: PipelineSpec): string | undefined {
  const { pipelineType } = spec;
  if (pipelineType !== 'byom_realtime_builtin' && pipelineType !== 'byom_realtime_custom') return undefined;
  return endpointName(spec);
}

/** Name of the endpoint that a deployed stack has, as far as its template was read. */
export function heldEndpoint(stack: string, facts: Pick<StageFacts, 'deployedTemplates'>): string | undefined {
  const metadata = readTemplateMetadata(facts.deployedTemplates.get(stack));
  const spec = metadata && rememberedSpec(stack, metadata);
  return spec && endpointOf(spec);
}
