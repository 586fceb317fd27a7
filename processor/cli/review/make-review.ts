import { cdkSynthesizer } from '../../adapters/cdk/synthesizer.ts';
import type { History } from '../../adapters/git/open-history.ts';
import { UserError } from '../../model/errors.ts';
import { hasErrors, type Finding } from '../../model/finding.ts';
import type { StagePlan } from '../../model/plan.ts';
import { guardPlan } from '../../plan/guards.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Comparison, Review, ReviewedStage, ReviewFindings } from '../../review/review.ts';
import { separateChanges } from '../../review/separate-changes.ts';
import { loadFiles, type LoadedCommit } from '../load/load-commit.ts';
import { gatherPlan } from '../plan/gather.ts';
import { rememberTemplates } from '../plan/remember-templates.ts';
import type { CommonOptions } from '../shared/options.ts';
import { openTargets, selectStages } from '../shared/targets.ts';
import type { World } from '../shared/world.ts';
import { baseAsDeployed, fingerprintOf } from './base-as-deployed.ts';
import { openMerged, type MergedRepository } from './merged-repository.ts';
import { reviewSettings } from './review-settings.ts';

/** What a review is made from. */
export interface MakeReviewOptions {
  readonly common: CommonOptions;
  readonly history: History;
  readonly baseCommit: string;
  readonly headCommit: string;
  readonly baseBranch: string;
  /** Nothing may be asked of AWS: the head comes from outside. */
  readonly isForeign: boolean;
  readonly clock: Clock;
}

/** All but what only the host knows. */
export type MadeReview = Omit<Review, 'dialect' | 'links'>;

interface Loaded {
  readonly base: LoadedCommit;
  readonly merged: LoadedCommit;
  readonly comparison: Comparison;
}

interface Planned {
  readonly stages: readonly ReviewedStage[];
  readonly planDigest: string;
}

/**
 * Validates the files as they would be after the merge, plans them, and tells apart whose each finding and each change
 * is. Settings are those of the base. Without AWS credentials, or for a head from outside, the base counts as deployed.
 */
export async function makeReview(world: World, options: MakeReviewOptions): Promise<MadeReview> {
  const { common, history, baseCommit, headCommit, baseBranch } = options;
  const files = await openMerged({ world, root: common.repo, history, baseCommit, headCommit });
  const { loaded, planned } = await loadAndPlan(world, files, options);
  const { base, merged, comparison } = loaded;
  const { settings, fileFindings, laterFindings } = await reviewSettings(files, { world, merged });
  return {
    headCommit,
    baseCommit,
    baseBranch,
    files: merged.discovery.configFiles.length,
    workloads: merged.entries,
    findings: sortFindings({ base, merged, fileFindings, laterFindings }),
    ...(settings && { settings }),
    bothChanged: files.bothChanged.filter((path) => merged.discovery.configFiles.some((entry) => entry.path === path)),
    comparison,
    ...(planned && { stages: planned.stages }),
    planDigest: planned?.planDigest ?? '',
  };
}

async function loadAndPlan(
  world: World,
  files: MergedRepository,
  options: MakeReviewOptions,
): Promise<{ readonly loaded: Loaded; readonly planned: Planned | undefined }> {
  if (options.isForeign) return attempt({ with: 'base', because: 'fork' });
  try {
    return await attempt({ with: 'deployed' });
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'no-credentials') throw error;
    return await attempt({ with: 'base', because: 'no-credentials' });
  }

  async function attempt(comparison: Comparison) {
    // Without AWS nobody can say which account a stage without one means; any will do for a comparison.
    const target = comparison.with === 'base' ? 'local' : options.common.target;
    const base = await loadFiles(files.base, { world, target });
    const merged = await loadFiles(files.merged, { world, target });
    const loaded = { base, merged, comparison };
    const planned = hasErrors(merged.findings) ? undefined : await plan(world, loaded, options);
    return { loaded, planned };
  }
}

async function plan(world: World, loaded: Loaded, options: MakeReviewOptions): Promise<Planned> {
  const { base, merged, comparison } = loaded;
  const { common, clock, baseCommit } = options;
  const stages = selectStages(merged.settings, common.stages);
  const synthesizer = rememberTemplates(cdkSynthesizer());
  const targets =
    comparison.with === 'base'
      ? baseAsDeployed(base, { stages, synthesizer, commit: baseCommit })
      : await openTargets({ stages, kind: merged.target, common, clock, world });
  function onNote(note: string): void {
    world.stderr.write(`${note}\n`);
  }
  const gathered = await gatherPlan(merged, { stages, targets, clock, synthesizer, onNote });
  const guarded = guardPlan(gathered, { prune: false, settings: merged.settings });
  function separate(stagePlan: StagePlan): ReviewedStage {
    const desired = base.workloads
      .filter(({ identity }) => identity.stage === stagePlan.stage)
      .map((workload) => ({ workload, fingerprint: fingerprintOf(workload, synthesizer) }));
    const approval = stages.find(({ name }) => name === stagePlan.stage)?.approval ?? false;
    return separateChanges(stagePlan, { desired, approval });
  }
  return { stages: guarded.stages.map(separate), planDigest: guarded.digest };
}

function sortFindings(all: {
  readonly base: LoadedCommit;
  readonly merged: LoadedCommit;
  readonly fileFindings: readonly Finding[];
  readonly laterFindings: readonly Finding[];
}): ReviewFindings {
  const onBase = new Set(all.base.findings.map(keyOf));
  const onHead = new Set(all.merged.findings.map(keyOf));
  const own = [...all.merged.findings, ...all.fileFindings].filter((finding) => !onBase.has(keyOf(finding)));
  return {
    own: [...own].sort((a, b) => weightOf(a) - weightOf(b)),
    inherited: all.merged.findings.filter((finding) => onBase.has(keyOf(finding))),
    later: all.laterFindings.filter((finding) => !onHead.has(keyOf(finding)) && !onBase.has(keyOf(finding))),
  };
}

function weightOf({ severity }: Finding): number {
  return severity === 'error' ? 0 : 1;
}

/** Not the line: a finding that only moved is no new one. */
function keyOf({ file, code, pointer, message }: Finding): string {
  return [file, code, pointer, message].join('\n');
}
