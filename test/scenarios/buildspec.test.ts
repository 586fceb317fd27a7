import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { useTemporaryFolder } from '../helpers/temporary-folder.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const COMMIT = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567';

/** The one command of the build phase: the block below `- |`, without its indentation. */
function readBuildCommand(): string {
  const text = readFileSync(path.join(ROOT, 'buildspec.yml'), 'utf8');
  const [, block = ''] = /\n {6}- \|\n((?: {8}.*\n|\n)+)/.exec(text) ?? [];
  return block.replaceAll(/^ {8}/gm, '');
}

describe('buildspec.yml', function () {
  this.timeout(60_000);
  const folder = useTemporaryFolder();

  before('look for the build', () => {
    if (!existsSync(path.join(ROOT, 'dist/mlops.js'))) throw new Error('dist/ is missing: run npm run build');
  });

  beforeEach('check out two sources, as CodeBuild does', () => {
    const source = path.join(folder(), 'src');
    mkdirSync(source);
    symlinkSync(path.join(ROOT, 'dist'), path.join(source, 'dist'));
    cpSync(path.join(ROOT, 'examples/model_training_builtin/minimal'), path.join(folder(), 'models'), {
      recursive: true,
    });
  });

  function build(variables: Readonly<Record<string, string>>) {
    const env = {
      ...{ PATH: process.env['PATH'], HOME: folder(), MLOPS_COMMAND: 'validate', MLOPS_TARGET: 'local' },
      ...{ CODEBUILD_SRC_DIR: path.join(folder(), 'src'), MLOPS_CONFIG_FOLDER: path.join(folder(), 'models') },
      ...variables,
    };
    const { status, stdout, stderr } = spawnSync('sh', ['-c', readBuildCommand()], { cwd: env.CODEBUILD_SRC_DIR, env });
    return { status, log: `${stdout.toString()}${stderr.toString()}` };
  }

  function output(name: string): string {
    return path.join(folder(), 'src/mlops-output', name);
  }

  it('validates, and leaves the report', () => {
    expect(build({}).status).to.equal(0);
    expect(readdirSync(path.join(folder(), 'src/mlops-output'))).to.deep.equal(['findings.xml']);
    expect(readFileSync(output('findings.xml'), 'utf8')).to.contain('<testsuites');
  });

  it('fails on findings, which stand in the report and in the log', () => {
    writeFileSync(path.join(folder(), 'models/mlops-config.json'), '{ "pipeline_type": "byom_realtime_builtim" }');
    for (const command of ['validate', 'plan', 'apply']) {
      const { status, log } = build({ MLOPS_COMMAND: command });
      expect(status, command).to.equal(1);
      expect(log).to.contain('byom_realtime_builtim');
      expect(readFileSync(output('findings.xml'), 'utf8')).to.contain('<failure');
      expect(existsSync(output('plan.json'))).to.equal(false);
    }
  });

  it('plans, and applies exactly that plan of that commit in another build', () => {
    const planned = build({ MLOPS_COMMAND: 'plan', MLOPS_COMMIT: COMMIT });
    expect(planned.status, planned.log).to.equal(0);
    expect(readFileSync(output('plan.html'), 'utf8')).to.contain('<html');
    const plan = path.join(folder(), 'plan.json');
    cpSync(output('plan.json'), plan);
    expect(JSON.parse(readFileSync(plan, 'utf8'))).to.include({ commit: COMMIT });

    const applied = build({ MLOPS_COMMAND: 'apply', MLOPS_PLAN: plan });
    expect(applied.status, applied.log).to.equal(0);
    expect(readFileSync(output('apply.md'), 'utf8')).to.contain('deployed');
  });

  it('fails when applying does, and leaves what is known', () => {
    const { status, log } = build({ MLOPS_COMMAND: 'apply' });
    expect(status).to.equal(1);
    expect(log).to.contain('plan.json cannot be read');
    expect(existsSync(output('findings.xml'))).to.equal(true);
  });

  it('refuses a command that it does not know', () => {
    const { status, log } = build({ MLOPS_COMMAND: 'deploy' });
    expect(status).to.equal(64);
    expect(log).to.contain('not deploy');
  });
});
