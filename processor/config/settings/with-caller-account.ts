import type { Settings } from '../../model/settings.ts';

/** Account of a stage whose settings name none. No AWS account has this number. */
export const UNNAMED_ACCOUNT = '000000000000';

/**
 * Settings for AWS, where a stage without an account means the account of the credentials in use, and a repository
 * without stages means the region in use as well. Default bucket names follow the account.
 */
export function withCallerAccount(
  settings: Settings,
  caller: { readonly account: string; readonly region: string },
): Settings {
  const isUnstaged = settings.stages.length === 1 && settings.stages[0]?.name === 'default';
  const stages = settings.stages.map((stage) => {
    if (stage.account !== UNNAMED_ACCOUNT) return stage;
    const region = isUnstaged ? caller.region : stage.region;
    const isDefaultBucket = stage.assetsBucket === `mlops-assets-${stage.account}-${stage.region}`;
    const assetsBucket = isDefaultBucket ? `mlops-assets-${caller.account}-${region}` : stage.assetsBucket;
    return { ...stage, account: caller.account, region, assetsBucket };
  });
  const { controlPlane } = settings;
  if (controlPlane?.account !== UNNAMED_ACCOUNT) return { ...settings, stages };
  return { ...settings, stages, controlPlane: { ...controlPlane, account: caller.account } };
}
