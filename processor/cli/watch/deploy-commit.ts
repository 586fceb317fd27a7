import { existsSync, rmSync } from 'node:fs';
import { continueReport } from '../../deploy/continue-report.ts';
import { UserError } from '../../model/errors.ts';
import type { RunReport } from '../../model/outcome.ts';
import { describeNextSteps, describeResults } from '../../render/report-words.ts';
import type { Deployed, DeployRequest } from '../../watch/look-once.ts';
import { announceAbort, announceRun } from '../announce/announce-run.ts';
import { executePlan } from '../apply/execute-plan.ts';
import { haltOf, isOvertaken, MOST_PLANS, PLANNING_AGAIN } from '../apply/overtaken.ts';
import { renderReport } from '../apply/render-report.ts';
import { makePlan, type MadePlan } from '../plan/make-plan.ts';
import { renderPlan } from '../plan/render-plan.ts';
import type { CommonOptions } from '../shared/options.ts';
import type { World } from '../shared/world.ts';

/** `repo` is the copy of the remote: it is removed when it turns out to be damaged. */
export interface DeployCommitOptions extends CommonOptions {
  readonly prune: boolean;
  readonly concurrency: number;
  /** Aborted when the user asks to stop. */
  readonly signal: AbortSignal;
}

/** What a commit itself is to blame for: another commit is needed, waiting does not help. */
const REJECTED = [
  'invalid-config',
  'no-config-files',
  'unknown-stage',
  'unknown-folder',
  'invalid-stage',
  'approval-wanted',
];

/** The copy of the repository is damaged; without it the next look makes it anew. */
const DAMAGED = ['unreadable-repository', 'unreadable-file', 'unknown-ref'];

/**
 * What `mlops apply --ref COMMIT --auto-approve` does, on the copy of a remote: validates, plans, applies exactly that
 * plan, and tells how it ended. Nobody is there to plan again when what is deployed moves meanwhile, as it does where
 * the update of an older commit was still running: so this plans again.
 */
export async function deployCommit(
  world: World,
  options: DeployCommitOptions,
  request: DeployRequest,
): Promise<Deployed> {
  const { report, end } = await planAndExecute(world, options, request);
  if (report === undefined) return end;
  // Told also where it could not go on after a new plan: what the run did until then is done.
  await announceRun(world, { report, repo: options.repo });
  world.stdout.write(
    await renderReport(report, { format: 'text', color: options.colorOf(world.stdout), verbose: options.verbose }),
  );
  return end ?? endOf(report, options.signal);
}

/** What was done, and how it ended where the report does not say so; one of the two at least. */
type Ended =
  | { readonly report: RunReport; readonly end: Deployed | undefined }
  | { readonly report: undefined; readonly end: Deployed };

async function planAndExecute(world: World, options: DeployCommitOptions, request: DeployRequest): Promise<Ended> {
  const { signal, repo } = options;
  const common = { ...options, ref: request.commit };
  let report: RunReport | undefined;
  for (let plans = 1; ; plans += 1) {
    let made: MadePlan;
    try {
      made = await makePlan(world, { ...common, purpose: 'write', unattended: true });
    } catch (error) {
      return { report, end: await withoutPlan(world, { error, repo, stages: options.stages }) };
    }
    const screen = { color: options.colorOf(world.stderr), verbose: options.verbose, width: world.stderr.columns };
    world.stderr.write(await renderPlan(made.plan, { format: 'text', applying: true, ...screen }));
    if (signal.aborted) return { report, end: { end: 'stopped' } };
    if (report === undefined) await request.onBegin();
    try {
      report = continueReport(report, await executePlan(world, { ...common, ...made }));
    } catch (error) {
      // Only a target that could not be locked: nothing was changed.
      if (error instanceof UserError) return { report, end: { end: 'later', error } };
      throw error;
    }
    if (plans === MOST_PLANS || isStopped(signal) || !isOvertaken(report)) return { report, end: undefined };
    world.stderr.write(PLANNING_AGAIN);
  }
}

/** Asked anew, because it changes while a run waits. */
function isStopped({ aborted }: AbortSignal): boolean {
  return aborted;
}

function endOf(report: RunReport, signal: AbortSignal): Deployed {
  const message = describeResults(report);
  if (report.succeeded) return { end: 'applied', message, steps: describeNextSteps(report) };
  if (signal.aborted) return { end: 'stopped' };
  const halted = haltOf(report);
  if (halted !== undefined) return { end: 'later', error: new UserError('apply-halted', `${message}; ${halted}`) };
  if (isOvertaken(report)) {
    const moving = `what is deployed moved each time after it was planned, ${MOST_PLANS} times`;
    return { end: 'later', error: new UserError('stale-plan', `${message}; ${moving}`) };
  }
  return {
    end: 'failed',
    message,
    steps: ['mend the causes and push again, or start with --retry: what succeeded is not repeated'],
  };
}

async function withoutPlan(
  world: World,
  failed: { readonly error: unknown; readonly repo: string; readonly stages: readonly string[] },
): Promise<Deployed> {
  const { error, repo } = failed;
  if (!(error instanceof UserError)) throw error;
  if (REJECTED.includes(error.code)) {
    await announceAbort(world, failed);
    return { end: 'rejected', message: error.message, steps: error.instructions };
  }
  if (DAMAGED.includes(error.code) && existsSync(repo)) rmSync(repo, { recursive: true });
  return { end: 'later', error };
}
