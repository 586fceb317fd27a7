import { countActions } from '../model/count-actions.ts';
import type { Change, Plan, StagePlan } from '../model/plan.ts';
import { collectDependants } from './collect-dependants.ts';
import { stampDigest } from './digest.ts';
import { orderHandOvers } from './hand-over.ts';
import { tellLeftWatching } from './left-watching.ts';
import { orderByDependency } from './order.ts';
import { isOurs } from './ownership.ts';
import { planDelete } from './plan-delete.ts';
import { planDeploy } from './plan-deploy.ts';
import type { PlanInput, StageFacts } from './plan-input.ts';

/**
 * Compares what the commit asks for with what is deployed. Everything it needs is in the input; the same input, in
 * whatever order its lists stand, gives the same plan. Guards that depend on the wish of the moment (`--prune`) and on
 * the size of the whole plan are applied afterwards, by `guardPlan`.
 */
export function buildPlan(input: PlanInput): Plan {
  const stages = selectStages(input).map((facts) => planStage(facts, input));
  const { commit, createdAt } = input;
  return stampDigest({
    formatVersion: 1,
    commit,
    createdAt,
    stages,
    summary: countActions(stages.flatMap(({ changes }) => changes)),
  });
}

function selectStages({ stages, selectedStages = [] }: PlanInput): readonly StageFacts[] {
  return selectedStages.length === 0 ? stages : stages.filter((facts) => selectedStages.includes(facts.stage.name));
}

function planStage(facts: StageFacts, input: PlanInput): StagePlan {
  const { stage, target } = facts;
  const deploys = planDeploys(facts, input);
  const deletes = planDeletes(facts, { input, deploys });
  return {
    stage: stage.name,
    account: stage.account,
    region: stage.region,
    target,
    ...(stage.approval && { approval: true }),
    ...(target === 'aws' && stage.roleArn !== undefined && { roleArn: stage.roleArn }),
    ...(target === 'aws' && stage.executionRoleArn !== undefined && { executionRoleArn: stage.executionRoleArn }),
    changes: tellLeftWatching(orderHandOvers({ deploys, deletes }, facts), facts),
  };
}

function planDeploys(facts: StageFacts, input: PlanInput): readonly Change[] {
  const deployed = new Map(facts.deployed.map((stack) => [stack.stackName, stack]));
  const ordered = orderByDependency(
    facts.desired.map((desired) => ({
      stack: desired.workload.spec.stackName,
      waitsFor: desired.workload.dependsOn,
      desired,
    })),
  );
  return ordered.map(({ stack, desired, dependsOn }) =>
    planDeploy({ input, facts, desired, dependsOn, found: deployed.get(stack) }),
  );
}

/** What goes, dependants first: a monitor before its endpoint, also one that stays but let go of it. */
function planDeletes(
  facts: StageFacts,
  context: { readonly input: PlanInput; readonly deploys: readonly Change[] },
): readonly Change[] {
  const { input, deploys } = context;
  const { settings } = input;
  const wanted = new Set(facts.desired.map((desired) => desired.workload.spec.stackName));
  const going = facts.deployed.filter(
    (stack) => !wanted.has(stack.stackName) && isOurs(stack, { settings, stage: facts.stage }),
  );
  if (going.length === 0) return [];
  const dependants = collectDependants(
    [
      ...deploys
        .filter((change) => change.action !== 'none' && change.deployed !== undefined)
        .map((change) => change.stack),
      ...going.map((stack) => stack.stackName),
    ],
    facts,
  );
  const ofStage = new Set(pathsOf(facts));
  const ofCommit = input.configPaths ?? new Set(input.stages.flatMap(pathsOf));
  const ordered = orderByDependency(
    going.map((found) => ({ stack: found.stackName, waitsFor: dependants.get(found.stackName) ?? [], found })),
  );
  const staying = new Set(deploys.map((change) => change.stack));
  return ordered.map(({ found, dependsOn }) => {
    const named = (dependants.get(found.stackName) ?? []).map(({ stackName }) => stackName);
    const updates = named.filter((stack) => staying.has(stack));
    const before = [...new Set([...dependsOn, ...updates])].sort();
    const template = facts.deployedTemplates.get(found.stackName);
    return planDelete({ found, template, dependsOn: before, configPaths: { ofStage, ofCommit } });
  });
}

function pathsOf({ desired }: StageFacts): readonly string[] {
  return desired.map(({ workload }) => workload.configPath);
}
