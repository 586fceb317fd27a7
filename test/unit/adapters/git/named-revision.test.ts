import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { openRepository } from '../../../../processor/adapters/git/open-repository.ts';
import { readNamedRevision } from '../../../../processor/adapters/git/named-revision.ts';
import { UserError } from '../../../../processor/model/errors.ts';
import { initRepository } from '../../../helpers/git-repository.ts';
import { useTemporaryFolder } from '../../../helpers/temporary-folder.ts';

const COMMIT = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567';
const OTHER = 'ffffffffffffffffffffffffffffffffffffffff';

describe('the revision of a folder without Git', () => {
  const folder = useTemporaryFolder();

  it('is none when nobody tells it', () => {
    expect(readNamedRevision('/src', {})).to.deep.equal({ commit: null, dirty: true });
    expect(readNamedRevision('/src', { MLOPS_COMMIT: '', MLOPS_BRANCH: 'main' }).commit).to.equal(null);
  });

  it('is what MLOPS_COMMIT says, with branch and author', async () => {
    const env = { MLOPS_COMMIT: COMMIT, MLOPS_BRANCH: 'main', MLOPS_AUTHOR: 'Ada' };
    const repository = await openRepository({ root: folder(), env: { ...process.env, ...env } });
    expect(await repository.revision()).to.deep.equal({ commit: COMMIT, dirty: false, branch: 'main', author: 'Ada' });
  });

  it('is what CodeBuild resolved its primary source to, and only for that source', () => {
    const env = { CODEBUILD_SRC_DIR: '/codebuild/src', CODEBUILD_RESOLVED_SOURCE_VERSION: COMMIT };
    expect(readNamedRevision('/codebuild/src', env)).to.deep.equal({ commit: COMMIT, dirty: false });
    expect(readNamedRevision('/codebuild/src2', env).commit).to.equal(null);
    expect(readNamedRevision('/codebuild/src', { ...env, MLOPS_COMMIT: OTHER }).commit).to.equal(OTHER);
  });

  it('is not the version of an object in S3', () => {
    const env = { CODEBUILD_SRC_DIR: '/src', CODEBUILD_RESOLVED_SOURCE_VERSION: 'arn:aws:s3:::bucket/source.zip' };
    expect(readNamedRevision('/src', env).commit).to.equal(null);
  });

  it('is refused when it is no full commit id', () => {
    for (const wrong of ['main', COMMIT.slice(0, 12), COMMIT.toUpperCase()]) {
      expect(() => readNamedRevision('/src', { MLOPS_COMMIT: wrong }), wrong)
        .to.throw(UserError)
        .with.property('code', 'invalid-environment');
    }
  });

  it('stands against files of the source that Git would take for a repository', async () => {
    mkdirSync(path.join(folder(), 'inner'));
    const inner = initRepository(path.join(folder(), 'inner'));
    inner.write({ 'a/mlops-config.json': '{"forged": true}' });
    const forged = inner.commit();
    const source = path.join(folder(), 'source');
    // `HEAD`, `config`, `objects` and `refs` at the top, as a commit can have them.
    cpSync(path.join(folder(), 'inner/.git'), source, { recursive: true });
    mkdirSync(path.join(source, 'a'));
    writeFileSync(path.join(source, 'a/mlops-config.json'), '{}');
    for (const config of ['bare = true', 'bare = false\nworktree = .']) {
      writeFileSync(path.join(source, 'config'), `[core]\nrepositoryformatversion = 0\n${config}\n`);
      const repository = await openRepository({ root: source, env: { ...inner.env, MLOPS_COMMIT: COMMIT } });
      expect((await repository.revision()).commit, config)
        .to.equal(COMMIT)
        .and.not.to.equal(forged);
      const entries = (await repository.listEntries()).filter((entry) => entry.path === 'a/mlops-config.json');
      expect(Buffer.from((await repository.readFiles(entries))[0] ?? []).toString()).to.equal('{}');
    }
  });

  it('does not stand against what Git itself says', async () => {
    const repository = initRepository(folder());
    repository.write({ 'a/mlops-config.json': '{}' });
    const commit = repository.commit();
    const opened = await openRepository({ root: folder(), env: { ...repository.env, MLOPS_COMMIT: OTHER } });
    expect((await opened.revision()).commit)
      .to.equal(commit)
      .and.not.to.equal(OTHER);
  });
});
