import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DescribeDataQualityJobDefinitionCommand,
  DescribeModelExplainabilityJobDefinitionCommand,
  DescribeMonitoringScheduleCommand,
  DescribeProcessingJobCommand,
  ListDataQualityJobDefinitionsCommand,
  ListMonitoringSchedulesCommand,
  ListProcessingJobsCommand,
  SageMakerClient,
  UpdateEndpointCommand,
} from '@aws-sdk/client-sagemaker';
import { expect } from 'chai';

import { deployedNames, newNames, type DeployedNames } from '../helpers/deployed-names.ts';
import { BUCKET, EmulatorWorld, onlyChange, type Configs } from '../helpers/emulator-world.ts';
import { eventually } from './stacks.ts';
import { useEmulator } from './use-emulator.ts';

const ENDPOINT = 'churn-live';
const REPORTS = 'team-monitoring';

function monitor(change: Readonly<Record<string, unknown>> = {}): Configs {
  return {
    'models/churn/mlops-config.json': {
      pipeline_type: 'byom_data_quality_monitor',
      model_name: 'churn',
      endpoint_name: ENDPOINT,
      baseline_data: 'churn/baseline.csv',
      baseline_job_output_location: `${REPORTS}/churn/baseline`,
      data_capture_location: 'team-capture/churn',
      monitoring_output_location: `${REPORTS}/churn/reports`,
      schedule_expression: 'cron(0 * ? * * *)',
      monitor_max_runtime_seconds: 1800,
      instance_type: 'ml.m5.large',
      instance_volume_size: 20,
      ...change,
    },
  };
}

const EXPLAINABILITY = {
  pipeline_type: 'byom_model_explainability_monitor',
  problem_type: 'Regression',
  monitor_inference_attribute: '0',
  shap_config: { baseline: [[0.1, 0.2]], num_samples: 5, agg_method: 'mean_abs' },
};

describe('monitors on the emulator', function () {
  this.timeout(90_000);
  const emulator = useEmulator({ latencyMs: 10 });
  let world: EmulatorWorld;
  let sageMaker: SageMakerClient;
  let s3: S3Client;
  let before: DeployedNames;

  beforeEach(async () => {
    world = new EmulatorWorld(emulator());
    await world.reset();
    sageMaker = new SageMakerClient(world.clientConfig());
    s3 = new S3Client(world.clientConfig());
    await s3.send(new CreateBucketCommand({ Bucket: REPORTS }));
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'churn/baseline.csv', Body: 'target,f1,f2\n1,2,3\n' }));
    await serve();
    before = await deployedNames(world.clientConfig());
  });

  afterEach(() => {
    sageMaker.destroy();
    s3.destroy();
    world.remove();
  });

  /** An endpoint of somebody else, and another model that it could serve. */
  async function serve(): Promise<void> {
    const ExecutionRoleArn = 'arn:aws:iam::111111111111:role/serving';
    for (const ModelName of ['my-model', 'my-next-model']) {
      const variant = {
        VariantName: 'AllTraffic',
        ModelName,
        InstanceType: 'ml.m5.large',
        InitialInstanceCount: 1,
      } as const;
      const EndpointConfigName = `${ModelName}-config`;
      const PrimaryContainer = { Image: 'xgboost:1' };
      await sageMaker.send(new CreateModelCommand({ ModelName, ExecutionRoleArn, PrimaryContainer }));
      await sageMaker.send(new CreateEndpointConfigCommand({ EndpointConfigName, ProductionVariants: [variant] }));
    }
    const EndpointConfigName = 'my-model-config';
    await sageMaker.send(new CreateEndpointCommand({ EndpointName: ENDPOINT, EndpointConfigName }));
  }

  async function baselines(): Promise<readonly string[]> {
    const { ProcessingJobSummaries = [] } = await sageMaker.send(new ListProcessingJobsCommand({}));
    return ProcessingJobSummaries.map(({ ProcessingJobName = '' }) => ProcessingJobName);
  }

  async function schedule() {
    const { MonitoringScheduleSummaries = [] } = await sageMaker.send(new ListMonitoringSchedulesCommand({}));
    expect(MonitoringScheduleSummaries).to.have.lengthOf(1);
    const [summary] = MonitoringScheduleSummaries;
    return sageMaker.send(
      new DescribeMonitoringScheduleCommand({ MonitoringScheduleName: summary?.MonitoringScheduleName }),
    );
  }

  async function readJson(key: string): Promise<Record<string, unknown>> {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: REPORTS, Key: key }));
    return JSON.parse((await Body?.transformToString()) ?? '') as Record<string, unknown>;
  }

  async function removeAll(announced: number): Promise<void> {
    await eventually('announcements of ended baselines', async () => {
      const { counts } = await emulator().calls();
      return (counts.find(({ action }) => action === 'Publish')?.count ?? 0) >= announced ? true : undefined;
    });
    expect((await world.destroy()).succeeded).to.equal(true);
    expect(newNames(before, await deployedNames(world.clientConfig()))).to.deep.equal({});
    const { MonitoringScheduleSummaries } = await sageMaker.send(new ListMonitoringSchedulesCommand({}));
    const { JobDefinitionSummaries } = await sageMaker.send(new ListDataQualityJobDefinitionsCommand({}));
    expect([MonitoringScheduleSummaries, JobDefinitionSummaries]).to.deep.equal([[], []]);
  }

  it('computes the baseline, then watches; a new baseline updates the schedule in place', async () => {
    const created = onlyChange(await world.deploy(monitor()));

    expect(created.outcome).to.include({ result: 'deployed' });
    const [baseline = ''] = await baselines();
    const job = await sageMaker.send(new DescribeProcessingJobCommand({ ProcessingJobName: baseline }));
    expect(job.Environment).to.include({ publish_cloudwatch_metrics: 'Disabled' });
    const first = await schedule();
    expect(first.MonitoringScheduleConfig?.ScheduleConfig?.ScheduleExpression).to.equal('cron(0 * ? * * *)');
    const definition = await sageMaker.send(
      new DescribeDataQualityJobDefinitionCommand({
        JobDefinitionName: first.MonitoringScheduleConfig?.MonitoringJobDefinitionName,
      }),
    );
    const folder = `s3://${REPORTS}/churn/baseline/${baseline}`;
    expect(definition.DataQualityBaselineConfig).to.deep.equal({
      ConstraintsResource: { S3Uri: `${folder}/constraints.json` },
      StatisticsResource: { S3Uri: `${folder}/statistics.json` },
    });
    expect(definition.DataQualityJobInput?.EndpointInput).to.include({ EndpointName: ENDPOINT });

    const updated = onlyChange(await world.deploy(monitor({ instance_volume_size: 30 })));
    expect([updated.action, updated.outcome.result]).to.deep.equal(['update', 'deployed']);
    expect(await baselines()).to.have.lengthOf(2);
    const second = await schedule();
    expect(second.MonitoringScheduleName).to.equal(first.MonitoringScheduleName);
    expect(second.CreationTime).to.deep.equal(first.CreationTime);
    expect(second.MonitoringScheduleConfig?.MonitoringJobDefinitionName).not.to.equal(
      first.MonitoringScheduleConfig?.MonitoringJobDefinitionName,
    );
    await removeAll(2);
  });

  it('runs no new baseline when only the schedule changes', async () => {
    await world.deploy(monitor());

    const updated = onlyChange(await world.deploy(monitor({ schedule_expression: 'cron(0 3 ? * * *)' })));

    expect(updated.outcome.result).to.equal('deployed');
    expect(await baselines()).to.have.lengthOf(1);
    expect((await schedule()).MonitoringScheduleConfig?.ScheduleConfig?.ScheduleExpression).to.equal(
      'cron(0 3 ? * * *)',
    );
  });

  it('takes another job definition for other tags, and says so', async () => {
    await world.deploy(monitor({ tags: { team: 'retention' } }));
    const first = await schedule();

    const retagged = onlyChange(await world.deploy(monitor({ tags: { team: 'growth' } })));

    expect(retagged.sideEffects).to.deep.equal(['the monitoring schedule is updated; it runs as often as before']);
    const told = retagged.resources.map(({ logicalId, replacement }) => `${logicalId} ${replacement}`);
    expect(told).to.include.members(['JobDefinition yes', 'MonitoringSchedule no']);
    const second = await schedule();
    expect(second.CreationTime).to.deep.equal(first.CreationTime);
    expect(second.MonitoringScheduleConfig?.MonitoringJobDefinitionName).not.to.equal(
      first.MonitoringScheduleConfig?.MonitoringJobDefinitionName,
    );
    expect(await baselines()).to.have.lengthOf(1);
  });

  it('writes for Clarify what the baseline data and the endpoint say', async () => {
    const created = onlyChange(await world.deploy(monitor(EXPLAINABILITY)));

    expect(created.outcome).to.include({ result: 'deployed' });
    const [baseline = ''] = await baselines();
    const job = await readJson(`churn/baseline/${baseline}/analysis_config.json`);
    expect(job).to.deep.include({ headers: ['target', 'f1', 'f2'], label: 'target' });
    expect(job).to.have.nested.property('predictor.model_name', 'my-model');
    const runs = await readJson(`churn/baseline/${baseline}/monitor/analysis_config.json`);
    expect(runs).to.deep.include({ headers: ['f1', 'f2'] });
    const definition = await sageMaker.send(
      new DescribeModelExplainabilityJobDefinitionCommand({
        JobDefinitionName: (await schedule()).MonitoringScheduleConfig?.MonitoringJobDefinitionName,
      }),
    );
    expect(definition.ModelExplainabilityAppSpecification?.ConfigUri).to.equal(
      `s3://${REPORTS}/churn/baseline/${baseline}/monitor/analysis_config.json`,
    );
    await removeAll(1);
  });

  it('explains the model that the endpoint serves now, against the baseline of then', async () => {
    await world.deploy(monitor(EXPLAINABILITY));
    const [baseline = ''] = await baselines();
    const next = { EndpointName: ENDPOINT, EndpointConfigName: 'my-next-model-config' };
    await sageMaker.send(new UpdateEndpointCommand(next));

    const runs = await eventually('runs that ask the next model', async () => {
      const config = await readJson(`churn/baseline/${baseline}/monitor/analysis_config.json`);
      return JSON.stringify(config).includes('my-next-model') ? config : undefined;
    });

    expect(runs).to.deep.include({ headers: ['f1', 'f2'] });
    const job = await readJson(`churn/baseline/${baseline}/analysis_config.json`);
    expect(job).to.have.nested.property('predictor.model_name', 'my-model');
    await removeAll(1);
  });

  it('makes no schedule when the baseline fails, and says why', async () => {
    const failureReason = 'AlgorithmError: the dataset has no rows';
    await emulator().faults.job({ jobType: 'ProcessingJob', status: 'Failed', failureReason });

    const failed = onlyChange(await world.deploy(monitor()));

    expect(failed.outcome).to.have.property('result', 'failed');
    expect(failed.outcome).to.have.property('rootCause').that.includes(failureReason);
    const { MonitoringScheduleSummaries } = await sageMaker.send(new ListMonitoringSchedulesCommand({}));
    expect(MonitoringScheduleSummaries).to.deep.equal([]);
  });

  it('says in one message that Model Monitor is closed to new customers', async () => {
    await emulator().faults.failResource({
      ...{ type: 'AWS::SageMaker::DataQualityJobDefinition', operation: 'create' },
      reason: 'Amazon SageMaker Model Monitor is no longer available to new customers',
    });

    const failed = onlyChange(await world.deploy(monitor()));

    expect(failed.outcome)
      .to.have.property('hint')
      .that.matches(/closed to new customers/);
  });
});
