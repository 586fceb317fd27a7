import { CodeCommitClient } from '@aws-sdk/client-codecommit';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

import { codeCommitCommits } from './codecommit-commits.ts';
import type { CommitHost } from './commit-host.ts';
import { gitHubCommits } from './github-commits.ts';
import { textAt, toObject } from './read-event.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The host that the function's variables name: `MLOPS_SOURCE_PROVIDER`, `MLOPS_REPOSITORY`, for GitHub
 * `MLOPS_SECRET_ARN` (a secret with the member `github_token`) and perhaps `GITHUB_API_URL`. Undefined when they name
 * none.
 */
export async function openCommitHost(env: Variables): Promise<CommitHost | undefined> {
  const { MLOPS_SOURCE_PROVIDER: provider, MLOPS_REPOSITORY: repository, MLOPS_SECRET_ARN: secretArn } = env;
  if (repository === undefined || repository === '') return undefined;
  if (provider === 'codecommit') return codeCommitCommits(new CodeCommitClient({}), repository);
  if (provider !== 'github' || secretArn === undefined || secretArn === '') return undefined;
  const { SecretString: text = '{}' } = await new SecretsManagerClient({}).send(
    new GetSecretValueCommand({ SecretId: secretArn }),
  );
  const token = textAt(toObject(JSON.parse(text)), 'github_token')?.trim();
  if (token === undefined) return undefined;
  const apiUrl = env['GITHUB_API_URL'] ?? 'https://api.github.com';
  return gitHubCommits({ repository, token, apiUrl: apiUrl.replace(/\/+$/, '') });
}
