import type { Finding } from '../../model/finding.ts';
import type { Settings } from '../../model/settings.ts';
import { joinPointer } from '../json-pointer.ts';
import { chooseStages, stageMaps, type StageMap } from '../resolve-stages.ts';
import { showKey } from '../show-value.ts';
import type { WrittenWorkload } from '../written-workload.ts';
import type { RuleContext } from './rule.ts';

/** An attribute with values for stages to which nobody goes. */
interface Idle {
  readonly attribute: string;
  readonly stages: readonly string[];
  /** The first one that has it. */
  readonly written: WrittenWorkload;
}

/**
 * `unused-stage-value` (warning): a value for a stage to which the workload does not go; nobody reads it. Said once of a
 * workload; and once of `defaults`, whose values are used when one heir goes to the stage.
 */
export function checkUnusedStageValue({ settings, written }: RuleContext): readonly Finding[] {
  if (settings.stages.length < 2) return [];
  const findings: Finding[] = [];
  const inherited = new Map<string, Idle>();
  for (const workload of written) {
    const maps = stageMaps(workload);
    if (maps.length === 0) continue;
    const own: Idle[] = [];
    for (const idle of idleIn(workload, maps, settings)) {
      const pointer = workload.pointerOf(idle.attribute);
      if (pointer.startsWith('/defaults/')) {
        const key = `${workload.source.file}\n${pointer}`;
        const before = inherited.get(key) ?? idle;
        inherited.set(key, { ...before, stages: before.stages.filter((name) => idle.stages.includes(name)) });
      } else if (idle.stages.length > 0) own.push(idle);
    }
    if (own.length > 0) findings.push(report(own));
  }
  return [...findings, ...reportInherited([...inherited.values()], written)];
}

function idleIn(written: WrittenWorkload, maps: readonly StageMap[], settings: Settings): readonly Idle[] {
  const { stages, unknown } = chooseStages(written, settings);
  const goesTo = stages.map(({ name }) => name);
  // Where a stage is not there, or has no value, nobody knows what was meant: that is said already.
  const isClear = unknown.length === 0 && maps.every(({ keys }) => goesTo.every((name) => keys.includes(name)));
  const others = isClear ? settings.stages.map(({ name }) => name).filter((name) => !goesTo.includes(name)) : [];
  return maps.map(({ attribute, keys }) => ({
    attribute,
    stages: keys.filter((name) => others.includes(name)),
    written,
  }));
}

/** Of each file one, unless some of its workloads could not be read: they may well go there. */
function reportInherited(all: readonly Idle[], written: readonly WrittenWorkload[]): readonly Finding[] {
  const bySource = new Map<unknown, Idle[]>();
  for (const idle of all) {
    if (idle.stages.length === 0) continue;
    const { source } = idle.written;
    const { workloads } = source.value as { readonly workloads?: unknown };
    const read = written.filter((workload) => workload.source === source).length;
    if (!Array.isArray(workloads) || workloads.length > read) continue;
    bySource.set(source, [...(bySource.get(source) ?? []), idle]);
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
  return {
    severity: 'warning',
    code: 'unused-stage-value',
    file: source.file,
    ...source.locate(pointer, 'key'),
    pointer,
    message: `${showKey(attribute)}${more} has ${values}, where ${who}`,
    hint: hasStages
      ? `add ${listOf(stages)} to \`stages\`, or ${remedy}`
      : `${remedy}, or name the stages of the workload in \`stages\``,
    ...(hasStages && {
      related: [{ file: source.file, ...source.locate(written.pointerOf('stages')), message: 'where it goes' }],
    }),
  };
}

function listOf(names: readonly string[]): string {
  return names.map(showKey).join(', ');
}
