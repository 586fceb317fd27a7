import { createSystemClock } from '../../adapters/system-clock.ts';
import { UserError } from '../../model/errors.ts';
import type { Settings, Stage } from '../../model/settings.ts';
import type { DeployedStack } from '../../model/stack.ts';
import { buildDestroyPlan } from '../../plan/build-destroy-plan.ts';
import { isOurs, readOwnership } from '../../plan/ownership.ts';
import type { StageFacts } from '../../plan/plan-input.ts';
import { findStranded } from '../../plan/stranded.ts';
import { loadSettings } from '../load/load-settings.ts';
import { readTemplates } from '../load/read-templates.ts';
import { renderPlan } from '../plan/render-plan.ts';
import { confirm } from '../shared/confirm.ts';
import { EXIT, type ExitCode } from '../shared/exit-code.ts';
import type { CommonOptions } from '../shared/options.ts';
import { describeOnly, stacksMeant } from '../shared/stacks-meant.ts';
import { openTargets, selectStages, type Targets } from '../shared/targets.ts';
import type { World } from '../shared/world.ts';
import { executePlan } from './execute-plan.ts';
import { printReport } from './print-report.ts';

export interface DestroyOptions extends CommonOptions {
  readonly stacks: readonly string[];
  readonly autoApprove: boolean;
}

/** `mlops destroy`: deletes the named stacks, dependants first, after a yes. */
export async function destroyCommand(world: World, options: DestroyOptions): Promise<ExitCode> {
  const { settings, target: kind } = await loadSettings(world, options);
  const stages = selectStages(settings, options.stages);
  const clock = createSystemClock();
  const targets = await openTargets({ stages, kind, common: options, clock, world, purpose: 'write' });
  const facts = await gatherStages({ stages, settings, targets, stacks: options.stacks });
  requireKnown(facts, options);
  const plan = buildDestroyPlan({ stages: facts, stacks: options.stacks, createdAt: clock.now() });
  const screen = { color: options.colorOf(world.stderr), verbose: options.verbose, width: world.stderr.columns };
  world.stderr.write(await renderPlan(plan, { format: 'text', applying: true, byName: true, ...screen }));
  if (!options.autoApprove && !(await confirm(world, { question: 'Delete these stacks?' }))) {
    world.stderr.write('nothing was changed\n');
    return EXIT.failure;
  }
  const report = await executePlan(world, { ...options, plan, targets, concurrency: 4 });
  return printReport(world, report, { ...options, command: 'destroy' });
}

async function gatherStages(options: {
  readonly stages: readonly Stage[];
  readonly settings: Settings;
  readonly targets: Targets;
  readonly stacks: readonly string[];
}): Promise<readonly StageFacts[]> {
  const { settings, targets, stacks } = options;
  const facts: StageFacts[] = [];
  const places = new Set<string>();
  for (const stage of options.stages) {
    const target = targets.get(stage.name);
    if (target === undefined) continue;
    const all = await target.listStacks();
    // Stacks that no stage reaches any more go with the first stage of their account and region.
    const place = `${stage.account}/${stage.region}`;
    const stranded = places.has(place) ? [] : findStranded(all, { settings, place: stage, target: target.kind });
    places.add(place);
    const deployed = [...all.filter((stack) => isOurs(stack, { settings, stage })), ...stranded];
    const named = deployed.filter((known) => stacks.includes(known.stackName));
    const deployedTemplates = await readTemplates(target, [...named, ...mayWatch(deployed, named)]);
    facts.push({ stage, target: target.kind, desired: [], deployed, deployedTemplates });
  }
  return facts;
}

/** Monitors that stay, of which one may watch an endpoint that goes. */
function mayWatch(deployed: readonly DeployedStack[], named: readonly DeployedStack[]): readonly DeployedStack[] {
  const types = named.map((stack) => readOwnership(stack)?.pipelineType);
  if (!types.some((type) => type === 'byom_realtime_builtin' || type === 'byom_realtime_custom')) return [];
  return deployed.filter(
    (stack) => !named.includes(stack) && readOwnership(stack)?.pipelineType.endsWith('_monitor') === true,
  );
}

function requireKnown(
  facts: readonly StageFacts[],
  { stacks, stages }: Pick<DestroyOptions, 'stacks' | 'stages'>,
): void {
  const known = new Set(facts.flatMap((stage) => stage.deployed.map((stack) => stack.stackName)));
  const missing = stacks.filter((stack) => !known.has(stack));
  const [first] = missing;
  if (first === undefined) return;
  throw new UserError(
    'unknown-stack',
    `no stack of mlops${describeOnly(stages)} is called ${missing.map((name) => `\`${name}\``).join(', ')}; nothing was deleted`,
    {
      instructions: [...stacksMeant(first, known), '`mlops status` lists the stacks'],
    },
  );
}
