import { expect } from 'chai';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openRepository } from '../../../../processor/adapters/git/open-repository.ts';
import type { SourceRepository } from '../../../../processor/ports/source-repository.ts';
import { initRepository, type TestRepository } from '../../../helpers/git-repository.ts';
import { useTemporaryFolder } from '../../../helpers/temporary-folder.ts';

async function open(repository: TestRepository): Promise<SourceRepository> {
  return openRepository({ root: repository.root, env: repository.env });
}

async function textsOf(opened: SourceRepository): Promise<Readonly<Record<string, string>>> {
  const files = (await opened.listEntries()).filter(({ path: file }) => file.endsWith('config.json'));
  const texts = (await opened.readFiles(files)).map((bytes) => Buffer.from(bytes).toString());
  return Object.fromEntries(files.map(({ path: file }, index) => [file, texts[index] ?? '']));
}

describe('a sparse checkout', () => {
  const folder = useTemporaryFolder();

  function sparse(): { readonly repository: TestRepository; readonly commit: string } {
    const repository = initRepository(folder());
    repository.write({ 'a/mlops-config.json': 'a', 'b/mlops-config.json': 'b', 'b/other.json': 'o', 'c/x': '' });
    const commit = repository.commit();
    repository.git('sparse-checkout', 'set', '--cone', 'a');
    expect(existsSync(path.join(folder(), 'b'))).to.equal(false);
    return { repository, commit };
  }

  it('has the config files that it leaves out of the work tree, as the index has them', async () => {
    const { repository, commit } = sparse();
    const opened = await open(repository);
    expect(await textsOf(opened)).to.include({ 'a/mlops-config.json': 'a', 'b/mlops-config.json': 'b' });
    expect(await opened.revision()).to.deep.equal({ commit, dirty: false, branch: 'main' });
  });

  it('lacks what was deleted', async () => {
    const { repository } = sparse();
    rmSync(path.join(folder(), 'a', 'mlops-config.json'));
    const opened = await open(repository);
    expect(await textsOf(opened)).to.have.property('b/mlops-config.json');
    expect(await textsOf(opened)).not.to.have.property('a/mlops-config.json');
    expect((await opened.revision()).dirty).to.equal(true);
  });

  it('differs from its commit where what is left out was staged otherwise', async () => {
    const { repository } = sparse();
    repository.git('update-index', '--cacheinfo', `100644,${repository.blob('other')},b/mlops-config.json`);
    repository.git('update-index', '--skip-worktree', 'b/mlops-config.json');
    const opened = await open(repository);
    expect(await textsOf(opened)).to.include({ 'b/mlops-config.json': 'other' });
    expect((await opened.revision()).dirty).to.equal(true);
  });

  it('is not all that marks files so: one that is there is listed once, as it is there', async () => {
    const repository = initRepository(folder());
    repository.write({ 'a/mlops-config.json': 'a', 'b/mlops-config.json': 'b' });
    repository.commit();
    repository.git('update-index', '--skip-worktree', 'a/mlops-config.json');
    repository.write({ 'a/mlops-config.json': 'own' });
    rmSync(path.join(folder(), 'b', 'mlops-config.json'));
    const opened = await open(repository);
    expect((await opened.listEntries()).map((entry) => entry.path)).to.deep.equal(['a/mlops-config.json']);
    expect(await textsOf(opened)).to.deep.equal({ 'a/mlops-config.json': 'own' });
  });
});
