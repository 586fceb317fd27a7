import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Plan } from '../../../processor/model/plan.ts';
import { stampDigest } from '../../../processor/plan/digest.ts';
import { CliWorld } from '../../helpers/cli-world.ts';
import { endpoint } from '../../helpers/endpoint-config.ts';
import { runCli } from '../../helpers/run-cli.ts';
import { useTemporaryFolder } from '../../helpers/temporary-folder.ts';

const STAGES = ['dev', 'prod'].map((name) => ({ name, account: '111111111111', region: 'eu-west-1' }));

describe('a saved plan', function () {
  this.timeout(60_000);
  const folder = useTemporaryFolder();
  let world: CliWorld;
  let file: string;

  beforeEach('plan and save', async () => {
    world = new CliWorld({ settings: { stages: STAGES } });
    world.write({ 'churn/mlops-config.json': endpoint('churn') });
    file = join(folder(), 'plan.json');
    expect((await world.run('plan', '--out', file)).code).to.equal(0);
  });

  afterEach(() => {
    world.remove();
  });

  function saved(): Plan {
    return JSON.parse(readFileSync(file, 'utf8')) as Plan;
  }

  /**
   * A folder with nothing but the file, and an environment with nothing at all: no Git, no credentials, no settings.
   */
  function show(...args: readonly string[]) {
    return runCli(['show', file, ...args], { env: { MLOPS_EVENT_BUS: '-' }, cwd: folder() });
  }

  it('steers no terminal, whoever wrote it', async () => {
    const { stages, ...rest } = saved();
    const renamed = stages.map((stage) => ({ ...stage, stage: `${stage.stage}\u001b[2J\u009b31m` }));
    writeFileSync(file, JSON.stringify(stampDigest({ ...rest, stages: renamed })));

    const { code, stderr } = await show('--stage', 'test');

    expect(code).to.equal(64);
    expect(stderr).to.include('its stages are dev\\u{1B}[2J\\u{9B}31m, prod');
  });

  it('is shown from its file alone, in every format, and nobody is told of it', async () => {
    const formats = ['text', 'json', 'markdown', 'html'];
    const shown = new Map<string, string>();
    for (const format of formats) {
      const { code, stdout, stderr } = await show('--format', format);
      expect([code, stderr]).to.deep.equal([0, '']);
      shown.set(format, stdout);
    }

    const digest = saved().digest.slice(0, 12);
    for (const format of formats) expect(shown.get(format), format).to.include(digest).and.include('churn');
    expect(shown.get('html')).to.match(/^<!doctype html>/);
    expect(shown.get('markdown')).to.match(/^## Plan: 2 to create\n/);
  });

  it('is shown as the plan command shows it', async () => {
    for (const format of ['json', 'markdown', 'html']) {
      const planned = await world.run('plan', '--format', format, '--out', file);
      expect((await show('--format', format)).stdout, format).to.equal(planned.stdout);
    }
    const planned = await world.run('plan', '--verbose', '--out', file);
    // The file does not say where the state of the local target is; who plans has said it.
    const place = / --state-dir \S+(?= {2}executes)/;
    expect(planned.stdout).to.match(place);
    expect((await show('--verbose')).stdout).to.equal(planned.stdout.replace(place, ''));
  });

  it('is shown for one stage, counted anew, under the digest of the whole, with the command that applies it', async () => {
    const { stdout } = await show('--stage', 'prod');

    expect(stdout)
      .to.match(/Stage prod/)
      .and.not.match(/Stage dev/);
    expect(stdout).to.include(saved().digest.slice(0, 12)).and.include('Summary: 1 to create\n');
    expect(stdout).to.match(/mlops apply \S+plan\.json --stage prod {2}executes exactly this plan/);
  });

  it('is refused by show as by apply: missing, cut, foreign, too new, edited, without the stage', async () => {
    const text = readFileSync(file, 'utf8');
    const cases: readonly (readonly [content: string, code: string])[] = [
      [text.slice(0, -40), 'not-json'],
      ['{"Resources": {}}', 'not-a-plan'],
      [text.replace('"formatVersion": 1', '"formatVersion": 2'), 'newer-format'],
      [text.replaceAll('ml.m5.large', 'ml.p5.48xlarge'), 'edited-plan'],
    ];
    for (const [content, code] of cases) {
      writeFileSync(file, content);
      const [shown, applied] = [await show(), await world.run('apply', file)];
      expect([shown.code, shown.stdout, applied.code], code).to.deep.equal([1, '', 1]);
      expect(shown.stderr).to.include(`[${code}]`).and.include('cannot be shown').and.include('mlops plan --out');
      expect(applied.stderr).to.equal(shown.stderr.replace('shown', 'applied'));
    }
    writeFileSync(file, text);
    const other = await show('--stage', 'test');
    expect([other.code, other.stderr.includes('its stages are dev, prod')]).to.deep.equal([64, true]);
    const missing = await runCli(['show', 'no.json'], { env: {}, cwd: folder() });
    expect([missing.code, missing.stderr.includes('there is no such file')]).to.deep.equal([1, true]);
    expect(await world.list('status')).to.deep.equal([]);
  });

  it('is not applied by another version of the program, which would make something else of it', async () => {
    const plan = saved();
    const stages = plan.stages.map((stage) => ({
      ...stage,
      changes: stage.changes.map((change) => ({ ...change, desiredFingerprint: 'f'.repeat(64) })),
    }));
    writeFileSync(file, JSON.stringify(stampDigest({ ...plan, stages })));

    const { code, stderr } = await world.run('apply', file);

    expect([code, stderr.includes('[plan-of-other-version]')], stderr).to.deep.equal([1, true]);
    expect(stderr).to.include('churn').and.include('make a new plan with this version');
    expect(await world.list('status')).to.deep.equal([]);
  });

  it('is applied when it has the digest that was approved, whole or as it is shown, and refused when it has not', async () => {
    const { digest } = saved();
    const before = readFileSync(file, 'utf8');
    world.write({ 'churn/mlops-config.json': endpoint('churn', { instance_count: 2 }) });
    await world.run('plan', '--out', file);

    const other = await world.run('apply', file, '--expect-digest', digest);
    expect(other.code, other.stderr).to.equal(1);
    const [is, wanted] = [saved().digest, digest].map((text) => text.slice(0, 12));
    expect(other.stderr).to.include(`[other-plan]`);
    expect(other.stderr).to.include(
      `this is plan ${String(is)}, not ${String(wanted)}, which was expected; nothing was applied`,
    );
    expect(await world.list('status')).to.deep.equal([]);

    writeFileSync(file, before);
    for (const wrong of ['', digest.slice(0, 11), digest.toUpperCase(), `${digest}0`]) {
      expect((await world.run('apply', file, '--expect-digest', wrong)).code, wrong).to.equal(64);
    }
    for (const right of [digest, digest.slice(0, 12)]) {
      const { code, stderr } = await world.run('apply', file, '--expect-digest', right);
      expect(code, stderr).to.equal(0);
    }
  });

  it('is expected of a plan that is made anew, too', async () => {
    const { digest } = saved();
    const changed = await world.run('apply', '--auto-approve', '--stage', 'dev', '--expect-digest', digest);
    expect([changed.code, changed.stderr.includes('[other-plan]')]).to.deep.equal([1, true]);
    const same = await world.run('apply', '--auto-approve', '--expect-digest', digest);
    expect(same.code, same.stderr).to.equal(0);
  });
});
