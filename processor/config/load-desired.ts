import { compareFindings, type Finding } from '../model/finding.ts';
import type { Settings } from '../model/settings.ts';
import type { Workload } from '../model/workload.ts';
import { inferDependencies } from './dependencies.ts';
import { loadBlock, type ConfigBytes } from './load-block.ts';
import { addBlock, nothingLoaded, type Loaded } from './loaded.ts';
import { homeOf, withoutAbsent } from './normalize/normalize.ts';
import type { ResolvedWorkload, Rule } from './rules/shared/rule.ts';
import { withoutShadowed } from './rules/without-shadowed.ts';
import { append } from './shared/append.ts';
import type { ParsedFile } from './shared/parsed-file.ts';
import { withoutRepeats } from './shared/without-repeats.ts';
import type { WrittenWorkload } from './shared/written-workload.ts';
import { blameSettings } from './stages/blame-settings.ts';
import { reportMissingValues } from './stages/report-missing-values.ts';
import { reportUnknownStages } from './stages/report-unknown-stages.ts';

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
    addBlock(all, block);
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
