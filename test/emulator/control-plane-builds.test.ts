import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { CloudFormationClient, GetTemplateCommand, paginateDescribeStacks } from '@aws-sdk/client-cloudformation';
import { expect } from 'chai';

import { applyBuildspec, planBuildspec } from '../../pipelines/control-plane/buildspecs.ts';
import { deploymentLetter } from '../../pipelines/control-plane/lambda/deployment-letters.ts';
import { writeLetter } from '../../pipelines/control-plane/lambda/people-message.ts';
import { toObject } from '../../pipelines/control-plane/lambda/read-event.ts';
import { boundaryArn, controlPlaneStackName, roleArn } from '../../pipelines/control-plane/role-names.ts';
import type { DeploymentEvent } from '../../processor/model/deployment-event.ts';
import { useTemporaryFolder } from '../helpers/temporary-folder.ts';
import {
  CONTROL,
  foundationSpec,
  PREFIX,
  REGION,
  rolesSpec,
  stage,
  templateOf,
} from '../pipelines/control-plane/support/specs.ts';
import { deploy } from './stacks.ts';
import { useEmulator } from './use-emulator.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const COMMIT = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567';

interface Buildspec {
  readonly phases: { readonly build: { readonly commands: readonly string[] } };
}

interface SavedPlan {
  readonly commit: string;
  readonly digest: string;
  readonly stages: readonly { readonly executionRoleArn?: string }[];
}

const PLAN = JSON.parse(
  planBuildspec({
    stages: [stage('dev'), stage('prod', { approval: true })],
    reportGroupArn: 'r',
    provider: 'codecommit',
  }),
) as Buildspec;
const APPLY = JSON.parse(applyBuildspec()) as Buildspec;

/** Stands in for what the builds ask of the AWS command line: the processor is there, and plans are not published. */
const AWS = `#!/bin/sh
case "$2" in
  list-pipeline-executions) echo '{"pipelineExecutionSummaries":[{"pipelineExecutionId":"0a1b"}]}' ;;
  get-branch) echo ${COMMIT} ;;
esac
`;

describe('the builds of the control plane on the emulator', function () {
  this.timeout(120_000);
  const emulator = useEmulator({ latencyMs: 5 });
  const folder = useTemporaryFolder();

  before('look for the build', () => {
    if (!existsSync(path.join(ROOT, 'dist/mlops.js'))) throw new Error('dist/ is missing: run npm run build');
  });

  beforeEach('check out the repository as CodePipeline does: without Git', async () => {
    await emulator().reset();
    const source = path.join(folder(), 'src');
    mkdirSync(path.join(source, 'churn'), { recursive: true });
    mkdirSync(path.join(folder(), 'bin'));
    writeFileSync(path.join(folder(), 'bin/aws'), AWS);
    chmodSync(path.join(folder(), 'bin/aws'), 0o755);
    cpSync(
      path.join(ROOT, 'examples/byom_realtime_builtin/minimal/mlops-config.json'),
      path.join(source, 'churn/mlops-config.json'),
    );
    const place = { account: CONTROL, region: REGION };
    const stages = [
      { name: 'dev', ...place },
      { name: 'prod', ...place, approval: true },
    ];
    const settings = {
      target: 'aws',
      stack_prefix: PREFIX,
      stages,
      source: { provider: 'codecommit', repository: 'ml' },
      control_plane: {},
    };
    writeFileSync(path.join(source, 'mlops-settings.json'), JSON.stringify(settings));
  });

  async function run(commands: readonly string[], env: Readonly<Record<string, string>>) {
    const script = commands.map((command) => `{ ${command}\n} || exit 1`).join('\n');
    const child = spawn(
      'bash',
      [
        '-c',
        script.replaceAll(/\/tmp\/(mlops-processor\/dist)?/g, (_, dist) =>
          dist === undefined ? `${folder()}/` : path.join(ROOT, 'dist'),
        ),
      ],
      {
        cwd: path.join(folder(), 'src'),
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...emulator().environment(REGION),
          AWS_ACCESS_KEY_ID: CONTROL,
          PATH: `${path.join(folder(), 'bin')}:${process.env['PATH'] ?? ''}`,
          HOME: folder(),
          MLOPS_ASSUME_ROLES: 'always',
          MLOPS_COMMIT: COMMIT,
          MLOPS_EXECUTION_ID: '0a1b',
          PLAN_URL_START: 'https://console/plans/',
          PLAN_BUCKET: 'artifacts',
          MLOPS_EVENT_BUS: '-',
          ...env,
        },
      },
    );
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { status, stdout, log: stdout + stderr };
  }

  /** The stacks that bootstrap makes before any of this. */
  async function install(client: CloudFormationClient): Promise<void> {
    for (const spec of [foundationSpec(), rolesSpec()]) {
      const stackName = controlPlaneStackName(PREFIX, spec.kind);
      await deploy(client, { stackName, template: { ...templateOf(spec) }, type: 'CREATE' });
    }
  }

  /** Puts a copy of the build's output aside, as the artifact of one execution. */
  function keep(name: string): { readonly folder: string; readonly saved: SavedPlan } {
    const artifact = path.join(folder(), name);
    cpSync(path.join(folder(), 'src/mlops-output'), artifact, { recursive: true });
    return {
      folder: artifact,
      saved: JSON.parse(readFileSync(path.join(artifact, 'plan.json'), 'utf8')) as SavedPlan,
    };
  }

  function applyStage(stageName: string, { folder: artifact, saved }: ReturnType<typeof keep>) {
    return run(APPLY.phases.build.commands, {
      CODEBUILD_SRC_DIR_Plan: artifact,
      MLOPS_STAGE: stageName,
      MLOPS_PLAN_DIGEST: saved.digest,
    });
  }

  it('plan, tell the pipeline what there is to do, and apply one stage of exactly that', async () => {
    const client = new CloudFormationClient(emulator().clientConfig(REGION, CONTROL));
    await install(client);

    const planned = await run(
      [...PLAN.phases.build.commands, 'echo "$CHANGES_DEV $CHANGES_PROD; $SUMMARY_DEV; $PLAN_URL; $PLAN_DIGEST"'],
      {},
    );
    expect(planned.status, planned.log).to.equal(0);
    const artifact = keep('plan');
    const { folder: output, saved } = artifact;
    const short = saved.digest.slice(0, 12);
    expect(planned.stdout.trim().split('\n').at(-1)).to.match(
      /^1 1; plan \w+: 1 to create: create [\w-]+ \(byom_realtime_builtin\); https:\/\/console\/plans\/0a1b\/plan\.html; \w+$/,
    );
    expect(planned.stdout).to.include(`; plan ${short}: `).and.include(`; ${saved.digest}\n`);
    // People are told once, and everything they read is of the one plan.
    expect(planned.log.match(/"detailType":"Plan ready"/g)).to.have.length(1);
    for (const file of ['plan.html', 'plan.md']) {
      expect(readFileSync(path.join(output, file), 'utf8'), file).to.include(short);
    }
    expect(saved.commit).to.equal(COMMIT);
    expect(saved.stages.map((one) => one.executionRoleArn)).to.deep.equal(
      Array(2).fill(roleArn('execution', rolesSpec())),
    );
    expect(readFileSync(path.join(output, 'findings.xml'), 'utf8')).to.include('<testsuites');
    expect(readFileSync(path.join(output, 'plan.html'), 'utf8')).to.include('<!doctype html>');

    const applied = await applyStage('dev', artifact);
    expect(applied.status, applied.log).to.equal(0);
    const names: string[] = [];
    for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {})) {
      names.push(...Stacks.map(({ StackName = '' }) => StackName));
    }
    const [workload = '', ...others] = names.filter((name) => name.includes('byompipeline'));
    expect(others, 'nothing in prod').to.deep.equal([]);
    expect(workload).to.match(/^mlops-pipeline-dev-/);
    const { TemplateBody = '' } = await client.send(new GetTemplateCommand({ StackName: workload }));
    expect(TemplateBody).to.include(boundaryArn(rolesSpec()));
    const { calls } = await emulator().calls();
    expect(calls.filter(({ action }) => action === 'AssumeRole')).to.have.length.greaterThan(2);

    const again = await applyStage('dev', artifact);
    expect([again.status, again.log.includes('nothing to do: this plan was already applied')]).to.deep.equal([0, true]);
    const other = await applyStage('prod', { ...artifact, saved: { ...saved, digest: 'ab'.repeat(32) } });
    expect([other.status, other.log.includes('[other-plan]')], other.log).to.deep.equal([1, true]);
  });

  it('refuse a plan that has become stale, tell people why and what to do, and write nothing', async () => {
    const client = new CloudFormationClient(emulator().clientConfig(REGION, CONTROL));
    await install(client);
    expect((await run(PLAN.phases.build.commands, {})).status).to.equal(0);
    const late = keep('late');
    // While it waits for its approval, prod gets another content.
    const config = path.join(folder(), 'src/churn/mlops-config.json');
    const workload = JSON.parse(readFileSync(config, 'utf8')) as object;
    writeFileSync(config, JSON.stringify({ ...workload, instance_count: 2 }));
    expect((await run(PLAN.phases.build.commands, {})).status).to.equal(0);
    const newer = await applyStage('prod', keep('newer'));
    expect(newer.status, newer.log).to.equal(0);
    await emulator().clearCalls();

    const refused = await applyStage('prod', late);

    expect(refused.status, refused.log).to.equal(1);
    expect(refused.stdout).to.equal('');
    expect(refused.log).to.match(/the plan is stale: .*nothing was applied/);
    expect(refused.log).to.match(
      /stage prod, mlops-pipeline-prod-\S+: it exists now \(CREATE_COMPLETE\), the plan saw none/,
    );
    expect(refused.log).to.include('make a new plan and have it reviewed').and.include('[stale-plan]');
    const { calls } = await emulator().calls();
    const writes = calls.filter(({ action }) => /^(?:Create|Execute|Delete|Update|Put)/.test(action));
    expect(writes.map(({ action }) => action)).to.deep.equal([]);

    const [line, ...lines] = refused.log.split('\n').filter((text) => text.startsWith('event '));
    expect(lines).to.deep.equal([]);
    const { detailType, detail } = JSON.parse(line?.slice('event '.length) ?? '') as DeploymentEvent;
    expect(detailType).to.equal('Apply failed');
    expect(detail).to.deep.include({ commit: COMMIT, stages: [{ stage: 'prod' }] });
    const letter = deploymentLetter(detailType, { detail: toObject(detail), author: undefined });
    const { subject, text } = writeLetter(letter ?? expect.fail('no letter'));
    expect(subject).to.match(/^MLOps: apply failed in prod: the plan is stale/);
    expect(text).to.include('Error: stale-plan').and.include('it exists now (CREATE_COMPLETE), the plan saw none');
    expect(text).to.include('- in the pipeline: release the newest commit again; it is planned anew');
  });
});
