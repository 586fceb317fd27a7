import type { PipelineSpec } from '../../../pipelines/spec.ts';
import { jobHash } from '../../../pipelines/job-inputs.ts';
import type { Action, ResourceChange } from '../../model/plan.ts';

/** What the side effects of one change are told from. */
export interface SideEffectFacts {
  readonly action: Exclude<Action, 'none'>;
  /** What the deployed stack remembers; undefined when there is none or it does not tell. */
  readonly before?: PipelineSpec;
  /** Undefined for a deletion. */
  readonly after?: PipelineSpec;
  readonly resources: readonly ResourceChange[];
}

/** Whether the job of a workload runs because of a change; `unknown` when the deployed stack does not tell its inputs. */
export type JobStart = 'first' | 'again' | 'unknown' | 'no';

/** A job starts with its stack, and again when its inputs have changed: a new name is a new job. */
export function jobStart(facts: SideEffectFacts): JobStart {
  const { action, before, after } = facts;
  if (after === undefined || action === 'delete') return 'no';
  if (action === 'create') return 'first';
  if (before === undefined) return 'unknown';
  return jobHash(before) === jobHash(after) ? 'no' : 'again';
}

/** The change of the first resource of a type, if there is one. */
export function changeOf(facts: SideEffectFacts, type: string): ResourceChange | undefined {
  return facts.resources.find((resource) => resource.type === type);
}
