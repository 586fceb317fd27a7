import { UserError } from '../../model/errors.ts';
import type { RunReport } from '../../model/outcome.ts';
import type { Plan } from '../../model/plan.ts';
import type { Settings } from '../../model/settings.ts';
import type { World } from '../shared/world.ts';
import { announce } from './announce.ts';

/** Tells that a plan stands. */
export function announcePlan(
  world: World,
  { plan, ...facts }: { readonly plan: Plan; readonly repo: string; readonly settings: Settings },
): Promise<void> {
  return announce(
    world,
    () => ({ ...facts, commit: plan.commit }),
    async (origin) => {
      const { planReady } = await import('../../render/deployment-events.ts');
      return planReady(plan, origin);
    },
  );
}

/** Tells how a run ended. */
export function announceRun(
  world: World,
  { report, repo }: { readonly report: RunReport; readonly repo: string },
): Promise<void> {
  return announce(
    world,
    () => ({ repo, commit: report.commit }),
    async (origin) => {
      const { applyEnded } = await import('../../render/deployment-events.ts');
      return applyEnded(report, origin);
    },
  );
}

/** Tells that an error ended a run. Configs that nothing is planned from have been told of already. */
export async function announceAbort(
  world: World,
  failed: { readonly error: unknown; readonly repo: string; readonly stages: readonly string[] },
): Promise<void> {
  const { error } = failed;
  if (error instanceof UserError && error.code === 'invalid-config') return;
  await announce(
    world,
    () => ({ repo: failed.repo, commit: null }),
    async (origin) => {
      const { applyAborted } = await import('../../render/deployment-events.ts');
      return applyAborted(error instanceof UserError ? error : faultOf(error), {
        origin,
        stages: failed.stages.map((stage) => ({ stage })),
      });
    },
  );
}

function faultOf(error: unknown): Pick<UserError, 'code' | 'message' | 'instructions'> {
  return {
    code: 'internal-error',
    message: `a fault of mlops: ${error instanceof Error ? error.message : String(error)}`,
    instructions: ['the log of the build has the whole text; please report it'],
  };
}
