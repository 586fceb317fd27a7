import { jobHash } from '../../pipelines/job-inputs.ts';
import type { PipelineSpec } from '../../pipelines/spec.ts';
import { escapeText } from '../model/escape-text.ts';
import type { DeployedStack } from '../model/stack.ts';
import type { Workload } from '../model/workload.ts';
import { readOwnership } from './ownership.ts';
import { readAttributes } from './side-effects/attribute-reader.ts';

/** The output of stacks with a job that names it. */
const JOB_OUTPUT = 'JobName';

/**
 * Why the job of a workload cannot start: its config gives it the name that the job of another stack of this account
 * and region has, as after a change of `model_name` alone. Jobs stay for ever, also when their stack goes in the same
 * plan, and those of two stacks are never the same. Undefined when nothing is known against it, or no job starts.
 */
export function explainTakenJobName(
  { spec, configPath }: Workload,
  { deployed, before }: { readonly deployed: readonly DeployedStack[]; readonly before: PipelineSpec | undefined },
): string | undefined {
  const name = readAttributes(spec).text('job_name');
  if (name === undefined || (before !== undefined && isSameJob(before, spec))) return undefined;
  const other = deployed.find(
    (stack) =>
      stack.outputs[JOB_OUTPUT] === name &&
      stack.stackName !== spec.stackName &&
      // Each kind of job has names of its own.
      readOwnership(stack)?.pipelineType === spec.pipelineType,
  );
  return (
    other &&
    `job_name \`${escapeText(name)}\` in \`${escapeText(configPath)}\` is the name of the job of stack \`${other.stackName}\`, ` +
      'and SageMaker never runs two jobs of one name; give another job_name, or leave it out, then the name follows the content'
  );
}

function isSameJob(before: PipelineSpec, after: PipelineSpec): boolean {
  return (
    jobHash(before) === jobHash(after) &&
    readAttributes(before).text('job_name') === readAttributes(after).text('job_name')
  );
}
