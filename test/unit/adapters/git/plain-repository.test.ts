import { expect } from 'chai';
import { appendFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readPlainRepository } from '../../../../processor/adapters/git/plain-repository.ts';
import { initRepository, type TestRepository } from '../../../helpers/git-repository.ts';
import { useTemporaryFolder } from '../../../helpers/temporary-folder.ts';

/** What Git itself says, in the same words. */
function askGit(repository: TestRepository) {
  const flags = ['--is-bare-repository', '--is-shallow-repository', '--is-inside-work-tree', '--absolute-git-dir'];
  const [bare, shallow, inside, gitDir, top] = repository
    .git('rev-parse', ...flags, '--show-toplevel')
    .split('\n')
    .filter((line) => line !== '');
  const facts = { bare: bare === 'true', shallow: shallow === 'true', insideWorkTree: inside === 'true' };
  return { ...facts, gitDir, prefix: '', top };
}

describe('facts of an ordinary repository, read without Git', () => {
  const folder = useTemporaryFolder();

  it('are those that Git gives', () => {
    const repository = initRepository(folder());
    expect(readPlainRepository(repository.root)).to.deep.equal(askGit(repository));
    repository.write({ file: 'x' });
    repository.commit();
    expect(readPlainRepository(repository.root)).to.deep.equal(askGit(repository));
  });

  it('are those that Git gives for a shallow clone, and through a link to the folder', () => {
    const origin = initRepository(folder());
    origin.write({ file: 'x' });
    origin.commit();
    origin.commit();
    const clone = path.join(folder(), 'clone');
    origin.git('clone', '--quiet', '--depth=1', `file://${origin.root}`, clone);
    const shallow = { ...origin, git: (...args: readonly string[]) => origin.git('-C', clone, ...args) };
    expect(readPlainRepository(clone)).to.deep.include({ shallow: true }).and.to.deep.equal(askGit(shallow));
    symlinkSync('clone', path.join(folder(), 'link'));
    expect(readPlainRepository(path.join(folder(), 'link'))).to.deep.equal(askGit(shallow));
  });

  const unusual: Readonly<Record<string, (repository: TestRepository) => void>> = {
    'a work tree elsewhere': (repository) => void repository.git('config', 'core.worktree', '/'),
    'a bare repository': (repository) => void repository.git('config', 'core.bare', 'true'),
    'a bare repository, said shortly': ({ root }) => {
      appendFileSync(path.join(root, '.git/config'), '[core]\n\tbare\n');
    },
    'settings read from another file': (repository) => void repository.git('config', 'include.path', '../other'),
    'settings of its own for each work tree': (repository) =>
      void repository.git('config', 'extensions.worktreeConfig', 'true'),
    'no HEAD': ({ root }) => {
      rmSync(path.join(root, '.git/HEAD'));
    },
    'no objects': ({ root }) => {
      rmSync(path.join(root, '.git/objects'), { recursive: true });
    },
    'a link in place of .git': ({ root }) => {
      rmSync(path.join(root, '.git'), { recursive: true });
      mkdirSync(path.join(root, 'real'));
      symlinkSync('real', path.join(root, '.git'));
    },
    'a file in place of .git': ({ root }) => {
      rmSync(path.join(root, '.git'), { recursive: true });
      writeFileSync(path.join(root, '.git'), 'gitdir: /nowhere\n');
    },
  };
  for (const [what, make] of Object.entries(unusual)) {
    it(`are left to Git for ${what}`, () => {
      const repository = initRepository(folder());
      expect(readPlainRepository(repository.root)).to.not.equal(undefined);
      make(repository);
      expect(readPlainRepository(repository.root)).to.equal(undefined);
    });
  }

  it('are left to Git below the top and where there is no repository', () => {
    const repository = initRepository(folder());
    repository.write({ 'inner/file': 'x' });
    expect(readPlainRepository(path.join(repository.root, 'inner'))).to.equal(undefined);
    expect(readPlainRepository(path.join(folder(), 'nowhere'))).to.equal(undefined);
  });
});
