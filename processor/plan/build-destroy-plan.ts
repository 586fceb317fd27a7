import { countActions } from '../model/count-actions.ts';
import type { Change, Plan, StagePlan } from '../model/plan.ts';
import { collectDependants } from './collect-dependants.ts';
import { stampDigest } from './digest.ts';
import { tellLeftWatching } from './left-watching.ts';
import { orderByDependency } from './order.ts';
import { planDelete } from './plan-delete.ts';
import type { StageFacts } from './plan-input.ts';
import { waitForBlocked } from './wait-for-blocked.ts';

/** What a deletion by name is planned from; `desired` of the stages is not looked at. */
export interface DestroyInput {
  readonly stages: readonly StageFacts[];
  /** Names of the stacks to delete, each ours in at least one of the stages. */
  readonly stacks: readonly string[];
  /** ISO 8601. */
  readonly createdAt: string;
}

/** Why a config no longer asks for a stack is not asked: its deletion is. */
const NO_PATHS = { ofStage: new Set<string>(), ofCommit: new Set<string>() };

/** A plan that deletes the named stacks, dependants first. Protection of stage and stack is put on it as guards. */
export function buildDestroyPlan(input: DestroyInput): Plan {
  const planned = input.stages.map((facts) => planStage(facts, new Set(input.stacks)));
  const stages = waitForBlocked(planned.filter((stage) => stage.changes.length > 0));
  return stampDigest({
    formatVersion: 1,
    commit: null,
    createdAt: input.createdAt,
    stages,
    summary: countActions(stages.flatMap(({ changes }) => changes)),
  });
}

function planStage(facts: StageFacts, names: ReadonlySet<string>): StagePlan {
  const { stage, target } = facts;
  const going = facts.deployed.filter((stack) => names.has(stack.stackName) && stack.status !== 'DELETE_COMPLETE');
  const dependants = collectDependants(
    going.map((stack) => stack.stackName),
    facts,
  );
  const ordered = orderByDependency(
    going.map((found) => ({ stack: found.stackName, waitsFor: dependants.get(found.stackName) ?? [], found })),
  );
  const changes = ordered.map(({ found, dependsOn }): Change => {
    const template = facts.deployedTemplates.get(found.stackName);
    const planned = planDelete({ found, template, dependsOn, configPaths: NO_PATHS });
    const change: Change = { ...planned, reasons: ['deletion was asked for by name', ...planned.reasons.slice(1)] };
    if (!stage.protected || change.blocked !== undefined) return change;
    const reason = `stage \`${stage.name}\` is protected; set "protected": false in mlops-settings.json to allow deletions`;
    return { ...change, blocked: { guard: 'protected-stage', reason } };
  });
  const told = tellLeftWatching(changes, { ...facts, desired: [] });
  return { stage: stage.name, account: stage.account, region: stage.region, target, changes: told };
}
