import type { WrittenSettings } from '../../../schema/generated/written-config.ts';
import type { ControlPlane, Settings, Stage } from '../../model/settings.ts';
import { UNNAMED_ACCOUNT } from './with-caller-account.ts';

const DEFAULT_REGION = 'us-east-1';

/** The complete settings: every default filled in, of several stages with one name the first. */
export function completeSettings(written: WrittenSettings): Settings {
  const stages = uniqueStages(written).map((stage): Stage => {
    const { account = UNNAMED_ACCOUNT, region = DEFAULT_REGION } = stage;
    return {
      name: stage.name,
      account,
      region,
      approval: stage.approval ?? false,
      protected: stage.protected ?? false,
      assetsBucket: stage.assets_bucket ?? written.assets_bucket ?? `mlops-assets-${account}-${region}`,
      ...optional('ecrRepository', stage.ecr_repository ?? written.ecr_repository),
      ...optional('kmsKeyArn', stage.kms_key_arn),
      ...optional('roleArn', stage.role_arn),
      ...optional('readRoleArn', stage.read_role_arn),
      ...optional('executionRoleArn', stage.execution_role_arn),
      ...optional('permissionsBoundaryArn', stage.permissions_boundary_arn),
    };
  });
  const { notifications = {}, guards = {}, source, control_plane: controlPlane } = written;
  return {
    target: written.target ?? 'local',
    stackPrefix: written.stack_prefix ?? 'mlops-pipeline',
    stages,
    notifications: { emails: notifications.emails ?? [], ...optional('topicArn', notifications.topic_arn) },
    guards: {
      ...optional('prune', guards.prune),
      ...optional('maxDeletions', guards.max_deletions),
      ...optional('maxReplacements', guards.max_replacements),
    },
    ...(source && {
      source: {
        provider: source.provider,
        repository: source.repository,
        branch: source.branch ?? 'main',
        ...optional('connectionArn', source.connection_arn),
      },
    }),
    ...(controlPlane && { controlPlane: completeControlPlane(controlPlane, stages) }),
    allowedAccounts: written.allowed_accounts ?? [],
  };
}

function completeControlPlane(
  written: NonNullable<WrittenSettings['control_plane']>,
  stages: readonly Stage[],
): ControlPlane {
  const [first] = stages;
  return {
    account: written.account ?? first?.account ?? UNNAMED_ACCOUNT,
    region: written.region ?? first?.region ?? DEFAULT_REGION,
    review: written.review ?? true,
    buildApproval: written.build_approval ?? 'forks',
    webhook: written.webhook ?? false,
    api: written.api ?? 'off',
    ...optional('kmsKeyArn', written.kms_key_arn),
    ...optional('secretArn', written.secret_arn),
  };
}

type WrittenStage = NonNullable<WrittenSettings['stages']>[number];

function uniqueStages({ stages = [] }: WrittenSettings): readonly WrittenStage[] {
  const byName = new Map<string, WrittenStage>();
  for (const stage of stages) {
    const key = stage.name.toLowerCase();
    if (!byName.has(key)) byName.set(key, stage);
  }
  return byName.size === 0 ? [{ name: 'default' }] : [...byName.values()];
}

function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<K, V>>);
}
