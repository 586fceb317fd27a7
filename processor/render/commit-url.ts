import { partitionOf } from '../../pipelines/shared/partition.ts';
import type { Source } from '../model/settings.ts';

/** Page of a commit for people, at GitHub or in the console of CodeCommit (whose pages lie in a region). */
export function commitUrl(
  source: Pick<Source, 'provider' | 'repository'>,
  { commit, region }: { readonly commit: string; readonly region: string | undefined },
): string | undefined {
  const repository = source.repository.split('/').map(encodeURIComponent).join('/');
  switch (source.provider) {
    case 'github':
      return `https://github.com/${repository}/commit/${commit}`;
    case 'codecommit':
      return region === undefined
        ? undefined
        : `https://${partitionOf(region).console}/codesuite/codecommit/repositories/${repository}/commit/${commit}?region=${region}`;
    default:
      return source.provider satisfies never;
  }
}
