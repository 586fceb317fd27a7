import { parseSettings } from '../../../processor/config/settings/settings.ts';
import { withControlPlaneRoles } from '../../../processor/config/settings/with-control-plane-roles.ts';
import type { Settings } from '../../../processor/model/settings.ts';

export const HOME = '111111111111';
export const OTHER = '222222222222';

const WRITTEN = {
  stages: [
    { name: 'dev', account: HOME, region: 'eu-west-1', ecr_repository: 'team/images' },
    { name: 'staging', account: HOME, region: 'eu-west-1', assets_bucket: 'staging-bucket' },
    { name: 'prod', account: OTHER, region: 'eu-west-1', approval: true },
  ],
  source: { provider: 'codecommit', repository: 'models' },
  control_plane: {},
};

/** Settings with a control plane, as the command line completes them; `change` replaces whole members of the file. */
export function installable(change: object = {}): Settings {
  const { settings, findings } = parseSettings(Buffer.from(JSON.stringify({ ...WRITTEN, ...change })));
  const [fault] = findings;
  if (fault !== undefined) throw new Error(fault.message);
  return withControlPlaneRoles(settings);
}
