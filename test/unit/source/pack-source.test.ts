import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { unzipSync } from 'fflate';
import { openRepository } from '../../../processor/adapters/git/open-repository.ts';
import { discover } from '../../../processor/config/discover.ts';
import { UserError } from '../../../processor/model/errors.ts';
import { parseManifest } from '../../../processor/model/source-manifest.ts';
import type { RepositoryEntry, SourceRepository } from '../../../processor/ports/source-repository.ts';
import { packSource } from '../../../processor/source/pack-source.ts';
import { storeSource } from '../../../processor/source/store-source.ts';
import { initRepository } from '../../helpers/git-repository.ts';
import { useTemporaryFolder } from '../../helpers/temporary-folder.ts';

const COMMIT = 'a'.repeat(40);
const WRONG_ENTRY = JSON.stringify({ schema: 1, commit: COMMIT, entries: [{ path: 'a', kind: 'door' }] });
const OTHER_SCHEMA = JSON.stringify({ schema: 2, commit: COMMIT, entries: [] });

/** A repository of entries whose content is their path. */
function repositoryOf(entries: readonly RepositoryEntry[]): Pick<SourceRepository, 'listEntries' | 'readFiles'> {
  return {
    listEntries: () => Promise.resolve(entries),
    readFiles: (files) => Promise.resolve(files.map((file) => Buffer.from(file.path))),
  };
}

function file(name: string, more: Partial<RepositoryEntry> = {}): RepositoryEntry {
  return { path: name, kind: 'file', blobId: 'b'.repeat(40), size: 10, ...more };
}

/** As whoever downloads the zip unpacks it. */
function unpack(zip: Uint8Array, folder: string): void {
  for (const [name, bytes] of Object.entries(unzipSync(zip))) {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(folder, name), bytes);
  }
}

function sorted(values: readonly object[]): readonly string[] {
  return values.map((value) => JSON.stringify(value)).sort();
}

describe('the stored source of a commit', () => {
  const folder = useTemporaryFolder();

  function manifestIn(zip: Readonly<Record<string, Uint8Array>>) {
    return parseManifest(new TextDecoder().decode(zip['.mlops/source.json']));
  }

  async function namesIn(entries: readonly RepositoryEntry[]): Promise<readonly string[]> {
    return Object.keys(unzipSync(await packSource(repositoryOf(entries), COMMIT))).sort();
  }

  it('has config files, the settings and its manifest, and nothing else', async () => {
    const names = await namesIn([
      file('README.md'),
      file('mlops-settings.json'),
      file('a/mlops-config.json'),
      file('a/train.py'),
      file('a/mlops-settings.json'),
      file('node_modules/x/mlops-config.json'),
      file('.mlops/source.json'),
      file('b/mlops-config.json', { kind: 'symlink' }),
    ]);
    expect(names).to.deep.equal(['.mlops/source.json', 'a/mlops-config.json', 'mlops-settings.json']);
  });

  it('says which commit it is of, whatever the commit has at that place', async () => {
    const zip = unzipSync(await packSource(repositoryOf([file('.mlops/source.json')]), COMMIT));
    expect(manifestIn(zip)).to.deep.equal({
      commit: COMMIT,
      entries: [],
    });
  });

  it('lists beside what it stores only what has a name that matters, as it is', async () => {
    const zip = await packSource(
      repositoryOf([
        file('mlops-settings.json'),
        file('a/mlops-config.json'),
        file('a/train.py'),
        file('b/mlops-config.json', { kind: 'symlink' }),
        file('c\uFFFD/mlops-config.jsn', { unusualPath: true }),
      ]),
      COMMIT,
    );
    expect(manifestIn(unzipSync(zip))?.entries).to.deep.equal([
      { path: 'b/mlops-config.json', kind: 'symlink' },
      { path: 'c\uFFFD/mlops-config.jsn', kind: 'file', unusualPath: true },
    ]);
  });

  it('stores no path that could lead out of the folder it is unpacked to', async () => {
    for (const evil of [
      '../mlops-config.json',
      'a/../../mlops-config.json',
      '/mlops-config.json',
      'a\\..\\mlops-config.json/mlops-config.json',
      'a//mlops-config.json',
      './mlops-config.json',
      'a\n/mlops-config.json',
    ]) {
      const zip = unzipSync(await packSource(repositoryOf([file(evil)]), COMMIT));
      expect(Object.keys(zip), evil).to.deep.equal(['.mlops/source.json']);
      expect(manifestIn(zip)?.entries, evil).to.deep.equal([{ path: evil, kind: 'other' }]);
    }
  });

  it('is the same for the same commit', async () => {
    const entries = [file('b/mlops-config.json'), file('a/mlops-config.json')];
    const [one, two] = [
      await packSource(repositoryOf(entries), COMMIT),
      await packSource(repositoryOf(entries), COMMIT),
    ];
    expect(Buffer.from(one).equals(two)).to.equal(true);
    // Time and date of the first file, in the format's own count: midnight of the 2nd of January 1980.
    expect(Buffer.from(one).readUInt32LE(10)).to.equal(((1 << 5) | 2) << 16);
  });

  it('refuses what is too large before it reads it, and when the sizes were not told', async () => {
    const huge = Array.from({ length: 20 }, (_, index) => file(`${index}/mlops-config.json`, { size: 4_000_000 }));
    const untouched = { ...repositoryOf(huge), readFiles: () => expect.fail('it was read') };
    const untold = repositoryOf(huge.map(({ path: name, kind, blobId }) => ({ path: name, kind, blobId })));
    const reading = { ...untold, readFiles: () => Promise.resolve(huge.map(() => Buffer.alloc(4_000_000))) };
    for (const repository of [untouched, reading]) {
      const error: unknown = await packSource(repository, COMMIT).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(UserError).and.to.have.property('code', 'source-too-large');
    }
  });

  it('reads, unpacked, as the commit itself does', async () => {
    const root = path.join(folder(), 'work');
    mkdirSync(root);
    const work = initRepository(root, folder());
    const files: Readonly<Record<string, string>> = {
      'mlops-settings.json': '{}',
      'a/mlops-config.json': '{"model_name":"ä"}',
      'b/mlops-config.json': '\uFEFF{}',
      'b/mlops_config.json': '{}',
      'node_modules/x/mlops-config.json': '{}',
      'sub/mlops-settings.json': '{}',
      'mlops-config.json/inner/mlops-config.json': '{}',
      'other.txt': 'x',
    };
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.join(root, path.dirname(name)), { recursive: true });
      writeFileSync(path.join(root, name), text);
    }
    mkdirSync(path.join(root, 'link'));
    symlinkSync('../a/mlops-config.json', path.join(root, 'link/mlops-config.json'));
    const commit = work.commit('All kinds');
    const inGit = await openRepository({ root, ref: commit, env: work.env });
    const target = path.join(folder(), 'unpacked');
    unpack(await packSource(inGit, commit), target);
    const stored = await openRepository({ root: target, env: { ...work.env, MLOPS_STORED_SOURCE: 'true' } });

    expect(await stored.revision()).to.deep.equal({ commit, dirty: false });
    const [before, after] = [discover(await inGit.listEntries()), discover(await stored.listEntries())];
    expect(after.configFiles.map((one) => one.path)).to.deep.equal(before.configFiles.map((one) => one.path));
    expect(sorted(after.findings)).to.deep.equal(sorted(before.findings));
    expect(after.findings.map(({ code }) => code)).to.include.members(['not-a-file', 'near-miss']);
    expect(sorted(after.ignored)).to.deep.equal(sorted(before.ignored));
    const [was, is] = [await inGit.readFiles(before.configFiles), await stored.readFiles(after.configFiles)];
    expect(is.map((bytes) => Buffer.from(bytes).toString('hex'))).to.deep.equal(
      was.map((bytes) => Buffer.from(bytes).toString('hex')),
    );
  });

  it('is believed only where whoever unpacked it says what it is', async () => {
    unpack(await packSource(repositoryOf([]), COMMIT), folder());
    const plain = await openRepository({ root: folder(), env: {} });
    expect(await plain.revision()).to.deep.equal({ commit: null, dirty: true });
    for (const text of ['{', '{}', `{"schema":1,"commit":"main","entries":[]}`, WRONG_ENTRY, OTHER_SCHEMA]) {
      writeFileSync(path.join(folder(), '.mlops/source.json'), text);
      const stored = await openRepository({ root: folder(), env: { MLOPS_STORED_SOURCE: 'true' } }).catch(
        (error: unknown) => error as UserError,
      );
      const error: unknown =
        stored instanceof UserError ? stored : await stored.revision().catch((thrown: unknown) => thrown);
      expect(error, text).to.be.instanceOf(UserError).and.to.have.property('code', 'invalid-source');
    }
  });

  it('is stored once for a commit that is stored already', async () => {
    const puts: string[] = [];
    const store = {
      find: (commit: string) => Promise.resolve(puts.at(-1) === commit ? `v-${puts.length}` : undefined),
      put: (commit: string) => Promise.resolve(`v-${puts.push(commit)}`),
    };
    const place = { store, open: () => Promise.resolve(repositoryOf([])) };
    const versions: string[] = [];
    for (const commit of ['a', 'a', 'b', 'a']) versions.push(await storeSource(commit.repeat(40), place));

    expect(versions).to.deep.equal(['v-1', 'v-1', 'v-2', 'v-3']);
  });
});
