import { resolve } from 'node:path';
import { cdkSynthesizer } from '../../adapters/cdk/synthesizer.ts';
import { openRepository } from '../../adapters/git/open-repository.ts';
import { createSystemClock } from '../../adapters/system-clock.ts';
import { discover } from '../../config/discover.ts';
import { parseSettings, type SettingsResult } from '../../config/settings/settings.ts';
import { UserError } from '../../model/errors.ts';
import { hasErrors } from '../../model/finding.ts';
import type { Plan, StagePlan } from '../../model/plan.ts';
import type { Settings, Stage } from '../../model/settings.ts';
import { fingerprint } from '../../plan/digest.ts';
import type { Synthesizer } from '../../ports/synthesizer.ts';
import { readSavedPlan } from '../plan/read-saved-plan.ts';
import type { CommonOptions } from '../shared/options.ts';
import { openTargets, type Targets } from '../shared/targets.ts';
import type { World } from '../shared/world.ts';
import { requireDigest } from './require-digest.ts';
import { requireSameSettings } from './require-same-settings.ts';
import { requireUnmoved, type Progressed } from './require-unmoved.ts';

/** A plan that may be applied. */
export interface LoadedPlan extends Progressed {
  readonly plan: Plan;
  readonly targets: Targets;
  /** That of the plan, where it was made in this run. */
  readonly synthesizer?: Synthesizer;
}

/**
 * Reads a saved plan and makes sure that it can be applied exactly: nobody edited it, this version of the program makes
 * the same stacks of it, the settings of the repository, where there are any, still lead to them, and what is deployed
 * has not moved, except by its own earlier runs. Nothing is written before all of that is certain.
 */
export async function loadSavedPlan(
  world: World,
  options: CommonOptions & {
    readonly planFile: string;
    readonly expectDigest: string | undefined;
    readonly prune: boolean;
  },
): Promise<LoadedPlan> {
  if (options.prune) {
    throw new UserError('usage', 'a saved plan says itself what it deletes', {
      instructions: ['give --prune to `mlops plan --out FILE`, not to apply'],
      exitCode: 64,
    });
  }
  if (options.ref !== undefined) {
    throw new UserError('usage', 'a saved plan says itself which commit it is of', {
      instructions: ['give --ref to `mlops plan --out FILE`, not to apply'],
      exitCode: 64,
    });
  }
  const file = resolve(world.cwd, options.planFile);
  const plan = await readSavedPlan({ file, stages: options.stages, use: 'applied' });
  requireDigest(plan, options.expectDigest);
  requireSameProgram(plan);
  const written = await readSettings(world, options);
  // Settings with errors say nothing for certain, so they contradict nothing.
  if (written !== undefined && !hasErrors(written.findings)) requireSameSettings(plan, written);
  const settings = written?.settings;
  const stages = plan.stages.map((stage) => stageOf(stage, { settings, target: options.target }));
  const kind = plan.stages[0]?.target ?? 'local';
  const clock = createSystemClock();
  const targets = await openTargets({ stages, kind, common: options, clock, world, purpose: 'write' });
  return { plan, targets, ...(await requireUnmoved(plan, targets, options)) };
}

/** The plan promises a fingerprint for each stack; another version of the pipelines would deploy something else. */
function requireSameProgram(plan: Plan): void {
  const synthesizer = cdkSynthesizer();
  for (const change of plan.stages.flatMap((stage) => stage.changes)) {
    if (change.action === 'none' || change.action === 'delete' || change.desired === undefined) continue;
    const digest = synthesizer.codeDigest(change.pipelineType);
    if (fingerprint(change.desired.spec, digest) === change.desiredFingerprint) continue;
    throw new UserError(
      'plan-of-other-version',
      `the plan was made by another version of mlops: ${change.stack} would come out differently`,
      {
        instructions: ['make a new plan with this version, or apply it with the version that made it'],
      },
    );
  }
}

/** Those of the repository; undefined where nothing is written of any workload, so that no later plan comes of it. */
async function readSettings(world: World, options: CommonOptions): Promise<SettingsResult | undefined> {
  try {
    const repository = await openRepository({ root: options.repo, ref: options.ref, env: world.env });
    const { settingsFile, configFiles } = discover(await repository.listEntries());
    if (settingsFile === undefined) return configFiles.length === 0 ? undefined : parseSettings(undefined);
    const [bytes] = await repository.readFiles([settingsFile]);
    return parseSettings(bytes, settingsFile.path);
  } catch (error) {
    // A plan needs no repository.
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function stageOf(
  planned: StagePlan,
  options: { readonly settings: Settings | undefined; readonly target: string | undefined },
): Stage {
  if (options.target !== undefined && options.target !== planned.target) {
    throw new UserError('invalid-plan', `the plan is for target ${planned.target}, not ${options.target}`, {
      instructions: ['leave --target out, or make a plan for that target'],
    });
  }
  const assetsBucket =
    planned.changes.find((change) => change.desired !== undefined)?.desired?.spec.environment.assetsBucket ??
    `mlops-assets-${planned.account}-${planned.region}`;
  return {
    name: planned.stage,
    account: planned.account,
    region: planned.region,
    approval: false,
    protected: false,
    assetsBucket,
    roleArn: planned.roleArn ?? knownRole(planned, options.settings),
    executionRoleArn: planned.executionRoleArn,
  };
}

/** The role that the settings name now, for a plan that was made without one. */
function knownRole(planned: StagePlan, settings: Settings | undefined): string | undefined {
  const known = settings?.stages.find((stage) => stage.name === planned.stage);
  return known?.account === planned.account ? known.roleArn : undefined;
}
