import { UNNAMED_ACCOUNT, withCallerAccount } from '../../config/settings/with-caller-account.ts';
import { withControlPlaneRoles } from '../../config/settings/with-control-plane-roles.ts';
import type { Settings, TargetKind } from '../../model/settings.ts';
import { endpointOf } from '../shared/targets.ts';
import type { World } from '../shared/world.ts';

/**
 * Asks AWS for the account, and the environment for the region, where the settings name none and the target is AWS; and
 * names the roles that the control plane installs, where the settings have one.
 */
export async function completeSettings(
  settings: Settings,
  options: { readonly target: TargetKind; readonly world: World },
): Promise<Settings> {
  return withControlPlaneRoles(await withAccounts(settings, options));
}

async function withAccounts(
  settings: Settings,
  options: { readonly target: TargetKind; readonly world: World },
): Promise<Settings> {
  const isNamed = settings.stages.every((stage) => stage.account !== UNNAMED_ACCOUNT);
  if (options.target === 'local' || isNamed) return settings;
  const { readCallerAccount } = await import('../../adapters/cloudformation/connect-stage.ts');
  const { env } = options.world;
  const region = env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? settings.stages[0]?.region ?? 'us-east-1';
  const endpoint = endpointOf(options.world);
  const account = await readCallerAccount({ region, ...(endpoint === undefined ? {} : { endpoint }) });
  return withCallerAccount(settings, { account, region });
}
