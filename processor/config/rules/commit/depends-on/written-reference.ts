import type { WrittenWorkload } from '../../../shared/written-workload.ts';

/** The reference of a workload in lower case, from what is written alone: it may have faults. */
export function writtenReference({ pipelineType, attributes }: WrittenWorkload): string {
  const model = attributes[pipelineType === 'byom_image_builder' ? 'image_tag' : 'model_name'];
  return [model, pipelineType, attributes['name']]
    .filter((part) => typeof part === 'string')
    .join('/')
    .toLowerCase();
}
