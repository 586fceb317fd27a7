import * as fs from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createReceiver } from '../../adapters/http/create-receiver.ts';
import { openDeliveryJournal } from '../../adapters/watch/delivery-journal.ts';
import { reviewRecordsFile } from '../../adapters/watch/review-records-file.ts';
import { UserError } from '../../model/errors.ts';
import { keepWatching } from '../../watch/keep-watching.ts';
import type { Looked } from '../../watch/look-once.ts';
import { EXIT, type ExitCode } from '../shared/exit-code.ts';
import type { World } from '../shared/world.ts';
import { createNap } from '../watch/nap.ts';
import { openWatcher, type WatcherOptions } from '../watch/open-watcher.ts';
import { openLog, stopOnInterrupt } from '../watch/watch-command.ts';
import { finishQuietly } from './finish-quietly.ts';
import { openHosted } from './open-hosted.ts';
import { readWebhookSecrets } from './read-webhook-secrets.ts';
import { runReviewLane } from './review-lane.ts';
import { serveReview } from './serve-review.ts';
import { findUntoldReviews } from './untold-reviews.ts';
import { webhookRoutes } from './webhook-routes.ts';

export interface ServeOptions extends WatcherOptions {
  readonly port: number;
  readonly host: string;
  /** Milliseconds. */
  readonly interval: number;
  readonly logFormat: 'text' | 'json';
  /** `owner/name`; undefined: the `source` of the committed settings. */
  readonly repository: string | undefined;
}

/** GitHub sends at most 25 MB. Two such bodies may arrive at once; ordinary ones have some kilobytes. */
const BODY = { cap: 25 * 1024 * 1024, budget: 50 * 1024 * 1024 } as const;

/** Milliseconds for a request to arrive; GitHub itself gives an answer no longer. */
const DEADLINE = 10_000;

/**
 * `mlops serve`: receives webhooks of GitHub and follows the branch as `watch` does. A delivery is only a reason to
 * look now: what is deployed is what the branch points to when it is looked at, so that lost, repeated and overtaken
 * deliveries cost time and nothing else.
 */
export async function serveCommand(world: World, options: ServeOptions): Promise<ExitCode> {
  const secrets = readWebhookSecrets(world);
  const log = openLog(world, options.logFormat);
  const [deployNap, reviewNap] = [createNap(), createNap()];
  let server: Server | undefined;
  const { signal, stop } = stopOnInterrupt(world, {
    log,
    onStop: () => {
      server?.close();
      server?.closeIdleConnections();
      deployNap.wake();
      reviewNap.wake();
    },
  });
  const watcher = await openWatcher(world, options, { log, signal });
  try {
    const { records, now } = watcher.context;
    const store = openDeliveryJournal({ fs, folder: watcher.folder });
    const hosted = openHosted(world, { options, watcher, log });
    const reviews = serveReview(world, { common: options, watcher, log });
    let last: Looked | undefined;
    let isHosted = false;
    let covered = await pendingPushes();
    server = createReceiver({
      bodyCap: BODY.cap,
      bodyBudget: BODY.budget,
      deadline: DEADLINE,
      routes: webhookRoutes({
        secrets,
        branch: watcher.branch,
        store,
        log,
        now,
        reviews: reviews !== undefined,
        hosted: () => records.read()?.hosted,
        onStored: (delivery, repository) => {
          hosted.learn(repository);
          (delivery.subject.kind === 'push' ? deployNap : reviewNap).wake();
        },
        notReady: () => {
          if (last === undefined) return 'the remote was not looked at yet';
          if (last.end !== 'settled') return 'the remote cannot be reached, or the last commit is not applied yet';
          return records.read()?.hosted === undefined ? 'nobody said which repository deliveries come from' : undefined;
        },
      }),
      onFault: (error) => {
        const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
        log.write('error', `internal error: ${text}`, { event: 'fault' });
      },
    });
    const address = await listen(server, options);
    log.write('info', `receiving webhooks at http://${address}/webhooks/github`, { event: 'listening', address });

    async function pendingPushes(): Promise<readonly string[]> {
      const pending = await store.pending();
      return pending.filter(({ subject }) => subject.kind === 'push').map(({ id }) => id);
    }

    const deploying = keepWatching({
      ...watcher.context,
      interval: options.interval,
      random: Math.random,
      isStopped: () => signal.aborted,
      onLooked: async (looked) => {
        last = looked;
        await hosted.refresh();
        if (!isHosted && records.read()?.hosted !== undefined) {
          isHosted = true;
          // Now it is known whose pull requests to look for.
          reviewNap.wake();
        }
        // Whatever these were about, the branch was looked at after they had come.
        if (looked.end === 'settled') await finishQuietly(store, covered, log);
      },
      pause: async (milliseconds) => {
        await deployNap.pause(milliseconds);
        covered = await pendingPushes();
      },
    });
    const reviewing =
      reviews === undefined
        ? Promise.resolve()
        : runReviewLane({
            store,
            log,
            review: reviews.review,
            untold: findUntoldReviews({
              listOpen: reviews.listOpen,
              records: reviewRecordsFile(fs, watcher.folder),
              log,
              interval: options.interval,
              elapsed: () => performance.now(),
            }),
            nap: reviewNap,
            random: Math.random,
            isStopped: () => signal.aborted,
          });
    try {
      await Promise.all([deploying, reviewing]);
    } catch (error) {
      // The other one ends in good order, before the state folder is anybody's again.
      stop();
      await Promise.allSettled([deploying, reviewing]);
      throw error;
    }
    log.write('info', 'stopped', { event: 'ended' });
    return EXIT.success;
  } finally {
    server?.close();
    server?.closeAllConnections();
    watcher.close();
  }
}

async function listen(server: Server, { port, host }: ServeOptions): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        new UserError('port-not-usable', `nothing can be received at ${host}, port ${port}: ${error.message}`, {
          instructions: ['choose another one with --port and --host, or end the process that uses it'],
          cause: error,
        }),
      );
    });
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return address.family === 'IPv6' ? `[${address.address}]:${address.port}` : `${address.address}:${address.port}`;
}
