import { expect } from 'chai';
import { CliWorld } from '../../helpers/cli-world.ts';
import { training } from '../config/rules/workloads.ts';

describe('mlops validate --explain', () => {
  let world: CliWorld;

  beforeEach(() => {
    world = new CliWorld();
  });
  afterEach(() => {
    world.remove();
  });

  it('lists what was read and what was passed over, with the reason, beside the findings', async () => {
    world.write({
      'mlops-settings.json': {},
      'models/churn/mlops-config.json': training(),
      'vendor/lib/mlops-config.json': { broken: true },
      'models/node_modules/x/mlops-config.json': {},
    });
    world.repository.commit();
    const { code, stdout, stderr } = await world.run('validate', '--explain');

    expect(code).to.equal(0);
    expect(stdout).to.include('2 files with 1 workload: no findings');
    expect(stderr.trimEnd().split('\n')).to.deep.equal([
      'read    mlops-settings.json',
      'read    models/churn/mlops-config.json',
      'ignored models/node_modules/x/mlops-config.json: it lies in `node_modules`',
      'ignored vendor/lib/mlops-config.json: it lies in `vendor`',
    ]);
    expect((await world.run('validate')).stderr).to.equal('');
  });

  it('says so as well of a folder that was asked for by name', async () => {
    world.write({ 'models/churn/mlops-config.json': training(), 'vendor/lib/mlops-config.json': {} });
    const { code, stderr } = await world.run('validate', '--explain', 'vendor');
    expect(code).to.equal(1);
    expect(stderr).to.match(/^ignored vendor\/lib\/mlops-config\.json: it lies in `vendor`\nerror: /);
    expect(stderr).to.include(
      'in vendor that is read [no-config-files]\n  → one was passed over: `mlops validate --explain` says why',
    );
  });
});
