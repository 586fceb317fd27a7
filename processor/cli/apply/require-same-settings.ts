import { UNNAMED_ACCOUNT } from '../../config/settings/with-caller-account.ts';
import { SETTINGS_FILE, type SettingsResult } from '../../config/settings/settings.ts';
import { UserError } from '../../model/errors.ts';
import type { Plan, StagePlan } from '../../model/plan.ts';
import type { Settings } from '../../model/settings.ts';
import { shortHash } from '../../model/short-hash.ts';

/**
 * Refuses a saved plan that would put stacks where the settings no longer lead: into a stage that is gone, an account
 * or region that a stage has left, or under another prefix. No later plan would look there, and they would go on
 * costing. Where the file itself is gone, the defaults hold, which have one stage. Stages in which the plan changes
 * nothing are no matter. Throws UserError `stale-plan`.
 */
export function requireSameSettings(plan: Plan, { settings, source }: Omit<SettingsResult, 'findings'>): void {
  const moved = plan.stages.filter(isChanged).flatMap((stage) => describeMoves(stage, settings));
  if (moved.length === 0) return;
  const ofCommit =
    plan.commit === null ? [] : [`or apply this one where commit ${shortHash(plan.commit)} is checked out`];
  const change =
    source === undefined ? `there is no ${SETTINGS_FILE} here` : `${SETTINGS_FILE} has changed since it was made`;
  throw new UserError('stale-plan', `the plan is stale: ${change}; nothing was applied`, {
    instructions: [...moved, 'make a new plan and have it reviewed: mlops plan --out FILE', ...ofCommit],
  });
}

function isChanged({ changes }: StagePlan): boolean {
  return changes.some(({ action, blocked }) => action !== 'none' && blocked === undefined);
}

function describeMoves(planned: StagePlan, { stages, stackPrefix }: Settings): readonly string[] {
  const known = stages.find(({ name }) => name === planned.stage);
  const place = placeOf(planned);
  if (known === undefined) return [`stage ${planned.stage} (${place}): it is not in the settings any more`];
  const moves: string[] = [];
  // On AWS a stage without an account is where the credentials are, which the target itself compares.
  const isNamed = planned.target === 'local' || known.account !== UNNAMED_ACCOUNT;
  if (isNamed && known.isRegionDoubtful !== true && placeOf(known) !== place) {
    moves.push(`stage ${planned.stage}: it was ${place}, now ${placeOf(known)}`);
  }
  const prefix = prefixOf(planned);
  if (prefix !== undefined && prefix !== stackPrefix) {
    moves.push(`stage ${planned.stage}: stack_prefix was \`${prefix}\`, now \`${stackPrefix}\``);
  }
  return moves;
}

/** That of what the plan deploys; one that only deletes has none. */
function prefixOf({ changes }: StagePlan): string | undefined {
  return changes.find(({ desired }) => desired !== undefined)?.desired?.spec.environment.stackPrefix;
}

function placeOf({ account, region }: { readonly account: string; readonly region: string }): string {
  return `account ${account}, ${region}`;
}
