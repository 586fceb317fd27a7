import type { Finding } from '../../model/finding.ts';
import { findingAt } from '../shared/finding-at.ts';
import type { MissingValue } from './resolve-stages.ts';
import { countOf, filesOf, relatedTo } from './several-places.ts';
import { isNamed, pointerOfStage, writtenStages, type StageNames } from './stage-names.ts';

/**
 * `stage-value-missing` (error) at each map that lacks a value. Where no config file names a stage at all, and several
 * lack it, the stage is new: one finding, at its name in the settings.
 */
export function reportMissingValues(missing: readonly MissingValue[], about: StageNames): readonly Finding[] {
  const { settingsFile, written, isPartial } = about;
  const found = missing.map(({ finding }) => finding);
  if (settingsFile === undefined || writtenStages(settingsFile) === undefined || isPartial || filesOf(found) < 2)
    return found;
  const names = [...new Set(missing.flatMap((one) => one.stages))].filter((name) => !isNamed(name, written));
  if (names.length === 0) return found;
  function isNew({ stages: lacking }: MissingValue): boolean {
    return lacking.every((name) => names.includes(name));
  }
  const ofNew = missing.filter(isNew).map(({ finding }) => finding);
  if (filesOf(ofNew) < 2) return found;
  const finding = findingAt(settingsFile, {
    severity: 'error',
    code: 'stage-value-missing',
    pointer: pointerOfStage(names[0], settingsFile) ?? '/stages',
    message: `no config file has a value for the stage ${names.map((one) => `\`${one}\``).join(', ')}, and ${countOf(ofNew)} differ by stage`,
    hint: 'add values for it, or name the stages of each workload in `stages`',
    related: relatedTo(ofNew, 'missing here'),
  });
  return [...missing.filter((one) => !isNew(one)).map((one) => one.finding), finding];
}
