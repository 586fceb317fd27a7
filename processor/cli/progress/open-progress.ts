import type { Clock } from '../../ports/clock.ts';
import { isTerminal, type World } from '../shared/world.ts';
import { createLiveProgress } from './live-progress.ts';
import { createPlainProgress, type Progress } from './progress.ts';

/** Progress on stderr: a live display on a terminal, else plain lines. The caller closes it. */
export function openProgress(world: World, options: { readonly verbose: boolean; readonly clock: Clock }): Progress {
  const { verbose, clock } = options;
  return isTerminal(world.stderr)
    ? createLiveProgress(world.stderr, { verbose, clock })
    : createPlainProgress(world.stderr, { verbose });
}
