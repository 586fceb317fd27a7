import { expect } from 'chai';
import { mkdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openRepository } from '../../../../processor/adapters/git/open-repository.ts';
import { initRepository } from '../../../helpers/git-repository.ts';
import { useTemporaryFolder } from '../../../helpers/temporary-folder.ts';

const NAME = 'mlops-config.json';

/** Long enough that some hundred of them fill an index for which Git is asked twice. */
const LONG = 'a-folder-with-a-very-long-name/'.repeat(6);

describe('a work tree with a large index', () => {
  const folder = useTemporaryFolder();

  it('is listed and read as a small one: tracked, new, changed, deleted, replaced and ignored files', async () => {
    const repository = initRepository(folder());
    const many = Object.fromEntries(Array.from({ length: 1200 }, (_, index) => [`${LONG}${index}/${NAME}`, '{}']));
    const few = Object.fromEntries(
      ['kept', 'changed', 'deleted', 'linked', 'moved/inner', 'gone'].map((name) => [`${name}/${NAME}`, `"${name}"`]),
    );
    const odd = { [`empty/${NAME}`]: '', [`long/${NAME}`]: `"${'x'.repeat(200_000)}"` };
    repository.write({ ...many, ...few, ...odd, '.gitignore': 'ignored/\n', 'mlops-settings.json': '{}' });
    repository.commit();
    function at(...parts: readonly string[]): string {
      return path.join(repository.root, ...parts);
    }
    expect(statSync(at('.git/index')).size, 'bytes of the index').to.be.above(256 * 1024);

    repository.write({ [`changed/${NAME}`]: '"other"', [`new/${NAME}`]: '"new"', [`ignored/${NAME}`]: '"ignored"' });
    rmSync(at('deleted', NAME));
    rmSync(at('linked', NAME));
    symlinkSync(at('kept', NAME), at('linked', NAME));
    renameSync(at('moved'), at('elsewhere'));
    symlinkSync('elsewhere', at('moved'));
    rmSync(at('gone', NAME));
    mkdirSync(at('gone', NAME));
    writeFileSync(at('gone', NAME, 'file'), '');

    const told = new Set<Uint8Array>();
    const onRead = told.add.bind(told);
    const opened = await openRepository({ root: repository.root, env: repository.env, onRead });
    const entries = (await opened.listEntries()).filter((entry) => !entry.path.startsWith(LONG));
    const kinds = Object.fromEntries(
      entries.filter(({ path: file }) => file.endsWith('.json')).map((entry) => [entry.path, entry.kind]),
    );
    expect(kinds).to.deep.equal({
      [`kept/${NAME}`]: 'file',
      [`changed/${NAME}`]: 'file',
      [`new/${NAME}`]: 'file',
      [`linked/${NAME}`]: 'symlink',
      [`moved/inner/${NAME}`]: 'symlink',
      [`elsewhere/inner/${NAME}`]: 'file',
      [`gone/${NAME}`]: 'folder',
      [`empty/${NAME}`]: 'file',
      [`long/${NAME}`]: 'file',
      'mlops-settings.json': 'file',
    });
    const read = ['kept', 'changed', 'new', 'elsewhere/inner', 'empty', 'long'].map((name) => ({
      path: `${name}/${NAME}`,
      kind: 'file' as const,
    }));
    const bytes = await opened.readFiles(read);
    const texts = bytes.map((one) => Buffer.from(one).toString());
    expect(
      bytes.map((one) => told.has(one)),
      'what is tracked is told of as soon as it is read',
    ).to.deep.equal([true, true, false, false, true, true]);
    expect(texts.slice(0, 5)).to.deep.equal(['"kept"', '"other"', '"new"', '"moved/inner"', '']);
    expect(texts[5]).to.equal(odd[`long/${NAME}`]);
    expect(await opened.revision()).to.deep.include({ dirty: true, branch: 'main' });
  });
});
