import { UserError } from '../../model/errors.ts';
import type { GitHubClient } from './github-client.ts';
import { graphqlPath } from './graphql-path.ts';
import { memberAt } from './members.ts';

/** Whose token is in use. */
export interface Identity {
  /** Number of the account; logins can be renamed. */
  readonly userId: number;
  /** Installation tokens of Apps: only they may write check runs. */
  readonly isApp: boolean;
}

/**
 * Asks GitHub. An installation token may not ask `GET /user` (403 "Resource not accessible by integration"); GraphQL's
 * `viewer` answers both kinds.
 */
export async function readIdentity(client: GitHubClient): Promise<Identity> {
  const { status, body } = await client.request({ method: 'GET', path: '/user', expected: [403] });
  const userId = numberAt(body, 'id');
  if (status < 400 && userId !== undefined) return { userId, isApp: false };
  const query = 'query { viewer { login databaseId } }';
  const answer = await client.request({ method: 'POST', path: graphqlPath(client.apiUrl), body: { query } });
  const botId = numberAt(memberAt(memberAt(answer.body, 'data'), 'viewer'), 'databaseId');
  if (botId !== undefined) return { userId: botId, isApp: true };
  throw new UserError('host-access-denied', 'GitHub does not tell whose token is in use', {
    instructions: ['use a personal access token, or an installation token of a GitHub App'],
  });
}

function numberAt(value: unknown, key: string): number | undefined {
  const member = memberAt(value, key);
  return typeof member === 'number' ? member : undefined;
}
