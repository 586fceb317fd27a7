import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';

import { partitionOf } from '../shared/partition.ts';
import { PipelineFunction } from '../shared/pipeline-function.ts';
import { objectArn, s3Location } from '../shared/s3-location.ts';
import { allow, useKey } from '../shared/statements.ts';
import type { WorkloadStack } from '../shared/workload-stack.ts';
import type { MonitorSpec } from './monitor-kinds.ts';
import { monitorNames } from './monitor-names.ts';

/**
 * Keeps the scheduled runs asking the model that the endpoint serves: SageMaker tells of an endpoint that is in service
 * after an update (developer guide, events that SageMaker AI sends, endpoint state change).
 */
export function followEndpoint(stack: WorkloadStack, spec: MonitorSpec): void {
  const { attributes, environment } = spec;
  const { region, account } = environment;
  const { endpoint_name: endpointName, kms_key_arn: kmsKeyArn } = attributes;
  const file = s3Location(`${monitorNames(spec).baselineOutput}/monitor/analysis_config.json`);
  const sagemaker = `arn:${partitionOf(region).partition}:sagemaker:${region}:${account}`;
  const follow = new PipelineFunction(stack, 'FollowEndpoint', {
    bundle: 'follow-endpoint',
    description: 'Writes which model the runs of the monitor ask when the endpoint serves another one',
    timeoutSeconds: 60,
    kmsKeyArn,
    environment: {
      ENDPOINT_NAME: endpointName,
      CONFIG_BUCKET: file.bucket,
      CONFIG_KEY: file.key,
      ...(kmsKeyArn !== undefined && { KMS_KEY_ARN: kmsKeyArn }),
    },
    statements: [
      allow(['s3:GetObject', 's3:PutObject'], [objectArn(region, file)]),
      allow(['sagemaker:DescribeEndpoint'], [`${sagemaker}:endpoint/${endpointName}`]),
      // The configuration of an endpoint has a generated name, and another one after each change.
      allow(['sagemaker:DescribeEndpointConfig'], [`${sagemaker}:endpoint-config/*`]),
      ...useKey(kmsKeyArn),
    ],
  });
  const rule = new CfnRule(stack, 'EndpointChanges', {
    description: `Tells of an update of the endpoint ${endpointName}`,
    eventPattern: {
      source: ['aws.sagemaker'],
      'detail-type': ['SageMaker Endpoint State Change'],
      detail: { EndpointName: [endpointName], EndpointStatus: ['IN_SERVICE'] },
    },
    targets: [{ id: 'FollowEndpoint', arn: follow.fn.functionArn }],
  });
  new CfnPermission(stack, 'EndpointChangesPermission', {
    action: 'lambda:InvokeFunction',
    functionName: follow.fn.functionArn,
    principal: 'events.amazonaws.com',
    sourceArn: rule.attrArn,
  });
}
