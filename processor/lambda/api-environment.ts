import { createGitHubClient } from '../adapters/github/github-client.ts';
import { createGitHubCommitWriter } from '../adapters/github/put-files.ts';
import { createCodeCommitWriter } from '../adapters/codecommit/create-commit.ts';
import { openCodeCommitClient } from '../adapters/codecommit/open-client.ts';
import { readSecret } from '../adapters/secrets/read-secret.ts';
import { createSystemClock } from '../adapters/system-clock.ts';
import { UserError } from '../model/errors.ts';
import type { CommitWriter } from '../ports/commit-writer.ts';

/** Variables of the function, as Lambda sets them. */
export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * What both functions of the API are told by their environment:
 *
 * - `MLOPS_SOURCE_PROVIDER` (`github` or `codecommit`), `MLOPS_REPOSITORY`, `MLOPS_BRANCH`: the watched repository
 * - `MLOPS_SECRET_ARN`: GitHub only, the secret with the member `github_token`
 * - `GITHUB_API_URL`: only for GitHub Enterprise Server
 * - `MLOPS_ACCOUNT`: account of the control plane, which is meant where the settings name none
 * - `AWS_REGION` is Lambda's own; `AWS_ENDPOINT_URL` leads to an emulator
 */
export interface ApiEnvironment {
  readonly provider: 'github' | 'codecommit';
  readonly repository: string;
  readonly branch: string;
  readonly secretArn?: string;
  readonly gitHubApiUrl?: string;
  readonly endpoint?: string;
  readonly home: { readonly account: string; readonly region: string };
}

/** Throws UserError `invalid-environment`. */
export function readApiEnvironment(env: Variables): ApiEnvironment {
  const provider = required(env, 'MLOPS_SOURCE_PROVIDER');
  if (provider !== 'github' && provider !== 'codecommit') {
    throw invalid('MLOPS_SOURCE_PROVIDER', `is \`${provider}\``, 'github or codecommit');
  }
  return {
    provider,
    repository: required(env, 'MLOPS_REPOSITORY'),
    branch: required(env, 'MLOPS_BRANCH'),
    ...(provider === 'github' && { secretArn: required(env, 'MLOPS_SECRET_ARN') }),
    gitHubApiUrl: optional(env, 'GITHUB_API_URL'),
    endpoint: optional(env, 'AWS_ENDPOINT_URL'),
    home: { account: required(env, 'MLOPS_ACCOUNT'), region: required(env, 'AWS_REGION') },
  };
}

/** Opens the watched repository with the rights of the function, or of the token in the secret. */
export async function openCommitWriter(environment: ApiEnvironment): Promise<CommitWriter> {
  const { repository, endpoint, home, secretArn = '', gitHubApiUrl } = environment;
  const { region } = home;
  switch (environment.provider) {
    case 'codecommit':
      return createCodeCommitWriter({ client: openCodeCommitClient({ region, endpoint }), repository, region });
    case 'github': {
      const token = await readSecret(secretArn, 'github_token', { region, endpoint });
      const client = createGitHubClient({
        token,
        clock: createSystemClock(),
        // API Gateway waits 29 seconds for all of it.
        patience: 5_000,
        timeout: 10_000,
        ...(gitHubApiUrl !== undefined && { apiUrl: gitHubApiUrl }),
      });
      return createGitHubCommitWriter(client, repository);
    }
    default:
      return environment.provider satisfies never;
  }
}

/** A variable that must be there. Throws UserError `invalid-environment`. */
export function required(env: Variables, name: string): string {
  const value = optional(env, name);
  if (value === undefined) throw invalid(name, 'is missing', 'as the control plane sets it');
  return value;
}

function optional(env: Variables, name: string): string | undefined {
  const value = env[name];
  return value === undefined || value === '' ? undefined : value;
}

function invalid(name: string, problem: string, allowed: string): UserError {
  return new UserError('invalid-environment', `the variable ${name} ${problem}`, {
    instructions: [`set it: ${allowed}`],
  });
}
