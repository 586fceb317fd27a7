import type { PipelineType } from '../../pipelines/spec.ts';
import type { StackStatus } from './stack.ts';
import type { TargetKind } from './settings.ts';
import type { Workload } from './workload.ts';

/**
 * What a change does to its stack. `replace` means that something which others hold on to (an endpoint, an API, a
 * schedule) goes away and a new one comes; resources that are immutable by design (a model, an endpoint configuration,
 * a job definition) are replaced inside an `update`.
 */
export type Action = 'create' | 'update' | 'replace' | 'delete' | 'none';

/** One attribute of the config, old and new. Absent before = added; absent after = removed. */
export interface ConfigChange {
  /** Dotted path of the attribute, such as `autoscaling.max_instances`. */
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** A right that comes or goes with a resource: a line of the difference between two policies. */
export interface RightChange {
  readonly change: 'added' | 'removed';
  /**
   * `trust`: who may assume the role; `allow`, `deny`: as in the policy; `policy`: a managed policy, whole; `holder`:
   * to whom a policy is given; `boundary`: the most that the role may be allowed.
   */
  readonly kind: 'trust' | 'allow' | 'deny' | 'policy' | 'holder' | 'boundary';
  /** More is allowed with it than before, as far as the templates tell. */
  readonly widens: boolean;
  /** Of one that widens: the same actions on as much of something else go in exchange. */
  readonly moved?: boolean;
  /** Of `allow` and `deny`: the actions, such as `s3:GetObject`. */
  readonly actions?: readonly string[];
  /** Who gets it, or is kept from it; absent where the policy speaks of its role alone. */
  readonly principals?: readonly string[];
  /** The whole in words: `allow s3:GetObject on arn:aws:s3:::team-models/*`. */
  readonly text: string;
}

/** One resource of the stack. */
export interface ResourceChange {
  readonly logicalId: string;
  readonly type: string;
  readonly action: 'create' | 'update' | 'delete';
  /** `conditional`: only CloudFormation can say. */
  readonly replacement: 'no' | 'yes' | 'conditional';
  /** The properties that differ, most telling first. */
  readonly properties?: readonly string[];
  /** Of a resource that is replaced: those of `properties` that force it. The others alone would change in place. */
  readonly forcedBy?: readonly string[];
  /** Logical id of the replaced resource that forces this one to change. */
  readonly cascadedFrom?: string;
  /**
   * What may be done because of this change, and no longer: those that widen first; absent when rights stay as they
   * are.
   */
  readonly rights?: readonly RightChange[];
}

/** One stack and what happens to it. Reasons explain; nothing may steer by them. */
export interface Change {
  readonly stack: string;
  readonly pipelineType: PipelineType;
  readonly modelName: string;
  readonly name?: string;
  /** Absent for a stack whose config is gone. */
  readonly configPath?: string;
  readonly action: Action;
  readonly reasons: readonly string[];
  /** Effects beyond resources, in words: a paid job starts, an endpoint rolls. */
  readonly sideEffects: readonly string[];
  readonly config: readonly ConfigChange[];
  readonly resources: readonly ResourceChange[];
  /** Stacks of the same stage that must succeed first. */
  readonly dependsOn: readonly string[];
  readonly deployedFingerprint?: string;
  readonly desiredFingerprint?: string;
  /** Identity and status of the deployed stack that the plan was made against; absent when there was none. */
  readonly deployed?: { readonly stackId: string; readonly status: StackStatus };
  /** Why apply will refuse or skip this change; absent when nothing stands against it. */
  readonly blocked?: { readonly guard: Guard; readonly reason: string };
  /** Only in a saved plan: the whole workload, so that applying needs nothing but the plan. */
  readonly desired?: Workload;
}

/** What can stand against a change. */
export type Guard =
  | 'prune'
  | 'max-deletions'
  | 'max-replacements'
  | 'protected-stage'
  | 'termination-protection'
  | 'everything-would-vanish'
  | 'foreign-stack'
  | 'swapped-names'
  | 'job-name-reused'
  | 'stack-status'
  /** No fault of its own: it waits for a change that is blocked. */
  | 'dependency';

/** The changes of one stage, in dependency order. */
export interface StagePlan {
  readonly stage: string;
  readonly account: string;
  readonly region: string;
  readonly target: TargetKind;
  /** Present and true where the pipeline waits for a person before it applies this stage. */
  readonly approval?: boolean;
  /** Role to assume for applying; absent where the settings name none, and for the local target. */
  readonly roleArn?: string;
  /** Role that CloudFormation uses for the resources of the stage; absent as above. */
  readonly executionRoleArn?: string;
  readonly changes: readonly Change[];
}

export type PlanSummary = Readonly<Record<Action, number>>;

/** What will happen, as a value. Everything that shows or executes takes it from here. */
export interface Plan {
  readonly formatVersion: 1;
  /** SHA-256 over the canonical plan without `digest` and `createdAt`. */
  readonly digest: string;
  /** Full id of the commit; null when the work tree differs from it or there is none. */
  readonly commit: string | null;
  /** ISO 8601, given by the caller. */
  readonly createdAt: string;
  readonly stages: readonly StagePlan[];
  readonly summary: PlanSummary;
}
