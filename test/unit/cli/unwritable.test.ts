import { expect } from 'chai';
import { join } from 'node:path';

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
