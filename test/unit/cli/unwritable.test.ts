import { execFileSync, spawn } from 'node:child_process';
import { linkSync, lstatSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

import { CliWorld } from '../../helpers/cli-world.ts';
import { training } from '../config/rules/workloads.ts';

describe('folders that cannot be written', () => {
  let world: CliWorld;

  beforeEach(() => {
    world = new CliWorld();
    world.write({ 'churn/mlops-config.json': training() });
  });
  afterEach(() => {
    world.remove();
  });

  it('are named when a plan is to be saved there, once and in words', async () => {
    const file = join(world.root, 'nowhere', 'plan.json');
    const { code, stderr } = await world.run('plan', '--out', file);

    expect(code).to.equal(1);
    expect(stderr).to.contain(`the plan cannot be saved as ${file}: no such folder [unwritable-file]`);
    expect(stderr).to.contain('--out').and.not.contain('ENOENT');
  });

  it('are the files that a plan is made of: none is replaced by it', async () => {
    for (const name of ['churn/mlops-config.json', 'mlops-settings.json']) {
      const { code, stderr } = await world.run('plan', '--out', name);
      expect(code).to.equal(64);
      expect(stderr).to.contain('a file that it is made of [usage]');
    }
    expect(readFileSync(join(world.root, 'churn', 'mlops-config.json'), 'utf8')).to.not.contain('digest');
  });

  it('leave the plan of before as it was: a new one takes its place whole, or not at all', async () => {
    const [file, before, link] = ['plan.json', 'before.json', 'link.json'].map((name) => join(world.root, '..', name));
    if (file === undefined || before === undefined || link === undefined) return expect.fail();
    writeFileSync(file, 'the plan of before');
    linkSync(file, before);
    symlinkSync(file, link);
    const { code, stderr } = await world.run('plan', '--out', link);

    expect(code, stderr).to.equal(0);
    expect(readFileSync(before, 'utf8')).to.equal('the plan of before');
    expect(JSON.parse(readFileSync(file, 'utf8'))).to.have.property('digest');
    expect(lstatSync(link).isSymbolicLink()).to.equal(true);
    expect((lstatSync(file).mode & 0o777).toString(8), 'for its owner only').to.equal('600');
    expect(readdirSync(join(world.root, '..')).filter((name) => name.endsWith('.tmp'))).to.deep.equal([]);
  });

  it('take a plan whose name leaves no room for another beside it', async () => {
    const file = join(world.root, '..', `${'n'.repeat(245)}.json`);
    const { code, stderr } = await world.run('plan', '--out', file);

    expect(code, stderr).to.equal(0);
    expect(JSON.parse(readFileSync(file, 'utf8'))).to.have.property('digest');
    expect((lstatSync(file).mode & 0o777).toString(8), 'for its owner only').to.equal('600');
  });

  it('are not asked for where the plan goes into a pipe', async () => {
    const pipe = join(world.root, '..', 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reader = spawn('cat', [pipe]);
    let read = '';
    reader.stdout.on('data', (chunk: Buffer) => (read += chunk.toString()));
    const ended = new Promise((resolve) => reader.once('close', resolve));

    expect((await world.run('plan', '--out', pipe)).code).to.equal(0);
    await ended;
    expect(JSON.parse(read)).to.have.property('digest');
    expect(lstatSync(pipe).isFIFO()).to.equal(true);
  });

  it('are the fault of nobody’s config when it is the temporary folder', async () => {
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = join(world.root, 'nowhere');
    try {
      const { code, stderr } = await world.run('plan');

      expect(code).to.equal(1);
      expect(stderr).to.contain(`${join(world.root, 'nowhere')}: no such folder [temporary-folder]`);
      expect(stderr).to.contain('TMPDIR').and.not.contain('internal error');
    } finally {
      if (before === undefined) Reflect.deleteProperty(process.env, 'TMPDIR');
      else process.env['TMPDIR'] = before;
    }
  });
});
