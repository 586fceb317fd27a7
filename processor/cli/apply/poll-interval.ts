import type { Targets } from '../shared/targets.ts';
import type { World } from '../shared/world.ts';

/** Milliseconds between two looks at a stack. CloudFormation throttles whoever looks more often at many stacks. */
const POLL_INTERVAL = { local: 5, aws: 3_000, emulator: 150 } as const;

/** Milliseconds between two looks at a stack of these targets. */
export function pollIntervalOf(targets: Targets, world: World): number {
  if ([...targets.values()].every((target) => target.kind === 'local')) return POLL_INTERVAL.local;
  return /\/\/(localhost|127\.0\.0\.1)\b/.test(world.env['AWS_ENDPOINT_URL'] ?? '')
    ? POLL_INTERVAL.emulator
    : POLL_INTERVAL.aws;
}
