import type { SpecOf } from '../spec.ts';
import { asSent, type Request, type RequestContext } from '../shared/job-request.ts';
import { jobTags } from '../shared/job-tags.ts';

/**
 * The request `CreateAutoMLJobV2` for a workload. The orchestrator, through `AutoML.fit`, uses the first version
 * of the call; the second is the one that AWS recommends and carries the same settings in other places (developer
 * guide, "Migrate a CreateAutoMLJob to CreateAutoMLJobV2"). Key and compression, which the orchestrator drops, are
 * sent.
 */
export function autopilotJobRequest(spec: SpecOf<'model_autopilot_training'>, context: RequestContext): Request {
  const { attributes } = spec;
  return asSent({
    AutoMLJobName: context.jobName,
    RoleArn: context.roleArn,
    AutoMLJobInputDataConfig: [
      {
        DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: attributes.training_data } },
        CompressionType: attributes.compression_type,
      },
    ],
    OutputDataConfig: { S3OutputPath: attributes.job_output_location, KmsKeyId: attributes.kms_key_arn },
    AutoMLProblemTypeConfig: {
      TabularJobConfig: {
        TargetAttributeName: attributes.target_attribute,
        ProblemType: attributes.problem_type,
        CompletionCriteria: {
          MaxCandidates: attributes.job_max_candidates,
          MaxRuntimePerTrainingJobInSeconds: attributes.max_runtime_per_job,
          MaxAutoMLJobRuntimeInSeconds: attributes.total_max_runtime,
        },
        GenerateCandidateDefinitionsOnly: attributes.generate_definition_only,
      },
    },
    AutoMLJobObjective: attributes.job_objective && { MetricName: attributes.job_objective },
    SecurityConfig: {
      EnableInterContainerTrafficEncryption: attributes.encrypt_inner_traffic,
      VolumeKmsKeyId: attributes.kms_key_arn,
      VpcConfig: attributes.vpc_config && {
        SecurityGroupIds: attributes.vpc_config.security_group_ids,
        Subnets: attributes.vpc_config.subnets,
      },
    },
    Tags: jobTags(spec, context.inputsDigest),
  });
}
