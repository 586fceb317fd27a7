import pLimit from 'p-limit';
import { hasOwnMove } from '../../deploy/steps/has-own-move.ts';
import { UserError } from '../../model/errors.ts';
import type { Plan } from '../../model/plan.ts';
import type { DeployedStack } from '../../model/stack.ts';
import { checkStale, type MovedStack } from '../../plan/check-stale.ts';
import type { Targets } from '../shared/targets.ts';

/** How far earlier runs of a saved plan got. */
export interface Progressed {
  /** Stacks that an earlier run of this plan left half-way: `stage dev, name: its status was …`. */
  readonly unfinished: readonly string[];
  /** Undefined: something is left to do. Else who did it: this plan, or another run. */
  readonly done?: 'by-this-plan' | 'otherwise';
}

/** Most stacks whose events are asked for at once. */
const AT_ONCE = 8;

/** Most stacks that the error names. */
const MOST_NAMED = 20;

/**
 * Compares a saved plan with what is deployed now. What an earlier run of the same plan left behind is no reason to
 * refuse it. Throws UserError `stale-plan` that names what others moved, or says that nothing of it is here at all.
 */
export async function requireUnmoved(
  plan: Plan,
  targets: Targets,
  { stateDir }: { readonly stateDir: string },
): Promise<Progressed> {
  const now = [];
  for (const { stage } of plan.stages) {
    now.push({ stage, deployed: (await targets.get(stage)?.listStacks()) ?? [] });
  }
  const { moved, reached } = checkStale(plan, now);
  const own = new Set(await ownMoves(moved, { plan, targets }));
  const foreign = moved.filter((one) => !own.has(one));
  if (foreign.length > 0) throw isElsewhere(plan, now) ? elsewhere(stateDir) : stale(foreign);
  if (moved.length > 0 || reached.length === 0 || reached.length < countAsked(plan)) {
    return { unfinished: moved.map(describe) };
  }
  const mine = await ownMoves(reached, { plan, targets });
  return { unfinished: [], done: mine.length === reached.length ? 'by-this-plan' : 'otherwise' };
}

/** Whether this may be another state than the one that the plan was made against: a local target with nothing in it. */
function isElsewhere(plan: Plan, now: readonly { readonly deployed: readonly DeployedStack[] }[]): boolean {
  const isLocal = plan.stages.every(({ target }) => target === 'local');
  return isLocal && now.every(({ deployed }) => deployed.every(({ status }) => status === 'DELETE_COMPLETE'));
}

function elsewhere(stateDir: string): UserError {
  return new UserError(
    'stale-plan',
    `the plan is stale: nothing of what it saw deployed is in ${stateDir}; nothing was applied`,
    {
      instructions: [
        'if it was made in another folder, apply it there, or name that state: --state-dir DIR',
        'else make a new plan and have it reviewed: mlops plan --out FILE',
      ],
    },
  );
}

function stale(foreign: readonly MovedStack[]): UserError {
  const rest = foreign.length - MOST_NAMED;
  return new UserError(
    'stale-plan',
    'the plan is stale: what is deployed has changed since it was made; nothing was applied',
    {
      instructions: [
        ...foreign.slice(0, MOST_NAMED).map(describe),
        ...(rest > 0 ? [`and ${rest} more`] : []),
        'make a new plan and have it reviewed: mlops plan --out FILE',
      ],
    },
  );
}

/** Those that this plan itself moved. */
async function ownMoves(
  moved: readonly MovedStack[],
  { plan, targets }: { readonly plan: Plan; readonly targets: Targets },
): Promise<readonly MovedStack[]> {
  const limit = pLimit(AT_ONCE);
  const judged = await Promise.all(
    moved.map((one) =>
      limit(async () => {
        const target = targets.get(one.stage);
        const { change, now } = one;
        const isOwn = target !== undefined && (await hasOwnMove(change, { planDigest: plan.digest, now, target }));
        return isOwn ? [one] : [];
      }),
    ),
  );
  return judged.flat();
}

/** Changes that are to be made; what waits for --prune was not asked for. */
function countAsked(plan: Plan): number {
  const changes = plan.stages.flatMap((stage) => stage.changes);
  return changes.filter(({ action, blocked }) => action !== 'none' && blocked?.guard !== 'prune').length;
}

function describe({ stage, stack, reason }: MovedStack): string {
  return `stage ${stage}, ${stack}: ${reason}`;
}
