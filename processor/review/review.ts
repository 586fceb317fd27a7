import type { Finding } from '../model/finding.ts';
import type { Change, ConfigChange } from '../model/plan.ts';
import type { MarkdownDialect } from '../render/plan/plan-markdown.ts';

/** How the host reads Markdown: GitHub knows folds and tables; CodeCommit gets lists and headings alone. */
export type ReviewDialect = MarkdownDialect;

/** Everything that a review has to say, as a value. Texts in it may come from the pull request: they are data. */
export interface Review {
  readonly dialect: ReviewDialect;
  /** Full ids. */
  readonly headCommit: string;
  readonly baseCommit: string;
  readonly baseBranch: string;
  /** Where files of the head and of the base can be looked at; absent: findings carry no links. */
  readonly links?: SourceLinks;
  readonly files: number;
  readonly workloads: number;
  readonly findings: ReviewFindings;
  /** Present when the head changes the settings file. */
  readonly settings?: SettingsChange;
  /** Config files that both sides changed; the plan shows them as the head has them. */
  readonly bothChanged: readonly string[];
  /** What the plan was made against. */
  readonly comparison: Comparison;
  /** Absent when an error stands against planning. */
  readonly stages?: readonly ReviewedStage[];
  /** Of the plan; empty without one. */
  readonly planDigest: string;
}

/** `base`: nothing was asked of AWS, for the reason given; the base counts as deployed. */
export type Comparison =
  { readonly with: 'deployed' } | { readonly with: 'base'; readonly because: 'no-credentials' | 'fork' };

/** Findings by whose they are. */
export interface ReviewFindings {
  /** Brought by this pull request. */
  readonly own: readonly Finding[];
  /** On the base already. */
  readonly inherited: readonly Finding[];
  /** That only the head's own settings bring: they hold after the merge. */
  readonly later: readonly Finding[];
}

/** What the head does to the settings file. */
export interface SettingsChange {
  readonly kind: 'added' | 'changed' | 'removed';
  readonly config: readonly ConfigChange[];
}

/** The changes of one stage, by whose they are. Each change of the plan stands in exactly one list. */
export interface ReviewedStage {
  readonly stage: string;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** A person approves before this stage is applied. */
  readonly approval: boolean;
  readonly own: readonly Change[];
  /** The base asks for the same, and it is not deployed yet. */
  readonly pending: readonly Change[];
  /** Pending on the base, and this pull request undoes the wish. */
  readonly takenBack: readonly TakenBack[];
  readonly unchanged: readonly Change[];
}

/** A change that would have come and now does not. */
export interface TakenBack extends Pick<Change, 'stack' | 'pipelineType' | 'modelName' | 'name'> {
  readonly what: 'create' | 'update' | 'delete';
}

/** Addresses of lines. */
export interface SourceLinks {
  /** Before a commit, such as `https://github.com/o/r/blob/`. */
  readonly before: string;
  /** Between commit and path, such as `/`. */
  readonly between: string;
  /** Between path and line, such as `#L`. */
  readonly line: string;
}
