import { partitionOf } from '../shared/partition.ts';
import type { PipelineStackSpec } from './control-plane-spec.ts';

/** ARN of the watched repository, where that is one of CodeCommit. */
export function repositoryArn({ source, region, account }: PipelineStackSpec): string {
  return `arn:${partitionOf(region).partition}:codecommit:${region}:${account}:${source.repository}`;
}
