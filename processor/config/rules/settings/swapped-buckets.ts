import type { Finding } from '../../../model/finding.ts';
import { findingAt } from '../../shared/finding-at.ts';
import type { RuleContext } from '../shared/rule.ts';
import { findStageSlips } from '../shared/stage-slips.ts';

/**
 * `other-stage` (warning): the assets buckets of two stages name each other's stage. Of one bucket for several stages
 * speaks `shared-bucket`.
 */
export function checkSwappedBuckets({ settings, settingsFile }: RuleContext): readonly Finding[] {
  const written = (settingsFile?.value as { readonly stages?: unknown } | null | undefined)?.stages;
  if (settingsFile === undefined || !Array.isArray(written) || settings.stages.length < 2) return [];
  const pointers = new Map<string, string>();
  for (const [index, stage] of written.entries()) {
    const { name, assets_bucket: bucket } = (stage ?? {}) as Readonly<Record<string, unknown>>;
    const known = settings.stages.find((other) => other.name === name && other.assetsBucket === bucket);
    if (known !== undefined) pointers.set(known.name, `/stages/${index}/assets_bucket`);
  }
  const values = new Map(
    settings.stages.filter(({ name }) => pointers.has(name)).map(({ name, assetsBucket }) => [name, assetsBucket]),
  );
  return findStageSlips(values, () => false)
    .filter(({ kind }) => kind === 'swapped')
    .map(({ stage: second, other: first }) => {
      const there = pointers.get(second) ?? '';
      return findingAt(settingsFile, {
        severity: 'warning',
        code: 'other-stage',
        pointer: pointers.get(first) ?? '',
        message: `the assets bucket of stage \`${first}\` names stage \`${second}\`, and that of \`${second}\` stage \`${first}\``,
        hint: 'swap the two; ignore this if each stage is to use what is called after the other',
        related: [{ file: settingsFile.file, ...settingsFile.locate(there), message: 'swapped with this' }],
      });
    });
}
