import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { makeConfigs } from '../../bench/support/configs.ts';
import { deployedStacks, storeStacks } from '../../bench/support/deployed.ts';
import { startMock } from '../../bench/support/mock-cloudformation.ts';
import { packagesOf, PROGRAM, runProgram } from '../../bench/support/processes.ts';
import { initRepository } from '../../helpers/git-repository.ts';
import { useTemporaryFolder } from '../../helpers/temporary-folder.ts';

/** Two workloads of each pipeline type, or nearly. */
const CONFIGS = makeConfigs(24);
const SLOW = 60_000;

describe('the built program loads', function () {
  this.timeout(SLOW);
  const folder = useTemporaryFolder();

  before('look for the build', () => {
    if (!existsSync(PROGRAM)) throw new Error('dist/ is missing: run npm run build');
  });

  beforeEach('commit config files', () => {
    const repository = initRepository(folder());
    repository.write(Object.fromEntries(CONFIGS.map((file) => [file.path, file.text])));
    repository.commit();
  });

  async function packagesFor(args: readonly string[], options: { code?: number; env?: Record<string, string> } = {}) {
    return packagesOf(await runProgram([...args, '--repo', folder()], { ...options, record: true }));
  }

  it('no package to validate', async () => {
    expect(await packagesFor(['validate'])).to.deep.equal([]);
  });

  it('no package to report findings', async () => {
    initRepository(folder()).write({ 'wrong/mlops-config.json': '{ "pipeline_type": "byom_realtime_builtim" }' });
    expect(await packagesFor(['validate', '--format', 'sarif'], { code: 1 })).to.deep.equal([]);
  });

  it('no package to find that nothing is to be done on the local target', async () => {
    storeStacks(path.join(folder(), '.mlops'), deployedStacks(CONFIGS));
    expect(await packagesFor(['plan', '--detailed-exitcode'])).to.deep.equal([]);
  });

  it('no package to show a saved plan, and nothing but its file', async () => {
    const plan = path.join(folder(), 'saved.json');
    await runProgram(['plan', '--out', plan, '--repo', folder()], {});
    for (const format of ['text', 'json', 'markdown', 'html']) {
      const run = await runProgram(['show', plan, '--format', format], { record: true });
      expect(packagesOf(run), format).to.deep.equal([]);
    }
  });

  it('of the SDK, the clients for CloudFormation and STS to find that nothing is to be done on AWS', async () => {
    const mock = await startMock(deployedStacks(CONFIGS));
    try {
      const packages = await packagesFor(['plan', '--detailed-exitcode', '--target', 'aws'], { env: mock.env });
      expect(packages).to.include.members(['@aws-sdk/client-cloudformation', '@aws-sdk/client-sts']);
      expect(packages).to.not.include('@aws-sdk/client-s3');
      expect(packages.filter((name) => /^(?:aws-cdk-lib$|constructs$|@aws-cdk\/)/.test(name))).to.deep.equal([]);
      const calls = mock.takeCalls();
      expect(calls.filter((action) => action !== 'GetCallerIdentity')).to.deep.equal(['DescribeStacks']);
    } finally {
      mock.close();
    }
  });

  it('aws-cdk-lib as soon as something is to be done', async () => {
    storeStacks(path.join(folder(), '.mlops'), deployedStacks(CONFIGS).slice(1));
    const packages = await packagesFor(['plan', '--detailed-exitcode'], { code: 2 });
    expect(packages).to.include.members(['aws-cdk-lib', 'constructs']);
  });
});
