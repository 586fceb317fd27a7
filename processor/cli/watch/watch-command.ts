import { keepWatching } from '../../watch/keep-watching.ts';
import { lookOnce } from '../../watch/look-once.ts';
import { EXIT, type ExitCode } from '../shared/exit-code.ts';
import { createJsonLog, createTextLog, type Log } from '../shared/log.ts';
import type { World } from '../shared/world.ts';
import { createNap } from './nap.ts';
import { openWatcher, type WatcherOptions } from './open-watcher.ts';

export interface WatchOptions extends WatcherOptions {
  /** Milliseconds. */
  readonly interval: number;
  readonly once: boolean;
  readonly logFormat: 'text' | 'json';
}

/** `mlops watch`: follows a branch of any Git remote and keeps what is deployed equal to it, until it is stopped. */
export async function watchCommand(world: World, options: WatchOptions): Promise<ExitCode> {
  const log = openLog(world, options.logFormat);
  const nap = createNap();
  const { signal } = stopOnInterrupt(world, { log, onStop: nap.wake });
  const watcher = await openWatcher(world, options, { log, signal });
  try {
    if (options.once) {
      const looked = await lookOnce(watcher.context);
      return looked.end === 'settled' && looked.good ? EXIT.success : EXIT.failure;
    }
    const every = `every ${options.interval / 1000} s`;
    log.write('info', `watching ${watcher.branch} of ${watcher.context.watched.remote} ${every}, until Ctrl-C`, {
      event: 'watching',
    });
    await keepWatching({
      ...watcher.context,
      interval: options.interval,
      random: Math.random,
      pause: nap.pause,
      isStopped: () => signal.aborted,
    });
    log.write('info', 'stopped', { event: 'ended' });
    return EXIT.success;
  } finally {
    watcher.close();
  }
}

/** The log on stderr in the form that the user chose. */
export function openLog(world: World, format: 'text' | 'json'): Log {
  return format === 'json' ? createJsonLog(world.stderr, () => new Date().toISOString()) : createTextLog(world.stderr);
}

/** Aborted when the user or the system asks to stop. */
export function stopOnInterrupt(
  world: World,
  { log, onStop }: { readonly log: Log; readonly onStop: () => void },
): { readonly signal: AbortSignal; readonly stop: () => void } {
  const controller = new AbortController();
  function stop(): void {
    if (controller.signal.aborted) return;
    log.write('info', 'stopping: nothing new is started, what runs is left to itself', { event: 'stopping' });
    controller.abort();
    onStop();
  }
  world.onInterrupt(stop);
  return { signal: controller.signal, stop };
}
