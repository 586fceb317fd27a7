/**
 * The input of every pipeline: one normalised workload in one stage. Types only; nothing here knows aws-cdk-lib.
 *
 * Normalised means: one spelling of each attribute (the orchestrator's misspelt keys are gone), defaults filled in,
 * per-stage maps resolved, empty strings absent, numbers and booleans real numbers and booleans, every S3 location a
 * full `s3://bucket/key` URI without trailing slash (batch_inference_data keeps its own), endpoint names lower case.
 */

/** The twelve values of `pipeline_type`. */
export type PipelineType = PipelineSpec['pipelineType'];

/** A full S3 URI: `s3://bucket/key`. */
export type S3Uri = string;

/** Where a workload goes and what it may use there. */
export interface StageEnvironment {
  readonly stage: string;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** First part of every stack name; also the IAM path and the prefix of physical names. */
  readonly stackPrefix: string;
  /** Bucket of data, artifacts and Lambda bundles. */
  readonly assetsBucket: string;
  /** The source repository that the settings name; a stack of another one is never touched. */
  readonly repository?: string;
  /** Assets buckets of the account that a model package belongs to, when it is another's: its artifact lies there. */
  readonly packageBuckets?: readonly string[];
  /** Managed policy that bounds every role of the stack, when the settings name one. */
  readonly permissionsBoundaryArn?: string;
  /** Whom a stack tells what becomes of its jobs: nobody where it has none. */
  readonly notifications: {
    /** An existing topic; without it each stack that notifies makes its own topic. */
    readonly topicArn?: string;
    /** Subscribers of a topic of its own; none beside an existing one. */
    readonly emails: readonly string[];
  };
}

/** Fields shared by every spec. */
export interface SpecFrame {
  /** `model_name`, or `image_tag` for the image builder. */
  readonly modelName: string;
  /** Second workload of the same model and type. */
  readonly name?: string;
  readonly stackName: string;
  readonly environment: StageEnvironment;
}

/** One workload to synthesise; discriminated by `pipelineType`. */
export type PipelineSpec = SpecFrame &
  (
    | { readonly pipelineType: 'model_training_builtin'; readonly attributes: TrainingAttributes }
    | { readonly pipelineType: 'model_tuner_builtin'; readonly attributes: TunerAttributes }
    | { readonly pipelineType: 'model_autopilot_training'; readonly attributes: AutopilotAttributes }
    | { readonly pipelineType: 'byom_realtime_builtin'; readonly attributes: RealtimeAttributes }
    | { readonly pipelineType: 'byom_realtime_custom'; readonly attributes: RealtimeAttributes }
    | { readonly pipelineType: 'byom_batch_builtin'; readonly attributes: BatchAttributes }
    | { readonly pipelineType: 'byom_batch_custom'; readonly attributes: BatchAttributes }
    | { readonly pipelineType: 'byom_data_quality_monitor'; readonly attributes: DataQualityMonitorAttributes }
    | { readonly pipelineType: 'byom_model_quality_monitor'; readonly attributes: ModelQualityMonitorAttributes }
    | { readonly pipelineType: 'byom_model_bias_monitor'; readonly attributes: ModelBiasMonitorAttributes }
    | {
        readonly pipelineType: 'byom_model_explainability_monitor';
        readonly attributes: ModelExplainabilityMonitorAttributes;
      }
    | { readonly pipelineType: 'byom_image_builder'; readonly attributes: ImageBuilderAttributes }
  );

/** The member of the union for one pipeline type. */
export type SpecOf<T extends PipelineType> = Extract<PipelineSpec, { pipelineType: T }>;

/** Attributes that every workload may have. */
export interface CommonAttributes {
  readonly tags?: Readonly<Record<string, string>>;
  readonly kms_key_arn?: string;
}

export interface VpcConfig {
  readonly security_group_ids: readonly string[];
  readonly subnets: readonly string[];
}

export type Hyperparameters = Readonly<Record<string, string | number | boolean>>;

/** 4.1 of the attribute reference. Seconds for times, GB for volumes. */
export interface TrainingAttributes extends CommonAttributes {
  readonly model_name: string;
  readonly training_data: S3Uri;
  readonly validation_data?: S3Uri;
  readonly job_output_location: S3Uri;
  readonly model_framework: string;
  readonly model_framework_version: string;
  readonly python_version?: string;
  readonly algo_hyperparameters: Hyperparameters;
  readonly job_name?: string;
  readonly instance_type: string;
  readonly instance_count: number;
  readonly instance_volume_size: number;
  readonly max_runtime_per_job: number;
  readonly use_spot_instances: boolean;
  readonly max_wait_time_spot_instances: number;
  readonly encrypt_inner_traffic: boolean;
  readonly content_type: string;
  readonly s3_data_type: 'S3Prefix' | 'ManifestFile' | 'AugmentedManifestFile';
  readonly data_distribution: 'FullyReplicated' | 'ShardedByS3Key';
  readonly compression_type?: 'Gzip';
  readonly data_input_mode: 'File' | 'Pipe' | 'FastFile';
  readonly data_record_wrapping?: 'RecordIO';
  readonly attribute_names?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly vpc_config?: VpcConfig;
}

export type HyperparameterRange =
  | readonly ['continuous' | 'integer', readonly (number | string)[]]
  | readonly ['categorical', readonly (string | number)[]];

export interface TunerConfigs {
  readonly objective_metric_name: string;
  readonly metric_definitions?: readonly { readonly Name: string; readonly Regex: string }[];
  readonly strategy?: 'Bayesian' | 'Random' | 'Hyperband' | 'Grid';
  readonly objective_type?: 'Maximize' | 'Minimize';
  readonly max_jobs?: number;
  readonly max_parallel_jobs?: number;
  readonly max_runtime_in_seconds?: number;
  readonly base_tuning_job_name?: string;
  readonly early_stopping_type?: 'Off' | 'Auto';
  readonly random_seed?: number;
  readonly autotune?: boolean;
  readonly hyperparameters_to_keep_static?: readonly string[];
  readonly tags?: readonly { readonly Key: string; readonly Value: string }[];
}

/** 4.2. */
export interface TunerAttributes extends TrainingAttributes {
  readonly tuner_configs: TunerConfigs;
  readonly hyperparameters_ranges: Readonly<Record<string, HyperparameterRange>>;
}

export type ProblemType = 'Regression' | 'BinaryClassification' | 'MulticlassClassification';

/** 4.3. */
export interface AutopilotAttributes extends CommonAttributes {
  readonly model_name: string;
  readonly training_data: S3Uri;
  readonly job_output_location: S3Uri;
  readonly target_attribute: string;
  readonly job_name?: string;
  readonly problem_type?: ProblemType;
  readonly job_objective?: 'Accuracy' | 'MSE' | 'F1' | 'F1macro' | 'AUC';
  readonly compression_type?: 'Gzip';
  readonly job_max_candidates: number;
  readonly encrypt_inner_traffic: boolean;
  readonly max_runtime_per_job: number;
  readonly total_max_runtime: number;
  readonly generate_definition_only: boolean;
  readonly vpc_config?: VpcConfig;
}

/** What is served: a registered package, or an image (own, or AWS's for a framework) with an artifact. */
export interface ModelSourceAttributes {
  readonly model_package_name?: string;
  readonly model_framework?: string;
  readonly model_framework_version?: string;
  readonly python_version?: string;
  readonly custom_image_uri?: string;
  readonly model_artifact_location?: S3Uri;
  readonly environment?: Readonly<Record<string, string>>;
  readonly vpc_config?: VpcConfig;
}

/** 4.4 and 4.5. */
export interface RealtimeAttributes extends CommonAttributes, ModelSourceAttributes {
  readonly model_name: string;
  /** Absent only with `serverless`. */
  readonly inference_instance?: string;
  readonly data_capture_location: S3Uri;
  readonly endpoint_name?: string;
  readonly instance_count: number;
  /** 0 to 100. */
  readonly data_capture_percentage: number;
  readonly autoscaling?: {
    readonly min_instances: number;
    readonly max_instances: number;
    readonly invocations_per_instance: number;
    readonly scale_in_cooldown_seconds?: number;
    readonly scale_out_cooldown_seconds?: number;
  };
  readonly serverless?: {
    readonly memory_size_in_mb: number;
    readonly max_concurrency: number;
    readonly provisioned_concurrency?: number;
  };
  readonly deployment?: {
    readonly strategy: 'all_at_once' | 'canary' | 'linear' | 'rolling';
    readonly step_percentage?: number;
    readonly wait_seconds?: number;
    readonly termination_wait_seconds?: number;
    readonly maximum_execution_timeout_seconds?: number;
    readonly alarms?: readonly string[];
  };
}

/** 4.6 and 4.7. */
export interface BatchAttributes extends CommonAttributes, ModelSourceAttributes {
  readonly model_name: string;
  readonly inference_instance: string;
  readonly batch_inference_data: S3Uri;
  readonly batch_job_output_location: S3Uri;
  readonly instance_count: number;
  readonly schedule_expression?: string;
  readonly content_type: string;
  readonly accept: string;
  readonly split_type: 'None' | 'Line' | 'RecordIO' | 'TFRecord';
  readonly assemble_with: 'None' | 'Line';
  readonly compression_type?: 'Gzip';
  readonly batch_strategy?: 'MultiRecord' | 'SingleRecord';
  readonly max_payload_in_mb?: number;
}

/** Shared by 4.8 to 4.11. */
export interface MonitorAttributes extends CommonAttributes {
  readonly model_name: string;
  readonly engine: 'sagemaker_model_monitor';
  readonly endpoint_name: string;
  readonly baseline_data: S3Uri;
  readonly baseline_job_output_location: S3Uri;
  readonly data_capture_location: S3Uri;
  readonly monitoring_output_location: S3Uri;
  readonly schedule_expression: string;
  readonly monitor_max_runtime_seconds: number;
  readonly instance_type: string;
  readonly instance_count: number;
  readonly instance_volume_size: number;
  readonly baseline_max_runtime_seconds?: number;
}

/** What the monitors that look at predictions have in common. */
export interface PredictionMonitorAttributes extends MonitorAttributes {
  readonly problem_type: ProblemType;
  readonly monitor_inference_attribute?: string;
  readonly monitor_probability_attribute?: string;
  readonly probability_threshold_attribute?: number;
}

export type DataQualityMonitorAttributes = MonitorAttributes;

export interface ModelQualityMonitorAttributes extends PredictionMonitorAttributes {
  readonly baseline_inference_attribute?: string;
  readonly baseline_ground_truth_attribute: string;
  readonly baseline_probability_attribute?: string;
  readonly monitor_ground_truth_input: S3Uri;
}

export interface BiasConfig {
  readonly label_values_or_threshold: readonly (number | string)[];
  readonly facet_name: string | number | readonly (string | number)[];
  readonly facet_values_or_threshold?: readonly (number | string)[] | readonly (readonly (number | string)[] | null)[];
  readonly group_name?: string;
}

export interface ModelPredictedLabelConfig {
  readonly label?: string | number;
  readonly probability?: string | number;
  readonly probability_threshold?: number;
  readonly label_headers?: readonly string[];
}

export interface ModelBiasMonitorAttributes extends PredictionMonitorAttributes {
  readonly bias_config: BiasConfig;
  readonly model_predicted_label_config?: ModelPredictedLabelConfig;
  readonly monitor_ground_truth_input: S3Uri;
  readonly features_attribute?: string;
}

export interface ShapConfig {
  /** Rows of feature values, or an S3 URI. */
  readonly baseline?: S3Uri | readonly (readonly (number | string | null)[])[];
  readonly num_samples?: number;
  readonly agg_method?: 'mean_abs' | 'median' | 'mean_sq';
  readonly use_logit?: boolean;
  readonly save_local_shap_values?: boolean;
  readonly seed?: number;
  readonly num_clusters?: number;
  readonly features_to_explain?: readonly (string | number)[];
}

export interface ModelExplainabilityMonitorAttributes extends PredictionMonitorAttributes {
  readonly shap_config: ShapConfig;
  readonly model_scores?: string | number;
  readonly features_attribute?: string;
}

/** 4.12. */
export interface ImageBuilderAttributes extends CommonAttributes {
  readonly custom_algorithm_docker: S3Uri;
  readonly ecr_repo_name: string;
  readonly image_tag: string;
}
