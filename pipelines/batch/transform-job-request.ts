import { volumeKey } from '../shared/instance-storage.ts';
import { asSent, type Request } from '../shared/job-request.ts';
import { jobTags } from '../shared/job-tags.ts';
import type { SpecOf } from '../spec.ts';

/** A workload that scores data in batches. */
export type BatchSpec = SpecOf<'byom_batch_builtin' | 'byom_batch_custom'>;

export interface TransformContext {
  readonly jobName: string;
  /** Name of the model in SageMaker; its role is the job's. */
  readonly sagemakerModelName: string;
  /** SHA-256 of what decides the job. */
  readonly inputsDigest: string;
}

/**
 * The request `CreateTransformJob` for a workload. The environment of the config belongs to the model, not to the job,
 * and so does the VPC; the same request serves the deployment and, under another name, every run by schedule.
 */
export function transformJobRequest(spec: BatchSpec, context: TransformContext): Request {
  const { attributes } = spec;
  return asSent({
    TransformJobName: context.jobName,
    ModelName: context.sagemakerModelName,
    MaxPayloadInMB: attributes.max_payload_in_mb,
    BatchStrategy: attributes.batch_strategy,
    TransformInput: {
      DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: attributes.batch_inference_data } },
      ContentType: attributes.content_type,
      SplitType: attributes.split_type,
      CompressionType: attributes.compression_type ?? 'None',
    },
    TransformOutput: {
      S3OutputPath: attributes.batch_job_output_location,
      Accept: attributes.accept,
      AssembleWith: attributes.assemble_with,
      KmsKeyId: attributes.kms_key_arn,
    },
    TransformResources: {
      InstanceType: attributes.inference_instance,
      InstanceCount: attributes.instance_count,
      VolumeKmsKeyId: volumeKey(attributes.inference_instance, attributes.kms_key_arn),
    },
    Tags: jobTags(spec, context.inputsDigest),
  });
}
