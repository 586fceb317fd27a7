import { createSystemClock } from '../../adapters/system-clock.ts';
import { UserError } from '../../model/errors.ts';
import type { Stage } from '../../model/settings.ts';
import { renderHistoryJson } from '../../render/history-json.ts';
import { renderHistoryText, type PlacedOperation } from '../../render/history-text.ts';
import { loadSettings } from '../load/load-settings.ts';
import { EXIT, type ExitCode } from '../shared/exit-code.ts';
import type { CommonOptions } from '../shared/options.ts';
import { describeOnly, stacksMeant } from '../shared/stacks-meant.ts';
import { openTargets, selectStages } from '../shared/targets.ts';
import type { World } from '../shared/world.ts';
import { mergeNewestFirst } from './merge-newest-first.ts';

/** `mlops history`: past operations, newest first, with the commit that started each. */
export async function historyCommand(
  world: World,
  options: CommonOptions & { readonly stack: string | undefined },
): Promise<ExitCode> {
  const { settings, target: kind } = await loadSettings(world, options);
  const stages = selectStages(settings, options.stages);
  const targets = await openTargets({ stages, kind, common: options, clock: createSystemClock(), world });
  const byPlace = new Map<string, readonly PlacedOperation[]>();
  for (const stage of stages) {
    // Stages that share an account and a region share their stacks as well.
    const place = placeOf(stage);
    if (byPlace.has(place)) continue;
    const found = (await targets.get(stage.name)?.listOperations(options.stack)) ?? [];
    const here = settings.stages.filter((other) => placeOf(other) === place).map(({ name }) => name);
    byPlace.set(
      place,
      found.map((operation) => ({ ...operation, stages: here })),
    );
  }
  const operations = mergeNewestFirst([...byPlace.values()]);
  if (operations.length === 0 && options.stack !== undefined) {
    const lists = await Promise.all([...targets.values()].map((target) => target.listStacks()));
    const known = lists.flat().map(({ stackName }) => stackName);
    throw new UserError(
      'unknown-stack',
      `nothing is known of a stack \`${options.stack}\`${describeOnly(options.stages)}`,
      {
        instructions: [
          ...stacksMeant(options.stack, known),
          '`mlops status` lists the stacks that are deployed, `mlops history` also those that are gone',
        ],
      },
    );
  }
  world.stdout.write(
    options.format === 'json'
      ? renderHistoryJson(operations)
      : renderHistoryText(operations, { color: options.colorOf(world.stdout) }),
  );
  return EXIT.success;
}

function placeOf({ account, region }: Stage): string {
  return `${account}/${region}`;
}
