import { imageTable } from '../../../pipelines/images/image-table.ts';
import type { StageEnvironment } from '../../../pipelines/spec.ts';
import { parseImageUri } from './custom-image.ts';
import type { Fault } from './finding-collector.ts';
import { partitionOf } from './partition.ts';
import type { RuleContext } from './rule.ts';
import type { WorkloadCheck } from './workload-check.ts';
import { writtenValue } from './written-name.ts';

/** Attributes that name a thing of some account. Beside a model package an image has no effect, and is not there. */
const NAMING = ['kms_key_arn', 'model_package_name', 'custom_image_uri'] as const;

type NamingAttribute = (typeof NAMING)[number];

/** Where a thing named in a config lives. */
interface Origin {
  readonly attribute: NamingAttribute;
  readonly what: string;
  /** Absent for images: their URI names none. */
  readonly partition?: string;
  readonly account: string;
  readonly region: string;
}

/**
 * Keys, model packages and images of another account, region or partition than the stage's. All errors: SageMaker
 * takes them only from its own region, and another account's only where somebody has agreed to it.
 *
 * `foreign-partition`, `foreign-region`; `foreign-account`, unless the account is the one of some stage's, stands in
 * `allowed_accounts` of the settings, or publishes AWS's own images. KMS aliases are accepted like keys.
 */
export function createForeignResourceCheck({ settings }: RuleContext): WorkloadCheck {
  const allowed = new Set([...settings.allowedAccounts, ...settings.stages.map((stage) => stage.account)]);
  /** What was found to be where it is wanted: most workloads of a stage name the same key. */
  const fine = new Map<StageEnvironment, Set<string>>();
  return function checkForeignResource({ written, workload }, collector) {
    const { environment, attributes } = workload.spec;
    const known = fine.get(environment) ?? new Set();
    fine.set(environment, known);
    for (const attribute of NAMING) {
      const value = (attributes as Partial<Record<NamingAttribute, string>>)[attribute];
      if (value === undefined || known.has(value)) continue;
      const origin = originOf(attribute, value);
      const fault = origin && faultOf(origin, environment, allowed);
      if (fault === undefined) known.add(value);
      // A key that the settings give to a stage has its place, and its finding, there.
      else if (writtenValue(written, attribute, environment.stage) !== undefined) {
        collector.report({ written, attribute, stage: environment.stage, severity: 'error', ...fault });
      }
    }
  };
}

function faultOf(
  origin: Origin,
  { stage, account, region }: StageEnvironment,
  allowed: ReadonlySet<string>,
): Pick<Fault, 'code' | 'message' | 'hint'> | undefined {
  const partition = partitionOf(region);
  if (origin.partition !== undefined && origin.partition !== partition) {
    return {
      code: 'foreign-partition',
      message: `the ${origin.what} is in partition \`${origin.partition}\`, stage \`${stage}\` in \`${partition}\` (${region})`,
      hint: `use ${articled(origin.what)} of \`${partition}\`: nothing crosses partitions`,
    };
  }
  if (origin.region !== region) {
    return {
      code: 'foreign-region',
      message: `the ${origin.what} is in region \`${origin.region}\`, stage \`${stage}\` in \`${region}\``,
      hint: `use ${articled(origin.what)} of \`${region}\`, or one value per stage: { "${stage}": ... }`,
    };
  }
  if (origin.account === account || allowed.has(origin.account) || isPublisher(origin)) return undefined;
  return {
    code: 'foreign-account',
    message: `the ${origin.what} belongs to account ${origin.account}, stage \`${stage}\` is account ${account}`,
    hint: `use ${articled(origin.what)} of account ${account}, or add ${origin.account} to \`allowed_accounts\` in mlops-settings.json`,
  };
}

/** Undefined for a text that says nothing about a place. */
function originOf(attribute: NamingAttribute, value: string): Origin | undefined {
  if (attribute === 'custom_image_uri') {
    const image = parseImageUri(value);
    return image && { attribute, what: 'image', account: image.account, region: image.region };
  }
  const [, partition, , region, account] = value.split(':');
  if (partition === undefined || region === undefined || account === undefined) return undefined;
  return { attribute, what: attribute === 'kms_key_arn' ? 'KMS key' : 'model package', partition, region, account };
}

function articled(what: string): string {
  return `${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}`;
}

/** AWS's own registries publish in accounts that differ by region. */
function isPublisher({ attribute, account, region }: Origin): boolean {
  if (attribute !== 'custom_image_uri') return false;
  return Object.values(imageTable.families).some((accounts) => accounts[region] === account);
}
