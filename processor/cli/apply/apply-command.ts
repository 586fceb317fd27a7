import { continueReport } from '../../deploy/continue-report.ts';
import { UserError } from '../../model/errors.ts';
import { escapeText } from '../../model/escape-text.ts';
import type { RunReport } from '../../model/outcome.ts';
import type { Plan } from '../../model/plan.ts';
import { shortHash } from '../../model/short-hash.ts';
import { announceAbort, announceRun } from '../announce/announce-run.ts';
import { makePlan } from '../plan/make-plan.ts';
import { renderPlan } from '../plan/render-plan.ts';
import { confirm } from '../shared/confirm.ts';
import { describeUserError } from '../shared/describe-error.ts';
import { EXIT, type ExitCode } from '../shared/exit-code.ts';
import type { CommonOptions } from '../shared/options.ts';
import type { World } from '../shared/world.ts';
import { abortOnInterrupt } from './abort-on-interrupt.ts';
import { executePlan } from './execute-plan.ts';
import { loadSavedPlan, type LoadedPlan } from './load-saved-plan.ts';
import { isOvertaken, MOST_PLANS, PLANNING_AGAIN } from './overtaken.ts';
import { printReport } from './print-report.ts';
import { requireDigest } from './require-digest.ts';
import type { Progressed } from './require-unmoved.ts';

export interface ApplyOptions extends CommonOptions {
  readonly planFile: string | undefined;
  /** Digest that the plan must have, or how it begins. */
  readonly expectDigest: string | undefined;
  readonly autoApprove: boolean;
  readonly prune: boolean;
  readonly concurrency: number;
}

const SAVE_INSTEAD = 'or save a plan with `mlops plan --out FILE` and apply that';

/** `mlops apply`: executes a saved plan exactly, or plans, shows, asks and executes; tells how it ended. */
export async function applyCommand(world: World, options: ApplyOptions): Promise<ExitCode> {
  try {
    return await applyAndTell(world, options);
  } catch (error) {
    await announceAbort(world, { error, repo: options.repo, stages: options.stages });
    throw error;
  }
}

async function applyAndTell(world: World, options: ApplyOptions): Promise<ExitCode> {
  const { planFile } = options;
  const { unfinished, done, ...loaded } =
    planFile === undefined ? await planAnew(world, options) : await loadSavedPlan(world, { ...options, planFile });
  const { plan } = loaded;
  if (done === undefined) await showPlan(world, plan, options);
  world.stderr.write(describeProgress(plan, { unfinished, done }));
  if (needsApproval(plan) && planFile === undefined && !options.autoApprove) {
    if (!(await confirm(world, { question: 'Apply this plan?', instead: [SAVE_INSTEAD] }))) {
      world.stderr.write('nothing was changed\n');
      return EXIT.failure;
    }
  }
  const signal = abortOnInterrupt(world);
  const first = await executePlan(world, { ...options, ...loaded, signal, quiet: done !== undefined });
  const report = isApprovedUnseen(options) ? await goOn(world, { ...options, report: first, signal }) : first;
  await announceRun(world, { report, repo: options.repo });
  return printReport(world, report, options);
}

async function showPlan(world: World, plan: Plan, options: ApplyOptions): Promise<void> {
  const { verbose } = options;
  const screen = { color: options.colorOf(world.stderr), verbose, width: world.stderr.columns };
  world.stderr.write(await renderPlan(plan, { format: 'text', applying: true, ...screen }));
}

/** Whatever the plan is, it was approved: of a plan that somebody looked at, or named, nothing else is applied. */
function isApprovedUnseen({ planFile, expectDigest, autoApprove }: ApplyOptions): boolean {
  return autoApprove && planFile === undefined && expectDigest === undefined;
}

/** Plans again, as watchers do, while stacks move under what was planned. Never throws away what was already done. */
async function goOn(
  world: World,
  options: ApplyOptions & { readonly report: RunReport; readonly signal: AbortSignal },
): Promise<RunReport> {
  const { signal } = options;
  let { report } = options;
  for (let plans = 1; plans < MOST_PLANS && !signal.aborted && isOvertaken(report); plans += 1) {
    world.stderr.write(PLANNING_AGAIN);
    try {
      const loaded = await planAnew(world, options);
      await showPlan(world, loaded.plan, options);
      report = continueReport(report, await executePlan(world, { ...options, ...loaded }));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      world.stderr.write(describeUserError(error));
      break;
    }
  }
  return report;
}

async function planAnew(world: World, options: ApplyOptions): Promise<LoadedPlan> {
  const { plan, targets, synthesizer } = await makePlan(world, { ...options, purpose: 'write' });
  requireDigest(plan, options.expectDigest);
  return { plan, targets, synthesizer, unfinished: [] };
}

/** What earlier runs of the same saved plan have to do with this one; empty when there was none. */
function describeProgress({ digest }: Plan, { unfinished, done }: Progressed): string {
  const name = shortHash(digest);
  if (done === 'by-this-plan') return `nothing to do: this plan was already applied (${name})\n`;
  if (done === 'otherwise') return `nothing to do: another run has made all that this plan asks for (${name})\n`;
  if (unfinished.length === 0) return '';
  const lines = unfinished.map((line) => `  ${escapeText(line)}\n`).join('');
  return `an earlier run of this plan did not come to its end; going on with\n${lines}\n`;
}

function needsApproval(plan: Plan): boolean {
  return plan.stages.some((stage) =>
    stage.changes.some((change) => change.action !== 'none' && change.blocked === undefined),
  );
}
