import { expect } from 'chai';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';

import { findRoot } from '../../../processor/cli/shared/find-root.ts';
import { initRepository } from '../../helpers/git-repository.ts';
import { useTemporaryFolder } from '../../helpers/temporary-folder.ts';
import { imageBuilder, training } from '../config/rules/workloads.ts';

describe('the folder that a command works on', () => {
  const temporaryFolder = useTemporaryFolder();
  const home = process.env['HOME'];

  afterEach(() => {
    if (home === undefined) delete process.env['HOME'];
    else process.env['HOME'] = home;
  });

  /** Makes folders and settings files, and looks from `top/inside`. */
  function find(paths: readonly string[], { isNamed = false } = {}) {
    const top = temporaryFolder();
    const inside = join(top, 'inside');
    mkdirSync(inside, { recursive: true });
    for (const path of paths) {
      const target = join(top, path);
      mkdirSync(path.endsWith('.json') ? join(target, '..') : target, { recursive: true });
      if (path.endsWith('.json')) writeFileSync(target, '{}');
    }
    const { folder, mark } = findRoot(inside, { isNamed });
    return [folder === top ? 'top' : folder === inside ? 'inside' : folder, mark];
  }

  const SETTINGS = 'mlops-settings.json';

  it('is the one with settings of its own, in whatever repository', () => {
    expect(find(['.git', `inside/${SETTINGS}`])).to.deep.equal(['inside', undefined]);
    expect(find([SETTINGS, `inside/${SETTINGS}`])).to.deep.equal(['inside', undefined]);
  });

  it('is the top of a repository, whatever stands above', () => {
    expect(find([SETTINGS, 'inside/.git'])).to.deep.equal(['inside', undefined]);
  });

  it('is a repository without a work tree, whatever stands above', () => {
    expect(find([SETTINGS, 'inside/HEAD', 'inside/objects', 'inside/refs'])).to.deep.equal(['inside', undefined]);
  });

  it('is the one above that has local state', () => {
    expect(find(['.mlops'])).to.deep.equal(['top', '.mlops']);
  });

  it('is the given one where it has local state and only a repository is above', () => {
    expect(find(['.git', 'inside/.mlops'])).to.deep.equal(['inside', undefined]);
  });

  it('is never a home that is kept in Git', () => {
    process.env['HOME'] = temporaryFolder();
    expect(find(['.git'])).to.deep.equal(['inside', undefined]);
  });

  it('is the one with settings for a part that was named, too', () => {
    expect(find(['.git', SETTINGS], { isNamed: true })).to.deep.equal(['top', SETTINGS]);
  });
});

describe('a command in a folder of a repository', () => {
  const temporaryFolder = useTemporaryFolder();
  let top: string;
  let inside: string;

  beforeEach(() => {
    top = temporaryFolder();
    inside = join(top, 'models', 'churn');
    mkdirSync(inside, { recursive: true });
    write('models/churn/mlops-config.json', training({ instance_type: 'ml.m5.lagre' }));
    write('models/fraud/mlops-config.json', imageBuilder({ image_tag: '' }));
  });

  function write(path: string, content: object): void {
    mkdirSync(join(top, path, '..'), { recursive: true });
    writeFileSync(join(top, path), JSON.stringify(content, null, 2));
  }

  async function call(cwd: string, ...argv: readonly string[]) {
    const output = { stdout: '', stderr: '' };
    const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
    stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
    stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
    // As `CliWorld` does, so that there is one copy of every module.
    const { run } = await import('../../../processor/cli/run.ts');
    const code = await run({
      argv,
      env: { PATH: process.env['PATH'] },
      cwd,
      stdin,
      stdout,
      stderr,
      onInterrupt: () => undefined,
    });
    return { code, ...output };
  }

  it('works on the folder of the settings, says so once, and shows files as they are reached from here', async () => {
    write('mlops-settings.json', { stages: [{ name: 'dev', region: 'us-esat-1' }] });

    const { code, stdout, stderr } = await call(inside, 'validate');

    expect(code).to.equal(1);
    expect(stderr).to.equal(`working in ${top}, where mlops-settings.json is\n`);
    expect(stdout.match(/^\S+:\d+:\d+/gm)).to.deep.equal([
      '../../mlops-settings.json:5:17',
      'mlops-config.json:11:20',
      '../fraud/mlops-config.json:5:16',
    ]);
  });

  it('works on the top of the Git repository where there are no settings', async () => {
    initRepository(top);

    const { stderr } = await call(inside, 'status', '--format', 'json');

    expect(stderr).to.contain(`working in ${top}, where .git is\n`);
  });

  it('keeps the paths of the repository in what machines read', async () => {
    write('mlops-settings.json', {});

    const { stdout } = await call(inside, 'validate', '--format', 'json');

    const { findings } = JSON.parse(stdout) as { readonly findings: readonly { readonly file: string }[] };
    expect(findings.map(({ file }) => file)).to.deep.equal([
      'models/churn/mlops-config.json',
      'models/fraud/mlops-config.json',
    ]);
  });

  it('looks at the current folder alone when it is asked to', async () => {
    write('mlops-settings.json', {});

    const { stdout } = await call(inside, 'validate', '.');

    expect(stdout).to.contain('mlops-config.json:11:20').and.not.contain('fraud');
  });

  it('has one local state for the whole repository', async () => {
    write('mlops-settings.json', {});
    write('models/churn/mlops-config.json', training());
    write('models/fraud/mlops-config.json', imageBuilder());
    const applied = await call(top, 'status', '--format', 'json');
    const below = await call(inside, 'status', '--format', 'json');
    const named = await call('/', 'status', '--format', 'json', '--repo', inside);

    expect([applied.code, below.code, named.code]).to.deep.equal([0, 0, 0]);
    expect(below.stdout).to.equal(applied.stdout);
    expect(named.stdout).to.equal(applied.stdout);
    expect(named.stderr).to.contain(`working in ${top}, where mlops-settings.json is\n`);
  });

  it('says nothing at the top, and takes a named part of a repository without settings as it is', async () => {
    initRepository(top);

    const named = await call('/', 'validate', '--repo', inside);

    expect(named.stderr).to.equal('');
    expect(named.stdout).to.contain('mlops-config.json:11:20').and.not.contain('fraud');
  });
});
