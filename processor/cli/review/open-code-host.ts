import { UserError } from '../../model/errors.ts';
import type { Settings, Source } from '../../model/settings.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CodeHost } from '../../ports/code-host.ts';
import { endpointOf } from '../shared/targets.ts';
import type { World } from '../shared/world.ts';

/** Opens the host of a repository. Only the adapter that is needed is loaded. Throws UserError `no-host-token`. */
export async function openCodeHost(
  source: Source,
  context: { readonly world: World; readonly clock: Clock; readonly settings: Settings },
): Promise<CodeHost> {
  const { world, clock, settings } = context;
  const { env } = world;
  switch (source.provider) {
    case 'github':
      return openGitHubHost(source.repository, { env, clock });
    case 'codecommit': {
      const { connectCodeCommit } = await import('../../adapters/codecommit/connect-codecommit.ts');
      const { createCodeCommitHost } = await import('../../adapters/codecommit/codecommit-host.ts');
      const region =
        env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? settings.controlPlane?.region ?? settings.stages[0]?.region;
      const roleArn = env['MLOPS_REVIEW_ROLE_ARN'];
      const connection = await connectCodeCommit({
        region: region ?? 'us-east-1',
        endpoint: endpointOf(world),
        ...(roleArn === undefined || roleArn === '' ? {} : { roleArn }),
      });
      return createCodeCommitHost(connection, source.repository);
    }
    default:
      return source.provider satisfies never;
  }
}

/** Opens a repository on GitHub, `owner/name`. Throws UserError `no-host-token`. */
export async function openGitHubHost(
  repository: string,
  { env, clock }: { readonly env: World['env']; readonly clock: Clock },
): Promise<CodeHost> {
  const token = env['MLOPS_GITHUB_TOKEN'] ?? '';
  if (token === '') throw noToken();
  const { createGitHubClient } = await import('../../adapters/github/github-client.ts');
  const { createGitHubHost } = await import('../../adapters/github/github-host.ts');
  const apiUrl = env['GITHUB_API_URL'];
  const client = createGitHubClient({ token, clock, ...(apiUrl === undefined || apiUrl === '' ? {} : { apiUrl }) });
  return createGitHubHost(client, repository);
}

function noToken(): UserError {
  return new UserError('no-host-token', 'MLOPS_GITHUB_TOKEN is not set', {
    instructions: [
      'set it to a token with the rights that docs/review.md lists',
      'or preview a review without a host: --base main --head my-branch',
    ],
  });
}
