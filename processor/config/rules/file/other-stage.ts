import type { Finding } from '../../../model/finding.ts';
import { attributesOf } from '../../shared/attribute-catalogue.ts';
import type { ParsedFile } from '../../shared/parsed-file.ts';
import { showText } from '../../shared/show-value.ts';
import type { WrittenWorkload } from '../../shared/written-workload.ts';
import { stageMaps } from '../../stages/resolve-stages.ts';
import { collectFindings } from '../shared/finding-collector.ts';
import type { RuleContext } from '../shared/rule.ts';
import { findStageSlips, nameTheirStages, type ByStage } from '../shared/stage-slips.ts';

/** What is read: a stage may well be given the data of a later one. */
const INPUTS: ReadonlySet<string> = new Set(['batch_inference_data', 'monitor_ground_truth_input']);

/**
 * `other-stage` (warning): of values by stage that name their stages, one names another stage: it was copied and not
 * edited, or two changed places. Not said of what is kept in one place for all and promoted from stage to stage, such
 * as models, unless two changed places.
 */
export function checkOtherStage({ settings, written }: RuleContext): readonly Finding[] {
  if (settings.stages.length < 2) return [];
  const order = settings.stages.map(({ name }) => name);
  const collector = collectFindings();
  const told = new Map<ParsedFile, boolean>();
  /** Asked once a file: each of many values that are alike may ask. */
  function isTold({ source }: WrittenWorkload): boolean {
    const known = told.get(source) ?? areTold(source, written, order);
    told.set(source, known);
    return known;
  }
  for (const workload of written) {
    for (const { attribute, values } of textMaps(workload, order)) {
      for (const slip of findStageSlips(values, () => isTold(workload))) {
        const at = { code: 'other-stage', severity: 'warning', written: workload, attribute } as const;
        if (slip.kind === 'swapped') {
          collector.report({
            ...at,
            message: `the value for \`${slip.stage}\` names stage \`${slip.other}\`, and the one for \`${slip.other}\` stage \`${slip.stage}\``,
            hint: 'swap the two; ignore this if each stage is to use what is called after the other',
            related: [slip.stage, slip.other].map((stage) => ({
              written: workload,
              attribute,
              stage,
              message: `the value for \`${stage}\``,
            })),
          });
          continue;
        }
        if (isShared(workload, attribute) || (INPUTS.has(attribute) && !slip.isFromEarlier)) continue;
        collector.report({
          ...at,
          stage: slip.stage,
          message: `${showText(values.get(slip.stage) ?? '')} is the value for stage \`${slip.stage}\`, and names stage \`${slip.other}\``,
          hint: `did you mean \`${slip.meant}\`? Ignore this if \`${slip.stage}\` is to use what is called after \`${slip.other}\``,
        });
      }
    }
  }
  return collector.findings;
}

function isShared({ pipelineType }: WrittenWorkload, attribute: string): boolean {
  return attributesOf(pipelineType).get(attribute)?.kind === 'assets-key';
}

/** True where some workload of the file has values that each name their own stage. */
function areTold(source: ParsedFile, all: readonly WrittenWorkload[], order: readonly string[]): boolean {
  return all.some(
    (other) => other.source === source && textMaps(other, order).some(({ values }) => nameTheirStages(values)),
  );
}

interface TextMap {
  readonly attribute: string;
  readonly values: ByStage;
}

/** Maps by stage that hold texts alone. */
function textMaps(written: WrittenWorkload, order: readonly string[]): readonly TextMap[] {
  return stageMaps(written).flatMap(({ attribute }) => {
    const values = textsOf(written, attribute, order);
    return values === undefined ? [] : [{ attribute, values }];
  });
}

/** The texts of a map in the order of the stages; undefined where anything else is among them. */
function textsOf({ attributes }: WrittenWorkload, attribute: string, order: readonly string[]): ByStage | undefined {
  const map = attributes[attribute] as Readonly<Record<string, unknown>>;
  const values = new Map<string, string>();
  for (const stage of order) {
    const value = Object.hasOwn(map, stage) ? map[stage] : undefined;
    if (value === undefined) continue;
    if (typeof value !== 'string') return undefined;
    values.set(stage, value);
  }
  return values.size < 2 ? undefined : values;
}
