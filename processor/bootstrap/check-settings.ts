import { partitionOf } from '../../pipelines/shared/partition.ts';
import { UNNAMED_ACCOUNT } from '../config/settings/with-caller-account.ts';
import { installedRoles } from '../config/settings/with-control-plane-roles.ts';
import type { ControlPlane, Settings, Source, Stage } from '../model/settings.ts';

/** Something that keeps the control plane from being installed: what is wrong, and what to do. */
export interface Problem {
  /** Lower case, without full stop. */
  readonly problem: string;
  readonly cure: string;
}

/** Everything that settings lack for `mlops bootstrap`, all at once; empty when they say enough. */
export function checkSettings(settings: Settings): readonly Problem[] {
  const { controlPlane, source, stages } = settings;
  if (controlPlane === undefined) {
    const cure =
      'add `"control_plane": {}` to mlops-settings.json: the control plane then runs where the first stage is';
    return [{ problem: 'the settings have no `control_plane`, so there is nothing to install', cure }];
  }
  const problems: Problem[] = [];
  if (source === undefined) {
    problems.push({
      problem: 'the settings have no `source`: the pipeline would not know which repository to watch',
      cure: 'add `"source": { "provider": "codecommit", "repository": "NAME" }`, or one of provider `github`',
    });
  } else if (source.provider === 'github' && source.connectionArn === undefined) {
    problems.push(...checkUnconnected(source, controlPlane));
  }
  if (source !== undefined && (source.provider === 'github') !== source.repository.includes('/')) {
    problems.push({
      problem: `\`source.repository\` is \`${source.repository}\`, which is no name of a repository at ${source.provider}`,
      cure: 'write `owner/name` for GitHub, and the name alone for CodeCommit',
    });
  }
  if (controlPlane.webhook && source?.provider === 'codecommit') {
    problems.push({
      problem: '`control_plane.webhook` is on and the source is in CodeCommit, which sends no webhooks',
      cure: 'leave `control_plane.webhook` out: events of CodeCommit start the pipeline already',
    });
  }
  if (controlPlane.secretArn !== undefined && controlPlane.secretArn.split(':')[3] !== controlPlane.region) {
    problems.push({
      problem: `the secret of \`control_plane.secret_arn\` is not in ${controlPlane.region}, where the control plane is`,
      cure: 'keep it there, or replicate it there and name the ARN of the replica',
    });
  }
  const [, , , keyRegion, keyAccount, key = ''] = controlPlane.kmsKeyArn?.split(':') ?? [];
  if (keyRegion !== undefined && (keyRegion !== controlPlane.region || key.startsWith('alias/'))) {
    problems.push({
      problem: `\`control_plane.kms_key_arn\` is ${key.startsWith('alias/') ? 'an alias' : `a key of ${keyRegion}`}, and policies need a key of ${controlPlane.region}`,
      cure: `name the ARN of a key there (arn:aws:kms:${controlPlane.region}:${keyAccount ?? ''}:key/…)`,
    });
  }
  if (controlPlane.webhook && controlPlane.secretArn === undefined) {
    problems.push({
      problem: '`control_plane.webhook` is on and there is no `control_plane.secret_arn`',
      cure: 'keep a secret with the members `webhook_secret` and `github_token` in Secrets Manager and name its ARN',
    });
  }
  if (source?.provider === 'github' && controlPlane.api !== 'off' && controlPlane.secretArn === undefined) {
    problems.push({
      problem: `\`control_plane.api\` is \`${controlPlane.api}\`, which writes to GitHub, and there is no \`control_plane.secret_arn\``,
      cure: 'keep a secret with the member `github_token` in Secrets Manager and name its ARN',
    });
  }
  if (source?.provider === 'github' && controlPlane.review && controlPlane.secretArn === undefined) {
    problems.push({
      problem: 'pull requests on GitHub are to be reviewed and there is no `control_plane.secret_arn`',
      cure: 'keep a secret with the member `github_token` in Secrets Manager and name its ARN, or set `control_plane.review` to false',
    });
  }
  return [
    ...problems,
    ...stages.flatMap((stage) => [...checkPartition(stage, controlPlane), ...checkStage(stage, settings)]),
  ];
}

/** Roles of one partition cannot be assumed from another. */
function checkPartition({ name, region }: Stage, controlPlane: ControlPlane): readonly Problem[] {
  const [own, home] = [partitionOf(region).partition, partitionOf(controlPlane.region).partition];
  if (own === home) return [];
  return [
    {
      problem: `stage \`${name}\` is in ${region} (${own}) and the control plane in ${controlPlane.region} (${home}), and accounts of two partitions cannot trust each other`,
      cure: 'keep the stages of each partition in a repository of their own, with a control plane there',
    },
  ];
}

/** Without a connection a webhook tells of pushes, and its receiver reads GitHub by the token of the secret. */
function checkUnconnected({ repository }: Source, { webhook, review }: ControlPlane): readonly Problem[] {
  const connect =
    'make a connection in the console (Developer Tools, Settings, Connections), authorise it with GitHub, and name its ARN';
  if (!webhook) {
    return [
      {
        problem: `the source is ${repository} on GitHub and has no \`connection_arn\``,
        cure: `${connect}; or set \`control_plane.webhook\` to true, and \`control_plane.review\` to false`,
      },
    ];
  }
  if (!review) return [];
  return [
    {
      problem: 'pull requests on GitHub are to be reviewed by CodeBuild and there is no `source.connection_arn`',
      cure: `set \`control_plane.review\` to false, and let \`mlops serve\` review them; or ${connect}`,
    },
  ];
}

function checkStage(stage: Stage, { stackPrefix }: Settings): readonly Problem[] {
  const problems: Problem[] = [];
  if (stage.account === UNNAMED_ACCOUNT) {
    problems.push({
      problem: `stage \`${stage.name}\` names no account`,
      cure: 'name it by `account`, or give credentials, whose account it is then',
    });
  }
  const installed = installedRoles(stage, stackPrefix);
  if (stage.roleArn !== installed.roleArn) return problems;
  if (stage.permissionsBoundaryArn !== installed.permissionsBoundaryArn) {
    problems.push({
      problem: `stage \`${stage.name}\` has its own \`permissions_boundary_arn\` and no \`role_arn\`: the roles that are installed allow only their own boundary`,
      cure: 'leave it out, or name `role_arn` and `execution_role_arn` too, which you then look after yourself',
    });
  }
  if (stage.executionRoleArn !== installed.executionRoleArn) {
    problems.push({
      problem: `stage \`${stage.name}\` has its own \`execution_role_arn\` and no \`role_arn\`: the deploy role that is installed may hand on only the installed one`,
      cure: 'leave it out, or name `role_arn` too, which you then look after yourself',
    });
  }
  return problems;
}
