import { parseSettings } from '../../config/settings/settings.ts';
import type { Finding } from '../../model/finding.ts';
import { diffConfig } from '../../plan/diff-config.ts';
import type { RepositoryEntry } from '../../ports/source-repository.ts';
import type { SettingsChange } from '../../review/review.ts';
import { loadFiles, type LoadedCommit } from '../load/load-commit.ts';
import type { World } from '../shared/world.ts';
import type { MergedRepository } from './merged-repository.ts';

/** What the head does to the settings file, and what is wrong with it. */
export interface ReviewedSettings {
  readonly settings?: SettingsChange;
  /** Of the file itself. */
  readonly fileFindings: readonly Finding[];
  /** Of the config files under the head's settings: as they will be after the merge. */
  readonly laterFindings: readonly Finding[];
}

/**
 * Looks at the settings file of the head as at any other file: nothing that it says has an effect here. The configs are
 * validated under it as well, without AWS, so that a new stage which no config knows is found before the merge.
 */
export async function reviewSettings(
  files: MergedRepository,
  context: { readonly world: World; readonly merged: LoadedCommit },
): Promise<ReviewedSettings> {
  const { withOwnSettings, baseSettings, headSettings } = files;
  if (withOwnSettings === undefined) return { fileFindings: [], laterFindings: [] };
  const [before, after] = await Promise.all([read(files, baseSettings), read(files, headSettings)]);
  const [old, now] = [parseSettings(before), parseSettings(after)];
  const loaded = await loadFiles(withOwnSettings, { world: context.world, target: 'local' });
  const own = new Set(now.findings.map(({ pointer, code, message }) => [pointer, code, message].join('\n')));
  return {
    settings: {
      kind: baseSettings === undefined ? 'added' : headSettings === undefined ? 'removed' : 'changed',
      config: diffConfig(membersOf(old.source?.value), membersOf(now.source?.value)),
    },
    fileFindings: now.findings,
    laterFindings: loaded.findings.filter(
      ({ file, pointer, code, message }) =>
        file !== headSettings?.path || !own.has([pointer, code, message].join('\n')),
    ),
  };
}

/** A link or a folder of that name is no settings file; discovery has said so. */
async function read(files: MergedRepository, entry: RepositoryEntry | undefined): Promise<Uint8Array | undefined> {
  if (entry?.kind !== 'file') return undefined;
  const [bytes] = await files.merged.readFiles([entry]);
  return bytes;
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}
