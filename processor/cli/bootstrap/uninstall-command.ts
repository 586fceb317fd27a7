import { checkRemovable } from '../../bootstrap/check-removable.ts';
import { listPlaces, nameOfPlace } from '../../bootstrap/list-places.ts';
import {
  renderUninstallJson,
  renderUninstallPlan,
  renderUninstallPlanJson,
  renderUninstallReport,
} from '../../bootstrap/render-uninstall.ts';
import { destroyCommands, removesAnything, type UninstallPlan } from '../../bootstrap/uninstall-plan.ts';
import { UserError } from '../../model/errors.ts';
import type { AccountCleaner } from '../../ports/account-cleaner.ts';
import type { LoadedCommit } from '../load/load-commit.ts';
import { confirm } from '../shared/confirm.ts';
import { EXIT, type ExitCode } from '../shared/exit-code.ts';
import { endpointOf, selectStages } from '../shared/targets.ts';
import type { World } from '../shared/world.ts';
import type { BootstrapOptions } from './bootstrap-options.ts';
import { choosePlaces, openPlaces } from './bootstrap-places.ts';
import { requireNone } from './bootstrap-surroundings.ts';
import { applyUninstall } from './uninstall-apply.ts';
import { gatherUninstall } from './uninstall-gather.ts';

/**
 * `mlops bootstrap --uninstall`: removes what bootstrap installed. Shows what goes and what stays, asks, then deletes
 * stack after stack; a second run finds nothing to do. Throws UserError `still-in-use` while workloads stand.
 */
export async function uninstallCommand(
  world: World,
  options: BootstrapOptions,
  { settings, target }: LoadedCommit,
): Promise<ExitCode> {
  if (target === 'local') {
    throw new UserError('usage', 'the local target has nothing installed, so there is nothing to uninstall', {
      instructions: ['give --target aws, with credentials of the account that something is installed in'],
      exitCode: 64,
    });
  }
  requireNone(checkRemovable(settings, options.stages));
  const places = listPlaces(settings);
  const selected = new Set(selectStages(settings, options.stages));
  const { chosen, left } = await choosePlaces(world, { options, settings, places, selected });
  const targets = await openPlaces(world, chosen);
  const endpoint = endpointOf(world);
  const { cleanAccount } = await import('../../adapters/account/clean-account.ts');
  const cleaners = new Map<string, AccountCleaner>(
    chosen.map((place) => [
      nameOfPlace(place),
      cleanAccount({ account: place.account, region: place.region, endpoint }),
    ]),
  );
  const plan = await gatherUninstall({ settings, options, places: chosen, left, targets, cleaners });
  if (options.planOnly) {
    const view = { color: options.colorOf(world.stdout), verbose: options.verbose };
    world.stdout.write(options.format === 'json' ? renderUninstallPlanJson(plan) : renderUninstallPlan(plan, view));
    return EXIT.success;
  }
  world.stderr.write(renderUninstallPlan(plan, { color: options.colorOf(world.stderr), verbose: options.verbose }));
  requireNoWorkloads(plan);
  if (removesAnything(plan) && !options.autoApprove) {
    const instead = ['or look first: --plan shows what would be removed'];
    if (!(await confirm(world, { question: 'Remove this?', instead }))) {
      world.stderr.write('nothing was changed\n');
      return EXIT.failure;
    }
  }
  const report = await applyUninstall(world, { plan, settings, targets, cleaners, options });
  world.stdout.write(
    options.format === 'json'
      ? renderUninstallJson(report)
      : renderUninstallReport(report, { color: options.colorOf(world.stdout) }),
  );
  return report.succeeded ? EXIT.success : EXIT.failure;
}

function requireNoWorkloads({ standing }: UninstallPlan): void {
  if (standing.length === 0) return;
  const [count, them] = standing.length === 1 ? ['a workload is', 'it'] : [`${standing.length} workloads are`, 'them'];
  throw new UserError('still-in-use', `${count} still deployed: CloudFormation needs the roles to delete ${them}`, {
    instructions: [...destroyCommands(standing), 'then run this again'],
  });
}
