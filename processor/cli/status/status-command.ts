import { createSystemClock } from '../../adapters/system-clock.ts';
import type { DeployedStack } from '../../model/stack.ts';
import type { WorkloadStatus } from '../../model/workload-status.ts';
import { causeOfStatus, isFailedStatus } from '../../plan/cause-of-status.ts';
import { listStatus } from '../../plan/list-status.ts';
import { isOurs } from '../../plan/ownership.ts';
import { describeStranded, findStranded } from '../../plan/stranded.ts';
import type { StackTarget } from '../../ports/stack-target.ts';
import { spellPlace } from '../../render/plan/plan-words.ts';
import { renderStatusJson } from '../../render/status-json.ts';
import { renderStatusText } from '../../render/status-text.ts';
import { loadSettings } from '../load/load-settings.ts';
import { readTemplates } from '../load/read-templates.ts';
import { EXIT, type ExitCode } from '../shared/exit-code.ts';
import type { CommonOptions } from '../shared/options.ts';
import { openTargets, selectStages } from '../shared/targets.ts';
import type { World } from '../shared/world.ts';

/** `mlops status`: what is deployed in each stage, from which commit, and how it is. */
export async function statusCommand(world: World, options: CommonOptions): Promise<ExitCode> {
  const { settings, target: kind } = await loadSettings(world, options);
  const stages = selectStages(settings, options.stages);
  const targets = await openTargets({ stages, kind, common: options, clock: createSystemClock(), world });
  const workloads: WorkloadStatus[] = [];
  /** By account and region: several stages may share them. */
  const notes = new Map<string, string | undefined>();
  for (const stage of stages) {
    const target = targets.get(stage.name);
    if (target === undefined) continue;
    const all = await target.listStacks();
    const place = `${stage.account}/${stage.region}`;
    if (!notes.has(place)) {
      const stranded = findStranded(all, { settings, place: stage, target: target.kind });
      const flags = spellPlace(options.given, settings.stages.length > 1 ? stage.name : undefined);
      notes.set(place, describeStranded(stranded, { place: stage, flags }));
    }
    const deployed: DeployedStack[] = [];
    for (const stack of all.filter((each) => isOurs(each, { settings, stage }))) {
      deployed.push(await withCause(stack, target));
    }
    const templates = await readTemplates(target, deployed);
    workloads.push(...listStatus({ settings, stage, target: target.kind, deployed, templates }));
  }
  const text = { color: options.colorOf(world.stdout), verbose: options.verbose, onlyStages: options.stages };
  world.stdout.write(options.format === 'json' ? renderStatusJson(workloads) : renderStatusText(workloads, text));
  for (const note of notes.values()) if (note !== undefined) world.stderr.write(`${note}\n`);
  return EXIT.success;
}

/** The stack with the cause of the failure that it stands in, in place of what its target says of the status. */
async function withCause(stack: DeployedStack, target: Pick<StackTarget, 'listEvents'>): Promise<DeployedStack> {
  if (!isFailedStatus(stack.status)) return stack;
  const cause = causeOfStatus(stack, await target.listEvents(stack.stackId));
  return cause === undefined ? stack : { ...stack, statusReason: cause };
}
