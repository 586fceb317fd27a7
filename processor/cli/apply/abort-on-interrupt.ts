import type { World } from '../shared/world.ts';

/** A signal that is aborted when the user asks to stop, with a word about it. */
export function abortOnInterrupt(world: World): AbortSignal {
  const controller = new AbortController();
  world.onInterrupt(() => {
    world.stderr.write('stopping: nothing new is started, what runs is left to itself; run again to continue\n');
    controller.abort();
  });
  return controller.signal;
}
