import { appendTo } from '../../../model/append-to.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Settings } from '../../../model/settings.ts';
import { findingAt } from '../../shared/finding-at.ts';
import { joinPointer } from '../../shared/json-pointer.ts';
import type { ParsedFile } from '../../shared/parsed-file.ts';
import { showKey } from '../../shared/show-value.ts';
import type { WrittenWorkload } from '../../shared/written-workload.ts';
import { chooseStages, goesEverywhere, stageMaps } from '../../stages/resolve-stages.ts';
import type { RuleContext } from '../shared/rule.ts';

/** An attribute with values for stages to which nobody goes. */
interface Idle {
  readonly attribute: string;
  readonly stages: readonly string[];
  /** The first one that has it. */
  readonly written: WrittenWorkload;
}

/**
 * `unused-stage-value` (warning): a value for a stage to which the workload does not go; nobody reads it. Said once of
 * a workload; and once of `defaults`, whose values are used when one heir goes to the stage.
 */
export function checkUnusedStageValue({ settings, written }: RuleContext): readonly Finding[] {
  if (settings.stages.length < 2) return [];
  const findings: Finding[] = [];
  const inherited = new Map<string, Idle>();
  for (const workload of written) {
    if (goesEverywhere(workload)) continue;
    const idle = idleIn(workload, settings);
    const own = idle.filter(({ attribute }) => !isDefault(workload.pointerOf(attribute)));
    if (own.length > 0) findings.push(report(own));
    if (own.length === idle.length) continue;
    for (const one of idle) {
      const pointer = workload.pointerOf(one.attribute);
      if (isDefault(pointer)) inherited.set(`${workload.source.file}\n${pointer}`, one);
    }
  }
  return inherited.size === 0 ? findings : [...findings, ...unusedDefaults([...inherited.values()], written, settings)];
}

function isDefault(pointer: string): boolean {
  return pointer.startsWith('/defaults/');
}

/** What a workload has for stages to which it does not go. */
function idleIn(written: WrittenWorkload, settings: Settings): readonly Idle[] {
  const maps = stageMaps(written);
  if (maps.length === 0) return [];
  const { stages, unknown } = chooseStages(written, settings);
  const goesTo = stages.map(({ name }) => name);
  // Where a stage is not there, or has no value, nobody knows what was meant: that is said already.
  if (unknown.length > 0 || !maps.every(({ keys }) => goesTo.every((name) => keys.includes(name)))) return [];
  const others = settings.stages.map(({ name }) => name).filter((name) => !goesTo.includes(name));
  return maps
    .map(({ attribute, keys }) => ({ attribute, stages: keys.filter((name) => others.includes(name)), written }))
    .filter((idle) => idle.stages.length > 0);
}

/** Of each file one, unless some of its workloads could not be read: they may well go there. */
function unusedDefaults(
  candidates: readonly Idle[],
  written: readonly WrittenWorkload[],
  settings: Settings,
): readonly Finding[] {
  const bySource = new Map<ParsedFile, Idle[]>();
  for (const { attribute, stages, written: first } of candidates) {
    const { source } = first;
    const { workloads } = source.value as { readonly workloads?: unknown };
    const read = written.filter((workload) => workload.source === source);
    if (!Array.isArray(workloads) || workloads.length > read.length) continue;
    const heirs = read.filter((heir) => stageMaps(heir).some((map) => map.attribute === attribute));
    const left = heirs
      .filter((heir) => isDefault(heir.pointerOf(attribute)))
      .map((heir) => idleIn(heir, settings).find((idle) => idle.attribute === attribute)?.stages ?? [])
      .reduce((all, idle) => all.filter((name) => idle.includes(name)), stages);
    if (left.length > 0) appendTo(bySource, source, { attribute, stages: left, written: first });
  }
  return [...bySource.values()].map((list) => report(list, true));
}

/** One finding at the first value, for all of them: most probably it is `stages` that is wrong. */
function report(idle: readonly Idle[], isInherited = false): Finding {
  const [{ attribute, stages, written }, ...others] = idle as readonly [Idle, ...Idle[]];
  const { source } = written;
  const pointer = joinPointer(written.pointerOf(attribute), stages[0] ?? '');
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  const values = `${stages.length === 1 ? 'a value' : 'values'} for ${listOf(stages)}`;
  const who = isInherited ? 'no workload of this file that takes it goes' : 'this workload does not go';
  const hasStages = !isInherited && Object.hasOwn(written.attributes, 'stages');
  const remedy = stages.length === 1 ? 'remove the value' : 'remove the values';
  return findingAt(source, {
    severity: 'warning',
    code: 'unused-stage-value',
    pointer,
    part: 'key',
    message: `${showKey(attribute)}${more} has ${values}, where ${who}`,
    hint:
      hasStages || isInherited
        ? `add ${listOf(stages)} to \`stages\`${isInherited ? ' of a workload' : ''}, or ${remedy}`
        : `${remedy}, or name the stages of the workload in \`stages\``,
    ...(hasStages && {
      related: [{ file: source.file, ...source.locate(written.pointerOf('stages')), message: 'where it goes' }],
    }),
  });
}

function listOf(names: readonly string[]): string {
  return names.map(showKey).join(', ');
}
