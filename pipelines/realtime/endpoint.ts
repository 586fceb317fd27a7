import { CfnScalableTarget, CfnScalingPolicy } from 'aws-cdk-lib/aws-applicationautoscaling';
import { CfnEndpoint, CfnEndpointConfig, type CfnModel } from 'aws-cdk-lib/aws-sagemaker';

import { volumeKey } from '../shared/instance-storage.ts';
import type { WorkloadStack } from '../shared/workload-stack.ts';
import type { RealtimeAttributes } from '../spec.ts';
import { CAPTURED_CONTENT_TYPES, VARIANT_NAME } from './constants.ts';
import { deploymentConfig } from './deployment-config.ts';

export interface EndpointProps {
  /** Of the endpoint, for all its life. */
  readonly name: string;
  readonly attributes: RealtimeAttributes;
  readonly model: CfnModel;
}

/**
 * The endpoint and its configuration. Only the endpoint has a fixed name: model and configuration are immutable
 * in SageMaker, so a change makes new ones under generated names, the endpoint rolls to them, and the old ones are
 * removed afterwards.
 */
export function addEndpoint(stack: WorkloadStack, { name, attributes, model }: EndpointProps): CfnEndpoint {
  const { inference_instance: instance, kms_key_arn: key, serverless, autoscaling, deployment } = attributes;
  const config = new CfnEndpointConfig(stack, 'EndpointConfig', {
    productionVariants: [
      {
        variantName: VARIANT_NAME,
        modelName: model.attrModelName,
        initialVariantWeight: 1,
        ...(serverless === undefined
          ? { instanceType: instance, initialInstanceCount: attributes.instance_count }
          : { serverlessConfig: serverlessConfig(serverless) }),
      },
    ],
    dataCaptureConfig: dataCapture(attributes),
    kmsKeyId: instance === undefined ? undefined : volumeKey(instance, key),
  });
  const endpoint = new CfnEndpoint(stack, 'Endpoint', {
    endpointName: name,
    endpointConfigName: config.attrEndpointConfigName,
    deploymentConfig: deployment && deploymentConfig(deployment),
    // The number of instances is autoscaling's business; a new configuration must not throw it back.
    retainAllVariantProperties: autoscaling === undefined ? undefined : true,
  });
  if (autoscaling !== undefined) addAutoscaling(stack, autoscaling, { name, endpoint });
  return endpoint;
}

/**
 * Serverless endpoints capture nothing: SageMaker does not offer it (developer guide, serverless: feature exclusions).
 */
function dataCapture(attributes: RealtimeAttributes): CfnEndpointConfig.DataCaptureConfigProperty | undefined {
  if (attributes.serverless !== undefined || attributes.data_capture_percentage === 0) return undefined;
  return {
    enableCapture: true,
    destinationS3Uri: attributes.data_capture_location,
    initialSamplingPercentage: attributes.data_capture_percentage,
    captureOptions: [{ captureMode: 'Input' }, { captureMode: 'Output' }],
    captureContentTypeHeader: {
      csvContentTypes: [...CAPTURED_CONTENT_TYPES.csv],
      jsonContentTypes: [...CAPTURED_CONTENT_TYPES.json],
    },
    kmsKeyId: attributes.kms_key_arn,
  };
}

function serverlessConfig(
  serverless: NonNullable<RealtimeAttributes['serverless']>,
): CfnEndpointConfig.ServerlessConfigProperty {
  return {
    memorySizeInMb: serverless.memory_size_in_mb,
    maxConcurrency: serverless.max_concurrency,
    provisionedConcurrency: serverless.provisioned_concurrency,
  };
}

function addAutoscaling(
  stack: WorkloadStack,
  autoscaling: NonNullable<RealtimeAttributes['autoscaling']>,
  { name, endpoint }: { readonly name: string; readonly endpoint: CfnEndpoint },
): void {
  const target = new CfnScalableTarget(stack, 'ScalableTarget', {
    serviceNamespace: 'sagemaker',
    scalableDimension: 'sagemaker:variant:DesiredInstanceCount',
    resourceId: `endpoint/${name}/variant/${VARIANT_NAME}`,
    minCapacity: autoscaling.min_instances,
    maxCapacity: autoscaling.max_instances,
  });
  target.node.addDependency(endpoint);
  new CfnScalingPolicy(stack, 'ScalingPolicy', {
    policyName: 'InvocationsPerInstance',
    policyType: 'TargetTrackingScaling',
    scalingTargetId: target.ref,
    targetTrackingScalingPolicyConfiguration: {
      targetValue: autoscaling.invocations_per_instance,
      predefinedMetricSpecification: { predefinedMetricType: 'SageMakerVariantInvocationsPerInstance' },
      scaleInCooldown: autoscaling.scale_in_cooldown_seconds,
      scaleOutCooldown: autoscaling.scale_out_cooldown_seconds,
    },
  });
}
