import {
  DescribeModelCommand,
  DescribeTransformJobCommand,
  ListTransformJobsCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { expect } from 'chai';

import { deployedNames, newNames, type DeployedNames } from '../helpers/deployed-names.ts';
import { BUCKET, EmulatorWorld, onlyChange, type Configs } from '../helpers/emulator-world.ts';
import { eventually } from './stacks.ts';
import { useEmulator } from './use-emulator.ts';

function batch(change: Readonly<Record<string, unknown>> = {}): Configs {
  return {
    'models/churn/mlops-config.json': {
      pipeline_type: 'byom_batch_builtin',
      model_name: 'churn',
      inference_instance: 'ml.m5.large',
      model_framework: 'xgboost',
      model_framework_version: '1.7-1',
      model_artifact_location: 'churn/model.tar.gz',
      batch_inference_data: 'team-data/churn/to-score/',
      batch_job_output_location: 'team-data/churn/scores',
      environment: { LOG_LEVEL: 'info' },
      ...change,
    },
  };
}

describe('batch transform on the emulator', function () {
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

  async function jobs() {
    const { TransformJobSummaries = [] } = await sageMaker.send(new ListTransformJobsCommand({}));
    return Promise.all(
      TransformJobSummaries.map(({ TransformJobName }) =>
        sageMaker.send(new DescribeTransformJobCommand({ TransformJobName })),
      ),
    );
  }

  async function announced(times: number): Promise<void> {
    await eventually('announcements of ended jobs', async () => {
      const { counts } = await emulator().calls();
      return (counts.find(({ action }) => action === 'Publish')?.count ?? 0) >= times ? true : undefined;
    });
  }

  it('scores with the model that the config names, again for changed inputs, and leaves nothing behind', async () => {
    const created = onlyChange(await world.deploy(batch()));

    expect(created.outcome).to.include({ result: 'deployed' });
    const [first, ...others] = await jobs();
    expect(others).to.deep.equal([]);
    expect(first?.TransformInput).to.deep.include({ ContentType: 'text/csv', SplitType: 'Line' });
    expect(first?.TransformInput?.DataSource?.S3DataSource?.S3Uri).to.equal('s3://team-data/churn/to-score/');
    expect(first?.TransformOutput).to.deep.include({ S3OutputPath: 's3://team-data/churn/scores', Accept: 'text/csv' });
    const model = await sageMaker.send(new DescribeModelCommand({ ModelName: first?.ModelName }));
    expect(model.PrimaryContainer).to.deep.include({
      ModelDataUrl: `s3://${BUCKET}/churn/model.tar.gz`,
      Environment: { LOG_LEVEL: 'info' },
    });

    const rescheduled = onlyChange(await world.deploy(batch({ schedule_expression: 'cron(0 5 * * ? *)' })));
    expect([rescheduled.action, rescheduled.outcome.result]).to.deep.equal(['update', 'deployed']);
    expect(await jobs()).to.have.lengthOf(1);

    const changed = onlyChange(
      await world.deploy(batch({ schedule_expression: 'cron(0 5 * * ? *)', instance_count: 2 })),
    );
    expect([changed.action, changed.outcome.result]).to.deep.equal(['update', 'deployed']);
    const counts = (await jobs()).map(({ TransformResources }) => TransformResources?.InstanceCount);
    expect(counts).to.have.members([1, 2]);

    await announced(2);
    expect((await world.destroy()).succeeded).to.equal(true);
    expect(newNames(before, await deployedNames(world.clientConfig()))).to.deep.equal({});
  });

  it('says why SageMaker refused the job', async () => {
    const message = 'ml.m5.large for transform job usage is 0 Instances';
    await emulator().faults.failCall({
      ...{ service: 'sagemaker', action: 'CreateTransformJob', code: 'ResourceLimitExceeded', status: 400 },
      message,
    });

    const failed = onlyChange(await world.deploy(batch()));

    expect(failed.outcome).to.have.property('result', 'failed');
    expect(failed.outcome).to.have.property('rootCause').that.includes(message).and.includes('transform job churn-');
  });
});
