import { consoleHost } from '../shared/console-links.ts';
import type { PipelineStackSpec } from './control-plane-spec.ts';
import { pipelineName } from './role-names.ts';

/** The pipeline that watches the repository, in the console. */
export function pipelineUrl({ stackPrefix, region }: PipelineStackSpec): string {
  return `https://${consoleHost(region)}/codesuite/codepipeline/pipelines/${pipelineName(stackPrefix)}/view?region=${region}`;
}
