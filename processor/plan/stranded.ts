import type { Settings, Stage, TargetKind } from '../model/settings.ts';
import type { DeployedStack } from '../model/stack.ts';
import { hasOurPrefix, isOurs, readOwnership } from './ownership.ts';

/** Most stacks that a note names. */
const MOST_NAMED = 5;

/**
 * Stacks of one account and region that this repository has deployed and that its settings no longer reach: their stage
 * is gone from the settings or was renamed, or the stack prefix is another one. No plan changes or deletes them. Told
 * only of stacks that are certainly of this repository: they carry its tag, or the prefix of today, or lie in the local
 * target, whose folder is the repository's own.
 */
export function findStranded(
  deployed: readonly DeployedStack[],
  view: { readonly settings: Settings; readonly place: Pick<Stage, 'account' | 'region'>; readonly target: TargetKind },
): readonly DeployedStack[] {
  const { settings, place, target } = view;
  const stages = settings.stages.filter(({ account, region }) => account === place.account && region === place.region);
  const repository = settings.source?.repository;
  return deployed.filter((stack) => {
    const owner = readOwnership(stack);
    if (owner === undefined || stack.status === 'DELETE_COMPLETE') return false;
    if (stages.some((stage) => isOurs(stack, { settings, stage }))) return false;
    if (owner.repository !== undefined) return owner.repository === repository;
    return target === 'local' || hasOurPrefix(stack, owner, settings);
  });
}

/**
 * What to tell a person about the stranded stacks of one account and region; undefined when there are none. `flags` are
 * those with which a command finds them there and nowhere else: other stages may have stacks of the same names.
 */
export function describeStranded(
  stacks: readonly DeployedStack[],
  at: { readonly place: Pick<Stage, 'account' | 'region'>; readonly flags: string },
): string | undefined {
  if (stacks.length === 0) return undefined;
  const names = stacks.map(({ stackName }) => stackName).sort();
  const shown = names.slice(0, MOST_NAMED);
  const rest = names.length - shown.length;
  const them = names.length === 1 ? 'it' : 'them';
  const { account, region } = at.place;
  return [
    `left alone: ${names.length === 1 ? '1 stack' : `${names.length} stacks`} of this repository in account ${account}, ${region}, that no stage of the settings reaches any more`,
    ...shown.map((name) => `  ${name}`),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    `  → to delete ${them}: mlops destroy${at.flags} ${shown.join(' ')}${rest > 0 ? ' …' : ''}`,
    `  → to go on with ${them}: give stage and stack_prefix back their names in mlops-settings.json`,
  ].join('\n');
}
