import type { BatchAttributes, PipelineSpec } from '../../../pipelines/spec.ts';
import { ENVIRONMENT } from './specs.ts';

export function batchSpec(attributes: Partial<BatchAttributes> = {}) {
  return {
    pipelineType: 'byom_batch_builtin',
    modelName: 'churn',
    stackName: 'mlops-pipeline-churn-byompipelinebatchbuiltin',
    environment: ENVIRONMENT,
    attributes: {
      model_name: 'churn',
      model_framework: 'xgboost',
      model_framework_version: '1.7-1',
      model_artifact_location: 's3://assets-bucket/churn/model.tar.gz',
      inference_instance: 'ml.m5.large',
      instance_count: 1,
      batch_inference_data: 's3://data-bucket/churn/to-score/',
      batch_job_output_location: 's3://data-bucket/churn/scores',
      content_type: 'text/csv',
      accept: 'text/csv',
      split_type: 'Line',
      assemble_with: 'Line',
      ...attributes,
    },
  } as const satisfies PipelineSpec;
}
