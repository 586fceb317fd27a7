import { openRepository } from '../../adapters/git/open-repository.ts';
import { blameNearMiss } from '../../config/blame-near-miss.ts';
import { discover, type Discovery } from '../../config/discover.ts';
import { loadDesired } from '../../config/load-desired.ts';
import { commitRules, fileRules } from '../../config/rules/index.ts';
import { parseSettings } from '../../config/settings/settings.ts';
import { compareFindings, type Finding } from '../../model/finding.ts';
import type { Settings, TargetKind } from '../../model/settings.ts';
import type { Workload } from '../../model/workload.ts';
import type { RepositoryEntry, Revision, SourceRepository } from '../../ports/source-repository.ts';
import type { CommonOptions } from '../shared/options.ts';
import type { World } from '../shared/world.ts';
import { completeSettings } from './complete-settings.ts';
import { MANY_FILES } from './many-files.ts';
import { openFormCheck } from './open-form-check.ts';

/** What a commit, or a work tree, asks for, and everything there is to say about it. */
export interface LoadedCommit {
  /** Asks Git, and reads the files once more to see whether they are the commit's: only plans need it. */
  readonly readRevision: () => Promise<Revision>;
  readonly settings: Settings;
  readonly target: TargetKind;
  /** Sorted; of settings, discovery and configs together. */
  readonly findings: readonly Finding[];
  readonly workloads: readonly Workload[];
  readonly discovery: Discovery<RepositoryEntry>;
  /** Entries of all config files, each counted once whatever its stages. */
  readonly entries: number;
}

export interface LoadOptions {
  readonly world: World;
  readonly target: TargetKind | undefined;
  /** Only config files at or below these: what they refer to may stand in others. */
  readonly paths?: readonly string[];
  /** Told, at least once and early, when there are {@link MANY_FILES} config files or more. */
  readonly onMany?: () => void;
  /** Whether the form of a file was found sound before. */
  readonly isSound?: (bytes: Uint8Array) => boolean;
}

/** Reads the repository and does everything that needs no credentials: discover, parse, validate, resolve. */
export async function loadCommit(
  world: World,
  options: CommonOptions & Pick<LoadOptions, 'paths' | 'onMany'>,
): Promise<LoadedCommit> {
  const formCheck = openFormCheck();
  try {
    const { repo: root, ref, target, paths, onMany } = options;
    let read = 0;
    function onRead(bytes: Uint8Array): void {
      formCheck.offer(bytes);
      read += 1;
      if (read === MANY_FILES) onMany?.();
    }
    const repository = await openRepository({ root, ref, env: world.env, onRead });
    return await loadFiles(repository, {
      world,
      target,
      paths,
      onMany,
      isSound: (bytes) => formCheck.isSound(bytes),
    });
  } finally {
    formCheck.close();
  }
}

/** The same for files that are already opened, wherever they come from. */
export async function loadFiles(repository: SourceRepository, options: LoadOptions): Promise<LoadedCommit> {
  const { world } = options;
  const discovery = discover(await repository.listEntries(), options.paths ?? []);
  const { configFiles, settingsFile } = discovery;
  if (configFiles.length >= MANY_FILES) options.onMany?.();
  const bytes = await repository.readFiles(settingsFile === undefined ? configFiles : [settingsFile, ...configFiles]);
  const settingsBytes = settingsFile === undefined ? undefined : bytes[0];
  const configBytes = settingsFile === undefined ? bytes : bytes.slice(1);

  const written = parseSettings(settingsBytes, settingsFile?.path);
  const target = options.target ?? written.settings.target;
  const settings = await completeSettings(written.settings, { target, world });
  const files = configFiles.map((entry, index) => ({
    path: entry.path,
    bytes: configBytes[index] ?? new Uint8Array(),
  }));
  const desired = loadDesired({
    files,
    settings,
    ...(written.source === undefined ? {} : { settingsFile: written.source }),
    rules: commitRules,
    fileRules,
    isSound: options.isSound,
    partial: options.paths !== undefined && options.paths.length > 0,
  });
  const blamed = blameNearMiss(discovery.findings, desired.findings, settingsFile !== undefined);
  return {
    readRevision: () => repository.revision(),
    settings,
    target,
    findings: [...blamed.discovered, ...written.findings, ...blamed.desired].sort(compareFindings),
    get workloads() {
      return desired.workloads;
    },
    discovery,
    entries: desired.written.length,
  };
}
