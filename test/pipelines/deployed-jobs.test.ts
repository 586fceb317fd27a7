import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import {
  DescribeHyperParameterTuningJobCommand,
  DescribeTrainingJobCommand,
  ListTrainingJobsCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { expect } from 'chai';

import { buildLambdas } from '../../scripts/build-lambdas.ts';
import { useEmulator } from '../emulator/use-emulator.ts';
import { createDeployer, type Deployer } from './support/deployer.ts';
import { trainingSpec, tunerSpec, type ENVIRONMENT } from './support/specs.ts';

const REGION = 'us-east-1';
const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

describe('jobs on the emulator', function () {
  this.timeout(60_000);
  const emulator = useEmulator();
  let buildFolder = '';
  let sageMaker: SageMakerClient;
  let deployer: Deployer;

  before(async () => {
    buildFolder = mkdtempSync(join(tmpdir(), 'mlops-jobs-'));
    await buildLambdas({ root: PROJECT, outdir: buildFolder });
  });

  beforeEach(async () => {
    await emulator().reset();
    sageMaker = new SageMakerClient(emulator().clientConfig(REGION));
    deployer = createDeployer(emulator(), { region: REGION, buildFolder });
  });

  after(() => {
    // Without the emulator nothing was made.
    if (buildFolder !== '') rmSync(buildFolder, { recursive: true });
  });

  function here<T extends { readonly environment: typeof ENVIRONMENT }>(spec: T): T {
    return { ...spec, environment: { ...spec.environment, account: '000000000000', region: REGION } };
  }

  async function trainingJobNames(): Promise<readonly (string | undefined)[]> {
    const { TrainingJobSummaries = [] } = await sageMaker.send(new ListTrainingJobsCommand({}));
    return TrainingJobSummaries.map(({ TrainingJobName }) => TrainingJobName);
  }

  it('runs the training job that the config asks for', async () => {
    const { status, outputs, failures } = await deployer.deploy(here(trainingSpec()), 'CREATE');

    expect(failures).to.deep.equal([]);
    expect(status).to.equal('CREATE_COMPLETE');
    const job = await sageMaker.send(new DescribeTrainingJobCommand({ TrainingJobName: outputs['JobName'] }));
    expect(job.TrainingJobArn).to.equal(outputs['JobArn']);
    expect(job.RoleArn).to.match(/^arn:aws:iam::000000000000:role\/mlops-pipeline-churn-modeltraining-JobRole/);
    expect(job).to.deep.include({
      HyperParameters: { num_round: '100', eta: '0.2', flag: 'True', objective: 'binary:logistic' },
      ResourceConfig: { InstanceCount: 1, InstanceType: 'ml.m5.xlarge', VolumeSizeInGB: 20 },
      StoppingCondition: { MaxRuntimeInSeconds: 7200, MaxWaitTimeInSeconds: 14400 },
      EnableManagedSpotTraining: true,
    });
  });

  it('runs the tuning job that the config asks for', async () => {
    const { outputs } = await deployer.deploy(here(tunerSpec()), 'CREATE');

    const name = outputs['JobName'];
    const job = await sageMaker.send(new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }));
    expect(job.HyperParameterTuningJobConfig).to.have.nested.property('ResourceLimits.MaxNumberOfTrainingJobs', 20);
    expect(job.TrainingJobDefinition).to.have.nested.property('StaticHyperParameters.num_round', '100');
  });

  it('runs another job for changed inputs, none for other changes, and leaves earlier jobs alone', async () => {
    const first = await deployer.deploy(here(trainingSpec()), 'CREATE');

    const second = await deployer.deploy(here(trainingSpec({ instance_count: 2 })), 'UPDATE');
    expect(second.status, second.failures.join()).to.equal('UPDATE_COMPLETE');
    expect(await trainingJobNames()).to.have.members([first.outputs['JobName'], second.outputs['JobName']]);

    const notifications = { emails: ['someone.else@example.com'] };
    const spec = here(trainingSpec({ instance_count: 2 }));
    const third = await deployer.deploy({ ...spec, environment: { ...spec.environment, notifications } }, 'UPDATE');
    expect(third.status).to.equal('UPDATE_COMPLETE');
    expect(await trainingJobNames()).to.have.lengthOf(2);
  });

  it('is at peace with its own job when the stack is made again', async () => {
    const first = await deployer.deploy(here(trainingSpec()), 'CREATE');
    expect(await deployer.remove(first)).to.equal('DELETE_COMPLETE');

    const again = await deployer.deploy(here(trainingSpec()), 'CREATE');

    expect(again.status, again.failures.join()).to.equal('CREATE_COMPLETE');
    expect(await trainingJobNames()).to.deep.equal([first.outputs['JobName']]);
  });

  it('refuses a name that is taken, and says by what', async () => {
    await deployer.deploy(here(trainingSpec({ job_name: 'nightly' })), 'CREATE');
    const other = { ...trainingSpec({ job_name: 'nightly', instance_count: 2 }), stackName: 'mlops-pipeline-other' };

    const { status, failures } = await deployer.deploy(here(other), 'CREATE');

    expect(status).to.equal('ROLLBACK_COMPLETE');
    expect(failures.join('\n')).to.match(/^Job: .*training job nightly .* is taken: the job arn:\S+ has inputs /m);
  });

  it('goes back to the job before when an update is refused', async () => {
    const first = await deployer.deploy(here(trainingSpec()), 'CREATE');
    await emulator().faults.failCall({
      service: 'sagemaker',
      action: 'CreateTrainingJob',
      code: 'ResourceLimitExceeded',
      message: 'the limit of ml.m5.xlarge is 0',
      status: 400,
    });

    const { status, failures, outputs } = await deployer.deploy(here(trainingSpec({ instance_count: 2 })), 'UPDATE');

    expect(status).to.equal('UPDATE_ROLLBACK_COMPLETE');
    expect(failures.join('\n')).to.include('ResourceLimitExceeded: the limit of ml.m5.xlarge is 0');
    expect(outputs['JobName']).to.equal(first.outputs['JobName']);
    expect(await trainingJobNames()).to.deep.equal([first.outputs['JobName']]);
  });

  it('stops a running job when the stack is deleted', async () => {
    await emulator().faults.job({ jobType: 'TrainingJob', inProgressMilliseconds: 60_000 });
    const first = await deployer.deploy(here(trainingSpec()), 'CREATE');

    expect(await deployer.remove(first)).to.equal('DELETE_COMPLETE');

    const { calls } = await emulator().calls();
    expect(calls.map(({ action }) => action)).to.include('StopTrainingJob');
  });
});
