import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { CliWorld } from '../../helpers/cli-world.ts';
import { runCli } from '../../helpers/run-cli.ts';
import { dataQuality, realtime } from '../config/rules/workloads.ts';

describe('mlops validate with paths', () => {
  let world: CliWorld;

  beforeEach(() => {
    world = new CliWorld();
    world.write({
      'endpoint/mlops-config.json': realtime({ endpoint_name: 'churn-live' }),
      'monitor/mlops-config.json': dataQuality({
        endpoint_name: 'churn-live',
        depends_on: ['churn/byom_realtime_builtin'],
      }),
    });
  });
  afterEach(() => {
    world.remove();
  });

  it('misses nothing that may stand in files which were not named', async () => {
    const whole = await world.run('validate');
    expect(whole.stdout).to.include('2 files with 2 workloads: no findings');
    const one = await world.run('validate', 'monitor');
    expect(one.stdout).to.include('1 file with 1 workload: no findings');
    expect(one.code).to.equal(0);
    world.drop('endpoint/mlops-config.json');
    const alone = await world.run('validate');
    expect(alone.stdout).to.include('[monitored-endpoint-unknown]').and.include('[depends-on-unknown]');
    expect(alone.code).to.equal(1);
  });

  it('takes a folder whose name begins with two dots', async () => {
    world.write({ '..old/mlops-config.json': realtime({ endpoint_name: 'churn-old' }) });

    const named = await world.run('validate', join(world.root, '..old'));

    expect(named.stdout).to.include('1 file with 1 workload: no findings');
  });

  it('takes a path from the repository where there is none from the current folder', async () => {
    world.write({ '..old/mlops-config.json': realtime({ endpoint_name: 'churn-old' }) });
    const { env } = world.repository;
    for (const path of ['..old', 'endpoint/../..old', './..old/']) {
      const { stdout } = await runCli(['validate', '--repo', world.root, path], { env, cwd: tmpdir() });
      expect(stdout, path).to.include('1 file with 1 workload: no findings');
    }
  });

  it('takes the settings file by name, as hooks give it', async () => {
    world.write({ 'mlops-settings.json': { stages: [{ name: 'dev' }] } });
    const sound = await world.run('validate', 'mlops-settings.json');
    expect(sound.stdout).to.include('1 file with 0 workloads: no findings');
    expect(sound.code).to.equal(0);

    world.write({ 'mlops-settings.json': { stage: [] } });
    const faulty = await world.run('validate', 'mlops-settings.json');
    expect(faulty.stdout).to.include('mlops-settings.json:2:3 error');
    expect(faulty.code).to.equal(1);
  });

  it('takes a settings file that was not named for no config file', async () => {
    world.write({ 'mlops-settings.json': { stages: [{ name: 'dev' }] } });
    for (const folder of ['endpoint', 'monitor']) world.drop(`${folder}/mlops-config.json`);
    const { stderr, code } = await world.run('validate');
    expect(stderr).to.include('[no-config-files]');
    expect(code).to.equal(1);
  });

  it('blames a settings file with a wrong name for the stages that are missed', async () => {
    world.write({
      'mlops-setting.json': { stages: [{ name: 'dev' }] },
      'endpoint/mlops-config.json': realtime({ endpoint_name: { dev: 'churn-live' } }),
    });
    const { stdout, code } = await world.run('validate', '--format', 'json');
    const { findings } = JSON.parse(stdout) as { readonly findings: readonly object[] };
    expect(findings).to.have.length(1);
    expect(findings[0]).to.include({ file: 'mlops-setting.json', severity: 'error', code: 'near-miss' });
    expect(code).to.equal(1);
  });

  it('refuses the name of a settings file that is not there', async () => {
    const { stdout, code } = await world.run('validate', 'mlops-settings.json');
    expect(stdout).to.include('mlops-settings.json:1:1 error there is no such file at the root of the repository');
    expect(code).to.equal(1);
  });

  it('says of a settings file elsewhere where the settings stand that are checked', async () => {
    world.write({ 'mlops-settings.json': { stages: [{ name: 'dev' }] } });
    const { stdout, code } = await world.run('validate', 'endpoint/mlops-settings.json');
    expect(stdout).to.include('endpoint/mlops-settings.json:1:1 error settings stand only at the root');
    expect(stdout).to.include('every `mlops validate` checks those there');
    expect(code).to.equal(1);
  });

  it('says of a path outside of the repository where it lies, not that it is empty', async () => {
    for (const path of ['/etc', '../elsewhere', 'endpoint/../../elsewhere']) {
      const { code, stdout } = await world.run('validate', path);
      expect(code).to.equal(1);
      expect(stdout).to.match(/^\.\.\/\S*(?:etc|elsewhere):1:1 error this path lies outside of the repository/);
    }
  });
});
