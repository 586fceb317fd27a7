import { MARKER, writeComment, type CommitHost } from './commit-host.ts';
import { objectAt, textAt, toObject } from './read-event.ts';

export interface GitHubCommitsOptions {
  /** `owner/name`. */
  readonly repository: string;
  /** Needs `Contents: read`, also for comments at commits, and `Commit statuses: write`. Stands in no message. */
  readonly token: string;
  /** `https://api.github.com`, or that of GitHub Enterprise Server. */
  readonly apiUrl: string;
}

/** REST API reference, "Create a commit comment": the limit of all comments. */
const LONGEST_COMMENT = 65_536;
const LONGEST_DESCRIPTION = 140;
/** Milliseconds. */
const TIMEOUT = 8_000;

/** Commits on GitHub. Its mail reaches whoever is named in a comment. */
export function gitHubCommits({ repository, token, apiUrl }: GitHubCommitsOptions): CommitHost {
  const root = `${apiUrl}/repos/${repository.split('/').map(encodeURIComponent).join('/')}`;

  async function call(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${root}${path}`, {
      method,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'user-agent': 'mlops-config-processor',
        'x-github-api-version': '2022-11-28',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT),
    });
    if (!response.ok) throw new Error(`GitHub answered ${method} ${path} with ${response.status}`);
    return response.json();
  }

  return {
    readAuthor: async (commit) => {
      const author = objectAt(objectAt(toObject(await call('GET', `/commits/${commit}`)), 'commit'), 'author');
      const [name, email] = [textAt(author, 'name'), textAt(author, 'email')];
      return name === undefined ? undefined : { name, ...(email !== undefined && { email }) };
    },
    tellAuthor: async (commit, rejection) => {
      await call('POST', `/statuses/${commit}`, {
        state: 'failure',
        context: 'mlops',
        description: rejection.headline.slice(0, LONGEST_DESCRIPTION),
        ...(rejection.link !== undefined && { target_url: rejection.link }),
      });
      if (await isTold(call, commit)) return;
      const account = textAt(objectAt(toObject(await call('GET', `/commits/${commit}`)), 'author'), 'login');
      const isAccount = account !== undefined && /^[A-Za-z0-9-]{1,39}$/.test(account);
      const body = writeComment(rejection, { longest: LONGEST_COMMENT, ...(isAccount && { account }) });
      await call('POST', `/commits/${commit}/comments`, { body });
    },
  };
}

type Call = (method: 'GET', path: string) => Promise<unknown>;

/** A commit has few comments: ten pages of a hundred are looked through. */
async function isTold(call: Call, commit: string): Promise<boolean> {
  for (let page = 1; page <= 10; page += 1) {
    const comments = await call('GET', `/commits/${commit}/comments?per_page=100&page=${page}`);
    if (!Array.isArray(comments)) return false;
    if (comments.some((comment) => textAt(toObject(comment), 'body')?.startsWith(MARKER) === true)) return true;
    if (comments.length < 100) return false;
  }
  return false;
}
