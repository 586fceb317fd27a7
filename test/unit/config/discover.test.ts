import { expect } from 'chai';

import { type DiscoverableEntry, discover } from '../../../processor/config/discover.ts';

function files(...paths: readonly string[]): readonly DiscoverableEntry[] {
  return paths.map((path) => ({ path, kind: 'file' }));
}

function summary({ findings }: ReturnType<typeof discover>): readonly string[] {
  return findings.map(({ severity, code, file }) => `${severity} ${code} ${file}`);
}

function deep(parts: number): string {
  return `${'a/'.repeat(parts - 1)}mlops-config.json`;
}

function long(bytes: number): string {
  return `${'a'.repeat(bytes - '/mlops-config.json'.length)}/mlops-config.json`;
}

describe('discovering config files', () => {
  it('finds files of exactly that name, and the settings at the root', () => {
    const found = discover(files('b/mlops-config.json', 'mlops-config.json', 'mlops-settings.json', 'a/config.json'));
    expect(found.configFiles.map(({ path }) => path)).to.deep.equal(['b/mlops-config.json', 'mlops-config.json']);
    expect(found.settingsFile?.path).to.equal('mlops-settings.json');
    expect(found.findings).to.deep.equal([]);
  });

  for (const [fixture, kind] of [
    ['76', 'symlink'],
    ['77', 'submodule'],
    ['79', 'folder'],
  ] as const) {
    it(`fixture ${fixture}: a ${kind} of that name is refused and never among the files`, () => {
      const found = discover([
        { path: 'a/mlops-config.json', kind },
        { path: 'mlops-settings.json', kind },
      ]);
      expect(found.configFiles).to.deep.equal([]);
      expect(found.settingsFile).to.equal(undefined);
      expect(summary(found)).to.deep.equal([
        'error not-a-file a/mlops-config.json',
        'error not-a-file mlops-settings.json',
      ]);
    });
  }

  it('fixture 80: strange paths are read and shown escaped', () => {
    const strange = ['a\nb', '"', '`', '<img src=x>', '@everyone', '\u202eb', '-rf'].map(
      (dir) => `${dir}/mlops-config.json`,
    );
    const found = discover(files(...strange, `A\nb/mlops-config.json`));
    expect(found.configFiles).to.have.lengthOf(strange.length + 1);
    expect(summary(found)).to.have.lengthOf(1);
    expect(found.findings[0]?.message).to.include('A\\u{A}b').and.not.include('\n');
  });

  it('fixture 80: a path that is no UTF-8 is refused', () => {
    const found = discover([{ path: '\ufffd/mlops-config.json', kind: 'file', unusualPath: true }]);
    expect(summary(found)).to.deep.equal(['error unusual-path \ufffd/mlops-config.json']);
    expect(found.configFiles).to.deep.equal([]);
  });

  for (const name of [
    'MLOPS-CONFIG.JSON',
    'mlops-config.json.bak',
    'mlops-config.jsonc',
    'mlops_config.json',
    'mlops-config.yaml',
    'mlops-confg.json',
    'mlops-setting.json',
    'mlopsconfig.json',
  ]) {
    it(`fixture 81: ${name} is not read, which is said`, () => {
      expect(summary(discover(files(`a/${name}`)))).to.deep.equal([`warning near-miss a/${name}`]);
    });
  }

  it('fixture 81: settings below the root are not read, which is said; other files are no near misses', () => {
    expect(summary(discover(files('a/mlops-settings.json')))).to.deep.equal([
      'warning near-miss a/mlops-settings.json',
    ]);
    expect(
      discover(files('mlops.md', 'docs/mlops.json', 'config.json', 'schema/mlops-config.schema.json')).findings,
    ).to.deep.equal([]);
  });

  it('fixture 82: files of others are left out and listed', () => {
    const found = discover(
      files('node_modules/x/mlops-config.json', 'a/vendor/mlops-config.json', '.mlops/mlops-config.json'),
    );
    expect(found.configFiles).to.deep.equal([]);
    expect(found.findings).to.deep.equal([]);
    expect(found.ignored).to.deep.equal([
      { path: 'node_modules/x/mlops-config.json', reason: 'it lies in `node_modules`' },
      { path: 'a/vendor/mlops-config.json', reason: 'it lies in `vendor`' },
      { path: '.mlops/mlops-config.json', reason: 'it lies in `.mlops`' },
    ]);
  });

  it('names the outermost folder of others, and takes none for one that is only called alike', () => {
    const found = discover(
      files(
        'b/cdk.out/vendor/mlops-config.json',
        'cdkXout/mlops-config.json',
        'my-vendor/mlops-config.json',
        'vendors/mlops-config.json',
      ),
    );
    expect(found.ignored).to.deep.equal([
      { path: 'b/cdk.out/vendor/mlops-config.json', reason: 'it lies in `cdk.out`' },
    ]);
    expect(found.configFiles.map(({ path }) => path)).to.deep.equal([
      'cdkXout/mlops-config.json',
      'my-vendor/mlops-config.json',
      'vendors/mlops-config.json',
    ]);
  });

  it('fixture 83: paths that differ only in case collide', () => {
    const found = discover(files('Teams/mlops-config.json', 'teams/mlops-config.json'));
    expect(summary(found)).to.deep.equal(['error path-collision teams/mlops-config.json']);
    expect(found.findings[0]?.related?.[0]?.file).to.equal('Teams/mlops-config.json');
  });

  it('fixture 41: paths that differ only in normal form collide', () => {
    expect(summary(discover(files('caf\u00e9/mlops-config.json', 'cafe\u0301/mlops-config.json')))).to.have.lengthOf(1);
  });

  it('fixture 84: 200 folders and 4,096 bytes are read, more is not; 20,000 files are found', () => {
    expect(discover(files(deep(200), long(4096))).configFiles).to.have.lengthOf(2);
    const refused = discover(files(deep(201), long(4097), `${'é'.repeat(2040)}/mlops-config.json`));
    expect(refused.configFiles).to.deep.equal([]);
    expect(refused.findings.map(({ code }) => code)).to.deep.equal(['path-too-long', 'path-too-long', 'path-too-long']);
    const many = Array.from({ length: 20_000 }, (_, index) => `m${index}/mlops-config.json`);
    expect(discover(files(...many)).configFiles).to.have.lengthOf(20_000);
  });

  it('looks only below the paths that are named, and says which of them hold nothing', () => {
    const all = files('a/mlops-config.json', 'a/b/mlops-config.json', 'c/mlops-config.json');
    const found = discover(all, ['./a/', 'c/mlops-config.json', 'd']);
    expect(found.configFiles).to.have.lengthOf(3);
    expect(summary(found)).to.deep.equal(['error no-config-file d']);
    expect(discover(all, ['a/b']).configFiles.map(({ path }) => path)).to.deep.equal(['a/b/mlops-config.json']);
    expect(discover(all, ['.']).configFiles).to.have.lengthOf(3);
    expect(discover(all, ['a', 'a/b']).findings).to.deep.equal([]);
  });

  it('warns of settings that Git ignores, and does not take them', () => {
    const found = discover([{ path: 'mlops-settings.json', kind: 'file' as const, isIgnored: true }]);
    expect(summary(found)).to.deep.equal(['warning near-miss mlops-settings.json']);
    expect(found.settingsFile).to.equal(undefined);
  });
});
