import type { PipelineType } from '../../pipelines/spec.ts';
import type { Finding } from './finding.ts';
import type { Outcome } from './outcome.ts';
import type { PlanSummary } from './plan.ts';

/** What stands as `source` in every event of ours. */
export const EVENT_SOURCE = 'mlops';

/**
 * Something that became of a commit, told to whoever listens on an EventBridge bus, whose rules choose by the type. The
 * details are the contract of schema/deployment-event.schema.json: members may be added, none changes its meaning.
 */
export type DeploymentEvent =
  | { readonly detailType: 'Plan ready'; readonly detail: PlanReady }
  | { readonly detailType: 'Apply finished'; readonly detail: ApplyEnded }
  | { readonly detailType: 'Apply failed'; readonly detail: ApplyEnded }
  | { readonly detailType: 'Config rejected'; readonly detail: ConfigRejected };

/** What every event tells of where it comes from. */
export interface EventOrigin {
  readonly version: 1;
  /** Name of the watched repository, where it is known. */
  readonly repository?: string;
  readonly branch?: string;
  /** Full commit id; null for a work tree that differs from it, or where there is none. */
  readonly commit: string | null;
  /** Who wrote the commit, as Git says it: nobody has checked it. */
  readonly author?: CommitAuthor;
  /** Only of a review: the pull request that the commit belongs to. */
  readonly pullRequest?: { readonly id: string; readonly url?: string };
  /** Pages for people: `commit`, `build`, `plan`, `execution`. Always https. */
  readonly links: Readonly<Record<string, string>>;
}

export interface CommitAuthor {
  readonly name: string;
  readonly email?: string;
}

/** One stage of a plan or a run; a run that ended before it read its plan knows no more than the name. */
export interface StageEvent {
  readonly stage: string;
  readonly account?: string;
  readonly region?: string;
}

export interface PlanReady extends EventOrigin {
  /** `2 to create, 1 to delete (1 waiting), 12 unchanged`. */
  readonly summary: string;
  readonly counts: PlanSummary;
  readonly stages: readonly (StageEvent & {
    readonly summary: string;
    readonly counts: PlanSummary;
    /** Changes that apply will refuse. */
    readonly blocked: number;
  })[];
}

export interface ApplyEnded extends EventOrigin {
  /** `2 deployed, 1 failed, 12 unchanged`, or the error that ended the run. */
  readonly summary: string;
  /** How many changes ended in which way; absent when the run ended before any. */
  readonly counts?: Readonly<Record<Outcome['result'], number>>;
  readonly stages: readonly StageEvent[];
  /** What did not reach the state asked for; the first ones, when they are many. */
  readonly failures: readonly FailedChange[];
  /** How many more there are. */
  readonly omitted: number;
  /** What ended the run as a whole. */
  readonly error?: { readonly code: string; readonly message: string; readonly instructions: readonly string[] };
}

export interface FailedChange {
  readonly stage: string;
  readonly stack: string;
  readonly modelName: string;
  readonly pipelineType: PipelineType;
  readonly result: 'failed' | 'refused' | 'skipped';
  /** One sentence. */
  readonly reason: string;
  readonly hint?: string;
}

export interface ConfigRejected extends EventOrigin {
  /** `2 errors and 1 warning in 1 of 12 files`. */
  readonly summary: string;
  readonly errors: number;
  readonly warnings: number;
  /** Errors first; the first ones, when they are many. */
  readonly findings: readonly Pick<
    Finding,
    'severity' | 'code' | 'file' | 'line' | 'column' | 'pointer' | 'message' | 'hint'
  >[];
  /** How many more there are. */
  readonly omitted: number;
}
