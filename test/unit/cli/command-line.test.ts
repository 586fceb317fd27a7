import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { CliWorld, type Ended } from '../../helpers/cli-world.ts';
import { runCli } from '../../helpers/run-cli.ts';

const training = example('model_training_builtin');
const serving = example('byom_realtime_builtin');

describe('the command line', function () {
  this.timeout(60_000);
  let world: CliWorld;

  beforeEach(() => {
    world = new CliWorld();
    world.write({ 'churn/mlops-config.json': training });
  });

  afterEach(() => {
    world.remove();
  });

  describe('exit codes', () => {
    it('is 64 for a wrong command line, and says what would be right', async () => {
      const ends = await inTurn([
        () => world.run('plna'),
        () => world.run('plan', '--formt', 'json'),
        () => world.run('plan', '--format', 'yaml'),
        () => world.run('plan', '--stage', 'prod'),
        () => world.run('apply', '--concurrency', '0'),
      ]);

      expect(ends.map(({ code }) => code)).to.eql([64, 64, 64, 64, 64]);
      expect(ends.map(({ stderr }) => stderr).join('\n')).to.match(/did you mean plan/i);
      expect(ends.every(({ stdout }) => stdout === '')).to.equal(true);
    });

    it('is 64 for help about an unknown command, which is named with the nearest one', async () => {
      const ends = await inTurn(
        [['help', 'aply'], ['aply', '--help'], ['aply']].map(
          (argv) => () => runCli(argv, { env: {}, cwd: world.root }),
        ),
      );

      for (const { code, stdout, stderr } of ends) {
        expect([code, stdout]).to.eql([64, '']);
        expect(stderr).to.equal(
          "error: unknown command 'aply'\n(Did you mean apply?)\n(mlops help lists the commands)\n",
        );
      }
    });

    it('names the help of the command whose options are wrong', async () => {
      const { stderr } = await world.run('plan', '--formt', 'json');

      expect(stderr).to.contain('(mlops help plan shows how it is used)');
    });

    it('is 0 for help and version', async () => {
      const ends = await inTurn([() => world.run('--version'), () => world.run('help', 'plan')]);

      expect(ends.map(({ code }) => code)).to.eql([0, 0]);
    });

    it('is 2 for pending changes only when that was asked for', async () => {
      const plain = await world.run('plan');
      const detailed = await world.run('plan', '--detailed-exitcode');
      await world.apply();
      const done = await world.run('plan', '--detailed-exitcode');

      expect([plain.code, detailed.code, done.code]).to.eql([0, 2, 0]);
    });

    it('is 1 for an invalid config, and nothing is planned or written', async () => {
      world.write({ 'bad/mlops-config.json': { ...serving, instnce_count: 1 } });

      const [validated, planned, applied] = await inTurn([
        () => world.run('validate'),
        () => world.run('plan'),
        () => world.run('apply', '--auto-approve'),
      ]);

      expect([validated?.code, planned?.code, applied?.code]).to.eql([1, 1, 1]);
      expect([planned?.stdout, applied?.stdout]).to.eql(['', '']);
      expect(await world.list('status')).to.eql([]);
    });

    it('is 1 where there is nothing to read, for every command that reads', async () => {
      world.drop('churn/mlops-config.json');

      const ends = await inTurn([
        () => world.run('validate'),
        () => world.run('plan'),
        () => world.run('apply', '--auto-approve'),
      ]);

      expect(ends.map(({ code }) => code)).to.eql([1, 1, 1]);
      expect(ends.every(({ stderr }) => stderr.includes('[no-config-files]'))).to.equal(true);
    });

    it('is 1 where a warning is all there is to say, such as of a file with nearly the right name', async () => {
      world.drop('churn/mlops-config.json');
      world.write({ 'churn/mlops-config.jsonc': {} });

      const { code, stdout, stderr } = await world.run('validate');

      expect(code).to.equal(1);
      expect(stdout).to.include('[near-miss]');
      expect(stderr).to.include('[no-config-files]');
    });

    it('is 1 when nobody can be asked', async () => {
      const { code, stderr } = await world.run('apply');

      expect(code).to.equal(1);
      expect(stderr).to.contain('--auto-approve').and.contain('plan --out');
    });
  });

  describe('saved plans', () => {
    it('is asked for in plain words when no such file is there', async () => {
      const missing = await world.run('apply', 'nowhere.json');
      expect(missing.code).to.equal(1);
      expect(missing.stderr).to.contain('there is no such file').and.contain('mlops plan --out FILE');
      expect(missing.stderr).to.not.contain('ENOENT');
      const folder = await world.run('apply', world.root);
      expect(folder.stderr).to.contain('cannot be read: it is a folder').and.not.contain('EISDIR');
    });

    it('fixture 111: is applied as it was saved, and refused once edited', async () => {
      const file = await save();
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, text.replace('"ml.m4.xlarge"', '"ml.p3.16xlarge"'));
      const edited = await world.run('apply', file);
      writeFileSync(file, text);
      const applied = await world.run('apply', file);

      expect([edited.code, applied.code]).to.eql([1, 0]);
      expect(edited.stderr).to.contain('[edited-plan]');
    });

    it('fixture 111: is refused for another target, a stage it has not, or with wishes of its own', async () => {
      const file = await save();

      const ends = await inTurn([
        () => world.run('apply', file, '--stage', 'prod'),
        () => world.run('apply', file, '--prune'),
        () => world.run('apply', file, '--ref', 'HEAD'),
        () => world.run('apply', `${file}.missing`),
      ]);

      expect(ends.map(({ code }) => code)).to.eql([64, 64, 64, 1]);
      expect(await world.list('status')).to.eql([]);
    });

    it('fixture 111: is refused when what is deployed has moved since, and nothing is written', async () => {
      const file = await save();
      world.write({ 'churn/mlops-config.json': { ...training, instance_count: 2 } });
      await world.apply();
      const before = await world.list('history');

      const late = await world.run('apply', file);

      expect(late.code).to.equal(1);
      expect(late.stderr).to.contain('[stale-plan]').and.contain('customer-churn');
      expect(await world.list('history')).to.eql(before);
    });
  });

  describe('JSON', () => {
    it('is what its schemas say: findings, plan, saved plan, report', async () => {
      world.write({ 'bad/mlops-config.json': { ...serving, instnce_count: 1, inference_instance: 'ml.m5.lrage' } });
      const findings = await world.run('validate', '--format', 'json');
      world.drop('bad/mlops-config.json');
      const plan = await world.run('plan', '--format', 'json');
      const file = await save();
      const report = await world.run('apply', '--auto-approve', '--format', 'json');
      const again = await world.run('apply', '--auto-approve', '--format', 'json');

      expectSchema('findings', findings.stdout);
      expectSchema('plan', plan.stdout);
      expectSchema('plan', readFileSync(file, 'utf8'));
      expectSchema('apply', report.stdout);
      expectSchema('apply', again.stdout);
    });

    it('is what its schemas say when changes fail, are skipped and are refused', async () => {
      const monitor: Record<string, unknown> = { ...example('byom_data_quality_monitor'), endpoint_name: 'churn-live' };
      const endpoint = {
        ...serving,
        endpoint_name: 'churn-live',
        data_capture_location: monitor['data_capture_location'],
      };
      world.write({ 'a/mlops-config.json': endpoint, 'b/mlops-config.json': monitor });
      const stack = 'mlops-pipeline-customer-churn-byompipelinerealtimebuiltin';
      world.localFaults({ failures: [{ stack, logicalId: 'Endpoint', operation: 'create', reason: 'no capacity' }] });

      const failed = await world.run('apply', '--auto-approve', '--format', 'json');
      world.drop('a/mlops-config.json');
      world.drop('b/mlops-config.json');
      world.drop('churn/mlops-config.json');
      const refused = await world.run('apply', '--auto-approve', '--prune', '--format', 'json');

      expect([failed.code, refused.code]).to.eql([1, 1]);
      expectSchema('apply', failed.stdout);
      expectSchema('apply', refused.stdout);
      expect(failed.stdout).to.contain('"failed"').and.contain('"skipped"');
      expect(refused.stdout).to.contain('"refused"');
    });
  });

  async function save(): Promise<string> {
    const file = join(world.stateDir, '..', 'plan.json');
    const { code, stderr } = await world.run('plan', '--out', file);
    if (code !== 0) throw new Error(stderr);
    return file;
  }
});

function example(type: string): Record<string, unknown> {
  const file = new URL(`../../../examples/${type}/minimal/mlops-config.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
}

async function inTurn(commands: readonly (() => Promise<Ended>)[]): Promise<readonly Ended[]> {
  const ends: Ended[] = [];
  for (const command of commands) ends.push(await command());
  return ends;
}

function expectSchema(name: string, text: string): void {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  for (const other of ['plan', 'apply', 'findings']) {
    const file = new URL(`../../../schema/${other}.schema.json`, import.meta.url);
    ajv.addSchema(JSON.parse(readFileSync(file, 'utf8')) as object, `${other}.schema.json`);
  }
  const validate = ajv.getSchema(`${name}.schema.json`);
  const isValid = validate?.(JSON.parse(text));
  expect(isValid, JSON.stringify(validate?.errors?.slice(0, 5))).to.equal(true);
}
