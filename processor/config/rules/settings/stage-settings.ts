import { partitionOf } from '../../../../pipelines/shared/partition.ts';
import type { PipelineSpec } from '../../../../pipelines/spec.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Settings, Stage } from '../../../model/settings.ts';
import { UNNAMED_ACCOUNT } from '../../settings/with-caller-account.ts';
import { findingAt } from '../../shared/finding-at.ts';
import type { ParsedFile } from '../../shared/parsed-file.ts';
import { keyIdFault } from '../shared/kms-key-id.ts';
import { strangeRegion } from '../shared/region-names.ts';
import type { RuleContext } from '../shared/rule.ts';
import { isMonitor } from '../shared/spec-kinds.ts';

type Fault = Pick<Finding, 'severity' | 'code' | 'message' | 'hint'>;

/** ARNs of a stage, as written and as complete settings call them. */
const ROLES = [
  ['role_arn', 'roleArn', 'role'],
  ['read_role_arn', 'readRoleArn', 'role'],
  ['execution_role_arn', 'executionRoleArn', 'role'],
  ['permissions_boundary_arn', 'permissionsBoundaryArn', 'policy'],
] as const;

/**
 * What the settings say about a stage, against each other.
 *
 * `region-unknown`: an error where a word of the name is misspelt, or a workload needs an image that AWS publishes by
 * region, else a warning, because AWS opens regions. Nothing else is compared with such a region.
 * `foreign-account`, `foreign-region`, `foreign-partition` (errors): a role or key of another place than the stage. A
 * role acts in its own account alone; keys of `allowed_accounts` are accepted, those of another stage a warning. `kms-key-id` (warning): of a key's id.
 */
export function checkStageSettings({ settings, settingsFile, resolved }: RuleContext): readonly Finding[] {
  if (settingsFile === undefined) return [];
  const written = (settingsFile.value as { readonly stages?: unknown }).stages;
  if (!Array.isArray(written)) return [];
  const allowed = new Set([...settings.allowedAccounts, ...settings.stages.map(({ account }) => account)]);
  const keys = new Set(settings.stages.map(({ kmsKeyArn }) => kmsKeyArn));
  return written.flatMap((members: unknown, index): readonly Finding[] => {
    if (typeof members !== 'object' || members === null) return [];
    const own = members as Readonly<Record<string, unknown>>;
    const stage = settings.stages.find(({ name }) => name === own['name']);
    if (stage === undefined) return [];
    const lent = keys.size > 1 ? lentKey(stage, own, settings) : undefined;
    const faults = { ...(lent && { kms_key_arn: lent }), ...faultsOf(stage, own, { allowed, resolved }) };
    return Object.entries(faults).map(([key, fault]) => at(settingsFile, `/stages/${index}/${key}`, fault));
  });
}

function faultsOf(
  stage: Stage,
  own: Readonly<Record<string, unknown>>,
  { allowed, resolved }: { readonly allowed: ReadonlySet<string>; readonly resolved: RuleContext['resolved'] },
): Readonly<Record<string, Fault>> {
  const faults: Record<string, Fault> = {};
  const region = own['region'] === stage.region ? regionFault(stage, resolved) : undefined;
  if (region !== undefined) faults['region'] = region;
  // Without an account in the settings it is the one of the credentials, which nobody knows yet.
  for (const [key, name, what] of own['account'] === stage.account ? ROLES : []) {
    const fault = own[key] === stage[name] ? arnFault(stage[name], { stage, what }) : undefined;
    if (fault !== undefined) faults[key] = fault;
  }
  const isKeyWritten = own['kms_key_arn'] === stage.kmsKeyArn;
  const fault = isKeyWritten ? arnFault(stage.kmsKeyArn, { stage, what: 'KMS key', allowed }) : undefined;
  const found = fault ?? (isKeyWritten && stage.kmsKeyArn !== undefined ? keyIdFault(stage.kmsKeyArn) : undefined);
  if (found !== undefined) faults['kms_key_arn'] = found;
  return faults;
}

/** Of a key in the account of another stage, which its policy may allow. */
function lentKey(stage: Stage, own: Readonly<Record<string, unknown>>, settings: Settings): Fault | undefined {
  const { kmsKeyArn: key = '', account } = stage;
  if (key === '' || own['kms_key_arn'] !== key || own['account'] !== account) return undefined;
  const owner = settings.stages.find((other) => other !== stage && other.account === key.split(':')[4]);
  if (owner === undefined || owner.account === account || settings.allowedAccounts.includes(owner.account))
    return undefined;
  return {
    severity: 'warning',
    code: 'foreign-account',
    message: `the KMS key of stage \`${stage.name}\` belongs to account ${owner.account}, that of stage \`${owner.name}\``,
    hint: `use a key of account ${account}; ignore this if the policy of this one lets account ${account} use it`,
  };
}

function regionFault({ name, region }: Stage, resolved: RuleContext['resolved']): Fault | undefined {
  const strange = strangeRegion(region);
  if (strange === undefined) return undefined;
  const isCertain = strange.isMisspelt || resolved.some(({ workload }) => isOfAws(workload.spec, name));
  const ifNew = isCertain
    ? 'If AWS has opened the region since, its images are not known yet: name your own in `custom_image_uri`'
    : 'Ignore this if AWS has opened the region since';
  return {
    severity: isCertain ? 'error' : 'warning',
    code: 'region-unknown',
    message: `no AWS region \`${region}\` is known`,
    hint:
      strange.near === undefined
        ? 'write its code, such as `eu-central-1`'
        : `did you mean \`${strange.near}\`?${strange.isMisspelt ? '' : ` ${ifNew}`}`,
  };
}

/** Whether a workload of a stage runs an image that AWS publishes. */
function isOfAws(spec: PipelineSpec, stage: string): boolean {
  if (spec.environment.stage !== stage) return false;
  return isMonitor(spec) || (spec.attributes as { readonly model_framework?: string }).model_framework !== undefined;
}

interface Wanted {
  readonly stage: Stage;
  readonly what: string;
  /** Accounts besides the stage's own. */
  readonly allowed?: ReadonlySet<string>;
}

function arnFault(arn: string | undefined, { stage, what, allowed }: Wanted): Fault | undefined {
  if (arn === undefined) return undefined;
  const [, partition = '', , region = '', account = ''] = arn.split(':');
  const wanted = partitionOf(stage.region).partition;
  const isKnown = stage.isRegionDoubtful !== true && strangeRegion(stage.region) === undefined;
  if (isKnown && partition !== wanted) {
    return {
      severity: 'error',
      code: 'foreign-partition',
      message: `the ${what} is in partition \`${partition}\`, stage \`${stage.name}\` in \`${wanted}\` (${stage.region})`,
      hint: `use a ${what} of \`${wanted}\`: nothing crosses partitions`,
    };
  }
  if (isKnown && region !== '' && region !== stage.region) {
    return {
      severity: 'error',
      code: 'foreign-region',
      message: `the ${what} is in region \`${region}\`, stage \`${stage.name}\` in \`${stage.region}\``,
      hint: `use a ${what} of \`${stage.region}\``,
    };
  }
  if (stage.isAccountDoubtful === true || stage.account === UNNAMED_ACCOUNT) return undefined;
  // AWS's own policies are in every account.
  if (account === stage.account || account === 'aws' || allowed?.has(account) === true) return undefined;
  return {
    severity: 'error',
    code: 'foreign-account',
    message: `the ${what} belongs to account ${account}, stage \`${stage.name}\` is account ${stage.account}`,
    hint:
      allowed === undefined
        ? `use a ${what} of account ${stage.account}: it acts in its own account alone`
        : `use a ${what} of account ${stage.account}, or add ${account} to \`allowed_accounts\``,
  };
}

function at(source: ParsedFile, pointer: string, fault: Fault): Finding {
  return findingAt(source, { ...fault, pointer });
}
