import type { PipelineType } from '../../pipelines/spec.ts';
import type { Finding } from '../model/finding.ts';
import type { Settings, Stage } from '../model/settings.ts';
import type { Workload } from '../model/workload.ts';
import { nothingLoaded, type Loaded } from './loaded.ts';
import { normalizeWorkload, type Home } from './normalize/normalize.ts';
import { readConfigText, readSoundText } from './read/read-config-text.ts';
import { andMore } from './shape/and-more.ts';
import { expandFile } from './shape/expand-file.ts';
import { MAX_SHAPE_FINDINGS } from './shape/report-shape-errors.ts';
import { saidOnce } from './shape/said-once.ts';
import { validateShape, writtenAs } from './shape/validate-shape.ts';
import { append } from './shared/append.ts';
import { withoutRepeats } from './shared/without-repeats.ts';
import type { WrittenWorkload } from './shared/written-workload.ts';
import { checkFaultyMaps, resolveStages } from './stages/resolve-stages.ts';

/** A config file and its bytes. */
export interface ConfigBytes {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What files are read with. */
interface Surroundings {
  readonly settings: Settings;
  readonly homes: ReadonlyMap<Stage, Home>;
  readonly isSound: (bytes: Uint8Array) => boolean;
}

/** Reads some files, each as far as it can be read, and resolves their workloads for their stages. */
export function loadBlock(files: readonly ConfigBytes[], surroundings: Surroundings): Loaded {
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
