import type { ResourceChange } from '../model/plan.ts';
import type { Settings, Stage, TargetKind } from '../model/settings.ts';
import type { DeployedStack, StackTemplate } from '../model/stack.ts';
import type { Workload } from '../model/workload.ts';

/** One workload that the commit asks for, in one stage. */
export interface DesiredStack {
  readonly workload: Workload;
  readonly fingerprint: string;
  /** Needed for the stacks that `stacksToCompare` names under `synthesize`, and for no other. */
  readonly template?: StackTemplate;
}

/** What is wanted and what is there, in one stage. */
export interface StageFacts {
  readonly stage: Stage;
  readonly target: TargetKind;
  readonly desired: readonly DesiredStack[];
  /** Every stack of the account and region, ours or not. */
  readonly deployed: readonly DeployedStack[];
  /** By stack name. Needed for the stacks that `stacksToCompare` names under `readTemplate`, and for no other. */
  readonly deployedTemplates: ReadonlyMap<string, StackTemplate>;
}

/**
 * The resource changes between two templates: `diffTemplates`, passed in so that a plan without changes loads nothing.
 */
export type DiffTemplates = (before: StackTemplate, after: StackTemplate) => readonly ResourceChange[];

/** Every fact that a plan is made from. */
export interface PlanInput {
  readonly settings: Settings;
  /** In the order of promotion. */
  readonly stages: readonly StageFacts[];
  /** Full id; null when the work tree differs from its commit or there is none. */
  readonly commit: string | null;
  /**
   * Paths of all config files of the commit, whichever stage they ask for. @default those of the stages that are
   * planned
   */
  readonly configPaths?: ReadonlySet<string>;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly diffTemplates: DiffTemplates;
  /** Names of the stages to plan; all when undefined or empty. */
  readonly selectedStages?: readonly string[];
  /** Whether changes carry their workload, so that the plan can be saved and applied later. */
  readonly savesDesired: boolean;
}
