import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { escapeText } from '../../model/escape-text.ts';
import type { TargetKind } from '../../model/settings.ts';
import type { GivenFlag } from '../../render/plan/plan-words.ts';
import { findRoot } from './find-root.ts';
import { wantsColor } from './wants-color.ts';
import type { Screen, World } from './world.ts';

/** Flags that several commands share, as commander gives them. */
export interface CommonFlags {
  readonly repo?: string;
  readonly ref?: string;
  readonly stage?: readonly string[];
  readonly target?: TargetKind;
  readonly stateDir?: string;
  readonly format: string;
  readonly color: boolean;
  readonly verbose?: boolean;
}

/** The same with every default filled in. */
export interface CommonOptions {
  /** Absolute. */
  readonly repo: string;
  readonly ref: string | undefined;
  /** Empty: all stages. */
  readonly stages: readonly string[];
  /** Undefined: as the settings say. */
  readonly target: TargetKind | undefined;
  /** Absolute. */
  readonly stateDir: string;
  /** What of this was given, as it was typed: the command that goes on from here needs it too. */
  readonly given?: readonly GivenFlag[];
  readonly format: string;
  readonly verbose: boolean;
  readonly colorOf: (screen: Screen) => boolean;
}

/**
 * The shared flags of a command that works on a repository: from a folder in it the repository itself, which is then
 * said on stderr.
 */
export function readRepositoryOptions(flags: CommonFlags, world: World): CommonOptions {
  const given = resolve(world.cwd, flags.repo ?? '.');
  const { folder, mark } = findRoot(given, { isNamed: flags.repo !== undefined });
  if (mark !== undefined) world.stderr.write(`working in ${escapeText(folder)}, where ${mark} is\n`);
  return { ...readCommonOptions({ ...flags, repo: folder }, world), given: listGiven(flags) };
}

/** Reads the shared flags; paths are taken from the current folder. */
export function readCommonOptions(flags: CommonFlags, world: World): CommonOptions {
  const repo = resolve(world.cwd, flags.repo ?? '.');
  return {
    repo,
    ref: flags.ref,
    stages: flags.stage ?? [],
    target: flags.target,
    stateDir: flags.stateDir === undefined ? resolve(repo, '.mlops') : resolve(world.cwd, flags.stateDir),
    given: listGiven(flags),
    format: flags.format,
    verbose: flags.verbose === true,
    colorOf: (screen) => wantsColor(screen, { color: flags.color, env: world.env }),
  };
}

function listGiven({ repo, ref, stage = [], target, stateDir }: CommonFlags): readonly GivenFlag[] {
  const flags: readonly (readonly [flag: string, value: string | undefined])[] = [
    ['--repo', repo],
    ['--ref', ref],
    ...stage.map((name) => ['--stage', name] as const),
    ['--target', target],
    ['--state-dir', stateDir],
  ];
  return flags.flatMap(([flag, value]) => (value === undefined ? [] : [[flag, value] as const]));
}

/** Reads `--concurrency`: a whole number from 1 to 50. */
export function parseConcurrency(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 50) {
    throw new InvalidArgumentError('it must be a whole number from 1 to 50');
  }
  return value;
}

/** Reads a plan's digest: all of it, or at least the twelve digits that plans show. */
export function parseDigest(text: string): string {
  if (!/^[0-9a-f]{12,64}$/.test(text)) {
    throw new InvalidArgumentError('it must be 12 to 64 of the digits 0-9 and a-f, as the plan shows them');
  }
  return text;
}
