import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { createGitHubBranch } from '../../../../processor/adapters/github/github-branch.ts';
import { createGitHubClient } from '../../../../processor/adapters/github/github-client.ts';
import { openGitHubCommit } from '../../../../processor/adapters/github/open-commit.ts';
import { UserError } from '../../../../processor/model/errors.ts';
import type { RepositoryEntry } from '../../../../processor/ports/source-repository.ts';
import { startFakeGitHub, type FakeGitHub } from '../../../helpers/fake-github/fake-github.ts';
import { steppingClock } from '../../../helpers/local-target.ts';

describe('a commit on GitHub', () => {
  let github: FakeGitHub;

  beforeEach('start a host', async () => {
    github = await startFakeGitHub();
    github.addToken('bot', { login: 'mlops-bot', rights: [] });
  });
  afterEach('stop it', () => github.stop());

  function client(token = 'bot') {
    return createGitHubClient({ token, clock: steppingClock(), apiUrl: github.url });
  }

  function open(commit = github.git.tip().id, onStep: () => void = () => undefined) {
    return openGitHubCommit(client(), { repository: 'acme/models', commit, onStep });
  }

  async function entries(): Promise<Readonly<Record<string, string>>> {
    const found = await open().listEntries();
    return Object.fromEntries(found.map(({ path, kind }) => [path, kind]));
  }

  function codeOf(error: unknown): string {
    return error instanceof UserError ? error.code : expect.fail(String(error));
  }

  async function fileNamed(path: string): Promise<RepositoryEntry> {
    return (await open().listEntries()).find((entry) => entry.path === path) ?? expect.fail(path);
  }

  it('lists what is in it, each as what it is', async () => {
    github.git.write('main', { 'a/mlops-config.json': {}, 'mlops-config.json/x.txt': 'x' });
    github.git.write('main', { 'b/mlops-config.json': '../a/mlops-config.json' }, { mode: '120000' });
    github.git.write('main', { vendored: 'x' }, { mode: '160000' });

    expect(await entries()).to.deep.equal({
      'a/mlops-config.json': 'file',
      'mlops-config.json/x.txt': 'file',
      'b/mlops-config.json': 'symlink',
      vendored: 'submodule',
      'mlops-config.json': 'folder',
    });
  });

  it('lists a commit that is too large for one answer folder by folder', async () => {
    const files = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`f${index % 5}/s${index}/a.json`, {}]));
    github.git.write('main', { ...files, 'top.json': {} });
    github.mostEntries = 20;

    expect(Object.keys(await entries()).sort()).to.deep.equal([...Object.keys(files), 'top.json'].sort());
  });

  it('gives up on a folder that has too many entries itself', async () => {
    github.git.write('main', Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`${index}.json`, {}])));
    github.mostEntries = 20;

    expect(
      codeOf(
        await open()
          .listEntries()
          .catch((error: unknown) => error),
      ),
    ).to.equal('source-too-large');
  });

  it('reads the bytes that were committed, also where GraphQL would give other ones', async () => {
    const contents = ['{"a":1}', Buffer.from([0x7b, 0xe4, 0x7d]), Buffer.from([0, 1, 2]), '\uFEFF{}', ''];
    const names = contents.map((_, index) => `${index}/mlops-config.json`);
    for (const [index, content] of contents.entries()) github.git.write('main', { [names[index] ?? '']: content });
    const found = await open().listEntries();
    const wanted = names.map((name) => found.find(({ path }) => path === name) ?? expect.fail(name));

    expect((await open().readFiles(wanted)).map((bytes) => Buffer.from(bytes))).to.deep.equal(
      contents.map((content) => Buffer.from(content)),
    );
  });

  it('takes no content that has not the id that was committed', async () => {
    github.git.write('main', { 'mlops-config.json': {} });
    const entry = await fileNamed('mlops-config.json');
    const forged = { status: 200, body: { data: { repository: { b0: { text: '{"x":1}', isTruncated: false } } } } };
    github.faults.push({ method: 'POST', path: /graphql/, times: 1, answer: forged });
    const content = Buffer.from('{"x":1}').toString('base64');
    github.faults.push({ path: /blobs/, times: 1, answer: { status: 200, body: { content, encoding: 'base64' } } });

    expect(
      codeOf(
        await open()
          .readFiles([entry])
          .catch((error: unknown) => error),
      ),
    ).to.equal('unreadable-file');
    expect(github.seen.filter(({ path }) => path.includes('/blobs/'))).to.have.length(1);
  });

  it('reads neither what is no file nor what is too large for a config', async () => {
    const link = { path: 'a', kind: 'symlink', blobId: 'b'.repeat(40) } as const;
    const large = { path: 'a', kind: 'file', blobId: 'b'.repeat(40), size: 5_000_000 } as const;
    expect(
      codeOf(
        await open()
          .readFiles([link])
          .catch((error: unknown) => error),
      ),
    ).to.equal('unreadable-file');
    expect(
      codeOf(
        await open()
          .readFiles([large])
          .catch((error: unknown) => error),
      ),
    ).to.equal('source-too-large');
    expect(github.seen).to.deep.equal([]);
  });

  it('says so of a commit that is gone, and stops when there is no time left', async () => {
    expect(
      codeOf(
        await open('f'.repeat(40))
          .listEntries()
          .catch((error: unknown) => error),
      ),
    ).to.equal('no-commit');
    const { length } = github.seen;
    const late = open(undefined, () => {
      throw new UserError('host-unavailable', 'too late');
    });
    expect(codeOf(await late.listEntries().catch((error: unknown) => error))).to.equal('host-unavailable');
    expect(github.seen).to.have.length(length);

    github.git.write('main', { 'a/mlops-config.json': {} });
    const file = await fileNamed('a/mlops-config.json');
    const asked = github.seen.length;
    expect(codeOf(await late.readFiles([file]).catch((error: unknown) => error))).to.equal('host-unavailable');
    expect(github.seen).to.have.length(asked);
  });

  it('never sends the token to another host', async () => {
    const asked: (string | undefined)[] = [];
    const elsewhere = createServer((request, response) => {
      asked.push(request.headers.authorization);
      response.end('{}');
    }).listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`;
    github.faults.push({ times: Infinity, answer: { status: 302, headers: { location }, body: {} } });
    const error: unknown = await open()
      .listEntries()
      .catch((thrown: unknown) => thrown);
    elsewhere.close();

    expect(codeOf(error)).to.equal('host-unavailable');
    expect(asked).to.deep.equal([]);
  });

  describe('and its branch', () => {
    function read(branch = 'main') {
      return createGitHubBranch(client(), { repository: 'acme/models', branch }).readBranch();
    }

    it('is read with the time of the last push', async () => {
      const { id } = github.git.write('release/1.x', {});
      expect(await read('release/1.x')).to.deep.equal({
        repository: { id: 4711, name: 'acme/models' },
        commit: id,
        pushedAt: 1_790_000_000,
      });
      expect(github.seen.map(({ path }) => path)).to.deep.equal([
        '/repos/acme/models',
        '/repos/acme/models/git/ref/heads/release/1.x',
      ]);
    });

    it('is found under any name that Git allows', async () => {
      const { id } = github.git.write('fix/#7 50%?', {});
      expect((await read('fix/#7 50%?')).commit).to.equal(id);
    });

    it('has no time where the host tells none', async () => {
      const answer = { status: 200, body: { id: 4711, full_name: 'acme/models' } };
      github.faults.push({ path: /models$/, times: 1, answer });
      expect(await read()).not.to.have.property('pushedAt');
    });

    it('is told when it is gone, and when the repository is called otherwise now', async () => {
      github.fullName = 'acme/models-2';
      expect(await read('gone')).to.deep.include({ commit: null, repository: { id: 4711, name: 'acme/models-2' } });
    });

    it('is not taken from an answer that is none of GitHub', async () => {
      github.faults.push({ times: 1, answer: { status: 200, body: { id: 'x' } } });
      expect(codeOf(await read().catch((error: unknown) => error))).to.equal('host-unavailable');
      const answer = { status: 200, body: { object: { sha: 'main' } } };
      github.faults.push({ path: /ref/, times: 1, answer });
      expect(codeOf(await read().catch((error: unknown) => error))).to.equal('host-unavailable');
    });
  });
});
