import { UserError } from '../../model/errors.ts';
import type { WatchRecord } from '../../ports/watch-records.ts';
import type { HostedRepository } from '../../webhooks/read-event.ts';
import { loadSettings } from '../load/load-settings.ts';
import type { Log } from '../shared/log.ts';
import type { World } from '../shared/world.ts';
import type { Watcher, WatcherOptions } from '../watch/open-watcher.ts';

/** Knows which repository deliveries must come from. */
export interface Hosted {
  /** Reads the settings of the newest commit that was looked at. */
  readonly refresh: () => Promise<void>;
  /** Keeps the id of the repository that a taken delivery came from. */
  readonly learn: (repository: HostedRepository) => void;
}

/**
 * The repository is named by the user, or else by `source` of the settings that the watched branch has; without both no
 * delivery is taken. Its id is learnt from the first signed delivery and holds from then on.
 */
export function openHosted(
  world: World,
  parts: {
    readonly options: WatcherOptions & { readonly repository: string | undefined };
    readonly watcher: Watcher;
    readonly log: Log;
  },
): Hosted {
  const { options, watcher, log } = parts;
  const { records, watched, remote } = watcher.context;
  let read: string | undefined;
  let isWarned = false;

  function name(repository: string): void {
    const before = records.read();
    if (before?.hosted?.repository === repository) return;
    keep({ repository });
  }

  function keep(hosted: NonNullable<WatchRecord['hosted']>): void {
    records.write({ ...(records.read() ?? { sequence: 0 }), ...watched, hosted });
  }

  if (options.repository !== undefined) name(options.repository);

  return {
    refresh: async () => {
      const commit = records.read()?.handled?.commit;
      if (options.repository !== undefined || commit === undefined || commit === read) return;
      read = commit;
      const repository = await repositoryAt(commit);
      if (repository !== undefined) name(repository);
      if (isWarned || records.read()?.hosted !== undefined) return;
      isWarned = true;
      log.write(
        'warning',
        'no delivery is taken: nobody said which repository they come from\n' +
          '  → name it in mlops-settings.json: "source": { "provider": "github", "repository": "owner/name", … }\n' +
          '  → or start with --repository owner/name',
        { event: 'no-repository' },
      );
    },
    learn: ({ id, name: repository }) => {
      const hosted = records.read()?.hosted;
      if (hosted !== undefined && hosted.id === undefined) {
        keep({ ...hosted, id });
        log.write('info', `deliveries come from ${repository}, which has the id ${id}`, { event: 'repository', id });
      }
    },
  };

  async function repositoryAt(commit: string): Promise<string | undefined> {
    try {
      const { settings } = await loadSettings(world, { ...options, repo: remote.folder, ref: commit, target: 'local' });
      return settings.source?.provider === 'github' ? settings.source.repository : undefined;
    } catch (error) {
      // What is wrong with the settings was said when the commit was looked at; what was known still holds.
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }
}
