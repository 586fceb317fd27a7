import type { PipelineSpec } from '../../../pipelines/spec.ts';
import { jobHash } from '../../../pipelines/job-inputs.ts';
import type { Action, ResourceChange } from '../../model/plan.ts';
import { readAttributes } from './attribute-reader.ts';

/** What the side effects of one change are told from. */
export interface SideEffectFacts {
  readonly action: Exclude<Action, 'none'>;
  /** What the deployed stack remembers; undefined when there is none or it does not tell. */
  readonly before?: PipelineSpec;
  /** Undefined for a deletion. */
  readonly after?: PipelineSpec;
  readonly resources: readonly ResourceChange[];
}

/**
 * Whether the job of a workload runs because of a change; `unknown` when the deployed stack does not tell its inputs.
 */
export type JobStart = 'first' | 'again' | 'unknown' | 'no';

/** A job starts with its stack, and again when its inputs or its name have changed: a new name is a new job. */
export function jobStart(facts: SideEffectFacts): JobStart {
  const { action, before, after } = facts;
  if (after === undefined || action === 'delete') return 'no';
  if (action === 'create') return 'first';
  if (before === undefined) return 'unknown';
  return jobHash(before) === jobHash(after) && !isRenamed(before, after) ? 'no' : 'again';
}

/**
 * Which job of an earlier day makes that one which starts does not run. That holds for the first of a stack as well:
 * one of this name that was deleted left its jobs behind. Under another name, as of another prefix, all of them run
 * again.
 */
export function unlessDone({ before, after }: SideEffectFacts): string {
  const hasSameInputs = before !== undefined && after !== undefined && jobHash(before) === jobHash(after);
  return hasSameInputs
    ? 'as its name follows that of the workload, unless one of that name ran before'
    : 'unless this stack ran one with exactly these inputs before';
}

/**
 * Upper and lower case make no other stack, but they stand in the names of its jobs. Builds of images are named after
 * the tag alone, which is one of their inputs.
 */
function isRenamed(before: PipelineSpec, after: PipelineSpec): boolean {
  const isNamedAfterWorkload =
    jobHash(after) !== undefined &&
    after.pipelineType !== 'byom_image_builder' &&
    readAttributes(after).text('job_name') === undefined;
  return isNamedAfterWorkload && (before.modelName !== after.modelName || before.name !== after.name);
}

/** The change of the first resource of a type, if there is one. */
export function changeOf(facts: SideEffectFacts, type: string): ResourceChange | undefined {
  return facts.resources.find((resource) => resource.type === type);
}
