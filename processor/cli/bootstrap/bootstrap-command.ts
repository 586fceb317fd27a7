import { resolve } from 'node:path';
import { packProcessor, type ProcessorBundle } from '../../adapters/bundle/processor-bundle.ts';
import { checkSettings } from '../../bootstrap/check-settings.ts';
import { listPlaces } from '../../bootstrap/list-places.ts';
import { isPending, renderBootstrapPlan } from '../../bootstrap/render-plan.ts';
import { renderBootstrapJson, renderBootstrapPlanJson, renderBootstrapReport } from '../../bootstrap/render-report.ts';
import { SETTINGS_FILE } from '../../config/settings/settings.ts';
import { UserError } from '../../model/errors.ts';
import type { StackTarget } from '../../ports/stack-target.ts';
import { loadCommit, type LoadedCommit } from '../load/load-commit.ts';
import { confirm } from '../shared/confirm.ts';
import { EXIT, type ExitCode } from '../shared/exit-code.ts';
import { endpointOf, selectStages } from '../shared/targets.ts';
import type { World } from '../shared/world.ts';
import { installPlan } from './bootstrap-apply.ts';
import { gatherBootstrap, type GatherInput } from './bootstrap-gather.ts';
import type { BootstrapOptions } from './bootstrap-options.ts';
import { choosePlaces, isOf, onlyHome, openPlaces } from './bootstrap-places.ts';
import { printBootstrap } from './bootstrap-print.ts';
import { createSurroundings, requireNone } from './bootstrap-surroundings.ts';
import { requireAdoptable } from './require-adoptable.ts';
import { uninstallCommand } from './uninstall-command.ts';

/**
 * `mlops bootstrap`: makes the control plane what the settings ask for. Shows its plan first, asks, then goes stack by
 * stack through change sets; a second run finds nothing to do. On the local target, which needs no installation, and
 * with `--print`, nothing outside is looked at or changed.
 */
export async function bootstrapCommand(world: World, options: BootstrapOptions): Promise<ExitCode> {
  // Without AWS an account that the settings do not name stays unnamed, and is then complained about.
  const commit = await loadSettingsAndKeys(world, options.print ? { ...options, target: 'local' } : options);
  const { settings } = commit;
  if (options.uninstall) return uninstallCommand(world, options, commit);
  requireNone(checkSettings(settings));
  requireAdoptable(settings, options.adopt);
  const places = listPlaces(settings);
  const selected = new Set(selectStages(settings, options.stages));
  const bundle = needsProcessor(options) ? pack(world) : undefined;
  try {
    if (options.print || commit.target === 'local') {
      const chosen = options.stages.length === 0 ? places : places.filter((place) => isOf(place, selected));
      return await showOffline(world, options, {
        commit,
        options,
        places: onlyHome(chosen, options),
        left: [],
        online: undefined,
        bundle,
      });
    }
    const { chosen, left } = await choosePlaces(world, { options, settings, places, selected });
    const targets = await openPlaces(world, chosen);
    const endpoint = endpointOf(world);
    const { inspectAccount } = await import('../../adapters/account/inspect-account.ts');
    const surroundings = createSurroundings(({ account, region }) => inspectAccount({ account, region, endpoint }));
    return await install(world, options, {
      commit,
      options,
      places: chosen,
      left,
      online: { targets, surroundings },
      bundle,
    });
  } finally {
    bundle?.release();
  }
}

async function showOffline(world: World, options: BootstrapOptions, input: GatherInput): Promise<ExitCode> {
  const plan = await gatherBootstrap(input);
  const text = { color: options.colorOf(world.stderr), verbose: options.verbose };
  if (options.print) {
    if (options.out !== undefined) world.stderr.write(renderBootstrapPlan(plan, text));
    const folder = options.out === undefined ? undefined : resolve(world.cwd, options.out);
    await printBootstrap(world, { plan, bundle: input.bundle, folder });
    return EXIT.success;
  }
  world.stdout.write(
    options.format === 'json'
      ? renderBootstrapPlanJson(plan)
      : renderBootstrapPlan(plan, { ...text, color: options.colorOf(world.stdout) }),
  );
  world.stderr.write(
    'the local target needs no installation, so nothing was installed: this is what --target aws would install in fresh accounts\n',
  );
  return EXIT.success;
}

async function install(world: World, options: BootstrapOptions, input: GatherInput): Promise<ExitCode> {
  const plan = await gatherBootstrap(input);
  const isJson = options.format === 'json';
  if (options.planOnly) {
    const text = { color: options.colorOf(world.stdout), verbose: options.verbose };
    world.stdout.write(isJson ? renderBootstrapPlanJson(plan) : renderBootstrapPlan(plan, text));
    return EXIT.success;
  }
  world.stderr.write(renderBootstrapPlan(plan, { color: options.colorOf(world.stderr), verbose: options.verbose }));
  if (isPending(plan) && !options.autoApprove) {
    const instead = ['or look first: --plan shows what would be done, --print gives it to somebody else'];
    if (!(await confirm(world, { question: 'Install this?', instead }))) {
      world.stderr.write('nothing was changed\n');
      return EXIT.failure;
    }
  }
  const targets = input.online?.targets ?? new Map<string, StackTarget>();
  const report = await installPlan(world, { plan, targets, bundle: input.bundle, options });
  world.stdout.write(
    isJson ? renderBootstrapJson(report) : renderBootstrapReport(report, { color: options.colorOf(world.stdout) }),
  );
  return report.succeeded ? EXIT.success : EXIT.failure;
}

/** The settings must be right; a config that is not only keeps its key from being known. */
async function loadSettingsAndKeys(world: World, options: BootstrapOptions): Promise<LoadedCommit> {
  const commit = await loadCommit(world, options);
  const fault = commit.findings.find(({ severity, file }) => severity === 'error' && file === SETTINGS_FILE);
  if (fault === undefined) return commit;
  throw new UserError('invalid-settings', `${fault.file}:${fault.line}:${fault.column}: ${fault.message}`, {
    instructions: [...(fault.hint === undefined ? [] : [fault.hint]), '`mlops validate` shows all findings'],
  });
}

/** Stages that are named bring their own places; the control plane comes with no stage named. */
function needsProcessor({ stages, organization }: BootstrapOptions): boolean {
  return stages.length === 0 && organization === undefined;
}

function pack(world: World): ProcessorBundle {
  return packProcessor({
    onPack: (files) => world.stderr.write(`packing the processor: ${files} files, a few seconds\n`),
  });
}
