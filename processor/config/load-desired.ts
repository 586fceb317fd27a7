import { compareFindings, type Finding } from '../model/finding.ts';
import type { Settings } from '../model/settings.ts';
import type { Workload } from '../model/workload.ts';
import type { MendedWorkload } from './mend-workload.ts';
import { inferDependencies } from './dependencies.ts';
import { expandFile } from './expand-file.ts';
import { normalizeWorkload } from './normalize.ts';
import { readConfigText, type ReadFile } from './read-config-text.ts';
import { MAX_SHAPE_FINDINGS } from './report-shape-errors.ts';
import { resolveStages } from './resolve-stages.ts';
import type { ResolvedWorkload, Rule } from './rules/rule.ts';
import { validateShape } from './validate-shape.ts';
import type { WrittenWorkload } from './written-workload.ts';

/** A config file and its bytes. */
export interface ConfigBytes {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface DesiredInput {
  readonly files: readonly ConfigBytes[];
  readonly settings: Settings;
  readonly rules: readonly Rule[];
}

/** What a commit asks for, and everything that is to be said about it. */
export interface Desired {
  /** Of all files, in one stable order. With an error among them, `workloads` is not to be deployed. */
  readonly findings: readonly Finding[];
  /** Every workload in every stage that it goes to; those with errors are missing. */
  readonly workloads: readonly Workload[];
  readonly written: readonly WrittenWorkload[];
  /** Number of config files read. */
  readonly files: number;
}

/** Bytes of all config files in, desired workloads and findings out. Pure; never throws for what a file holds. */
export function loadDesired({ files, settings, rules }: DesiredInput): Desired {
  const findings: Finding[] = [];
  const written: WrittenWorkload[] = [];
  const mended: MendedWorkload[] = [];
  for (const file of files) readFile(file, { findings, written, mended });
  const resolved: ResolvedWorkload[] = [];
  for (const workload of written) {
    const { stages, findings: faults } = resolveStages(workload, settings);
    findings.push(...faults);
    for (const stage of stages) {
      resolved.push({ written: workload, workload: normalizeWorkload(workload, stage, settings) });
    }
  }
  const ordered = inferDependencies(resolved);
  const doubtful = mended.flatMap((workload) => resolveMended(workload, { settings, findings }));
  const context = {
    settings,
    written: [...written, ...mended.map((workload) => workload.written)],
    resolved: [...ordered, ...doubtful],
    incomplete: resolved.length === 0 || findings.some(({ severity }) => severity === 'error'),
  };
  for (const rule of rules) {
    for (const { doubt } of mended) doubt.settle();
    findings.push(...rule(context));
  }
  return {
    findings: withoutRepeats(findings).sort(compareFindings),
    workloads: ordered.map(({ workload }) => workload),
    written,
    files: files.length,
  };
}

/** Reads one file as far as it can be read. A fault of reading and one of shape at the same value are one fault. */
function readFile(
  { path, bytes }: ConfigBytes,
  into: { readonly findings: Finding[]; readonly written: WrittenWorkload[]; readonly mended: MendedWorkload[] },
): void {
  const { findings, written, mended } = into;
  const { parsed, findings: reading } = readConfigText(bytes, path);
  findings.push(...reading);
  if (parsed === undefined) return;
  const expanded = expandFile(parsed);
  const faulty = new Set(reading.map(({ pointer, code }) => (code === 'duplicate-key' ? '' : pointer)));
  const shape: Finding[] = [...expanded.findings];
  let omitted = 0;
  for (const entry of expanded.entries) {
    const result = validateShape(entry);
    shape.push(...result.findings);
    omitted += result.omitted;
    if (result.written !== undefined) written.push(result.written);
    if (result.mended !== undefined) mended.push(result.mended);
  }
  const distinct = withoutRepeats(shape.filter(({ pointer }) => pointer === '' || !faulty.has(pointer)));
  findings.push(...distinct.slice(0, MAX_SHAPE_FINDINGS));
  omitted += Math.max(0, distinct.length - MAX_SHAPE_FINDINGS);
  if (omitted > 0) findings.push(andMore(parsed, omitted));
}

/** A workload with faults of shape, as the rules may see it: its attributes are watched. */
function resolveMended(
  { complete, written, doubt }: MendedWorkload,
  context: { readonly settings: Settings; readonly findings: Finding[] },
): readonly ResolvedWorkload[] {
  const { settings, findings } = context;
  const { stages, findings: faults } = resolveStages(complete, settings);
  findings.push(...faults);
  return stages.map((stage) => {
    const workload = normalizeWorkload(complete, stage, settings);
    const spec = { ...workload.spec, attributes: doubt.watch(workload.spec.attributes) } as typeof workload.spec;
    return { written, workload: { ...workload, spec } };
  });
}

function andMore(source: ReadFile, omitted: number): Finding {
  const message = `and ${omitted} more error${omitted === 1 ? '' : 's'} in this file`;
  const place = { file: source.file, ...source.end(), pointer: '' };
  return { severity: 'error', code: 'and-more', ...place, message, hint: 'repair the ones above first' };
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
