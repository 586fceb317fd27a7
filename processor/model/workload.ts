import type { PipelineSpec, PipelineType } from '../../pipelines/spec.ts';

/** What identifies a workload. Two workloads of one commit must never share it. */
export interface WorkloadIdentity {
  readonly stage: string;
  readonly modelName: string;
  readonly pipelineType: PipelineType;
  readonly name?: string;
}

/** One entry of a config file after normalisation, in one stage: what the commit asks for. */
export interface Workload {
  readonly identity: WorkloadIdentity;
  /** Path of the config file, relative to the repository. */
  readonly configPath: string;
  /** JSON pointer of the entry in that file: empty for the one-object form, else `/workloads/<n>`. */
  readonly pointer: string;
  readonly spec: PipelineSpec;
  /** Stack names, in the same stage, of workloads that must be deployed first; inferred and explicit. */
  readonly dependsOn: readonly WorkloadDependency[];
}

/** Why one workload waits for another. */
export interface WorkloadDependency {
  readonly stackName: string;
  readonly because: 'image' | 'endpoint' | 'artifact' | 'data' | 'depends_on';
}
