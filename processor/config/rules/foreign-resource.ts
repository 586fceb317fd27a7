import { imageTable } from '../../../pipelines/images/image-table.ts';
import type { PipelineSpec } from '../../../pipelines/spec.ts';
import { parseImageUri } from './custom-image.ts';
import { partitionOf } from './partition.ts';
import type { RuleContext } from './rule.ts';
import type { WorkloadCheck } from './workload-check.ts';
import { isBatch, isRealtime } from './spec-kinds.ts';
import { writtenValue } from './written-name.ts';

/** Where a thing named in a config lives. */
interface Origin {
  readonly attribute: string;
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
  return function checkForeignResource({ written, workload }, collector) {
    const { spec } = workload;
    const { stage, account, region } = spec.environment;
    for (const origin of originsOf(spec)) {
      // A key that the settings give to a stage has its place, and its finding, there.
      if (writtenValue(written, origin.attribute, stage) === undefined) continue;
      const at = { written, attribute: origin.attribute, stage, severity: 'error' as const };
      const partition = partitionOf(region);
      if (origin.partition !== undefined && origin.partition !== partition) {
        collector.report({
          ...at,
          code: 'foreign-partition',
          message: `the ${origin.what} is in partition \`${origin.partition}\`, stage \`${stage}\` in \`${partition}\` (${region})`,
          hint: `use ${articled(origin.what)} of \`${partition}\`: nothing crosses partitions`,
        });
      } else if (origin.region !== region) {
        collector.report({
          ...at,
          code: 'foreign-region',
          message: `the ${origin.what} is in region \`${origin.region}\`, stage \`${stage}\` in \`${region}\``,
          hint: `use ${articled(origin.what)} of \`${region}\`, or one value per stage: { "${stage}": ... }`,
        });
      } else if (origin.account !== account && !allowed.has(origin.account) && !isPublisher(origin)) {
        collector.report({
          ...at,
          code: 'foreign-account',
          message: `the ${origin.what} belongs to account ${origin.account}, stage \`${stage}\` is account ${account}`,
          hint: `use ${articled(origin.what)} of account ${account}, or add ${origin.account} to \`allowed_accounts\` in mlops-settings.json`,
        });
      }
    }
  };
}

function originsOf(spec: PipelineSpec): readonly Origin[] {
  const origins: (Origin | undefined)[] = [];
  const { kms_key_arn: key } = spec.attributes;
  if (key !== undefined) origins.push(originOfArn('kms_key_arn', 'KMS key', key));
  if (isRealtime(spec) || isBatch(spec)) {
    const { model_package_name: model, custom_image_uri: uri } = spec.attributes;
    if (model !== undefined) origins.push(originOfArn('model_package_name', 'model package', model));
    // Beside a model package the image has no effect, which has its own finding
    const image = model === undefined && uri !== undefined ? parseImageUri(uri) : undefined;
    if (image)
      origins.push({ attribute: 'custom_image_uri', what: 'image', account: image.account, region: image.region });
  }
  return origins.filter((origin) => origin !== undefined);
}

function originOfArn(attribute: string, what: string, arn: string): Origin | undefined {
  const [, partition, , region, account] = arn.split(':');
  if (partition === undefined || region === undefined || account === undefined) return undefined;
  return { attribute, what, partition, region, account };
}

function articled(what: string): string {
  return `${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}`;
}

/** AWS's own registries publish in accounts that differ by region. */
function isPublisher({ attribute, account, region }: Origin): boolean {
  if (attribute !== 'custom_image_uri') return false;
  return Object.values(imageTable.families).some((accounts) => accounts[region] === account);
}
