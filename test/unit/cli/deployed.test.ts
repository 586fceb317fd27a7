import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { useCliWorlds } from '../../helpers/cli-world.ts';
import { dataQuality, realtime, training } from '../config/rules/workloads.ts';

const HERE = { account: '111111111111', region: 'us-east-1' };
const SETTINGS = {
  stages: [
    { name: 'dev', ...HERE },
    { name: 'test', ...HERE },
    { name: 'prod', ...HERE, region: 'eu-west-1' },
  ],
};
const CONFIG = 'churn/mlops-config.json';

describe('commands about what is deployed', function () {
  this.timeout(20_000);
  const createWorld = useCliWorlds();

  it('say of each operation in which stages it was, once where they share a place', async () => {
    const world = createWorld({ settings: SETTINGS });
    world.write({ [CONFIG]: training({ stages: ['dev', 'prod'] }) });
    expect((await world.apply()).code).to.equal(0);

    const { stdout } = await world.run('history');
    expect(stdout.split('\n').map((line) => line.split(/ {2,}/)[1])).to.have.members(['dev, test', 'prod', undefined]);
    expect((await world.list('history')).map(({ stages }) => stages)).to.deep.include.members([
      ['dev', 'test'],
      ['prod'],
    ]);
    expect((await world.run('status', '--stage', 'test')).stdout).to.equal(
      'nothing is deployed from this repository in `test`\n',
    );
  });

  it('tell the operation first that began last, also where the clock stood or was put back', async () => {
    const world = createWorld();
    world.write({ [CONFIG]: realtime() });
    expect((await world.apply()).code).to.equal(0);
    world.write({ [CONFIG]: realtime({ instance_count: 2 }) });
    expect((await world.apply()).code).to.equal(0);
    const journal = join(world.stateDir, '000000000000', 'us-east-1', 'journal.jsonl');
    const text = readFileSync(journal, 'utf8');
    for (const years of [
      ['2026', '2026'],
      ['2026', '2025'],
    ]) {
      const lines = text.split('\n').map((line) => {
        const year = years[line.includes('"kind":"create"') ? 0 : 1] ?? '';
        return line.replace(/"startedAt":"[^"]+"/, `"startedAt":"${year}-01-01T00:00:00.000Z"`);
      });
      writeFileSync(journal, lines.join('\n'));

      expect((await world.list('history')).map(({ kind }) => kind)).to.deep.equal(['update', 'create']);
    }
  });

  it('say which monitors stay when the endpoint that they watch is deleted by name', async () => {
    const world = createWorld();
    world.write({ [CONFIG]: realtime(), 'watch/mlops-config.json': dataQuality() });
    const { changes } = await world.apply();
    const [served, watching] = ['byom_realtime_builtin', 'byom_data_quality_monitor'].map(
      (type) => changes.find(({ pipelineType }) => pipelineType === type)?.stack ?? expect.fail(type),
    );

    const { code, stderr } = await world.run('destroy', served ?? '', '--auto-approve');
    expect(code).to.equal(0);
    expect(stderr).to.include(`! monitors of it stay, with nothing to watch: \`${watching}\``);
  });

  it('name themselves when they fail, and no commit where there is none', async () => {
    const world = createWorld();
    world.write({ [CONFIG]: realtime() });
    const [{ stack } = expect.fail()] = (await world.apply()).changes;
    world.localFaults({ failures: [{ stack, logicalId: 'Endpoint', operation: 'delete', reason: 'in use' }] });

    const { code, stdout, stderr } = await world.run('destroy', stack, '--auto-approve');
    expect(code).to.equal(1);
    expect(stderr).to.match(/^Plan [0-9a-f]{12} · deletion by name\n/);
    expect(stderr)
      .to.match(/ {4}effects +! endpoint `\S+` is deleted/)
      .and.to.include('Endpoint, EndpointConfig');
    expect(stdout).to.include('run `mlops destroy` again').and.not.include('mlops apply');
  });

  it('say of a stack that goes that its file asks for other stages alone, whichever stages are planned', async () => {
    const stages = ['dev', 'prod'].map((name) => ({ name, account: '111111111111', region: 'eu-west-1' }));
    const world = createWorld();
    world.write({ 'mlops-settings.json': { stages }, [CONFIG]: { ...training(), stages: ['dev', 'prod'] } });
    expect((await world.apply()).code).to.equal(0);
    world.write({ [CONFIG]: { ...training(), stages: ['dev'] } });

    for (const flags of [[], ['--stage', 'prod']]) {
      const { stdout } = await world.run('plan', ...flags);
      expect(stdout, flags.join(' ')).to.include(`\`${CONFIG}\` asks for nothing in this stage any more`);
    }
  });

  it('say in which stages they looked for a stack that is not there', async () => {
    const world = createWorld({ settings: SETTINGS });
    world.write({ [CONFIG]: training({ stages: ['dev'] }) });
    expect((await world.apply()).code).to.equal(0);
    const stack = 'mlops-pipeline-dev-churn-modeltraining';
    expect((await world.list('status')).map((listed) => listed['stack'])).to.deep.equal([stack]);

    const destroyed = await world.run('destroy', stack, '--stage', 'prod', '--auto-approve');
    expect(destroyed.stderr).to.include(`no stack of mlops in stage \`prod\` is called \`${stack}\``);
    const told = await world.run('history', stack, '--stage', 'prod');
    expect(told.stderr).to.include(`nothing is known of a stack \`${stack}\` in stage \`prod\``);
    expect((await world.run('history', 'nowhere')).stderr).to.include('of a stack `nowhere` [unknown-stack]');
  });

  it('repeat the flags that were typed in what to do next, and no other', async () => {
    const world = createWorld();
    world.write({ [CONFIG]: training() });
    world.repository.commit();
    const place = `--target local --state-dir ${world.stateDir}`;

    expect((await world.run('plan')).stdout).to.include(`mlops apply ${place}  plans`);
    expect((await world.run('plan', '--repo', '.', '--ref', 'main', '--stage', 'default')).stdout).to.include(
      `mlops apply --repo . --ref main --stage default ${place}  plans`,
    );
  });

  it('repeat them after a run, too, which else would go on somewhere else', async () => {
    const world = createWorld();
    world.write({ [CONFIG]: training() });
    expect((await world.run('apply', '--auto-approve')).code).to.equal(0);
    world.drop(CONFIG);
    world.write({ 'other/mlops-config.json': training({ model_name: 'other' }) });
    const place = `--target local --state-dir ${world.stateDir}`;

    const applied = await world.run('apply', '--auto-approve', '--stage', 'default');
    expect(applied.stdout).to.include(`1 workload waits for \`mlops apply --prune --stage default ${place}\``);

    await world.run('plan', '--out', 'plan.json');
    const saved = await world.run('apply', 'plan.json');
    expect(saved.stdout).to.include(`for \`mlops plan --prune ${place} --out plan.json\` to be deleted`);
  });

  it('do not look with defaults where settings stand that are not read', async () => {
    const world = createWorld();
    world.write({ [CONFIG]: training(), 'elsewhere.json': {} });
    symlinkSync('elsewhere.json', join(world.root, 'mlops-settings.json'));
    for (const command of ['status', 'history']) {
      const { code, stdout, stderr } = await world.run(command);
      expect({ code, stdout }, command).to.deep.equal({ code: 1, stdout: '' });
      expect(stderr).to.include('[invalid-settings]').and.include('the settings file is a symbolic link');
    }
  });

  it('say how many files were passed over where there is nothing else', async () => {
    const world = createWorld();
    world.write({ 'vendor/a/mlops-config.json': {}, 'vendor/b/mlops-config.json': {} });
    const { code, stderr } = await world.run('plan');
    expect(code).to.equal(1);
    expect(stderr).to.match(
      /there is no mlops-config\.json in \S+ that is read \[no-config-files\]\n.*2 were passed over/,
    );
  });
});
