import type { PipelineType } from '../../pipelines/spec.ts';
import { compareFindings, type Finding } from '../model/finding.ts';
import type { Settings, Stage } from '../model/settings.ts';
import type { Workload } from '../model/workload.ts';
import type { MendedWorkload } from './shape/mend-workload.ts';
import { inferDependencies } from './dependencies.ts';
import { andMore } from './shape/and-more.ts';
import { expandFile } from './shape/expand-file.ts';
import { homeOf, normalizeWorkload, withoutAbsent, type Home } from './normalize/normalize.ts';
import { readConfigText, readSoundText } from './read/read-config-text.ts';
import type { ParsedFile } from './shared/parsed-file.ts';
import { saidOnce } from './shape/said-once.ts';
import { MAX_SHAPE_FINDINGS } from './shape/report-shape-errors.ts';
import { blameSettings } from './stages/blame-settings.ts';
import { reportMissingValues } from './stages/report-missing-values.ts';
import { reportUnknownStages } from './stages/report-unknown-stages.ts';
import { checkFaultyMaps, resolveStages, type MissingValue, type UnknownStage } from './stages/resolve-stages.ts';
import type { ResolvedWorkload, Rule } from './rules/shared/rule.ts';
import { withoutShadowed } from './rules/without-shadowed.ts';
import { validateShape, writtenAs } from './shape/validate-shape.ts';
import type { WrittenWorkload } from './shared/written-workload.ts';

/** A config file and its bytes. */
export interface ConfigBytes {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface DesiredInput {
  readonly files: readonly ConfigBytes[];
  readonly settings: Settings;
  /** The file that the settings are of, for rules that look at it. */
  readonly settingsFile?: ParsedFile;
  /** Rules that look at the whole commit at once. */
  readonly rules: readonly Rule[];
  /** Rules that look at one file at a time, where they are not among the others. */
  readonly fileRules?: readonly Rule[];
  /** Whether somebody saw already that {@link hasSoundForm} holds for these bytes. */
  readonly isSound?: (bytes: Uint8Array) => boolean;
  /** The files are only some of a commit: rules say nothing about what they miss. */
  readonly partial?: boolean;
}

/** What a commit asks for, and everything that is to be said about it. */
export interface Desired {
  /** Of all files, in one stable order. With an error among them, `workloads` is not to be deployed. */
  readonly findings: readonly Finding[];
  /** Every workload in every stage that it goes to; those with errors are missing. Made when they are asked for. */
  readonly workloads: readonly Workload[];
  readonly written: readonly WrittenWorkload[];
  /** Number of config files read. */
  readonly files: number;
}

/**
 * Files that go through reading, normalisation and the rules for single files together: few enough to stay in the
 * processor's cache meanwhile. Rule by rule over ten thousand workloads, most of the time goes into fetching them.
 */
const BLOCK = 256;

/** Bytes of all config files in, desired workloads and findings out. Pure; never throws for what a file holds. */
export function loadDesired(input: DesiredInput): Desired {
  const { resolved, isPartial, ...read } = load(input);
  const { settings, settingsFile } = input;
  const findings = isPartial
    ? read.findings
    : blameSettings(read.findings, { settings, settingsFile, resolved }, (meant) => {
        return load({ ...input, settings: meant }).findings;
      });
  let workloads: readonly Workload[] | undefined;
  return {
    ...read,
    findings: findings === read.findings ? findings : [...findings].sort(compareFindings),
    get workloads() {
      return (workloads ??= resolved.map(({ workload }) => withoutAbsent(workload)));
    },
  };
}

/** Everything of a commit but what can be made of it later. */
interface ReadCommit extends Omit<Desired, 'workloads'> {
  readonly resolved: readonly ResolvedWorkload[];
  readonly isPartial: boolean;
}

function load(input: DesiredInput): ReadCommit {
  const { files, settings, settingsFile, rules, fileRules = [], isSound = () => false, partial } = input;
  const all = nothingLoaded();
  const homes = new Map(settings.stages.map((stage) => [stage, homeOf(stage, settings)]));
  for (let start = 0; start < files.length; start += BLOCK) {
    const block = loadBlock(files.slice(start, start + BLOCK), { settings, homes, isSound });
    runRules(fileRules, block, { settings, settingsFile, partial });
    append(all.findings, block.findings);
    append(all.written, block.written);
    append(all.mended, block.mended);
    append(all.resolved, block.resolved);
    append(all.doubtful, block.doubtful);
    append(all.unknownStages, block.unknownStages);
    append(all.missingValues, block.missingValues);
    append(all.faulty, block.faulty);
    append(all.unread, block.unread);
  }
  const ordered = inferDependencies(all.resolved);
  runRules(rules, { ...all, resolved: ordered }, { settings, settingsFile, partial });
  const isPartial = partial === true || all.unread.length > 0;
  const about = { settings, settingsFile, written: all.written, isPartial };
  append(all.findings, reportMissingValues(all.missingValues, about));
  const unknown = reportUnknownStages(all.unknownStages, about);
  // The account of a stage that the settings lack may be whose key or image it is.
  const isStageLost = settingsFile !== undefined && unknown.some(({ file }) => file === settingsFile.file);
  const findings = isStageLost ? all.findings.filter(({ code }) => code !== 'foreign-account') : all.findings;
  append(findings, unknown);
  return {
    findings: withoutRepeats(withoutShadowed(findings)).sort(compareFindings),
    resolved: ordered,
    isPartial,
    written: all.written,
    files: files.length,
  };
}

/** What has been read of a commit, or of some of its files. */
interface Loaded {
  readonly findings: Finding[];
  readonly written: WrittenWorkload[];
  readonly mended: MendedWorkload[];
  readonly resolved: ResolvedWorkload[];
  /** The mended ones by stage. */
  readonly doubtful: ResolvedWorkload[];
  readonly unknownStages: UnknownStage[];
  readonly missingValues: MissingValue[];
  /** Those that are mended, or that a fault keeps from some of their stages. */
  readonly faulty: WrittenWorkload[];
  /** Paths of files of which something could not be read at all. */
  readonly unread: string[];
}

function nothingLoaded(): Loaded {
  return {
    findings: [],
    written: [],
    mended: [],
    resolved: [],
    doubtful: [],
    unknownStages: [],
    missingValues: [],
    faulty: [],
    unread: [],
  };
}

interface Surroundings {
  readonly settings: Settings;
  readonly homes: ReadonlyMap<Stage, Home>;
  readonly isSound: (bytes: Uint8Array) => boolean;
}

function loadBlock(files: readonly ConfigBytes[], surroundings: Surroundings): Loaded {
  const block = nothingLoaded();
  for (const file of files) {
    if (surroundings.isSound(file.bytes)) readSoundFile(file, block);
    else readFile(file, block);
  }
  for (const written of block.written) {
    for (const workload of resolve(written, surroundings, block)) block.resolved.push({ written, workload });
  }
  for (const { complete, written, doubt, original, faulty } of block.mended) {
    block.faulty.push(written);
    const { unknown, absent } = checkFaultyMaps(original, faulty, surroundings.settings);
    append(block.missingValues, absent);
    // Of what is no name of a stage the schema has spoken.
    append(
      block.unknownStages,
      unknown.filter(({ finding }) => !isSaid(finding, block.findings)),
    );
    for (const workload of resolve(complete, surroundings, block)) {
      // As the rules may see it: its attributes are watched.
      const spec = { ...workload.spec, attributes: doubt.watch(workload.spec.attributes) } as typeof workload.spec;
      block.doubtful.push({ written, workload: { ...workload, spec } });
    }
  }
  return block;
}

function isSaid({ code, file, pointer }: Finding, findings: readonly Finding[]): boolean {
  return findings.some((said) => said.code === code && said.file === file && said.pointer === pointer);
}

function resolve(
  written: WrittenWorkload,
  { settings, homes }: Surroundings,
  { missingValues, unknownStages, faulty }: Loaded,
): Workload[] {
  const { stages, unknown, absent } = resolveStages(written, settings);
  append(missingValues, absent);
  append(unknownStages, unknown);
  if (absent.length + unknown.length > 0) faulty.push(written);
  const workloads: Workload[] = [];
  for (const stage of stages) {
    const home = homes.get(stage);
    if (home !== undefined) workloads.push(normalizeWorkload(written, home));
  }
  return workloads;
}

function runRules(
  rules: readonly Rule[],
  loaded: Omit<Loaded, 'resolved'> & { readonly resolved: readonly ResolvedWorkload[] },
  {
    partial,
    ...about
  }: { readonly settings: Settings; readonly settingsFile?: ParsedFile; readonly partial: boolean | undefined },
): void {
  const { findings, written, mended, resolved, doubtful, faulty, unread } = loaded;
  const context = {
    ...about,
    written: joined(
      written,
      mended.map((workload) => workload.written),
    ),
    resolved: joined(resolved, doubtful),
    incomplete: partial === true || unread.length > 0,
    faulty,
  };
  for (const rule of rules) {
    for (const { doubt } of mended) doubt.settle();
    append(findings, rule(context));
  }
}

/** Both lists as one; mostly there is nothing in the second, and no need to copy the first. */
function joined<T>(list: readonly T[], more: readonly T[]): readonly T[] {
  return more.length === 0 ? list : [...list, ...more];
}

/** Item by item: a list spread into arguments overflows the stack when it is very long. */
function append<T>(list: T[], items: readonly T[]): void {
  for (const item of items) list.push(item);
}

/** Reads a file of which nothing is to be said. */
function readSoundFile({ path, bytes }: ConfigBytes, { written }: Loaded): void {
  for (const entry of expandFile(readSoundText(bytes, path)).entries) {
    written.push(writtenAs(entry, entry.attributes['pipeline_type'] as PipelineType));
  }
}

/** Reads one file as far as it can be read. A fault of reading and one of shape at the same value are one fault. */
function readFile({ path, bytes }: ConfigBytes, { findings, written, mended, unread }: Loaded): void {
  const { parsed, findings: reading } = readConfigText(bytes, path);
  findings.push(...reading);
  if (parsed === undefined) {
    unread.push(path);
    return;
  }
  const expanded = expandFile(parsed);
  if (expanded.entries.length === 0) unread.push(path);
  let { omitted } = expanded;
  const ofEntries: Finding[] = [];
  for (const entry of expanded.entries) {
    const result = validateShape(entry);
    append(ofEntries, result.findings);
    omitted += result.omitted;
    if (result.written !== undefined) written.push(result.written);
    if (result.mended !== undefined) mended.push(result.mended);
    if (result.written === undefined && result.mended?.isNamed !== true) unread.push(path);
  }
  const shape = saidOnce(expanded, ofEntries);
  if (shape.length === 0) return;
  const faulty = new Set(reading.map(({ pointer, code }) => (code === 'duplicate-key' ? '' : pointer)));
  // A value that is no JSON is read as what it most probably means: what is wrong with that is no second fault.
  const unsure = new Set(reading.filter(({ code }) => code === 'invalid-json').map(placeOf));
  const distinct = withoutRepeats(
    shape.filter(
      (finding) => finding.pointer === '' || (!faulty.has(finding.pointer) && !unsure.has(placeOf(finding))),
    ),
  );
  findings.push(...distinct.slice(0, MAX_SHAPE_FINDINGS));
  omitted += Math.max(0, distinct.length - MAX_SHAPE_FINDINGS);
  if (omitted > 0) findings.push(andMore(parsed, omitted));
}

function placeOf({ line, column }: Finding): string {
  return `${line}:${column}`;
}

/** A fault that several workloads inherit from `defaults` is one fault. */
function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ file, pointer, code, message }) => {
    const key = `${file}\n${pointer}\n${code}\n${message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
