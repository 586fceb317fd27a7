import type { Finding } from '../../../model/finding.ts';
import type { Stage } from '../../../model/settings.ts';
import { UNNAMED_ACCOUNT } from '../../settings/with-caller-account.ts';
import { findingAt } from '../../shared/finding-at.ts';
import { strangeRegion } from '../shared/region-names.ts';
import type { RuleContext } from '../shared/rule.ts';

/**
 * `shared-bucket` (error): one assets bucket for stages of different accounts or regions. What is applied goes to the
 * bucket of the stage, which is expected in its account, and Lambda takes code from buckets of its own region alone.
 * Said once a bucket.
 */
export function checkSharedBucket({ settings, settingsFile }: RuleContext): readonly Finding[] {
  if (settingsFile === undefined) return [];
  // A region that is misspelt is the mistake.
  const stages = settings.stages.filter(
    ({ region, isRegionDoubtful }) => isRegionDoubtful !== true && strangeRegion(region) === undefined,
  );
  return [...new Set(stages.map(({ assetsBucket }) => assetsBucket))].flatMap((bucket): readonly Finding[] => {
    const [first, ...others] = stages.filter(({ assetsBucket }) => assetsBucket === bucket);
    const other = first && others.find((stage) => isElsewhere(stage, first));
    if (first === undefined || other === undefined) return [];
    const pointer = pointerTo(settingsFile.value, other.name);
    return [
      findingAt(settingsFile, {
        severity: 'error',
        code: 'shared-bucket',
        pointer,
        message: `the assets bucket \`${bucket}\` cannot be that of ${describe(first)} and of ${describe(other)}`,
        hint: 'give each account and region a bucket of its own, or leave `assets_bucket` out: the default names both',
      }),
    ];
  });
}

/** Accounts that the settings leave open are those of whoever applies. */
function isElsewhere(stage: Stage, other: Stage): boolean {
  const accounts = [stage.account, other.account];
  return stage.region !== other.region || (stage.account !== other.account && !accounts.includes(UNNAMED_ACCOUNT));
}

function describe({ name, account, region }: Stage): string {
  return `stage \`${name}\` (${account === UNNAMED_ACCOUNT ? '' : `${account} `}${region})`;
}

/** Where the bucket of a stage is written: in the stage, else at the top. */
function pointerTo(value: unknown, stage: string): string {
  const { stages } = value as { readonly stages?: readonly Readonly<Record<string, unknown>>[] };
  const index = stages?.findIndex((own) => own['name'] === stage && own['assets_bucket'] !== undefined) ?? -1;
  return index < 0 ? '/assets_bucket' : `/stages/${index}/assets_bucket`;
}
