import type { Settings, Stage } from '../model/settings.ts';
import { FINGERPRINT_OUTPUT, type DeployedStack } from '../model/stack.ts';
import { classifyStatus, type Treatment } from './classify-status.ts';
import { explainForeign, isOurs } from './ownership.ts';
import type { DesiredStack } from './plan-input.ts';

/** Names of the stacks for which a plan needs more than one list call tells. */
export interface NeededFacts {
  /** Stacks whose new template the plan wants to see. */
  readonly synthesize: readonly string[];
  /** Stacks whose deployed template it wants to see. */
  readonly readTemplate: readonly string[];
}

/**
 * Which stacks differ, from fingerprints and statuses alone. When nothing changed both lists are empty: no synthesis,
 * no call per stack.
 */
export function stacksToCompare(facts: {
  readonly settings: Settings;
  readonly stage: Stage;
  readonly desired: readonly DesiredStack[];
  readonly deployed: readonly DeployedStack[];
}): NeededFacts {
  const { settings, stage, desired } = facts;
  const deployed = new Map(facts.deployed.map((stack) => [stack.stackName, stack]));
  const synthesize: string[] = [];
  const readTemplate: string[] = [];
  for (const item of desired) {
    const { stackName } = item.workload.spec;
    const found = deployed.get(stackName);
    if (found !== undefined && found.status !== 'DELETE_COMPLETE' && explainForeign(found, { settings, stage }))
      continue;
    if (treatmentOf(item, found) === 'none') continue;
    synthesize.push(stackName);
    if (found !== undefined && found.status !== 'DELETE_COMPLETE') readTemplate.push(stackName);
  }
  const wanted = new Set(desired.map((item) => item.workload.spec.stackName));
  for (const stack of facts.deployed) {
    if (!wanted.has(stack.stackName) && isOurs(stack, { settings, stage })) readTemplate.push(stack.stackName);
  }
  return { synthesize, readTemplate };
}

/** What has to happen to a stack that the commit asks for. */
export function treatmentOf(desired: DesiredStack, found: DeployedStack | undefined): Treatment {
  const isSame = found?.outputs[FINGERPRINT_OUTPUT] === desired.fingerprint;
  return classifyStatus(found?.status, found === undefined ? 'create' : isSame ? 'none' : 'update');
}
