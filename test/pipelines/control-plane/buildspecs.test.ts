import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import { applyBuildspec, planBuildspec, reviewBuildspec } from '../../../pipelines/control-plane/buildspecs.ts';
import { pend } from '../../helpers/pend.ts';

interface Buildspec {
  readonly env: { readonly 'exported-variables'?: readonly string[] };
  readonly phases: Readonly<Record<string, { readonly commands: readonly string[] }>>;
  readonly reports?: Readonly<Record<string, unknown>>;
}

const PLACE = { account: '111111111111', region: 'eu-west-1' };
const STAGES = [
  { name: 'dev', ...PLACE, approval: false },
  { name: 'prod-eu', ...PLACE, approval: true },
];
const PLAN = JSON.parse(
  planBuildspec({ stages: STAGES, reportGroupArn: 'arn:report', provider: 'codecommit' }),
) as Buildspec;
const APPLY = JSON.parse(applyBuildspec()) as Buildspec;
const REVIEW = JSON.parse(reviewBuildspec()) as Buildspec;

/** A stand-in for the `aws` command: answers are files, used up one after the other, the last one for ever. */
const AWS = `#!/usr/bin/env bash
echo "$*" >> "$FAKE/calls"
case "$2" in
  get-pipeline-state) cat "$FAKE/type"; exit "$(cat "$FAKE/exit" 2>/dev/null || echo 0)" ;;
  list-pipeline-executions) echo '{"pipelineExecutionSummaries":[]}' ;;
  get-branch) echo 9f8e7d6c ;;
  list-builds-for-project) cat "$FAKE/ids"; exit "$(cat "$FAKE/exit" 2>/dev/null || echo 0)" ;;
  batch-get-builds)
    head -n 1 "$FAKE/running"
    if [ "$(wc -l < "$FAKE/running")" -gt 1 ]; then sed -i 1d "$FAKE/running"; fi ;;
  cp) case "\${@: -1}" in s3://*) ;; *) cp "$FAKE/bundle.zip" "\${@: -1}" ;; esac ;;
esac
`;

describe('the commands of the builds', function () {
  this.timeout(30_000);
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mlops-buildspec-'));
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin', 'aws'), AWS);
    chmodSync(join(folder, 'bin', 'aws'), 0o755);
    answer('type', 'STANDARD\n');
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Runs commands as CodeBuild does: in one shell, and no further after one that fails. */
  function run(commands: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const script = commands.map((command) => `{ ${command}\n} || exit 1`).join('\n');
    return spawnSync('bash', ['-c', script.replaceAll('/tmp/mlops-processor', join(folder, 'processor'))], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`, FAKE: folder, WAIT_SECONDS: '0', ...env },
    });
  }

  function answer(name: string, text: string): void {
    writeFileSync(join(folder, name), text);
  }

  function commandsOf(buildspec: Buildspec, phase: string): readonly string[] {
    return buildspec.phases[phase]?.commands ?? expect.fail(`no phase ${phase}`);
  }

  it('wait until no apply with a lower number is running', () => {
    answer('ids', 'apply:1\tapply:2\n');
    answer('running', '2\n1\n0\n');
    const done = run(commandsOf(APPLY, 'pre_build'), { APPLY_PROJECT: 'mlops-apply', CODEBUILD_BUILD_NUMBER: '17' });

    expect(done.status).to.equal(0);
    expect(done.stdout).to.equal('waiting: 2 apply is running\nwaiting: 1 apply is running\n');
    const calls = readFileSync(join(folder, 'calls'), 'utf8');
    expect(calls).to.include('--project-name mlops-apply').and.include('--ids apply:1 apply:2');
    expect(calls).to.include("buildStatus=='IN_PROGRESS' && buildNumber < `17`");
  });

  it('apply nothing in a rollback of the stage, and say what to do instead', () => {
    answer('ids', 'None\n');
    const env = { PIPELINE_NAME: 'mlops', MLOPS_STAGE: 'prod-eu', APPLY_PROJECT: 'x', CODEBUILD_BUILD_NUMBER: '1' };
    answer('type', 'ROLLBACK\n');
    const refused = run(commandsOf(APPLY, 'pre_build'), env);

    expect([refused.status, refused.stdout]).to.deep.equal([1, '']);
    expect(refused.stderr).to.include('nothing is applied').and.include('git revert');
    expect(readFileSync(join(folder, 'calls'), 'utf8')).to.include(
      "get-pipeline-state --name mlops --query stageStates[?stageName=='Deploy-prod-eu'].latestExecution.type | [0]",
    );
    for (const type of ['STANDARD\n', 'None\n']) {
      answer('type', type);
      expect(run(commandsOf(APPLY, 'pre_build'), env).status).to.equal(0);
    }
    // Not to know is no reason to begin.
    answer('exit', '255');
    expect(run(commandsOf(APPLY, 'pre_build'), env).status).to.equal(1);
  });

  it('wait in a plan for every apply', () => {
    answer('ids', 'apply:1\n');
    answer('running', '1\n0\n');
    const done = run(commandsOf(PLAN, 'pre_build'), { APPLY_PROJECT: 'mlops-apply', CODEBUILD_BUILD_NUMBER: '3' });

    expect(done.status).to.equal(0);
    expect(readFileSync(join(folder, 'calls'), 'utf8')).to.include("builds[?buildStatus=='IN_PROGRESS']");
  });

  it('begin at once where nothing was ever applied', () => {
    answer('ids', 'None\n');
    expect(run(commandsOf(APPLY, 'pre_build'), { APPLY_PROJECT: 'x', CODEBUILD_BUILD_NUMBER: '1' }).status).to.equal(0);
  });

  it('do not begin when they cannot look', () => {
    answer('ids', '');
    answer('exit', '255');
    expect(run(commandsOf(APPLY, 'pre_build'), { APPLY_PROJECT: 'x', CODEBUILD_BUILD_NUMBER: '1' }).status).to.equal(1);
  });

  it('unpack exactly the processor that was installed, and nothing else', function () {
    if (spawnSync('unzip', ['-v']).status !== 0) pend(this, 'unzip is not installed');
    // An empty archive: the end of the central directory alone.
    const zip = Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex');
    writeFileSync(join(folder, 'bundle.zip'), zip);
    const sha256 = createHash('sha256').update(zip).digest('hex');
    const [fetch = '', check = ''] = commandsOf(PLAN, 'install');
    const place = { PROCESSOR_BUCKET: 'b', PROCESSOR_KEY: 'k' };

    expect(run([fetch, check], { ...place, PROCESSOR_SHA256: sha256 }).status).to.equal(0);
    const other = run(commandsOf(PLAN, 'install'), { ...place, PROCESSOR_SHA256: 'ab'.repeat(32) });
    expect(other.status).to.equal(1);
    expect(existsSync(join(folder, 'processor'))).to.equal(false);
  });

  it('plan with the processor, save, publish and tell the pipeline of every stage', () => {
    const processor = join(folder, 'processor', 'dist');
    mkdirSync(processor, { recursive: true });
    writeFileSync(join(processor, 'mlops.js'), FAKE_MLOPS);
    writeFileSync(
      join(processor, 'print-plan-variables.cjs'),
      `console.log("export CHANGES_DEV='2' STAGES='" + process.argv.slice(3) + "'")`,
    );
    writeFileSync(
      join(processor, 'check-order.cjs'),
      `process.stdout.write('note ' + process.argv.slice(3).join('/'))`,
    );
    const variables = PLAN.env['exported-variables'] ?? [];
    const show = `printf '%s %s %s' "$STAGES" "$CHANGES_DEV" "$PLAN_URL"`;
    const done = run([...commandsOf(PLAN, 'build'), show], {
      PLAN_URL_START: 'https://console/plans/',
      MLOPS_EXECUTION_ID: '0a1b',
      MLOPS_COMMIT: '0a1b2c3d',
      PLAN_BUCKET: 'artifacts',
      MLOPS_EVENT_BUS: 'default',
      FAKE_LOG: join(folder, 'log'),
    });

    expect(done.stderr).to.equal('');
    expect(done.stdout.endsWith('2 https://console/plans/0a1b/plan.html')).to.equal(true);
    expect(done.stdout).to.include(
      'note 0a1b/0a1b2c3d/9f8e7d6c,dev=111111111111/eu-west-1,prod-eu=111111111111/eu-west-1/approval 2 ',
    );
    expect(variables).to.deep.equal([
      'PLAN_URL',
      'PLAN_DIGEST',
      'CHANGES_DEV',
      'SUMMARY_DEV',
      'CHANGES_PROD_EU',
      'SUMMARY_PROD_EU',
    ]);
    expect(readFileSync(join(folder, 'log'), 'utf8').trim().split('\n')).to.deep.equal([
      'validate --format junit bus=default',
      // One plan, told of once; whatever else there is of it is made from its file, which tells nobody.
      'plan --target aws --out mlops-output/plan.json bus=default',
      'show mlops-output/plan.json --format html bus=default',
      'show mlops-output/plan.json --format markdown bus=default',
    ]);
    expect(PLAN.reports).to.have.property('arn:report');
  });

  it('end where the plan fails, but leave the report', () => {
    const processor = join(folder, 'processor', 'dist');
    mkdirSync(processor, { recursive: true });
    writeFileSync(join(processor, 'mlops.js'), `process.stdout.write(process.argv[2]); process.exitCode = 1`);
    writeFileSync(join(processor, 'check-order.cjs'), '');
    const done = run(commandsOf(PLAN, 'build'), { PLAN_URL_START: 'x', MLOPS_EXECUTION_ID: '1', PLAN_BUCKET: 'b' });

    expect(done.status).to.equal(1);
    expect(readFileSync(join(folder, 'mlops-output', 'findings.xml'), 'utf8')).to.equal('validate');
    expect(readFileSync(join(folder, 'calls'), 'utf8')).to.not.include('s3 cp');
  });

  it('plan nothing when the commit was overtaken', () => {
    const processor = join(folder, 'processor', 'dist');
    mkdirSync(processor, { recursive: true });
    writeFileSync(join(processor, 'mlops.js'), FAKE_MLOPS);
    writeFileSync(join(processor, 'check-order.cjs'), 'process.exitCode = 1');
    const done = run(commandsOf(PLAN, 'build'), { FAKE_LOG: join(folder, 'log') });

    expect(done.status).to.equal(1);
    expect(existsSync(join(folder, 'log'))).to.equal(false);
  });

  it('ask for the branch where CodeCommit can tell', () => {
    const others = JSON.parse(planBuildspec({ stages: STAGES, reportGroupArn: 'r', provider: 'github' })) as Buildspec;
    expect(commandsOf(PLAN, 'build').join()).to.include('codecommit get-branch');
    expect(commandsOf(others, 'build').join()).to.not.include('codecommit');
  });

  it('apply one stage of the plan that was approved, and of no other', () => {
    const processor = join(folder, 'processor', 'dist');
    mkdirSync(processor, { recursive: true });
    writeFileSync(join(processor, 'mlops.js'), FAKE_MLOPS);
    const env = { FAKE_LOG: join(folder, 'log'), CODEBUILD_SRC_DIR_Plan: '/plan', MLOPS_STAGE: 'prod-eu' };

    expect(run(commandsOf(APPLY, 'build'), { ...env, MLOPS_PLAN_DIGEST: 'ab12' }).status).to.equal(0);
    expect(run(commandsOf(APPLY, 'build'), env).status).to.equal(0);
    const rest = '--stage prod-eu --target aws --auto-approve bus=undefined';
    // Without a digest there is still one that is expected: the empty one, which no plan has.
    expect(readFileSync(join(folder, 'log'), 'utf8').trim().split('\n')).to.deep.equal([
      `apply /plan/plan.json --expect-digest ab12 ${rest}`,
      `apply /plan/plan.json --expect-digest  ${rest}`,
    ]);
  });

  it('review what the environment of the build names', () => {
    const processor = join(folder, 'processor', 'dist');
    mkdirSync(processor, { recursive: true });
    writeFileSync(join(processor, 'mlops.js'), FAKE_MLOPS);
    const done = run(commandsOf(REVIEW, 'build'), {
      FAKE_LOG: join(folder, 'log'),
      CODEBUILD_WEBHOOK_TRIGGER: 'pr/12',
    });

    expect(done.status).to.equal(0);
    expect(readFileSync(join(folder, 'log'), 'utf8')).to.equal('review --target aws bus=undefined\n');
  });
});

/** Notes how it was called and writes what it is asked for. */
const FAKE_MLOPS = `
const { appendFileSync, writeFileSync } = require('node:fs');
const args = process.argv.slice(2);
appendFileSync(process.env.FAKE_LOG, args.join(' ') + ' bus=' + process.env.MLOPS_EVENT_BUS + '\\n');
const out = args.indexOf('--out');
if (out > 0) writeFileSync(args[out + 1], '{}');
`;
