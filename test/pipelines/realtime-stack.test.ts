import { expect } from 'chai';

import { endpointName } from '../../pipelines/names.ts';
import { KEY, realtimeSpec } from './support/specs.ts';
import { allowedActions, propertiesOf, resourcesOf, templateOf } from './support/template.ts';

const PACKAGE = 'arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3';

function endpointConfig(attributes: Parameters<typeof realtimeSpec>[0]) {
  return propertiesOf(templateOf(realtimeSpec(attributes)), 'EndpointConfig', 'AWS::SageMaker::EndpointConfig');
}

function endpoint(attributes: Parameters<typeof realtimeSpec>[0]) {
  return propertiesOf(templateOf(realtimeSpec(attributes)), 'Endpoint', 'AWS::SageMaker::Endpoint');
}

describe('realtime stack', () => {
  it('names the endpoint and nothing else, so that a change can roll', () => {
    const template = templateOf(realtimeSpec({ endpoint_name: 'churn-live' }));

    expect(propertiesOf(template, 'Endpoint', 'AWS::SageMaker::Endpoint')).to.deep.equal({
      EndpointName: 'churn-live',
      EndpointConfigName: { 'Fn::GetAtt': ['EndpointConfig', 'EndpointConfigName'] },
    });
    expect(propertiesOf(template, 'Model', 'AWS::SageMaker::Model')).not.to.have.property('ModelName');
    expect(endpointConfig({ endpoint_name: 'churn-live' })).not.to.have.property('EndpointConfigName');
  });

  it('names an endpoint without a name after its workload, in every place the same', () => {
    const template = templateOf(realtimeSpec({ endpoint_name: undefined }));
    const name = endpointName(realtimeSpec());

    expect(name).to.match(/^churn-[0-9a-f]{10}$/);
    expect(propertiesOf(template, 'Endpoint', 'AWS::SageMaker::Endpoint')['EndpointName']).to.equal(name);
    const invoke = propertiesOf(template, 'InvokeEndpointFunction', 'AWS::Lambda::Function');
    expect(invoke).to.have.nested.property('Environment.Variables.ENDPOINT_NAME', name);
    const logs = `arn:aws:logs:eu-west-1:123456789012:log-group:/aws/sagemaker/Endpoints/${name}`;
    expect(allowedActions(template, 'ModelRole', logs)).to.include('logs:CreateLogGroup');
  });

  it('gives two workloads two endpoints, and one workload one name, however its model is spelt', () => {
    const spec = realtimeSpec();
    const names = [
      endpointName(spec),
      endpointName({ ...spec, name: 'second', stackName: `${spec.stackName}-second` }),
      endpointName({ ...spec, stackName: `${spec.stackName}-other-stage` }),
      endpointName({ ...spec, modelName: 'm'.repeat(63) }),
    ];

    expect(new Set(names).size).to.equal(4);
    expect(names.every((name) => /^[a-z0-9](-*[a-z0-9]){0,62}$/.test(name))).to.equal(true);
    expect(endpointName({ ...spec, modelName: 'Churn' })).to.equal(names[0]);
  });

  it('serves the image of the framework with the artifact', () => {
    const model = propertiesOf(templateOf(realtimeSpec({ environment: { A: '1' } })), 'Model', 'AWS::SageMaker::Model');

    expect(model['PrimaryContainer']).to.deep.equal({
      Image: '141502667606.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-xgboost:1.7-1',
      ModelDataUrl: 's3://assets-bucket/churn/model.tar.gz',
      Environment: { A: '1' },
    });
  });

  it('serves an image of one’s own and may pull just that', () => {
    const custom_image_uri = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/mine/algo@sha256:abc';
    const template = templateOf(realtimeSpec({ custom_image_uri, model_framework: undefined }));

    expect(propertiesOf(template, 'Model', 'AWS::SageMaker::Model')).to.have.nested.property(
      'PrimaryContainer.Image',
      custom_image_uri,
    );
    expect(allowedActions(template, 'ModelRole', 'arn:aws:ecr:eu-west-1:123456789012:repository/mine/algo')).to.include(
      'ecr:BatchGetImage',
    );
  });

  it('serves a registered package in place of image and artifact', () => {
    const template = templateOf(realtimeSpec({ model_package_name: PACKAGE }));

    const model = propertiesOf(template, 'Model', 'AWS::SageMaker::Model');

    expect(model['PrimaryContainer']).to.deep.equal({ ModelPackageName: PACKAGE });
    expect(allowedActions(template, 'ModelRole', PACKAGE)).to.deep.equal(['sagemaker:DescribeModelPackage']);
  });

  it('reads the artifact of another account’s package where that account keeps it', () => {
    const spec = realtimeSpec({ model_package_name: PACKAGE.replace('123456789012', '111111111111') });
    const template = templateOf({ ...spec, environment: { ...spec.environment, packageBuckets: ['theirs'] } });

    expect(allowedActions(template, 'ModelRole', 'arn:aws:s3:::theirs/*')).to.include('s3:GetObject');
    const own = `arn:aws:s3:::${spec.environment.assetsBucket}/*`;
    expect(allowedActions(template, 'ModelRole', own)).not.to.include('s3:GetObject');
  });

  it('runs in a VPC when the config has one', () => {
    const vpc_config = { security_group_ids: ['sg-1'], subnets: ['subnet-1'] };
    const template = templateOf(realtimeSpec({ vpc_config }));

    expect(propertiesOf(template, 'Model', 'AWS::SageMaker::Model')['VpcConfig']).to.deep.equal({
      SecurityGroupIds: ['sg-1'],
      Subnets: ['subnet-1'],
    });
  });

  it('captures requests and answers in the share that is asked for', () => {
    expect(endpointConfig({ data_capture_percentage: 25 })['DataCaptureConfig']).to.deep.include({
      EnableCapture: true,
      InitialSamplingPercentage: 25,
      DestinationS3Uri: 's3://capture-bucket/churn/capture',
      CaptureOptions: [{ CaptureMode: 'Input' }, { CaptureMode: 'Output' }],
    });
    expect(endpointConfig({ data_capture_percentage: 0 })).not.to.have.property('DataCaptureConfig');
    const { resources } = { resources: templateOf(realtimeSpec()) };
    expect(allowedActions(resources, 'ModelRole', 'arn:aws:s3:::capture-bucket/churn/capture/*')).to.include(
      's3:PutObject',
    );
  });

  it('encrypts capture and volumes with the key, but not local disks', () => {
    const config = endpointConfig({ kms_key_arn: KEY });
    expect(config).to.have.property('KmsKeyId', KEY);
    expect(config).to.have.nested.property('DataCaptureConfig.KmsKeyId', KEY);

    expect(endpointConfig({ kms_key_arn: KEY, inference_instance: 'ml.g5.xlarge' })).not.to.have.property('KmsKeyId');
  });

  it('is serverless without instances and without capture, which SageMaker does not offer there', () => {
    const config = endpointConfig({
      inference_instance: undefined,
      serverless: { memory_size_in_mb: 2048, max_concurrency: 5, provisioned_concurrency: 1 },
    });

    expect(config).not.to.have.property('DataCaptureConfig');
    expect(config['ProductionVariants']).to.deep.equal([
      {
        VariantName: 'AllTraffic',
        ModelName: { 'Fn::GetAtt': ['Model', 'ModelName'] },
        InitialVariantWeight: 1,
        ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5, ProvisionedConcurrency: 1 },
      },
    ]);
  });

  it('scales with the load and keeps the number of instances over updates', () => {
    const autoscaling = {
      min_instances: 1,
      max_instances: 4,
      invocations_per_instance: 100,
      scale_in_cooldown_seconds: 60,
    };
    const template = templateOf(realtimeSpec({ autoscaling }));

    expect(endpoint({ autoscaling })).to.have.property('RetainAllVariantProperties', true);
    expect(propertiesOf(template, 'ScalableTarget', 'AWS::ApplicationAutoScaling::ScalableTarget')).to.deep.include({
      MinCapacity: 1,
      MaxCapacity: 4,
      ScalableDimension: 'sagemaker:variant:DesiredInstanceCount',
    });
    const policy = propertiesOf(template, 'ScalingPolicy', 'AWS::ApplicationAutoScaling::ScalingPolicy');
    expect(policy).to.have.deep.property('TargetTrackingScalingPolicyConfiguration', {
      TargetValue: 100,
      PredefinedMetricSpecification: { PredefinedMetricType: 'SageMakerVariantInvocationsPerInstance' },
      ScaleInCooldown: 60,
    });
  });

  it('rolls to a new configuration by each strategy', () => {
    function policy(deployment: NonNullable<Parameters<typeof realtimeSpec>[0]>['deployment']) {
      return endpoint({ deployment })['DeploymentConfig'];
    }
    function size(Value: number) {
      return { Type: 'CAPACITY_PERCENT', Value };
    }

    expect(policy({ strategy: 'all_at_once', wait_seconds: 60, termination_wait_seconds: 120 })).to.deep.equal({
      BlueGreenUpdatePolicy: {
        TrafficRoutingConfiguration: { Type: 'ALL_AT_ONCE', WaitIntervalInSeconds: 60 },
        TerminationWaitInSeconds: 120,
      },
    });
    expect(policy({ strategy: 'canary', alarms: ['a', 'b'] })).to.deep.equal({
      BlueGreenUpdatePolicy: {
        TrafficRoutingConfiguration: { Type: 'CANARY', CanarySize: size(10), WaitIntervalInSeconds: 300 },
      },
      AutoRollbackConfiguration: { Alarms: [{ AlarmName: 'a' }, { AlarmName: 'b' }] },
    });
    expect(policy({ strategy: 'linear', step_percentage: 20 })).to.deep.equal({
      BlueGreenUpdatePolicy: {
        TrafficRoutingConfiguration: { Type: 'LINEAR', LinearStepSize: size(20), WaitIntervalInSeconds: 300 },
      },
    });
    expect(policy({ strategy: 'rolling', maximum_execution_timeout_seconds: 3600 })).to.deep.equal({
      RollingUpdatePolicy: {
        MaximumBatchSize: size(25),
        WaitIntervalInSeconds: 300,
        MaximumExecutionTimeoutInSeconds: 3600,
      },
    });
  });

  it('offers an API for IAM principals, validated, throttled, its accesses logged without content', () => {
    const template = templateOf(realtimeSpec());
    const [method] = Object.values(resourcesOf(template, 'AWS::ApiGateway::Method'));
    const [validator] = Object.values(resourcesOf(template, 'AWS::ApiGateway::RequestValidator'));
    const [stage] = Object.values(resourcesOf(template, 'AWS::ApiGateway::Stage'));

    expect(method).to.deep.include({ HttpMethod: 'POST', AuthorizationType: 'AWS_IAM' });
    expect(validator).to.have.property('ValidateRequestBody', true);
    expect(stage?.['MethodSettings']).to.deep.include({
      ResourcePath: '/*',
      HttpMethod: '*',
      ThrottlingRateLimit: 100,
      ThrottlingBurstLimit: 200,
      MetricsEnabled: true,
      LoggingLevel: 'ERROR',
      DataTraceEnabled: false,
    });
    expect(JSON.stringify(stage?.['AccessLogSetting']))
      .to.include('$context.requestId')
      .and.not.match(/body|payload|authorizer/i);
  });

  it('lets the function invoke this endpoint and nothing else', () => {
    const template = templateOf(realtimeSpec());

    expect(allowedActions(template, 'InvokeEndpointRole', { Ref: 'Endpoint' })).to.deep.equal([
      'sagemaker:InvokeEndpoint',
    ]);
    expect(propertiesOf(template, 'InvokeEndpointFunction', 'AWS::Lambda::Function')['Environment']).to.deep.equal({
      Variables: { ENDPOINT_NAME: endpointName(realtimeSpec()) },
    });
  });

  it('tells how to call it', () => {
    const { Outputs } = templateOf(realtimeSpec());

    expect(Outputs).to.have.all.keys(
      'EndpointName',
      'ApiUrl',
      'DataCaptureLocation',
      'DataCaptureConsoleUrl',
      'ConsoleUrl',
      'MlopsFingerprint',
    );
  });
});
