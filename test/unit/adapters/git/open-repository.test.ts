import { expect } from 'chai';
import { chmodSync, chownSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openRepository } from '../../../../processor/adapters/git/open-repository.ts';
import { UserError } from '../../../../processor/model/errors.ts';
import { initRepository } from '../../../helpers/git-repository.ts';
import { useTemporaryFolder } from '../../../helpers/temporary-folder.ts';
import { pend } from '../../../helpers/pend.ts';

async function errorOf(promise: Promise<unknown>): Promise<UserError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  return expect.fail('no error');
}

describe('openRepository', () => {
  const folder = useTemporaryFolder();

  it('reads a plain folder where there is no Git (88)', async () => {
    writeFileSync(path.join(folder(), 'mlops-config.json'), '{}');
    for (const skipped of ['node_modules/a', '.git-not', '.mlops']) {
      mkdirSync(path.join(folder(), skipped), { recursive: true });
      writeFileSync(path.join(folder(), skipped, 'mlops-config.json'), '{}');
    }
    const repository = await openRepository({ root: folder(), env: process.env });
    const paths = (await repository.listEntries()).map((entry) => entry.path);
    expect(paths).to.deep.equal(['.git-not/mlops-config.json', 'mlops-config.json']);
    expect(await repository.revision()).to.deep.equal({ commit: null, dirty: true });
  });

  it('says that a commit needs a repository', async () => {
    const error = await errorOf(openRepository({ root: folder(), ref: 'HEAD', env: process.env }));
    expect(error.code).to.equal('not-a-repository');
  });

  it('says that a folder does not exist or is a file', async () => {
    const missing = await errorOf(openRepository({ root: path.join(folder(), 'nowhere'), env: process.env }));
    expect([missing.code, missing.message.endsWith('does not exist')]).to.deep.equal(['no-such-folder', true]);
    writeFileSync(path.join(folder(), 'file'), '');
    const file = await errorOf(openRepository({ root: path.join(folder(), 'file'), env: process.env }));
    expect(file.message).to.match(/is not a folder$/);
  });

  it('never takes a damaged .git for an empty repository (88)', async () => {
    const repository = initRepository(folder());
    repository.write({ 'mlops-config.json': '{}' });
    repository.commit();
    rmSync(path.join(folder(), '.git', 'HEAD'));
    const error = await errorOf(openRepository({ root: folder(), env: repository.env }));
    expect(error.code).to.equal('unreadable-repository');
  });

  it('never takes a damaged index for an empty repository', async () => {
    const repository = initRepository(folder());
    repository.write({ 'mlops-config.json': '{}' });
    repository.commit();
    writeFileSync(path.join(folder(), '.git', 'index'), 'garbage');
    const opened = await openRepository({ root: folder(), env: repository.env });
    expect((await errorOf(opened.listEntries())).code).to.equal('unreadable-repository');
  });

  it('works beside an index.lock that somebody left', async () => {
    const repository = initRepository(folder());
    repository.write({ 'mlops-config.json': '{}' });
    repository.commit();
    writeFileSync(path.join(folder(), '.git', 'index.lock'), '');
    const opened = await openRepository({ root: folder(), env: repository.env });
    expect(await opened.listEntries()).to.have.length(1);
    expect((await opened.revision()).dirty).to.equal(false);
  });

  it('tells how to trust a repository of another user (dubious ownership)', async function () {
    if (process.getuid?.() !== 0) pend(this, 'only root can give a repository away');
    const repository = initRepository(folder());
    repository.write({ 'mlops-config.json': '{}' });
    repository.commit();
    for (const file of [folder(), path.join(folder(), '.git')]) chownSync(file, 12345, 12345);
    const error = await errorOf(openRepository({ root: folder(), env: repository.env }));
    expect(error.code).to.equal('unreadable-repository');
    expect(error.instructions.join('\n')).to.include('safe.directory');
  });

  it('knows what a shallow clone lacks (88)', async () => {
    const origin = path.join(folder(), 'origin');
    mkdirSync(origin);
    const repository = initRepository(origin, folder());
    repository.write({ 'mlops-config.json': '{"a":1}' });
    const first = repository.commit();
    repository.write({ 'mlops-config.json': '{"a":2}' });
    repository.commit();
    repository.git('clone', '--quiet', '--depth=1', `file://${origin}`, path.join(folder(), 'clone'));
    const root = path.join(folder(), 'clone');
    const error = await errorOf(openRepository({ root, ref: first, env: repository.env }));
    expect(error.code).to.equal('unknown-ref');
    expect(error.instructions[0]).to.include('shallow');
    expect(await (await openRepository({ root, ref: 'HEAD', env: repository.env })).listEntries()).to.have.length(1);
  });

  it('reads a bare repository by commit alone', async () => {
    const origin = path.join(folder(), 'origin');
    mkdirSync(origin);
    const repository = initRepository(origin, folder());
    repository.write({ 'mlops-config.json': '{}' });
    repository.commit();
    const root = path.join(folder(), 'bare.git');
    repository.git('clone', '--quiet', '--bare', origin, root);
    expect((await errorOf(openRepository({ root, env: repository.env }))).code).to.equal('bare-repository');
    const opened = await openRepository({ root, ref: 'main', env: repository.env });
    expect((await opened.listEntries()).map((entry) => entry.path)).to.deep.equal(['mlops-config.json']);
  });

  it('knows that a branch without a commit is no commit', async () => {
    const repository = initRepository(folder());
    const error = await errorOf(openRepository({ root: folder(), ref: 'HEAD', env: repository.env }));
    expect(error.code).to.equal('unknown-ref');
    repository.write({ 'mlops-config.json': '{}' });
    const opened = await openRepository({ root: folder(), env: repository.env });
    expect(await opened.revision()).to.deep.equal({ commit: null, dirty: true, branch: 'main' });
    expect(await opened.listEntries()).to.have.length(1);
  });

  it('treats an ignored folder of an outer repository as a plain folder', async () => {
    const repository = initRepository(folder());
    for (const names of [['mlops-config.json'], ['mlops-config.json', 'mlops-settings.json']]) {
      repository.write({
        '.gitignore': 'build/\n',
        ...Object.fromEntries(names.map((name) => [`build/${name}`, '{}'])),
      });
      repository.commit();
      const opened = await openRepository({ root: path.join(folder(), 'build'), env: repository.env });
      expect((await opened.listEntries()).map((entry) => entry.path)).to.have.members(names);
      expect((await opened.listEntries()).map((entry) => entry.isIgnored ?? false)).not.to.include(true);
      expect((await opened.revision()).commit).to.equal(null);
    }
  });

  for (const ref of [
    '--upload-pack=touch x',
    '-n',
    '',
    '$(touch x)',
    'a;touch x',
    'refs/heads/../../x',
    'HEAD\ntouch',
  ]) {
    it(`refuses the commit name ${JSON.stringify(ref)} and runs nothing (90)`, async () => {
      const repository = initRepository(folder());
      repository.write({ 'mlops-config.json': '{}' });
      repository.commit();
      const error = await errorOf(openRepository({ root: folder(), ref, env: repository.env }));
      expect(error.code).to.equal('unknown-ref');
      expect(readdirSync(folder())).to.not.include('x');
    });
  }

  it('runs nothing that a hostile .git/config names (89, 91)', async () => {
    const repository = initRepository(folder());
    const program = path.join(folder(), 'evil.sh');
    writeFileSync(program, `#!/bin/sh\ntouch '${folder()}/ran'\ncat\n`);
    chmodSync(program, 0o755);
    repository.write({ 'mlops-config.json': '{"a": 1}\n', '.gitattributes': '*.json filter=evil ident diff=evil\n' });
    repository.commit();
    const hooks = path.join(folder(), 'hooks');
    mkdirSync(hooks);
    for (const hook of ['post-index-change', 'reference-transaction', 'post-checkout'])
      symlinkSync(program, path.join(hooks, hook));
    const settings = {
      'core.fsmonitor': program,
      'core.hooksPath': hooks,
      'core.pager': program,
      'core.sshCommand': program,
      'alias.ls-files': `!${program}`,
      'alias.rev-parse': `!${program}`,
      'filter.evil.clean': program,
      'filter.evil.smudge': program,
      'filter.evil.process': program,
      'diff.evil.textconv': program,
      'remote.origin.url': folder(),
      'remote.origin.promisor': 'true',
      'remote.origin.uploadpack': program,
      'protocol.file.allow': 'always',
      'extensions.partialClone': 'origin',
    };
    for (const [key, value] of Object.entries(settings)) repository.git('config', key, value);
    repository.write({ 'mlops-config.json': '{"a": 2}\n' });
    rmSync(path.join(folder(), 'ran'), { force: true });
    for (const ref of [undefined, 'HEAD']) {
      const opened = await openRepository({ root: folder(), ref, env: repository.env });
      const files = (await opened.listEntries()).filter((entry) => entry.path === 'mlops-config.json');
      const [bytes] = await opened.readFiles(files);
      expect(Buffer.from(bytes ?? []).toString()).to.equal(ref === undefined ? '{"a": 2}\n' : '{"a": 1}\n');
      expect((await opened.revision()).dirty).to.equal(ref === undefined);
    }
    // A missing object must not be fetched through the promisor remote's program.
    const head = repository.git('rev-parse', 'HEAD:mlops-config.json');
    rmSync(path.join(folder(), '.git', 'objects', head.slice(0, 2), head.slice(2)));
    const opened = await openRepository({ root: folder(), ref: 'HEAD', env: repository.env });
    const files = (await opened.listEntries()).filter((entry) => entry.path === 'mlops-config.json');
    expect((await errorOf(opened.readFiles(files))).code).to.be.oneOf(['unreadable-file', 'unreadable-repository']);
    expect(readdirSync(folder())).to.not.include('ran');
  });

  it('is not led to another work tree by core.worktree (91)', async () => {
    const elsewhere = path.join(folder(), 'elsewhere');
    const root = path.join(folder(), 'repository');
    for (const each of [elsewhere, root]) mkdirSync(each);
    writeFileSync(path.join(elsewhere, 'mlops-config.json'), '{"not":"mine"}');
    const repository = initRepository(root, folder());
    repository.write({ 'mlops-config.json': '{}' });
    repository.commit();
    repository.git('config', 'core.worktree', elsewhere);
    const error = await errorOf(openRepository({ root, env: repository.env }));
    expect(error.code).to.be.oneOf(['bare-repository', 'unreadable-repository']);
    repository.git('config', 'core.worktree', '/');
    const opened = await openRepository({ root, env: repository.env });
    expect((await opened.listEntries()).map((entry) => entry.path)).to.deep.equal(['mlops-config.json']);
    expect((await opened.revision()).dirty).to.equal(true);
  });
});
