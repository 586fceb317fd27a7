import { INPUTS_TAG, STACK_TAG } from './job-apis.ts';
import type { PipelineSpec } from '../spec.ts';

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** Tags of a job: those of the config, where it comes from, and what it was started with. */
export function jobTags(spec: PipelineSpec, inputsDigest: string, more: readonly Tag[] = []): readonly Tag[] {
  const own = [
    { Key: STACK_TAG, Value: spec.stackName },
    { Key: INPUTS_TAG, Value: inputsDigest },
  ];
  const configured = Object.entries(spec.attributes.tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
  const byKey = new Map([...configured, ...more, ...own].map((tag) => [tag.Key, tag]));
  return [...byKey.values()];
}
