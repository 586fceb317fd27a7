import { partitionOf } from '../shared/partition.ts';
import type { PipelineStackSpec } from './control-plane-spec.ts';
import { pipelineName } from './role-names.ts';

/** ARN of the pipeline that watches the repository, known before there is one. */
export function pipelineArn({ stackPrefix, region, account }: PipelineStackSpec): string {
  return `arn:${partitionOf(region).partition}:codepipeline:${region}:${account}:${pipelineName(stackPrefix)}`;
}
