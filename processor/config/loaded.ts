import type { Finding } from '../model/finding.ts';
import type { ResolvedWorkload } from './rules/shared/rule.ts';
import type { MendedWorkload } from './shape/mend-workload.ts';
import { append } from './shared/append.ts';
import type { WrittenWorkload } from './shared/written-workload.ts';
import type { MissingValue, UnknownStage } from './stages/resolve-stages.ts';

/** What has been read of a commit, or of some of its files. */
export interface Loaded {
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

/** Of no file yet. */
export function nothingLoaded(): Loaded {
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

/** Adds what was read of further files, in their order. */
export function addBlock(all: Loaded, block: Loaded): void {
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
