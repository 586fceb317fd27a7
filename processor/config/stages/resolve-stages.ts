import type { PipelineType } from '../../../pipelines/spec.ts';
import type { Finding } from '../../model/finding.ts';
import { nearest } from '../../model/nearest.ts';
import type { Settings, Stage } from '../../model/settings.ts';
import { attributesOf } from '../shared/attribute-catalogue.ts';
import { findingAt } from '../shared/finding-at.ts';
import { joinPointer } from '../shared/json-pointer.ts';
import { showKey, showText } from '../shared/show-value.ts';
import type { WrittenWorkload } from '../shared/written-workload.ts';
import { holdsStages } from './holds-stages.ts';

/** A place of a config file that names what is no stage of the settings. */
export interface UnknownStage {
  /** Undefined for a map in which no key is a stage of this repository. */
  readonly name?: string;
  /** What is to be said of it there, if nothing better is known. */
  readonly finding: Finding;
}

/** A map without a value for stages to which its workload goes. */
export interface MissingValue {
  readonly stages: readonly string[];
  readonly finding: Finding;
}

export interface StageResolution {
  /** Stages that the workload goes to and has all values for. */
  readonly stages: readonly Stage[];
  readonly unknown: readonly UnknownStage[];
  readonly absent: readonly MissingValue[];
}

/** Types that run once, in the first stage, unless `stages` says otherwise. */
const FIRST_STAGE_ONLY: ReadonlySet<PipelineType> = new Set([
  'model_training_builtin',
  'model_tuner_builtin',
  'model_autopilot_training',
  'byom_image_builder',
]);

/** Decides where a workload goes, and whether its per-stage maps have a value there. */
export function resolveStages(written: WrittenWorkload, settings: Settings): StageResolution {
  const chosen = chooseStages(written, settings);
  const maps = stageMaps(written);
  if (maps.length === 0) return chosen;
  const names = settings.stages.map(({ name }) => name);
  const foreign = maps.filter(({ keys }) => !keys.some((key) => names.includes(key)));
  const absent: MissingValue[] = [];
  const unknown = [...chosen.unknown, ...foreignStages(written, foreign, names)];
  const lacking = new Set<string>(foreign.length > 0 ? names : []);
  for (const map of maps.filter((map) => !foreign.includes(map))) {
    const judged = judgeMap(map, { written, names, goesTo: chosen.stages.map(({ name }) => name) });
    unknown.push(...judged.unknown);
    absent.push(...judged.absent);
    for (const name of judged.missing) lacking.add(name);
  }
  return { stages: chosen.stages.filter(({ name }) => !lacking.has(name)), unknown, absent };
}

/**
 * What is to be said of the stages in maps that hold a faulty value, so that nobody reads their values. Only of maps
 * that name a stage of this repository, and hold nothing beside stages: in others most probably something else was
 * meant.
 */
export function checkFaultyMaps(
  written: WrittenWorkload,
  faulty: ReadonlySet<string>,
  settings: Settings,
): Pick<StageResolution, 'unknown' | 'absent'> {
  const names = settings.stages.map(({ name }) => name);
  const maps = stageMaps(written).filter(({ attribute }) => faulty.has(attribute) && !isMixed(written, attribute));
  const goesTo = chooseStages(written, settings).stages.map(({ name }) => name);
  const judged = maps
    .filter(({ keys }) => keys.some((key) => names.includes(key)))
    .map((map) => judgeMap(map, { written, names, goesTo }));
  return { unknown: judged.flatMap(({ unknown }) => unknown), absent: judged.flatMap(({ absent }) => absent) };
}

/** True of a map of objects by stage with a plain value among them: which of its keys are meant as stages is open. */
function isMixed({ attributes, pipelineType }: WrittenWorkload, attribute: string): boolean {
  if (attributesOf(pipelineType).get(attribute)?.kind !== 'object') return false;
  return Object.values(attributes[attribute] ?? {}).some((value) => typeof value !== 'object');
}

/** Names under which others take a value for all stages that have none of their own. */
const CATCH_ALL = /^(?:\*|_|all|any|default|else|fallback|rest)$/i;

function forAll(absent: readonly string[]): string {
  return `no value is taken for all others: write one for ${absent.length === 1 ? '' : 'each of '}${list(absent)}`;
}

interface JudgedMap {
  readonly unknown: readonly UnknownStage[];
  readonly absent: readonly MissingValue[];
  /** Stages to which the workload goes and for which there is no value, for whatever reason. */
  readonly missing: readonly string[];
}

function judgeMap(
  map: StageMap,
  about: { readonly written: WrittenWorkload; readonly names: readonly string[]; readonly goesTo: readonly string[] },
): JudgedMap {
  const { written, names, goesTo } = about;
  const pointer = written.pointerOf(map.attribute);
  const strange = map.keys.filter((name) => !names.includes(name));
  const missing = goesTo.filter((name) => !map.keys.includes(name));
  const meant = meantStages(strange, missing, names);
  // A misspelt stage is not missing as well.
  const absent = missing.filter((name) => ![...meant.values()].includes(name));
  const rest = strange.find((name) => CATCH_ALL.test(name) && !meant.has(name));
  const unknown = strange.map((name) => {
    const fault = unknownStage(name, names, meant.get(name));
    const own = name === rest && absent.length > 0 ? { ...fault, hint: forAll(absent) } : fault;
    return { name, finding: report(written, joinPointer(pointer, name), 'key', own) };
  });
  // Nor is one that a value for all others is meant for.
  const isSaid = absent.length === 0 || rest !== undefined;
  const finding = isSaid ? undefined : missingStages(written, map.attribute, absent);
  return { unknown, absent: finding === undefined ? [] : [{ stages: absent, finding }], missing };
}

/** True of a workload that goes to all stages, whatever they are. */
export function goesEverywhere({ attributes, pipelineType }: WrittenWorkload): boolean {
  return !Array.isArray(attributes['stages']) && !FIRST_STAGE_ONLY.has(pipelineType);
}

/** Where a workload goes by its `stages`, whatever values it has there; and the names among them that are no stages. */
export function chooseStages(written: WrittenWorkload, settings: Settings): StageResolution {
  const asked = written.attributes['stages'];
  if (!Array.isArray(asked)) {
    return {
      stages: FIRST_STAGE_ONLY.has(written.pipelineType) ? settings.stages.slice(0, 1) : settings.stages,
      unknown: [],
      absent: [],
    };
  }
  const names = settings.stages.map(({ name }) => name);
  const pointer = written.pointerOf('stages');
  const unknown = asked.flatMap((name: unknown, index): UnknownStage[] => {
    if (typeof name !== 'string' || names.includes(name)) return [];
    const fault = unknownStage(
      name,
      names,
      nearest(name, names) ?? names.find((stage) => name.toLowerCase().startsWith(stage.toLowerCase())),
    );
    return [{ name, finding: report(written, joinPointer(pointer, index), 'value', fault) }];
  });
  return { stages: settings.stages.filter(({ name }) => asked.includes(name)), unknown, absent: [] };
}

/** An attribute with a value by stage. */
export interface StageMap {
  readonly attribute: string;
  readonly keys: readonly string[];
}

const NO_MAPS: readonly StageMap[] = [];

/** The attributes of a workload that have a value by stage. */
export function stageMaps({ attributes, pipelineType }: WrittenWorkload): readonly StageMap[] {
  let maps = NO_MAPS;
  const catalogue = attributesOf(pipelineType);
  for (const attribute in attributes) {
    const value = attributes[attribute];
    if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
    const known = catalogue.get(attribute);
    if (known !== undefined && holdsStages(value, known)) maps = [...maps, { attribute, keys: Object.keys(value) }];
  }
  return maps;
}

/** True where the keys are what parts of the data are called elsewhere, as channels of a SageMaker estimator are. */
function isMapOfChannels({ pipelineType }: WrittenWorkload, { attribute, keys }: StageMap): boolean {
  if (attribute !== 'training_data' || !attributesOf(pipelineType).has('validation_data')) return false;
  return keys.every((key) => /^(?:train(?:ing)?|val(?:id(?:ation)?)?|test|eval(?:uation)?)$/i.test(key));
}

/** One finding for all maps without any stage of this repository: most probably its settings are missing. */
function foreignStages(
  written: WrittenWorkload,
  maps: readonly StageMap[],
  names: readonly string[],
): readonly UnknownStage[] {
  const [first, ...others] = maps;
  if (first === undefined) return [];
  const keys = [...new Set(maps.flatMap((map) => map.keys))];
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  const have = names.length === 1 ? `has the stage ${list(names)} alone` : `has the stages ${list(names)}`;
  const message = `\`${first.attribute}\`${more} has values for ${list(keys)}; this repository ${have}`;
  const stages = keys.slice(0, 3).map((name) => `{ "name": ${JSON.stringify(name)} }`);
  const near = keys.flatMap((key) => nearest(key, names) ?? []);
  const hint =
    near.length > 0
      ? `did you mean ${list([...new Set(near)])}?`
      : isMapOfChannels(written, first)
        ? 'write the data to train on as one plain value, and those to judge by as `validation_data`'
        : `add them to mlops-settings.json: \`"stages": [${stages.join(', ')}]\`, or write one plain value`;
  const fault = { code: 'unknown-stage', message, hint };
  return [{ finding: report(written, written.pointerOf(first.attribute), 'key', fault) }];
}

/**
 * What each unknown name in a map stands for: the nearest stage; else, where one each is left, the one that is missing.
 */
function meantStages(
  unknown: readonly string[],
  missing: readonly string[],
  names: readonly string[],
): ReadonlyMap<string, string> {
  const meant = new Map<string, string>();
  for (const key of unknown) {
    const near = nearest(key, names) ?? missing.find((name) => key.toLowerCase().startsWith(name.toLowerCase()));
    if (near !== undefined) meant.set(key, near);
  }
  const keys = unknown.filter((key) => !meant.has(key));
  const left = missing.filter((name) => ![...meant.values()].includes(name));
  const [key, name] = [keys[0], left[0]];
  if (keys.length === 1 && left.length === 1 && key !== undefined && name !== undefined) meant.set(key, name);
  return meant;
}

function unknownStage(name: string, names: readonly string[], near: string | undefined): Fault {
  const hint = near === undefined ? stagesHint(name, names) : `did you mean \`${near}\`?`;
  return { code: 'unknown-stage', message: `the stage ${showText(name)} is not in the settings`, hint };
}

/** Where `default` is the only stage, most probably nobody has named any yet. */
function stagesHint(name: string, names: readonly string[]): string {
  return names.length === 1 && names[0] === 'default' && isStageName(name)
    ? `this repository has the stage \`default\` alone: add \`"stages": [{ "name": ${JSON.stringify(name)} }]\` to mlops-settings.json`
    : `the stages of this repository are ${list(names)}`;
}

function isStageName(name: string): boolean {
  return /^(?=.{1,30}$)[a-zA-Z0-9](?:-*[a-zA-Z0-9])*$/.test(name);
}

function missingStages(written: WrittenWorkload, attribute: string, missing: readonly string[]): Finding {
  const message = `${showKey(attribute)} has no value for ${list(missing)}, where this workload goes`;
  const hint = `add ${missing.length === 1 ? 'it' : 'them'}, or name the stages of this workload in \`stages\``;
  return report(written, written.pointerOf(attribute), 'value', { code: 'stage-value-missing', message, hint });
}

type Fault = Readonly<Record<'code' | 'message' | 'hint', string>>;

function report({ source }: WrittenWorkload, pointer: string, part: 'key' | 'value', fault: Fault): Finding {
  return findingAt(source, { severity: 'error', pointer, part, ...fault });
}

function list(names: readonly string[]): string {
  return names.map(showKey).join(', ');
}
