import {
  CreateModelPackageGroupCommand,
  CreateModelPackageCommand,
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  DescribeModelCommand,
  DescribeTrainingJobCommand,
  ListTrainingJobsCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { expect } from 'chai';
import { deployedNames, newNames, type DeployedNames } from '../helpers/deployed-names.ts';
import { ACCOUNT, BUCKET, EmulatorWorld, onlyChange, REGION, type Configs } from '../helpers/emulator-world.ts';
import { eventually } from './stacks.ts';
import { useEmulator } from './use-emulator.ts';

const ENDPOINT = 'churn-live';
const IMAGE = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/mlops-images:fraud-1.4.0`;

function serving(change: Readonly<Record<string, unknown>> = {}): Configs {
  return {
    'models/churn/mlops-config.json': {
      pipeline_type: 'byom_realtime_builtin',
      model_name: 'churn',
      inference_instance: 'ml.m5.large',
      model_framework: 'xgboost',
      model_framework_version: '1.7-1',
      model_artifact_location: 'churn/2024-06/model.tar.gz',
      data_capture_location: 'team-capture/churn',
      endpoint_name: ENDPOINT,
      ...change,
    },
  };
}

function training(change: Readonly<Record<string, unknown>> = {}): Configs {
  return {
    'models/churn/mlops-config.json': {
      pipeline_type: 'model_training_builtin',
      model_name: 'churn',
      training_data: 'churn/train/',
      validation_data: 'churn/validation/',
      job_output_location: 'churn/models',
      model_framework: 'xgboost',
      model_framework_version: '1.7-1',
      algo_hyperparameters: { objective: 'binary:logistic', num_round: 200 },
      instance_type: 'ml.m5.xlarge',
      max_runtime_per_job: 3600,
      max_wait_time_spot_instances: 7200,
      tags: { team: 'retention' },
      ...change,
    },
  };
}

describe('applying real pipelines to the emulator', function () {
  this.timeout(60_000);
  const emulator = useEmulator({ latencyMs: 10 });
  let world: EmulatorWorld;
  let sageMaker: SageMakerClient;
  let before: DeployedNames;

  beforeEach(async () => {
    world = new EmulatorWorld(emulator());
    await world.reset();
    sageMaker = new SageMakerClient(world.clientConfig());
    before = await deployedNames(world.clientConfig());
  });

  afterEach(() => {
    sageMaker.destroy();
    world.remove();
  });

  async function served() {
    const endpoint = await sageMaker.send(new DescribeEndpointCommand({ EndpointName: ENDPOINT }));
    const config = await sageMaker.send(
      new DescribeEndpointConfigCommand({ EndpointConfigName: endpoint.EndpointConfigName }),
    );
    const [variant] = config.ProductionVariants ?? [];
    const model = await sageMaker.send(new DescribeModelCommand({ ModelName: variant?.ModelName }));
    return { endpoint, config, variant, model };
  }

  async function jobNames(): Promise<readonly string[]> {
    const { TrainingJobSummaries = [] } = await sageMaker.send(new ListTrainingJobsCommand({}));
    return TrainingJobSummaries.map(({ TrainingJobName = '' }) => TrainingJobName);
  }

  /**
   * A function that still announces the end of a job would write its log group anew: on the emulator, which enforces no
   * IAM policy, not on AWS.
   */
  async function removeAll(options: { readonly announced?: number } = {}): Promise<void> {
    await eventually('announcements of ended jobs', async () => {
      const { counts } = await emulator().calls();
      const done = counts.find(({ action }) => action === 'Publish')?.count ?? 0;
      return done >= (options.announced ?? 0) ? done : undefined;
    });
    expect((await world.destroy()).succeeded).to.equal(true);
    expect(newNames(before, await deployedNames(world.clientConfig()))).to.deep.equal({});
  }

  it('serves a model of a built-in framework, rolls it to a new artifact, and takes it down', async () => {
    const created = onlyChange(await world.deploy(serving()));
    expect(created.outcome).to.include({ result: 'deployed' });
    const kinds = Object.keys(newNames(before, await deployedNames(world.clientConfig())));
    expect(kinds).to.include.members(['endpoints', 'endpointConfigs', 'models', 'functions', 'roles', 'restApis']);
    const first = await served();
    expect(first.endpoint.EndpointStatus).to.equal('InService');
    expect(first.variant).to.include({ InstanceType: 'ml.m5.large', InitialInstanceCount: 1 });
    expect(first.config.DataCaptureConfig).to.include({ DestinationS3Uri: 's3://team-capture/churn' });
    expect(first.model.PrimaryContainer?.ModelDataUrl).to.equal(`s3://${BUCKET}/churn/2024-06/model.tar.gz`);
    expect(first.model.PrimaryContainer?.Image).to.match(/\/sagemaker-xgboost:1\.7-1$/);

    const plan = await world.plan(serving({ model_artifact_location: 'churn/2024-07/model.tar.gz' }));
    const [planned] = plan.stages[0]?.changes ?? [];
    expect(planned?.action).to.equal('update');
    expect(planned?.config).to.deep.equal([
      {
        path: 'model_artifact_location',
        before: `s3://${BUCKET}/churn/2024-06/model.tar.gz`,
        after: `s3://${BUCKET}/churn/2024-07/model.tar.gz`,
      },
    ]);
    const resources = planned?.resources.map(
      ({ logicalId, ...rest }) => `${rest.type} ${rest.replacement} ${logicalId}`,
    );
    expect(resources?.filter((line) => line.startsWith('AWS::SageMaker::EndpointConfig yes'))).to.have.length(1);
    expect(resources?.filter((line) => line.startsWith('AWS::SageMaker::Endpoint no'))).to.have.length(1);

    expect(onlyChange(await world.apply(plan)).outcome).to.include({ result: 'deployed' });
    const second = await served();
    expect(second.model.PrimaryContainer?.ModelDataUrl).to.equal(`s3://${BUCKET}/churn/2024-07/model.tar.gz`);
    expect(second.endpoint.EndpointArn).to.equal(first.endpoint.EndpointArn);
    expect(second.endpoint.CreationTime).to.deep.equal(first.endpoint.CreationTime);
    expect(second.endpoint.EndpointConfigName).to.not.equal(first.endpoint.EndpointConfigName);
    const names = await deployedNames(world.clientConfig());
    expect([names.endpoints, names.endpointConfigs.length, names.models.length]).to.deep.equal([[ENDPOINT], 1, 1]);
    await removeAll();
  });

  it('serves a custom image', async () => {
    const config = {
      pipeline_type: 'byom_realtime_custom',
      custom_image_uri: IMAGE,
      model_framework: undefined,
      model_framework_version: undefined,
    };
    expect(onlyChange(await world.deploy(serving(config))).outcome).to.include({ result: 'deployed' });
    expect((await served()).model.PrimaryContainer?.Image).to.equal(IMAGE);
    await removeAll();
  });

  it('serves a model package of the registry', async () => {
    const group = 'churn-models';
    await sageMaker.send(new CreateModelPackageGroupCommand({ ModelPackageGroupName: group }));
    const { ModelPackageArn = '' } = await sageMaker.send(
      new CreateModelPackageCommand({ ModelPackageGroupName: group, ModelApprovalStatus: 'Approved' }),
    );
    const config = {
      model_package_name: ModelPackageArn,
      model_framework: undefined,
      model_framework_version: undefined,
      model_artifact_location: undefined,
    };
    expect(onlyChange(await world.deploy(serving(config))).outcome).to.include({ result: 'deployed' });
    const { model } = await served();
    expect([model.PrimaryContainer?.ModelPackageName, model.PrimaryContainer?.Image]).to.deep.equal([
      ModelPackageArn,
      undefined,
    ]);
    await removeAll();
  });

  it('hands an endpoint over to a renamed model, and only when its old stack may go', async () => {
    await world.deploy(serving());
    const renamed = serving({ model_name: 'churn-2', model_artifact_location: 'churn/2/model.tar.gz' });
    const { endpoint } = await served();

    const kept = (await world.deploy(renamed)).stages[0]?.changes ?? [];
    expect(kept.map(({ action, outcome }) => `${action} ${outcome.result}`)).to.deep.equal([
      'delete skipped',
      'create skipped',
    ]);
    expect((await served()).endpoint.EndpointConfigName).to.equal(endpoint.EndpointConfigName);

    const handed = (await world.deploy(renamed, { prune: true })).stages[0]?.changes ?? [];
    expect(handed.map(({ action, outcome }) => `${action} ${outcome.result}`)).to.deep.equal([
      'delete deployed',
      'create deployed',
    ]);
    expect(handed[1]?.sideEffects[0]).to.match(/^takes the name of endpoint `churn-live` from .* callers fail until/);
    expect((await served()).model.PrimaryContainer?.ModelDataUrl).to.equal(`s3://${BUCKET}/churn/2/model.tar.gz`);
    await removeAll();
  });

  it('trains: the function runs, the job is there as the config says, and once', async () => {
    const created = onlyChange(await world.deploy(training()));
    expect(created.outcome).to.include({ result: 'deployed' });
    const [name = ''] = await jobNames();
    const job = await sageMaker.send(new DescribeTrainingJobCommand({ TrainingJobName: name }));
    expect(job.HyperParameters).to.deep.equal({ objective: 'binary:logistic', num_round: '200' });
    expect(job.ResourceConfig).to.include({ InstanceType: 'ml.m5.xlarge', InstanceCount: 1 });
    expect(job.StoppingCondition).to.deep.equal({ MaxRuntimeInSeconds: 3600, MaxWaitTimeInSeconds: 7200 });
    expect(job.EnableManagedSpotTraining).to.equal(true);
    const channels = job.InputDataConfig?.map(({ ChannelName, DataSource }) => [
      ChannelName,
      DataSource?.S3DataSource?.S3Uri?.replace(/\/$/, ''),
    ]);
    expect(channels).to.deep.equal([
      ['train', `s3://${BUCKET}/churn/train`],
      ['validation', `s3://${BUCKET}/churn/validation`],
    ]);
    expect(job.OutputDataConfig?.S3OutputPath).to.equal(`s3://${BUCKET}/churn/models`);

    const { calls } = await emulator().calls();
    const again = await world.deploy(training());
    expect(onlyChange(again).action).to.equal('none');
    const since = (await emulator().calls()).calls
      .slice(calls.length)
      .map(({ service, action }) => `${service} ${action}`);
    // The function that announces the end of the job may still be on its way.
    const ours = new Set(since.filter((call) => !call.startsWith('sns')));
    expect([...ours].sort()).to.deep.equal(['cloudformation DescribeStacks', 'sts GetCallerIdentity']);
    expect(await jobNames()).to.deep.equal([name]);

    const more = { algo_hyperparameters: { objective: 'binary:logistic', num_round: 300 } };
    const updated = onlyChange(await world.deploy(training(more)));
    expect([updated.action, updated.outcome.result]).to.deep.equal(['update', 'deployed']);
    expect(updated.sideEffects.join()).to.contain('training job');
    const both = await jobNames();
    expect(both).to.include(name).and.to.have.length(2);
    const [next = ''] = both.filter((each) => each !== name);
    const { HyperParameters } = await sageMaker.send(new DescribeTrainingJobCommand({ TrainingJobName: next }));
    expect(HyperParameters?.['num_round']).to.equal('300');
    await removeAll({ announced: 2 });
  });

  it('starts no job for a change that the job does not see', async () => {
    await world.deploy(training());
    const names = await jobNames();
    const retagged = onlyChange(await world.deploy(training({ tags: { team: 'growth' } })));
    expect([retagged.action, retagged.outcome.result]).to.deep.equal(['update', 'deployed']);
    expect(await jobNames()).to.deep.equal(names);
    expect((await (await world.target()).listStacks())[0]?.tags).to.include({ team: 'growth' });
  });

  it('explains a job that SageMaker refuses, and recovers when it no longer does', async () => {
    const message = 'the account-level service limit of ml.m5.xlarge for spot training job usage is 0 Instances';
    await emulator().faults.failCall({
      ...{ service: 'sagemaker', action: 'CreateTrainingJob', code: 'ResourceLimitExceeded', status: 400 },
      message,
    });
    const failed = onlyChange(await world.deploy(training()));
    expect(failed.outcome).to.have.property('result', 'failed');
    expect(failed.outcome).to.have.property('rootCause').that.includes(message).and.includes('Custom::SageMakerJob');
    expect(failed.outcome).to.have.property('hint').that.includes('quota');
    expect(await jobNames()).to.deep.equal([]);
    expect((await (await world.target()).listStacks())[0]?.status).to.equal('ROLLBACK_COMPLETE');

    const plan = await world.plan(training());
    expect(plan.stages[0]?.changes[0]?.action).to.equal('create');
    expect(onlyChange(await world.apply(plan)).outcome).to.include({ result: 'deployed' });
    expect(await jobNames()).to.have.length(1);
    await removeAll({ announced: 1 });
  });

  it('keeps serving when an update fails, and rolls on when the cause is gone', async () => {
    await world.deploy(serving());
    const { endpoint } = await served();
    await emulator().faults.failResource({
      ...{ type: 'AWS::SageMaker::Endpoint', operation: 'update' },
      reason: 'Could not find model data at s3://team-assets/churn/2024-07/model.tar.gz',
    });
    const next = serving({ model_artifact_location: 'churn/2024-07/model.tar.gz' });
    const failed = onlyChange(await world.deploy(next));
    expect(failed.outcome).to.have.property('rootCause').that.includes('Could not find model data');
    expect((await served()).endpoint.EndpointConfigName).to.equal(endpoint.EndpointConfigName);

    const repaired = onlyChange(await world.deploy(next));
    expect([repaired.action, repaired.outcome.result]).to.deep.equal(['update', 'deployed']);
    expect((await served()).model.PrimaryContainer?.ModelDataUrl).to.contain('2024-07');
    await removeAll();
  });
});
