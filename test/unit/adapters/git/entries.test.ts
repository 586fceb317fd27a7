import { expect } from 'chai';
import { chmodSync, mkdirSync, renameSync, symlinkSync, writeFileSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { openRepository } from '../../../../processor/adapters/git/open-repository.ts';
import type { RepositoryEntry, SourceRepository } from '../../../../processor/ports/source-repository.ts';
import { initRepository, type TestRepository } from '../../../helpers/git-repository.ts';
import { useTemporaryFolder } from '../../../helpers/temporary-folder.ts';

const NAME = 'mlops-config.json';

async function open(repository: TestRepository, ref?: string): Promise<SourceRepository> {
  return openRepository({ root: repository.root, ref, env: repository.env });
}

async function entry(opened: SourceRepository, file: string): Promise<RepositoryEntry> {
  const found = (await opened.listEntries()).filter((each) => each.path === file);
  expect(found, file).to.have.length(1);
  return found[0] ?? expect.fail(file);
}

async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'no error',
    (error: unknown) => (error as { readonly code?: unknown }).code,
  );
}

/** Both ways to read: the last commit, and the work tree. */
const WAYS = ['HEAD', undefined] as const;

describe('entries of a repository', () => {
  const folder = useTemporaryFolder();

  for (const ref of WAYS) {
    describe(ref === undefined ? 'in the work tree' : 'in a commit', () => {
      it('reports links to anywhere and never opens them (76)', async () => {
        const repository = initRepository(folder());
        const targets = { a: '/etc/passwd', b: `../other/${NAME}`, c: NAME, d: path.join(folder(), 'secret') };
        writeFileSync(path.join(folder(), 'secret'), 'secret');
        for (const [name, target] of Object.entries(targets)) {
          mkdirSync(path.join(folder(), name));
          symlinkSync(target, path.join(folder(), name, NAME));
        }
        repository.commit();
        const opened = await open(repository, ref);
        for (const name of Object.keys(targets)) {
          const link = await entry(opened, `${name}/${NAME}`);
          expect(link.kind).to.equal('symlink');
          expect(await codeOf(opened.readFiles([link]))).to.equal('unreadable-file');
        }
      });

      it('reports a submodule at the path (77)', async () => {
        const repository = initRepository(folder());
        const inner = path.join(folder(), 'team', NAME);
        mkdirSync(inner, { recursive: true });
        const nested = initRepository(inner, folder());
        nested.write({ file: 'x' });
        const commit = nested.commit();
        repository.stage('160000', commit, `team/${NAME}`);
        repository.git('commit', '--quiet', '--message', 'submodule');
        expect((await entry(await open(repository, ref), `team/${NAME}`)).kind).to.equal('submodule');
      });

      it('looks at names that are nearly right as at right ones', async () => {
        const repository = initRepository(folder());
        symlinkSync('/etc/passwd', path.join(folder(), 'MLOPS-Config.json'));
        repository.commit();

        expect((await entry(await open(repository, ref), 'MLOPS-Config.json')).kind).to.equal('symlink');
      });

      it('takes an executable file as a file (78)', async () => {
        const repository = initRepository(folder());
        repository.write({ [NAME]: '{"x":1}' });
        chmodSync(path.join(folder(), NAME), 0o755);
        repository.commit();
        const opened = await open(repository, ref);
        const file = await entry(opened, NAME);
        expect(file.kind).to.equal('file');
        expect(Buffer.from((await opened.readFiles([file]))[0] ?? []).toString()).to.equal('{"x":1}');
      });

      it('reports a folder of that name (79)', async () => {
        const repository = initRepository(folder());
        repository.write({ [`team/${NAME}/inner.txt`]: 'x', [`team/${NAME}/other.txt`]: 'x' });
        repository.commit();
        expect((await entry(await open(repository, ref), `team/${NAME}`)).kind).to.equal('folder');
      });

      it('gives unusual paths as they are (80)', async () => {
        const repository = initRepository(folder());
        const names = [
          'new\nline',
          'quote"',
          '`tick',
          'pi|pe',
          '<img src=x>',
          '@everyone',
          'a\u202Eb',
          '-rf',
          'ümläut',
        ];
        repository.write(Object.fromEntries(names.map((name) => [`${name}/${NAME}`, JSON.stringify({ name })])));
        repository.commit();
        const opened = await open(repository, ref);
        const files = await Promise.all(names.map((name) => entry(opened, `${name}/${NAME}`)));
        const read = await opened.readFiles(files);
        const back = read.map((bytes) => (JSON.parse(Buffer.from(bytes).toString()) as { name: string }).name);
        expect(back).to.deep.equal(names);
      });

      it('marks a path that is not UTF-8 and still reads it (80)', async () => {
        const repository = initRepository(folder());
        const raw = Buffer.from([0x66, 0xff, 0x6f]);
        mkdirSync(Buffer.concat([Buffer.from(`${folder()}/`), raw]));
        writeFileSync(Buffer.concat([Buffer.from(`${folder()}/`), raw, Buffer.from(`/${NAME}`)]), '{"raw":1}');
        repository.commit();
        const opened = await open(repository, ref);
        const file = await entry(opened, `f\uFFFDo/${NAME}`);
        expect(file.unusualPath).to.equal(true);
        expect(Buffer.from((await opened.readFiles([file]))[0] ?? []).toString()).to.equal('{"raw":1}');
      });

      it('lists near misses and vendored files for discovery to judge, ignored ones not (81, 82)', async () => {
        const repository = initRepository(folder());
        const names = ['MLOPS-CONFIG.JSON', `${NAME}.bak`, 'x/mlops-config.jsonc', `vendor/${NAME}`];
        repository.write(Object.fromEntries(names.map((name) => [name, '{}'])));
        repository.write({ '.gitignore': 'node_modules/\n', [`node_modules/a/${NAME}`]: '{}' });
        repository.commit();
        const paths = (await (await open(repository, ref)).listEntries()).map((each) => each.path);
        expect(paths).to.have.members(['.gitignore', ...names]);
      });

      it('keeps apart what differs in case alone (83)', async () => {
        const repository = initRepository(folder());
        repository.write({ [`Teams/${NAME}`]: '{"a":1}', [`teams/${NAME}`]: '{"a":2}' });
        repository.commit();
        const opened = await open(repository, ref);
        const files = [await entry(opened, `Teams/${NAME}`), await entry(opened, `teams/${NAME}`)];
        expect((await opened.readFiles(files)).map((bytes) => Buffer.from(bytes).toString())).to.deep.equal([
          '{"a":1}',
          '{"a":2}',
        ]);
      });

      it('takes 20,000 files and a path of 200 folders (84)', async function () {
        this.timeout(60_000);
        const repository = initRepository(folder());
        const deep = `${Array.from({ length: 200 }, () => 'd').join('/')}/${NAME}`;
        const blob = repository.blob('{}');
        const lines = Array.from({ length: 20_000 }, (_, index) => `100644 ${blob}\tteam-${index}/${NAME}\0`);
        const input = [...lines, `100644 ${blob}\t${deep}\0`].join('');
        execFileSync('git', ['update-index', '-z', '--index-info'], { cwd: folder(), env: repository.env, input });
        repository.git('commit', '--quiet', '--message', 'many');
        if (ref === undefined) repository.git('checkout-index', '--all', '--force');
        const opened = await open(repository, ref);
        const entries = await opened.listEntries();
        expect(entries).to.have.length(20_001);
        expect(await opened.readFiles(entries)).to.have.length(20_001);
      });

      it('follows a move without a change of content, and sees a deletion (85, 86, 87)', async () => {
        const repository = initRepository(folder());
        repository.write({ [`old/${NAME}`]: '{"x":1}', [`gone/${NAME}`]: '{}' });
        repository.commit();
        const before = await entry(await open(repository, 'HEAD'), `old/${NAME}`);
        mkdirSync(path.join(folder(), 'new'));
        renameSync(path.join(folder(), 'old', NAME), path.join(folder(), 'new', NAME));
        rmSync(path.join(folder(), 'gone', NAME));
        if (ref !== undefined) repository.commit();
        const opened = await open(repository, ref);
        expect((await opened.listEntries()).map((each) => each.path)).to.deep.equal([`new/${NAME}`]);
        if (ref !== undefined) expect((await entry(opened, `new/${NAME}`)).blobId).to.equal(before.blobId);
        rmSync(path.join(folder(), 'new', NAME));
        if (ref !== undefined) repository.commit();
        expect(await (await open(repository, ref)).listEntries()).to.deep.equal([]);
      });

      it('reads only the chosen subfolder, with paths relative to it', async () => {
        const repository = initRepository(folder());
        repository.write({ [`a/${NAME}`]: '{"x":1}', [`b/${NAME}`]: '{}', [NAME]: '{}' });
        repository.commit();
        const opened = await openRepository({ root: path.join(folder(), 'a'), ref, env: repository.env });
        const entries = await opened.listEntries();
        expect(entries.map((each) => each.path)).to.deep.equal([NAME]);
        expect(Buffer.from((await opened.readFiles(entries))[0] ?? []).toString()).to.equal('{"x":1}');
        expect((await opened.revision()).dirty).to.equal(false);
      });
    });
  }

  it('gives the committed bytes whatever .gitattributes says (89)', async () => {
    const repository = initRepository(folder());
    const text = '{"id":"$Id$",\r\n"x":1}\r\n';
    repository.stage('100644', repository.blob(text), NAME);
    repository.stage(
      '100644',
      repository.blob(`${NAME} ident text eol=lf working-tree-encoding=UTF-16\n`),
      '.gitattributes',
    );
    repository.git('commit', '--quiet', '--message', 'attributes');
    const opened = await open(repository, 'HEAD');
    const [bytes] = await opened.readFiles([await entry(opened, NAME)]);
    expect(Buffer.from(bytes ?? []).toString()).to.equal(text);
  });

  it('does not read through a folder that became a link (76)', async () => {
    const repository = initRepository(folder());
    repository.write({ [`team/${NAME}`]: '{"mine":1}' });
    repository.commit();
    const outside = path.join(folder(), 'outside');
    mkdirSync(outside);
    writeFileSync(path.join(outside, NAME), '{"not":"mine"}');
    rmSync(path.join(folder(), 'team'), { recursive: true });
    symlinkSync(outside, path.join(folder(), 'team'));
    const opened = await open(repository);
    const link = await entry(opened, `team/${NAME}`);
    expect(link.kind).to.equal('symlink');
    expect(await codeOf(opened.readFiles([link]))).to.equal('unreadable-file');
  });

  it('calls the work tree dirty only for files that decide what is deployed', async () => {
    const repository = initRepository(folder());
    repository.write({ [`a/${NAME}`]: '{}\n', 'README.md': 'one', 'mlops-settings.json': '{}' });
    const commit = repository.commit();
    repository.write({ 'README.md': 'two', 'notes.txt': 'new' });
    expect(await (await open(repository)).revision()).to.deep.equal({ commit, dirty: false, branch: 'main' });
    repository.write({ [`a/${NAME}`]: '{}\r\n' });
    expect((await (await open(repository)).revision()).dirty, 'line ends of the work tree').to.equal(false);
    repository.write({ [`a/${NAME}`]: '{ }\n' });
    expect((await (await open(repository)).revision()).dirty, 'changed').to.equal(true);
    repository.write({ [`a/${NAME}`]: '{}\n', [`b/${NAME}`]: '{}' });
    expect((await (await open(repository)).revision()).dirty, 'added').to.equal(true);
    rmSync(path.join(folder(), 'b'), { recursive: true });
    rmSync(path.join(folder(), 'mlops-settings.json'));
    expect((await (await open(repository)).revision()).dirty, 'deleted').to.equal(true);
  });

  it('tells of settings that Git ignores, which no commit will have', async () => {
    const repository = initRepository(folder());
    repository.write({ [NAME]: '{}', '.gitignore': 'mlops-*.json\n!mlops-config.json\n', 'mlops-settings.json': '{}' });
    const commit = repository.commit();
    const opened = await open(repository);
    expect((await entry(opened, 'mlops-settings.json')).isIgnored).to.equal(true);
    expect((await opened.revision()).dirty).to.equal(false);
    expect((await (await open(repository, commit)).listEntries()).map((each) => each.path)).not.to.include(
      'mlops-settings.json',
    );
  });

  it('does not take a missing tree for a folder that the commit never had', async () => {
    const repository = initRepository(folder());
    repository.write({ [NAME]: '{}' });
    repository.commit();
    const id = repository.git('rev-parse', 'HEAD^{tree}');
    rmSync(path.join(folder(), '.git', 'objects', id.slice(0, 2), id.slice(2)));
    expect(await codeOf((await open(repository, 'HEAD')).listEntries())).to.equal('unreadable-repository');
  });

  it('says which object is damaged', async () => {
    const repository = initRepository(folder());
    repository.write({ [NAME]: '{}' });
    repository.commit();
    const id = repository.git('rev-parse', `HEAD:${NAME}`);
    const file = path.join(folder(), '.git', 'objects', id.slice(0, 2), id.slice(2));
    chmodSync(file, 0o644);
    writeFileSync(file, 'garbage');
    const opened = await open(repository, 'HEAD');
    const code = await codeOf(opened.readFiles([await entry(opened, NAME)]));
    expect(code).to.be.oneOf(['unreadable-file', 'unreadable-repository']);
  });
});
