import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  DescribeAutoMLJobV2Command,
  DescribeDataQualityJobDefinitionCommand,
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  DescribeHyperParameterTuningJobCommand,
  DescribeModelBiasJobDefinitionCommand,
  DescribeModelCommand,
  DescribeModelExplainabilityJobDefinitionCommand,
  DescribeModelQualityJobDefinitionCommand,
  DescribeMonitoringScheduleCommand,
  DescribeProcessingJobCommand,
  DescribeTrainingJobCommand,
  DescribeTransformJobCommand,
  ListTagsCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';

import type { PipelineType } from '../../../pipelines/spec.ts';
import type { EmulatorClientConfig } from '../emulator.ts';
import type { MonitorType } from './workloads.ts';
import { callJson, callRest } from '../../helpers/raw-calls.ts';

/** A deployed stack, as CloudFormation tells of it. */
export interface DeployedWorkload {
  readonly outputs: Readonly<Record<string, string>>;
  /** Physical ids by logical id. */
  readonly resources: ReadonlyMap<string, string>;
}

/** What the services themselves say of what one workload deployed, by what it is. */
export type ReadBack = Readonly<Record<string, unknown>>;

/** Asks SageMaker, CodePipeline and their like for everything that makes up a workload of this type. */
export async function readBack(
  type: PipelineType,
  deployed: DeployedWorkload,
  config: EmulatorClientConfig,
): Promise<ReadBack> {
  const client = new SageMakerClient(config);
  try {
    return await readAll(type, deployed, { client, config });
  } finally {
    client.destroy();
  }
}

interface Services {
  readonly client: SageMakerClient;
  readonly config: EmulatorClientConfig;
}

async function readAll(type: PipelineType, deployed: DeployedWorkload, services: Services): Promise<ReadBack> {
  const { client, config } = services;
  const { outputs } = deployed;
  switch (type) {
    case 'model_training_builtin': {
      const job = await client.send(new DescribeTrainingJobCommand({ TrainingJobName: outputs['JobName'] }));
      return { job, tags: await tagsOf(client, job.TrainingJobArn) };
    }
    case 'model_tuner_builtin': {
      const name = { HyperParameterTuningJobName: outputs['JobName'] };
      const job = await client.send(new DescribeHyperParameterTuningJobCommand(name));
      return { job, tags: await tagsOf(client, job.HyperParameterTuningJobArn) };
    }
    case 'model_autopilot_training': {
      const job = await client.send(new DescribeAutoMLJobV2Command({ AutoMLJobName: outputs['JobName'] }));
      return { job, tags: await tagsOf(client, job.AutoMLJobArn) };
    }
    case 'byom_realtime_builtin':
    case 'byom_realtime_custom':
      return readEndpoint(deployed, services);
    case 'byom_batch_builtin':
    case 'byom_batch_custom': {
      const job = await client.send(new DescribeTransformJobCommand({ TransformJobName: outputs['JobName'] }));
      const model = await client.send(new DescribeModelCommand({ ModelName: job.ModelName }));
      const name = deployed.resources.get('TransformScheduleSchedule');
      const schedule =
        name === undefined ? undefined : await callRest(config, { service: 'scheduler', path: `/schedules/${name}` });
      return { job, model, schedule: schedule === undefined ? undefined : (JSON.parse(schedule) as unknown) };
    }
    case 'byom_data_quality_monitor':
    case 'byom_model_quality_monitor':
    case 'byom_model_bias_monitor':
    case 'byom_model_explainability_monitor': {
      const baseline = await client.send(
        new DescribeProcessingJobCommand({ ProcessingJobName: outputs['BaselineJobName'] }),
      );
      const schedule = await client.send(
        new DescribeMonitoringScheduleCommand({ MonitoringScheduleName: outputs['MonitoringScheduleName'] }),
      );
      const { MonitoringJobDefinitionName: name } = schedule.MonitoringScheduleConfig ?? {};
      return { baseline, schedule, definition: await readDefinition(client, type, name) };
    }
    case 'byom_image_builder': {
      const [pipeline, projects] = await Promise.all([
        callJson(config, {
          service: 'codepipeline',
          target: 'CodePipeline_20150709.GetPipeline',
          body: { name: outputs['PipelineName'] },
        }),
        callJson(config, {
          service: 'codebuild',
          target: 'CodeBuild_20161006.BatchGetProjects',
          body: { names: [deployed.resources.get('BuildProject')] },
        }),
      ]);
      return { ...(JSON.parse(pipeline) as ReadBack), ...(JSON.parse(projects) as ReadBack) };
    }
    default:
      return type satisfies never;
  }
}

function readDefinition(
  client: SageMakerClient,
  type: MonitorType,
  JobDefinitionName: string | undefined,
): Promise<unknown> {
  switch (type) {
    case 'byom_data_quality_monitor':
      return client.send(new DescribeDataQualityJobDefinitionCommand({ JobDefinitionName }));
    case 'byom_model_quality_monitor':
      return client.send(new DescribeModelQualityJobDefinitionCommand({ JobDefinitionName }));
    case 'byom_model_bias_monitor':
      return client.send(new DescribeModelBiasJobDefinitionCommand({ JobDefinitionName }));
    case 'byom_model_explainability_monitor':
      return client.send(new DescribeModelExplainabilityJobDefinitionCommand({ JobDefinitionName }));
    default:
      return type satisfies never;
  }
}

/** Endpoint, configuration and model; and what the function in front of it answers when it is really invoked. */
async function readEndpoint({ outputs, resources }: DeployedWorkload, { client, config }: Services): Promise<ReadBack> {
  const endpoint = await client.send(new DescribeEndpointCommand({ EndpointName: outputs['EndpointName'] }));
  const { EndpointConfigName } = endpoint;
  const configuration = await client.send(new DescribeEndpointConfigCommand({ EndpointConfigName }));
  const ModelName = configuration.ProductionVariants?.[0]?.ModelName;
  const model = await client.send(new DescribeModelCommand({ ModelName }));
  const scaling = await callJson(config, {
    service: 'application-autoscaling',
    target: 'AnyScaleFrontendService.DescribeScalableTargets',
    body: {
      ServiceNamespace: 'sagemaker',
      ResourceIds: [`endpoint/${outputs['EndpointName'] ?? ''}/variant/AllTraffic`],
    },
  });
  const answer = await invoke(resources.get('InvokeEndpointFunction'), config);
  return { endpoint, configuration, model, answer, ...(JSON.parse(scaling) as ReadBack) };
}

async function invoke(FunctionName: string | undefined, config: EmulatorClientConfig): Promise<unknown> {
  const lambda = new LambdaClient(config);
  try {
    const Payload = JSON.stringify({
      requestContext: { requestId: 'request-1' },
      body: JSON.stringify({ payload: '1,2,3', content_type: 'text/csv' }),
    });
    const { Payload: answer } = await lambda.send(new InvokeCommand({ FunctionName, Payload }));
    return JSON.parse(Buffer.from(answer ?? []).toString()) as unknown;
  } finally {
    lambda.destroy();
  }
}

async function tagsOf(
  client: SageMakerClient,
  ResourceArn: string | undefined,
): Promise<Readonly<Record<string, string>>> {
  const { Tags = [] } = await client.send(new ListTagsCommand({ ResourceArn }));
  return Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}
