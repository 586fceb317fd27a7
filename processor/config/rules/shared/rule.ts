import type { Finding } from '../../../model/finding.ts';
import type { Settings } from '../../../model/settings.ts';
import type { Workload } from '../../../model/workload.ts';
import type { ParsedFile } from '../../shared/parsed-file.ts';
import type { WrittenWorkload } from '../../shared/written-workload.ts';

/** A workload in one stage together with what was written. */
export interface ResolvedWorkload {
  readonly written: WrittenWorkload;
  readonly workload: Workload;
}

/** Everything a meaning rule may look at. Shapes are valid already; values are normalised in `resolved`. */
export interface RuleContext {
  readonly settings: Settings;
  readonly written: readonly WrittenWorkload[];
  /** One entry per workload and stage. Workloads whose stage maps could not be resolved are missing. */
  readonly resolved: readonly ResolvedWorkload[];
  /** Some entries could not be read at all: what seems to be missing may stand in them. */
  readonly incomplete?: boolean;
  /** Workloads with faults of shape or of stages: in some stages they are missing, or parts of them are. */
  readonly faulty?: Iterable<WrittenWorkload>;
  /**
   * Every config file that could be parsed, also those whose shape is wrong; absent: the files of `written`. Rules that
   * look at raw text (secrets, tokens) need no valid shape.
   */
  readonly files?: readonly ParsedFile[];
  /** The settings file, when there is one, so that a rule can name a place in it. */
  readonly settingsFile?: ParsedFile;
}

/** One meaning rule: looks at the whole commit, returns what it has to say. Pure. */
export type Rule = (context: RuleContext) => readonly Finding[];
