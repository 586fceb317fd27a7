import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import path from 'node:path';
import { readBranchName } from '../../adapters/git/branch-name.ts';
import { openMirror } from '../../adapters/git/open-mirror.ts';
import { readRemoteUrl } from '../../adapters/git/remote-url.ts';
import { makeFolder } from '../../adapters/local/durable-files.ts';
import { keepOutOfGit } from '../../adapters/local/keep-out-of-git.ts';
import { acquireEpochLock, type HeldLock } from '../../adapters/local/epoch-lock.ts';
import { createProcessTable } from '../../adapters/local/process-identity.ts';
import { createSystemClock } from '../../adapters/system-clock.ts';
import { watchRecordFile } from '../../adapters/watch/watch-record-file.ts';
import { UserError } from '../../model/errors.ts';
import type { Deployed, DeployRequest, LookContext } from '../../watch/look-once.ts';
import { describeInternalError } from '../shared/describe-error.ts';
import type { Log } from '../shared/log.ts';
import type { CommonOptions } from '../shared/options.ts';
import type { World } from '../shared/world.ts';
import { deployCommit } from './deploy-commit.ts';
import { describeWatchEvent } from './describe-watch-event.ts';
import { startPipeline, type PipelineToStart } from './start-pipeline.ts';

/** What `watch` and `serve` have in common. */
export interface WatcherOptions extends CommonOptions {
  readonly remote: string;
  readonly branch: string;
  readonly prune: boolean;
  readonly concurrency: number;
  readonly allowRollback: boolean;
  readonly retry: boolean;
  /** One look and no more. @default false */
  readonly once?: boolean;
  /** Where the report of each run goes. @default stdout */
  readonly reportTo?: 'stdout' | 'log';
  /** Set: commits are handed to this CodePipeline pipeline instead of being applied here. */
  readonly pipeline?: PipelineToStart;
}

/** A watcher that is ready to look, and alone in its state folder until it is closed. */
export interface Watcher {
  readonly context: LookContext;
  /** Below the state folder: everything that watching needs and the local target does not. */
  readonly folder: string;
  readonly branch: string;
  readonly close: () => void;
}

/** A holder that cannot be asked counts as dead after so many milliseconds without a sign of life. */
const LEASE = 30_000;

/**
 * Puts a watcher together. Throws UserError `invalid-remote`, `invalid-branch`, `lock-held` when another one works in
 * this state folder, `corrupt-state`.
 */
export async function openWatcher(
  world: World,
  options: WatcherOptions,
  { log, signal }: { readonly log: Log; readonly signal: AbortSignal },
): Promise<Watcher> {
  const remote = readRemoteUrl(options.remote, world.cwd);
  const branch = readBranchName(options.branch);
  const folder = path.join(options.stateDir, 'watch');
  const lock = await lockFolder(options.stateDir, folder);
  const mirror = openMirror({ folder: path.join(folder, 'mirror.git'), remote, branch, env: world.env });
  const records = watchRecordFile(fs, folder);
  try {
    records.read();
  } catch (error) {
    lock.release();
    throw error;
  }
  // What other commands write goes to the log, whatever its form.
  const inner = withScreens(world, { log, reportTo: options.reportTo ?? 'stdout', cwd: mirror.folder });

  async function deploy(request: DeployRequest): Promise<Deployed> {
    try {
      if (options.pipeline !== undefined) {
        return await startPipeline(world, { pipeline: options.pipeline, folder: mirror.folder }, request);
      }
      return await deployCommit(inner, { ...options, repo: mirror.folder, signal }, request);
    } catch (error) {
      if (error instanceof UserError) return { end: 'later', error };
      // A fault of ours must not end in a loop of restarts: the commit counts as failed, the next one is tried.
      log.write('error', describeInternalError(error, world).trimEnd(), { event: 'fault', commit: request.commit });
      return {
        end: 'failed',
        message: 'a fault of mlops ended the run',
        steps: ['start with --retry to try it again'],
      };
    }
  }

  return {
    context: {
      remote: mirror,
      records,
      watched: { remote: remote.url, branch },
      rules: { allowRollback: options.allowRollback, retry: options.retry },
      deploy,
      now: () => createSystemClock().now(),
      onEvent: (event) => {
        const { level, message, fields } = describeWatchEvent(event, { branch, once: options.once === true });
        log.write(level, message, fields);
      },
    },
    folder,
    branch,
    close: () => {
      lock.release();
    },
  };
}

async function lockFolder(stateDir: string, folder: string): Promise<HeldLock> {
  keepOutOfGit(fs, stateDir, randomUUID);
  makeFolder(fs, path.join(folder, 'lock'));
  return acquireEpochLock(
    {
      fs,
      folder: path.join(folder, 'lock'),
      clock: createSystemClock(),
      processes: createProcessTable(),
      newId: randomUUID,
      leaseMilliseconds: LEASE,
      heartbeatMilliseconds: LEASE / 6,
    },
    'a watcher',
  );
}

function withScreens(
  world: World,
  { log, reportTo, cwd }: { readonly log: Log; readonly reportTo: 'stdout' | 'log'; readonly cwd: string },
): World {
  return {
    argv: world.argv,
    env: world.env,
    // Paths that are printed are those of the commit: there are no files to open.
    cwd,
    get stdin() {
      return world.stdin;
    },
    get stdout() {
      return reportTo === 'log' ? log.screen : world.stdout;
    },
    stderr: log.screen,
    onInterrupt: world.onInterrupt,
  };
}
