import type { HostedRepository } from './read-event.ts';

/** The repository whose deliveries are taken. */
export interface WatchedRepository {
  /** `owner/name`. */
  readonly repository: string;
  /** Undefined as long as no delivery told it. */
  readonly id?: number;
}

/**
 * Why a delivery of this repository is not taken; undefined when it is. The whole name counts, and upper and lower case
 * are one, as on the host. A repository that was made anew under the name has another id.
 */
export function checkRepository(from: HostedRepository, watched: WatchedRepository): string | undefined {
  if (from.name.toLowerCase() !== watched.repository.toLowerCase()) {
    return watched.id === from.id
      ? 'the watched repository was renamed: give its new name to the settings (source.repository)'
      : 'deliveries of this repository are not taken';
  }
  if (watched.id !== undefined && watched.id !== from.id) {
    return 'this is another repository under the name of the watched one: its id differs';
  }
  return undefined;
}
