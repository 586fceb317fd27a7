import type { Change, Guard, Plan, StagePlan } from '../model/plan.ts';
import type { Settings } from '../model/settings.ts';
import { destroyCommand } from './destroy-command.ts';
import { stampDigest } from './digest.ts';
import { waitForBlocked } from './wait-for-blocked.ts';

export interface GuardOptions {
  /** The user asked for deletions (`--prune`). */
  readonly prune: boolean;
  readonly settings: Settings;
}

/** Guards that `buildPlan` sets from facts of the stack; no option lifts them. */
const FACTS: readonly Guard[] = [
  'foreign-stack',
  'swapped-names',
  'job-name-reused',
  'stack-status',
  'termination-protection',
];

/**
 * Marks the changes that must not be applied, each with the reason and what would allow it. Judges the plan anew each
 * time, so a saved plan can be judged by the options of the day; the digest is that of the marked plan.
 */
export function guardPlan(plan: Plan, options: GuardOptions): Plan {
  const cleared = plan.stages.map((stage) => ({ ...stage, changes: stage.changes.map(clearGuards) }));
  const judged = cleared.map((stage) => ({
    ...stage,
    changes: stage.changes.map((change) => block(change, judgeDeletion(change, stage, options))),
  }));
  const limited = limitReplacements(limitDeletions(judged, options), options);
  return stampDigest({ ...plan, stages: waitForBlocked(limited) });
}

/** Most deletions of one run: as the settings say, else the larger of 3 and a tenth of what is deployed. */
export function maxDeletions(stages: readonly StagePlan[], settings: Settings): number {
  const deployed = stages.flatMap((stage) => stage.changes).filter((change) => change.deployed !== undefined);
  return settings.guards.maxDeletions ?? Math.max(3, Math.floor(deployed.length / 10));
}

function clearGuards(change: Change): Change {
  return change.blocked === undefined || FACTS.includes(change.blocked.guard)
    ? change
    : { ...change, blocked: undefined };
}

function block(change: Change, blocked: Change['blocked']): Change {
  return change.blocked !== undefined || blocked === undefined ? change : { ...change, blocked };
}

function judgeDeletion(change: Change, stage: StagePlan, options: GuardOptions): Change['blocked'] {
  if (change.action !== 'delete') return undefined;
  const { settings, prune } = options;
  const isProtected = settings.stages.some((known) => known.name === stage.stage && known.protected);
  if (wouldVanish(stage)) {
    // Naming them is refused as well as long as the stage is protected.
    const first = isProtected ? 'set "protected": false in mlops-settings.json and name the stacks' : 'name the stacks';
    const reason = `every workload of stage \`${stage.stage}\` would go; check that this is the right commit and folder, or ${first}: ${destroyCommand(change.stack, { stage: stage.stage, settings })}`;
    return { guard: 'everything-would-vanish', reason };
  }
  if (!prune && settings.guards.prune !== true) {
    const besides = isProtected ? `, and stage \`${stage.stage}\` is protected besides` : '';
    return {
      guard: 'prune',
      reason: `deletions happen only with \`--prune\`, or \`guards.prune\` in the settings${besides}`,
    };
  }
  if (!isProtected) return undefined;
  const reason = `stage \`${stage.stage}\` is protected; set "protected": false in mlops-settings.json to allow deletions`;
  return { guard: 'protected-stage', reason };
}

/** True when the commit asks for nothing in a stage from which something is to go. */
function wouldVanish(stage: StagePlan): boolean {
  return stage.changes.every((change) => change.action === 'delete');
}

function limitDeletions(stages: readonly StagePlan[], options: GuardOptions): readonly StagePlan[] {
  const most = maxDeletions(stages, options.settings);
  const count = countFree(stages, 'delete');
  if (count <= most) return stages;
  const reason = `${count} deletions in one run, at most ${most} are allowed; raise guards.max_deletions in mlops-settings.json or delete in steps`;
  return blockAll(stages, 'delete', { guard: 'max-deletions', reason });
}

function limitReplacements(stages: readonly StagePlan[], options: GuardOptions): readonly StagePlan[] {
  const most = options.settings.guards.maxReplacements;
  const count = countFree(stages, 'replace');
  if (most === undefined || count <= most) return stages;
  const reason = `${count} replacements in one run, at most ${most} are allowed; raise guards.max_replacements in mlops-settings.json or change fewer workloads at once`;
  return blockAll(stages, 'replace', { guard: 'max-replacements', reason });
}

function countFree(stages: readonly StagePlan[], action: Change['action']): number {
  const changes = stages.flatMap((stage) => stage.changes);
  return changes.filter((change) => change.action === action && change.blocked === undefined).length;
}

function blockAll(
  stages: readonly StagePlan[],
  action: Change['action'],
  blocked: NonNullable<Change['blocked']>,
): readonly StagePlan[] {
  return stages.map((stage) => ({
    ...stage,
    changes: stage.changes.map((change) => (change.action === action ? block(change, blocked) : change)),
  }));
}
