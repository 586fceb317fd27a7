import type { Command } from 'commander';
import type { ExitCode } from './exit-code.ts';
import type { World } from './world.ts';

/** The commands that a program has: by name, what adds each to the command line. */
export type Commands = Readonly<
  Record<string, (program: Command, world: World, done: (code: ExitCode) => void) => void>
>;
