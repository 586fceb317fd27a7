import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { CloudFormationClient, GetTemplateCommand, paginateDescribeStacks } from '@aws-sdk/client-cloudformation';
import { expect } from 'chai';

import { applyBuildspec, planBuildspec } from '../../pipelines/control-plane/buildspecs.ts';
import { boundaryArn, controlPlaneStackName, roleArn } from '../../pipelines/control-plane/role-names.ts';
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
  readonly stages: readonly { readonly executionRoleArn?: string }[];
}

/** Stands in for what the builds ask of the AWS command line: the processor is there, and plans are not published. */
const AWS = '#!/bin/sh\nexit 0\n';

describe('the builds of the control plane on the emulator', function () {
  this.timeout(120_000);
  const emulator = useEmulator({ latencyMs: 5 });
  const folder = useTemporaryFolder();

  before('look for the build', () => {
    if (!existsSync(path.join(ROOT, 'dist/mlops.js'))) throw new Error('dist/ is missing: run npm run build');
  });

  beforeEach('check out the repository as CodePipeline does: without Git', () => {
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

  it('plan, tell the pipeline what there is to do, and apply one stage of exactly that', async () => {
    const client = new CloudFormationClient(emulator().clientConfig(REGION, CONTROL));
    for (const spec of [foundationSpec(), rolesSpec()]) {
      const stackName = controlPlaneStackName(PREFIX, spec.kind);
      await deploy(client, { stackName, template: { ...templateOf(spec) }, type: 'CREATE' });
    }
    const plan = JSON.parse(
      planBuildspec({ stages: [stage('dev'), stage('prod', { approval: true })], reportGroupArn: 'r' }),
    ) as Buildspec;
    const apply = JSON.parse(applyBuildspec()) as Buildspec;

    const planned = await run(
      [...plan.phases.build.commands, 'echo "$CHANGES_DEV $CHANGES_PROD; $SUMMARY_DEV; $PLAN_URL"'],
      {},
    );
    expect(planned.status, planned.log).to.equal(0);
    expect(planned.stdout.trim().split('\n').at(-1)).to.match(
      /^1 1; 1 to create: create [\w-]+ \(byom_realtime_builtin\); https:\/\/console\/plans\/0a1b\/plan\.html$/,
    );
    const output = path.join(folder(), 'src/mlops-output');
    const saved = JSON.parse(readFileSync(path.join(output, 'plan.json'), 'utf8')) as SavedPlan;
    expect(saved.commit).to.equal(COMMIT);
    expect(saved.stages.map((one) => one.executionRoleArn)).to.deep.equal(
      Array(2).fill(roleArn('execution', rolesSpec())),
    );
    expect(readFileSync(path.join(output, 'findings.xml'), 'utf8')).to.include('<testsuites');
    expect(readFileSync(path.join(output, 'plan.html'), 'utf8')).to.include('<!doctype html>');

    const applied = await run(apply.phases.build.commands, { CODEBUILD_SRC_DIR_Plan: output, MLOPS_STAGE: 'dev' });
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
  });
});
