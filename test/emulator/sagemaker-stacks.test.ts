import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  DescribeModelCommand,
  DescribeMonitoringScheduleCommand,
  ListModelsCommand,
  ListMonitoringSchedulesCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { expect } from 'chai';

import { createChangeSet, deploy, events, remove, type Template } from './stacks.ts';
import { useEmulator } from './use-emulator.ts';

const ROLE = 'arn:aws:iam::000000000000:role/execution';
const MONITOR_IMAGE = '156813124566.dkr.ecr.us-east-1.amazonaws.com/sagemaker-model-monitor-analyzer';

interface Served {
  readonly artifact: string;
  readonly configName?: string;
}

function servedTemplate({ artifact, configName }: Served): Template {
  return {
    Resources: {
      Model: {
        Type: 'AWS::SageMaker::Model',
        Properties: {
          ExecutionRoleArn: ROLE,
          PrimaryContainer: { Image: 'account.dkr.ecr.us-east-1.amazonaws.com/xgboost:1', ModelDataUrl: artifact },
        },
      },
      Config: {
        Type: 'AWS::SageMaker::EndpointConfig',
        Properties: {
          EndpointConfigName: configName,
          ProductionVariants: [
            {
              VariantName: 'AllTraffic',
              ModelName: { 'Fn::GetAtt': ['Model', 'ModelName'] },
              InitialInstanceCount: '2',
              InstanceType: 'ml.m5.large',
              InitialVariantWeight: 1,
            },
          ],
        },
      },
      Endpoint: {
        Type: 'AWS::SageMaker::Endpoint',
        Properties: {
          EndpointName: 'churn',
          EndpointConfigName: { 'Fn::GetAtt': ['Config', 'EndpointConfigName'] },
        },
      },
    },
    Outputs: {
      Endpoint: { Value: { Ref: 'Endpoint' } },
      Name: { Value: { 'Fn::GetAtt': ['Endpoint', 'EndpointName'] } },
    },
  };
}

interface Watched {
  readonly cron: string;
  readonly instances: number;
}

function monitorTemplate({ cron, instances }: Watched): Template {
  return {
    Resources: {
      Definition: {
        Type: 'AWS::SageMaker::DataQualityJobDefinition',
        Properties: {
          RoleArn: ROLE,
          DataQualityAppSpecification: { ImageUri: MONITOR_IMAGE },
          DataQualityJobInput: { EndpointInput: { EndpointName: 'churn', LocalPath: '/opt/ml/processing/input' } },
          DataQualityJobOutputConfig: {
            MonitoringOutputs: [{ S3Output: { S3Uri: 's3://assets/reports', LocalPath: '/opt/ml/processing/output' } }],
          },
          JobResources: {
            ClusterConfig: { InstanceCount: instances, InstanceType: 'ml.m5.large', VolumeSizeInGB: 20 },
          },
        },
      },
      Schedule: {
        Type: 'AWS::SageMaker::MonitoringSchedule',
        Properties: {
          MonitoringScheduleName: 'churn-quality',
          MonitoringScheduleConfig: {
            ScheduleConfig: { ScheduleExpression: cron },
            MonitoringJobDefinitionName: { 'Fn::GetAtt': ['Definition', 'JobDefinitionName'] },
            MonitoringType: 'DataQuality',
          },
        },
      },
    },
  };
}

function scaledTemplate(invocations: number): Template {
  return {
    Resources: {
      Target: {
        Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
        Properties: {
          ServiceNamespace: 'sagemaker',
          ResourceId: 'endpoint/scaled/variant/AllTraffic',
          ScalableDimension: 'sagemaker:variant:DesiredInstanceCount',
          MinCapacity: 1,
          MaxCapacity: 3,
        },
      },
      Policy: {
        Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
        Properties: {
          PolicyName: 'invocations',
          PolicyType: 'TargetTrackingScaling',
          ScalingTargetId: { Ref: 'Target' },
          TargetTrackingScalingPolicyConfiguration: {
            TargetValue: invocations,
            PredefinedMetricSpecification: { PredefinedMetricType: 'SageMakerVariantInvocationsPerInstance' },
          },
        },
      },
    },
    Outputs: { Policy: { Value: { Ref: 'Policy' } } },
  };
}

describe('the emulator deploys SageMaker resources', function () {
  this.timeout(60_000);
  const emulator = useEmulator();
  let cloudFormation: CloudFormationClient;
  let sageMaker: SageMakerClient;

  before(() => {
    cloudFormation = new CloudFormationClient(emulator().clientConfig());
    sageMaker = new SageMakerClient(emulator().clientConfig());
  });

  async function served(): Promise<{ readonly config: string; readonly model: string; readonly artifact: string }> {
    const endpoint = await sageMaker.send(new DescribeEndpointCommand({ EndpointName: 'churn' }));
    const config = String(endpoint.EndpointConfigName);
    const { ProductionVariants } = await sageMaker.send(
      new DescribeEndpointConfigCommand({ EndpointConfigName: config }),
    );
    const model = String(ProductionVariants?.[0]?.ModelName);
    const { PrimaryContainer } = await sageMaker.send(new DescribeModelCommand({ ModelName: model }));
    return { config, model, artifact: String(PrimaryContainer?.ModelDataUrl) };
  }

  it('creates model, configuration and endpoint', async () => {
    const stack = await deploy(cloudFormation, {
      stackName: 'served',
      type: 'CREATE',
      template: servedTemplate({ artifact: 's3://assets/v1.tar.gz' }),
    });
    expect(stack.StackStatus, stack.StackStatusReason).to.equal('CREATE_COMPLETE');
    expect(stack.Outputs?.map(({ OutputValue }) => OutputValue)).to.have.members([
      'arn:aws:sagemaker:us-east-1:000000000000:endpoint/churn',
      'churn',
    ]);
    expect((await served()).artifact).to.equal('s3://assets/v1.tar.gz');
  });

  it('replaces model and configuration for a new artifact and updates the endpoint in place', async () => {
    const before = await served();
    const request = {
      stackName: 'served',
      type: 'UPDATE',
      template: servedTemplate({ artifact: 's3://assets/v2.tar.gz' }),
    } as const;

    const { Changes = [] } = await createChangeSet(cloudFormation, request);
    const replacement = Changes.map(
      ({ ResourceChange: change }) => `${change?.LogicalResourceId ?? ''}: ${change?.Replacement ?? ''}`,
    );
    expect(replacement).to.have.members(['Model: True', 'Config: True', 'Endpoint: False']);

    const stack = await deploy(cloudFormation, request);
    expect(stack.StackStatus, stack.StackStatusReason).to.equal('UPDATE_COMPLETE');
    const after = await served();
    expect(after.artifact).to.equal('s3://assets/v2.tar.gz');
    expect(after.config).to.not.equal(before.config);
    expect((await sageMaker.send(new ListModelsCommand({}))).Models?.map((model) => model.ModelName)).to.deep.equal([
      after.model,
    ]);
    const { counts } = await emulator().calls();
    expect(counts.some(({ action }) => action === 'CreateModel')).to.equal(false);
    const statuses = (await events(cloudFormation, 'served'))
      .filter((event) => event.LogicalResourceId === 'served')
      .map((event) => event.ResourceStatus);
    expect(statuses.slice(-3)).to.deep.equal([
      'UPDATE_IN_PROGRESS',
      'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'UPDATE_COMPLETE',
    ]);
  });

  it('says that nothing changed, in AWS words, when nothing did', async () => {
    const template = servedTemplate({ artifact: 's3://assets/v2.tar.gz' });
    const changeSet = await createChangeSet(cloudFormation, { stackName: 'served', type: 'UPDATE', template });
    expect(changeSet.Status).to.equal('FAILED');
    expect(changeSet.ExecutionStatus).to.equal('UNAVAILABLE');
    expect(changeSet.StatusReason).to.equal(
      "The submitted information didn't contain changes. Submit different information to create a change set.",
    );
  });

  it('takes a change of outputs alone for an update', async () => {
    const template = { ...servedTemplate({ artifact: 's3://assets/v2.tar.gz' }), Outputs: { Print: { Value: 'abc' } } };
    const stack = await deploy(cloudFormation, { stackName: 'served', type: 'UPDATE', template });
    expect(stack.StackStatus).to.equal('UPDATE_COMPLETE');
    expect(stack.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])).to.deep.equal([
      ['Print', 'abc'],
    ]);
  });

  it('refuses a second endpoint of the same name and leaves the first alone', async () => {
    const before = await served();
    const stack = await deploy(cloudFormation, {
      stackName: 'rival',
      type: 'CREATE',
      template: servedTemplate({ artifact: 's3://assets/v3.tar.gz' }),
    });
    expect(stack.StackStatus).to.equal('ROLLBACK_COMPLETE');
    expect(stack.StackStatusReason).to.contain('[Endpoint]');
    expect(await served()).to.deep.equal(before);
  });

  it('refuses to replace a resource whose name is fixed', async () => {
    const named = { configName: 'fixed' };
    const first = await deploy(cloudFormation, {
      stackName: 'served',
      type: 'UPDATE',
      template: servedTemplate({ artifact: 's3://assets/v2.tar.gz', ...named }),
    });
    expect(first.StackStatus, first.StackStatusReason).to.equal('UPDATE_COMPLETE');
    const second = await deploy(cloudFormation, {
      stackName: 'served',
      type: 'UPDATE',
      template: servedTemplate({ artifact: 's3://assets/v4.tar.gz', ...named }),
    });
    expect(second.StackStatus).to.equal('UPDATE_ROLLBACK_COMPLETE');
    const failed = (await events(cloudFormation, 'served')).findLast(
      (event) => event.ResourceStatus === 'UPDATE_FAILED',
    );
    expect(failed?.ResourceStatusReason).to.contain('custom-named resource requires replacing');
    expect((await served()).artifact).to.equal('s3://assets/v2.tar.gz');
  });

  it('never skips a type that it does not know, or a property that the type does not have', async () => {
    const unknown = { Resources: { Thing: { Type: 'AWS::SageMaker::Domain', Properties: {} } } };
    const refused = await deploy(cloudFormation, { stackName: 'unknown', type: 'CREATE', template: unknown }).then(
      (stack) => stack.StackStatus,
      (error: unknown) => String(error),
    );
    expect(refused).to.contain('AWS::SageMaker::Domain');
    const Properties = { ModelPackageGroupName: 'group', Colour: 'blue' };
    const wrong = { Resources: { Group: { Type: 'AWS::SageMaker::ModelPackageGroup', Properties } } };
    const second = await deploy(cloudFormation, { stackName: 'wrong', type: 'CREATE', template: wrong });
    expect(second.StackStatus).to.equal('ROLLBACK_COMPLETE');
    const failed = (await events(cloudFormation, 'wrong')).find((event) => event.ResourceStatus === 'CREATE_FAILED');
    expect(failed?.ResourceStatusReason).to.contain('extraneous key [Colour] is not permitted');
  });

  it('keeps a monitoring schedule, replaces its definition and updates the schedule in place', async () => {
    const stack = await deploy(cloudFormation, {
      stackName: 'monitor',
      type: 'CREATE',
      template: monitorTemplate({ cron: 'cron(0 * ? * * *)', instances: 1 }),
    });
    expect(stack.StackStatus, stack.StackStatusReason).to.equal('CREATE_COMPLETE');
    const describe = new DescribeMonitoringScheduleCommand({ MonitoringScheduleName: 'churn-quality' });
    const before = await sageMaker.send(describe);
    expect(before.MonitoringScheduleStatus).to.equal('Scheduled');
    expect(before.EndpointName).to.equal('churn');

    const updated = await deploy(cloudFormation, {
      stackName: 'monitor',
      type: 'UPDATE',
      template: monitorTemplate({ cron: 'cron(0 0 ? * * *)', instances: 2 }),
    });
    expect(updated.StackStatus, updated.StackStatusReason).to.equal('UPDATE_COMPLETE');
    const after = await sageMaker.send(describe);
    expect(after.MonitoringScheduleConfig?.ScheduleConfig?.ScheduleExpression).to.equal('cron(0 0 ? * * *)');
    expect(after.MonitoringScheduleConfig?.MonitoringJobDefinitionName).to.not.equal(
      before.MonitoringScheduleConfig?.MonitoringJobDefinitionName,
    );
    expect(after.CreationTime).to.deep.equal(before.CreationTime);

    expect(await remove(cloudFormation, updated)).to.equal('DELETE_COMPLETE');
    const { MonitoringScheduleSummaries } = await sageMaker.send(new ListMonitoringSchedulesCommand({}));
    expect(MonitoringScheduleSummaries).to.deep.equal([]);
  });

  it('updates a scaling policy in place, so that the stack can be deleted afterwards', async () => {
    const stackName = 'scaled';
    const first = await deploy(cloudFormation, { stackName, template: scaledTemplate(100), type: 'CREATE' });
    const second = await deploy(cloudFormation, { stackName, template: scaledTemplate(900), type: 'UPDATE' });
    expect(second.Outputs).to.deep.equal(first.Outputs);
    expect(await remove(cloudFormation, second)).to.equal('DELETE_COMPLETE');
  });
});
