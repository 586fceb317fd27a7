import { boundaryArn, roleArn } from '../../../pipelines/control-plane/role-names.ts';
import type { Settings, Stage } from '../../model/settings.ts';

/**
 * The settings with the roles that the control plane installs, in each stage that names no `role_arn` of its own: a
 * stage that does keeps what it says and nothing else, because its role knows nothing of ours. What a stage names
 * beside that stays. Without a control plane nothing changes. Accounts must be known: see `withCallerAccount`.
 */
export function withControlPlaneRoles(settings: Settings): Settings {
  if (settings.controlPlane === undefined) return settings;
  const { stackPrefix } = settings;
  return {
    ...settings,
    stages: settings.stages.map((stage) =>
      stage.roleArn === undefined ? { ...installedRoles(stage, stackPrefix), ...stage } : stage,
    ),
  };
}

/** What `mlops bootstrap` installs for a stage. */
export function installedRoles(
  { account, region }: Pick<Stage, 'account' | 'region'>,
  stackPrefix: string,
): Required<Pick<Stage, 'roleArn' | 'readRoleArn' | 'executionRoleArn' | 'permissionsBoundaryArn'>> {
  const place = { stackPrefix, account, region };
  return {
    roleArn: roleArn('deploy', place),
    readRoleArn: roleArn('read', place),
    executionRoleArn: roleArn('execution', place),
    permissionsBoundaryArn: boundaryArn(place),
  };
}
