import { CustomResource, Duration } from 'aws-cdk-lib';

import { partitionOf } from '../shared/partition.ts';
import { PipelineFunction } from '../shared/pipeline-function.ts';
import { folderArn, s3Location } from '../shared/s3-location.ts';
import { allow, readObject, useKey } from '../shared/statements.ts';
import type { WorkloadStack } from '../shared/workload-stack.ts';
import type { Analysis } from './lambda/analysis-config.ts';
import type { ClarifySpec } from './monitor-kinds.ts';
import { monitorNames } from './monitor-names.ts';

/** The custom resource that writes the files which tell Clarify what to compute; the baseline job needs them. */
export function analysisConfigResource(stack: WorkloadStack, spec: ClarifySpec): CustomResource {
  const { attributes, environment } = spec;
  const { region, account } = environment;
  const data = s3Location(attributes.baseline_data);
  const output = s3Location(monitorNames(spec).baselineOutput);
  const outputs = s3Location(attributes.baseline_job_output_location);
  function arn(resource: string): string {
    return `arn:${partitionOf(region).partition}:sagemaker:${region}:${account}:${resource}`;
  }
  const write = new PipelineFunction(stack, 'WriteAnalysisConfig', {
    bundle: 'write-analysis-config',
    description: 'Custom resource: writes the analysis configuration of SageMaker Clarify',
    timeoutSeconds: 120,
    statements: [
      ...readObject(region, data),
      allow(['s3:PutObject'], [`${folderArn(region, outputs)}/analysis_config.json`]),
      allow(['sagemaker:DescribeEndpoint'], [arn(`endpoint/${attributes.endpoint_name}`)]),
      // The configuration of an endpoint has a generated name, and another one after each change.
      allow(['sagemaker:DescribeEndpointConfig'], [arn('endpoint-config/*')]),
      ...useKey(attributes.kms_key_arn),
    ],
  });
  const resource = new CustomResource(stack, 'AnalysisConfig', {
    resourceType: 'Custom::AnalysisConfig',
    serviceToken: write.fn.functionArn,
    serviceTimeout: Duration.minutes(3),
    properties: {
      EndpointName: attributes.endpoint_name,
      DataBucket: data.bucket,
      DataKey: data.key,
      OutputBucket: output.bucket,
      OutputKey: output.key,
      Analysis: JSON.stringify(analysisOf(spec)),
      ...(attributes.kms_key_arn !== undefined && { KmsKeyArn: attributes.kms_key_arn }),
    },
  });
  resource.node.addDependency(write);
  return resource;
}

/** What Clarify is to compute, as far as the config says it. */
export function analysisOf(spec: ClarifySpec): Analysis {
  const { instance_type: instanceType, instance_count: instanceCount } = spec.attributes;
  switch (spec.pipelineType) {
    case 'byom_model_bias_monitor':
      return {
        kind: 'bias',
        instanceType,
        instanceCount,
        bias: spec.attributes.bias_config,
        predictedLabel: spec.attributes.model_predicted_label_config,
      };
    case 'byom_model_explainability_monitor':
      return {
        kind: 'explainability',
        instanceType,
        instanceCount,
        shap: spec.attributes.shap_config,
        modelScores: spec.attributes.model_scores,
      };
    default:
      return spec satisfies never;
  }
}
