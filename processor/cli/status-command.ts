import { createSystemClock } from '../adapters/system-clock.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { loadSettings } from './load-settings.ts';
import type { CommonOptions } from './options.ts';
import { renderStatus } from './render-status.ts';
import { openTargets, selectStages } from './targets.ts';
import type { World } from './world.ts';
import { isOurs } from '../plan/ownership.ts';
import { readTemplateMetadata } from '../plan/template-metadata.ts';
import type { StatusEntry } from '../render/status-entry.ts';

/** `mlops status`: what is deployed in each stage, from which commit, and how it is. */
export async function statusCommand(world: World, options: CommonOptions): Promise<ExitCode> {
  const { settings, target: kind } = await loadSettings(world, options);
  const stages = selectStages(settings, options.stages);
  const targets = await openTargets({ stages, kind, common: options, clock: createSystemClock(), world });
  const entries: StatusEntry[] = [];
  for (const stage of stages) {
    const target = targets.get(stage.name);
    if (target === undefined) continue;
    for (const stack of await target.listStacks()) {
      if (!isOurs(stack, { settings, stage })) continue;
      entries.push({
        stage: stage.name,
        stack,
        metadata: readTemplateMetadata(await target.readTemplate(stack.stackId)),
      });
    }
  }
  world.stdout.write(
    renderStatus(entries, { ...options, color: options.colorOf(world.stdout), width: world.stdout.columns }),
  );
  return EXIT.success;
}
