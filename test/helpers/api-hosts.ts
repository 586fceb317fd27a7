import { createCodeCommitWriter } from '../../processor/adapters/codecommit/create-commit.ts';
import { openCodeCommitClient } from '../../processor/adapters/codecommit/open-client.ts';
import { createGitHubClient } from '../../processor/adapters/github/github-client.ts';
import { createGitHubCommitWriter } from '../../processor/adapters/github/put-files.ts';
import type { Clock } from '../../processor/ports/clock.ts';
import type { CommitWriter } from '../../processor/ports/commit-writer.ts';
import { startFakeCodeCommit, type FakeCodeCommit } from './fake-codecommit/fake-codecommit.ts';
import type { GitTree } from './fake-git/git-tree.ts';
import { startFakeGitHub, type FakeGitHub } from './fake-github/fake-github.ts';

const KEY = 'WRITER';
const WRITER_ARN = 'arn:aws:sts::111111111111:assumed-role/mlops-api/provision';

/** One of the hosts behind its adapter, with what a test has to know of it. */
export interface ApiHost {
  readonly git: GitTree;
  readonly writer: CommitWriter;
  /** Calls so far: `PUT /contents`, `CreateCommit`. */
  readonly calls: () => readonly string[];
  /** Runs something just before a file is committed. */
  readonly beforeCommit: (work: () => void) => void;
  readonly pulls: () => readonly { readonly id: string; readonly title: string; readonly from: string }[];
  readonly endPull: (id: string, how: 'closed' | 'merged') => void;
  /** Takes the right to write away. */
  readonly deny: () => void;
  readonly stop: () => Promise<void>;
}

/** Time that passes at once. */
export function hastyClock(): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  return {
    slept,
    now: () => '2026-03-02T09:30:00.000Z',
    elapsed: () => 0,
    sleep: (milliseconds) => {
      slept.push(milliseconds);
      return Promise.resolve();
    },
  };
}

export async function startGitHubHost(): Promise<ApiHost & { readonly fake: FakeGitHub }> {
  const fake = await startFakeGitHub('acme/models');
  fake.addToken('token', { login: 'bot', rights: ['contents', 'pull_requests'] });
  const client = createGitHubClient({ token: 'token', clock: hastyClock(), apiUrl: fake.url });
  return {
    fake,
    git: fake.git,
    writer: createGitHubCommitWriter(client, 'acme/models'),
    calls: () => fake.seen.map(({ method, path }) => `${method} ${path.replace('/repos/acme/models', '')}`),
    beforeCommit: (work) => {
      fake.meanwhile = (call) => {
        if (call.method === 'PUT') work();
      };
    },
    pulls: () =>
      [...fake.pulls.values()].map(({ number, title, headRef }) => ({ id: String(number), title, from: headRef })),
    endPull: (id, how) => {
      const pull = fake.pulls.get(Number(id));
      if (pull === undefined) throw new Error(`no pull request ${id}`);
      pull.state = 'closed';
      pull.merged = how === 'merged';
      if (pull.merged) fake.git.branches.set(pull.baseRef, fake.git.tip(pull.headRef).id);
    },
    deny: () => fake.addToken('token', { login: 'bot', rights: [] }),
    stop: () => fake.stop(),
  };
}

export async function startCodeCommitHost(): Promise<ApiHost & { readonly fake: FakeCodeCommit }> {
  const fake = await startFakeCodeCommit('models');
  fake.addPrincipal(KEY, WRITER_ARN);
  const environment = fake.environment(KEY);
  for (const [name, value] of Object.entries(environment)) process.env[name] = value;
  const client = openCodeCommitClient({ region: 'eu-central-1', endpoint: fake.url });
  return {
    fake,
    git: fake.git,
    writer: createCodeCommitWriter({ client, repository: 'models', region: 'eu-central-1' }),
    calls: () => [...fake.calls],
    beforeCommit: (work) => {
      fake.meanwhile = (operation) => {
        if (operation === 'CreateCommit') work();
      };
    },
    pulls: () => [...fake.pulls.values()].map(({ id, title, sourceBranch }) => ({ id, title, from: sourceBranch })),
    endPull: (id, how) => {
      const pull = fake.pulls.get(id);
      if (pull === undefined) throw new Error(`no pull request ${id}`);
      pull.status = 'CLOSED';
      pull.merged = how === 'merged';
      if (pull.merged) fake.git.branches.set(pull.destinationBranch, fake.git.tip(pull.sourceBranch).id);
    },
    deny: () => {
      fake.addPrincipal(KEY, WRITER_ARN, ['CreateCommit', 'CreateBranch', 'CreatePullRequest']);
    },
    stop: async () => {
      client.destroy();
      for (const name of Object.keys(environment)) Reflect.deleteProperty(process.env, name);
      await fake.stop();
    },
  };
}
