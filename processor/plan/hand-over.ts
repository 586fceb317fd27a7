import type { Change } from '../model/plan.ts';
import { endpointOf, heldEndpoint } from './held-endpoint.ts';
import { orderByDependency } from './order.ts';
import type { StageFacts } from './plan-input.ts';
import { CALLERS_FAIL } from './side-effects/realtime.ts';

/**
 * Puts the changes of a stage in their order: what is deployed, then what is deleted. But where a new stack wants the
 * name of an endpoint that another stack still has, as after a change of `model_name` alone, that one must let go
 * first: SageMaker knows each name once. Then the deletion comes before, the change says what that means for callers,
 * and where the deletion is not asked for, nothing of the two happens. Where names go round in a circle nobody can let
 * go first: those changes are refused.
 */
export function orderHandOvers(
  { deploys, deletes }: { readonly deploys: readonly Change[]; readonly deletes: readonly Change[] },
  facts: StageFacts,
): readonly Change[] {
  const handOvers = findHandOvers([...deploys, ...deletes], facts);
  if (handOvers.size === 0) return [...deploys, ...deletes];
  const deployed = deploys.map((change) => {
    const handOver = handOvers.get(change.stack);
    return isInCircle(change.stack, handOvers) ? refuseSwap(change, handOver) : takeOver(change, handOver);
  });
  const ordered = orderByDependency([
    ...deployed.map((change) => ({ stack: change.stack, waitsFor: linksOf(change, 'depends_on'), change })),
    // Weaker: a monitor that moves along to the new stack cannot let go of the old one before.
    ...deletes.map((change) => ({
      stack: change.stack,
      waitsFor: linksOf(change, 'data'),
      change: letGo(change, deployed, handOvers),
    })),
  ]);
  return ordered.map(({ change, dependsOn }) => ({ ...change, dependsOn }));
}

interface HandOver {
  readonly endpoint: string;
  readonly from: Change;
}

/** By stack that gets an endpoint: who has one of that name and loses it in this plan. */
function findHandOvers(changes: readonly Change[], facts: StageFacts): ReadonlyMap<string, HandOver> {
  const wanted = new Map<string, string>();
  for (const { workload } of facts.desired) {
    const endpoint = endpointOf(workload.spec);
    if (endpoint !== undefined) wanted.set(workload.spec.stackName, endpoint);
  }
  const found = new Map<string, HandOver>();
  const held = new Map<string, Change>();
  for (const change of changes) {
    const has = heldEndpoint(change.stack, facts);
    if (change.deployed !== undefined && has !== undefined && wanted.get(change.stack) !== has) held.set(has, change);
  }
  for (const [stack, endpoint] of wanted) {
    const from = held.get(endpoint);
    if (from !== undefined) found.set(stack, { endpoint, from });
  }
  return found;
}

function isInCircle(stack: string, handOvers: ReadonlyMap<string, HandOver>): boolean {
  const seen = new Set<string>();
  let next = handOvers.get(stack)?.from.stack;
  while (next !== undefined && next !== stack && !seen.has(next)) {
    seen.add(next);
    next = handOvers.get(next)?.from.stack;
  }
  return next === stack;
}

function refuseSwap(change: Change, handOver: HandOver | undefined): Change {
  if (handOver === undefined || change.action === 'none' || change.blocked !== undefined) return change;
  const { endpoint, from } = handOver;
  const reason = `endpoint names are swapped: \`${endpoint}\` is that of \`${from.stack}\`, which can let go of it only after this stack; give one of them a name of its own, apply that, then swap`;
  return { ...change, blocked: { guard: 'swapped-names', reason } };
}

function takeOver(change: Change, handOver: HandOver | undefined): Change {
  if (handOver === undefined || change.action === 'none' || change.blocked !== undefined) return change;
  const { endpoint, from } = handOver;
  const first = from.action === 'delete' ? 'is deleted first' : 'gives it up first';
  const effect = `takes the name of endpoint \`${endpoint}\` from \`${from.stack}\`, which ${first}: callers fail until the new one is in service`;
  const dependsOn = [...new Set([...change.dependsOn, from.stack])];
  return { ...change, dependsOn, sideEffects: [effect, ...change.sideEffects] };
}

/** A deletion after which callers find the endpoint again, at the stack that takes its name. */
function letGo(change: Change, deployed: readonly Change[], handOvers: ReadonlyMap<string, HandOver>): Change {
  const heir = deployed.find(
    ({ stack, action, blocked }) =>
      action !== 'none' && blocked === undefined && handOvers.get(stack)?.from.stack === change.stack,
  );
  if (heir === undefined) return change;
  const until = `callers fail until \`${heir.stack}\` has one of that name`;
  return { ...change, sideEffects: change.sideEffects.map((effect) => effect.replace(CALLERS_FAIL, until)) };
}

function linksOf({ dependsOn }: Change, because: 'depends_on' | 'data') {
  return dependsOn.map((stackName) => ({ stackName, because }));
}
