// Generated from the schemas by scripts/generate.ts: do not edit.

/** A value for all stages, or a map from stage name to value. */
export type PerStage<T> = T | { readonly [stage: string]: T };

/** A boolean, or the text that the orchestrator uses for one. */
export type WrittenBoolean = boolean | 'True' | 'False' | 'true' | 'false';

/** One range of a tuner: its kind, then bounds (and a scaling type) or categories. */
export type WrittenRange = ['continuous' | 'integer', (number | string)[]] | ['categorical', (number | string)[]];

/**
 * One workload as it stands in a config file, before defaults and normalisation.
 */
export type WrittenWorkload =
  | WrittenModelTrainingBuiltin
  | WrittenModelTunerBuiltin
  | WrittenModelAutopilotTraining
  | WrittenByomRealtimeBuiltin
  | WrittenByomRealtimeCustom
  | WrittenByomBatchBuiltin
  | WrittenByomBatchCustom
  | WrittenByomDataQualityMonitor
  | WrittenByomModelQualityMonitor
  | WrittenByomModelBiasMonitor
  | WrittenByomModelExplainabilityMonitor
  | WrittenByomImageBuilder;

/**
 * Trains a model with a built-in SageMaker algorithm or framework. Each changed input starts a new paid training job.
 */
export interface WrittenModelTrainingBuiltin {
  /**
   * Path or address of the JSON Schema, for completion in editors. Without effect on what is deployed.
   */
  $schema?: string;
  /**
   * Which pipeline this workload is: model training.
   */
  pipeline_type: 'model_training_builtin';
  /**
   * Name of the model, 1 to 63 letters, digits and single or repeated inner hyphens; blanks around it are left out. Together with `pipeline_type` (and `name`, where given) it is the identity of the stack: change it and the old stack is proposed for deletion and a new one created. Upper and lower case make no difference to the stack.
   */
  model_name: string;
  /**
   * Object or prefix that holds the training data: a key in the assets bucket, without the bucket name, or a full `s3://bucket/key`. Built-in algorithms expect CSV with the label in the first column and no header; Autopilot expects a header.
   */
  training_data: PerStage<string>;
  /**
   * Prefix in the assets bucket (or a full `s3://bucket/prefix`) under which the job writes model artifacts and, with spot instances, its checkpoints.
   */
  job_output_location: PerStage<string>;
  /**
   * Built-in algorithm or framework whose AWS image is used, by the name that the SageMaker image table knows, such as `xgboost` or `linear-learner`. Changing it replaces the model.
   */
  model_framework: string;
  /**
   * Version (or alias) of that framework's image. Quote it: it is text, and `1.10` is not `1.1`. First-party algorithms have the one version `1`, whatever stands here, a number too.
   */
  model_framework_version: PerStage<string>;
  /**
   * Static hyperparameters handed to the algorithm: name to text, number, boolean or list of numbers (`[[0, 1], [2, 3]]` too), at least one and at most 100. SageMaker receives every value as text. A tuner must not find the same name among its ranges.
   */
  algo_hyperparameters?: Record<string, string | number | boolean | (number | number[])[]>;
  /**
   * Spelling of `algo_hyperparameters` that the MLOps Workload Orchestrator uses; accepted with the same meaning. Give one of the two spellings, not both. Static hyperparameters handed to the algorithm: name to text, number, boolean or list of numbers (`[[0, 1], [2, 3]]` too), at least one and at most 100. SageMaker receives every value as text. A tuner must not find the same name among its ranges.
   */
  algo_hyperparamaters?: Record<string, string | number | boolean | (number | number[])[]>;
  /**
   * Name of the SageMaker training job. Left out, it is derived from the content of this file, so every change gets a new name. A name given here must be changed by hand whenever the inputs change, because SageMaker never accepts a name twice; a plan that re-uses it is refused.
   */
  job_name?: PerStage<string>;
  /**
   * Object or prefix with the validation data, in the same format as the training data: a key in the assets bucket or a full `s3://bucket/key`. Needed when the objective metric is computed on validation data.
   */
  validation_data?: PerStage<string>;
  /**
   * SageMaker instance type that trains the model. GPU and large types cost much more per hour; spot instances make them cheaper.
   */
  instance_type?: PerStage<string>;
  /**
   * Number of instances that one training job uses. More than one helps only when the algorithm can train in a distributed way; see `data_distribution`.
   */
  instance_count?: PerStage<number | string>;
  /**
   * Size in GB of the storage volume of each training instance. In File mode it must hold all the data. Instance types with local NVMe disks ignore it.
   */
  instance_volume_size?: PerStage<number | string>;
  /**
   * Seconds that one training job may run before SageMaker stops it, 600 to 259200 (72 hours). It limits what a runaway job can cost. With spot instances it must not exceed `max_wait_time_spot_instances`.
   */
  max_runtime_per_job?: PerStage<number | string>;
  /**
   * Train on spare capacity at a lower price; SageMaker may interrupt and resume the job, so checkpoints are written. Boolean, or the text "True" or "False".
   */
  use_spot_instances?: PerStage<WrittenBoolean>;
  /**
   * Seconds in total that a spot job may take, waiting for capacity included, 1 to 259200. Must be at least `max_runtime_per_job`. Without effect when spot instances are off.
   */
  max_wait_time_spot_instances?: PerStage<number | string>;
  /**
   * Encrypt what training containers send to each other. It makes distributed training slower; with one instance it changes nothing. Boolean, or the text "True" or "False".
   */
  encrypt_inner_traffic?: PerStage<WrittenBoolean>;
  /**
   * MIME type of the training and validation channels, such as `csv`, `text/csv` or `application/x-recordio-protobuf`. The algorithm must understand it.
   */
  content_type?: string;
  /**
   * How S3 locations are read: `S3Prefix` takes every object under a prefix, `ManifestFile` and `AugmentedManifestFile` take a list of objects. The last one needs `attribute_names`.
   */
  s3_data_type?: 'S3Prefix' | 'ManifestFile' | 'AugmentedManifestFile';
  /**
   * Whether each instance receives all data (`FullyReplicated`) or its share of the objects (`ShardedByS3Key`). Matters only with more than one instance.
   */
  data_distribution?: 'FullyReplicated' | 'ShardedByS3Key';
  /**
   * `Gzip` when the data are compressed; empty or left out otherwise. SageMaker training decompresses only in Pipe mode.
   */
  compression_type?: '' | 'Gzip';
  /**
   * How data reach the container: `File` copies them first, `Pipe` and `FastFile` stream them. Not every algorithm can stream.
   */
  data_input_mode?: 'File' | 'Pipe' | 'FastFile';
  /**
   * `RecordIO` wraps each S3 object in a RecordIO record for algorithms that expect that format; empty or left out otherwise.
   */
  data_record_wrapping?: '' | 'RecordIO';
  /**
   * Attributes to read from an augmented manifest, at most 16: a JSON array, or, as the MLOps Workload Orchestrator has it, text that holds one. Required with `s3_data_type` `AugmentedManifestFile` and useless without.
   */
  attribute_names?: string[] | string;
  /**
   * Customer-managed KMS key that encrypts outputs, captured data and instance volumes. A key or alias ARN in the region of the stage. Without it the account's AWS-managed keys are used. The key policy must let the job roles use the key.
   */
  kms_key_arn?: PerStage<string>;
  /**
   * Python version of the framework image, such as `py3` or `py310`. Needed only where the framework has images for more than one Python version.
   */
  python_version?: PerStage<string>;
  /**
   * Environment variables of the training container: name to text, at most 100, each value up to 512 characters. Not a place for secrets: SageMaker shows them to everybody who may describe the job.
   */
  environment?: PerStage<Record<string, string>>;
  /**
   * Subnets and security groups that the containers are attached to. The subnets must reach S3 (by an endpoint or a NAT gateway), or jobs fail when they fetch their data.
   */
  vpc_config?:
    | VpcConfig
    | {
        [k: string]: VpcConfig;
      };
  /**
   * Tells a second workload of the same model and pipeline type apart from the first, for example a second endpoint. At most 30 letters, digits and inner hyphens. Part of the identity, so changing it makes another stack, and proposes the old one for deletion. Leave it out for the first workload.
   */
  name?: string;
  /**
   * Names of the stages (from mlops-settings.json) that this workload goes to. Default: every stage; training, tuning, Autopilot and the image builder only the first one.
   *
   * @minItems 1
   * @maxItems 20
   */
  stages?: string[];
  /**
   * Workloads that must be deployed before this one, each as `<model_name>/<pipeline_type>`, with `/<name>` added where that workload has one; for an image builder its image tag stands in place of the model name. Monitors wait for their endpoint and custom models for their image without being told: use this only for an order that the files cannot show.
   *
   * @maxItems 50
   */
  depends_on?: string[];
  /**
   * Tags put on the stack and on everything in it, for cost reports and access rules. At most 45, because the processor adds its own. Keys up to 128 characters, not starting with `aws:` or `mlops:`; values up to 256.
   */
  tags?: Record<string, string>;
}
export interface VpcConfig {
  /**
   * Ids of the security groups of the containers, one to five.
   *
   * @minItems 1
   * @maxItems 5
   */
  security_group_ids: string[];
  /**
   * Ids of the subnets, one to sixteen, best in different availability zones.
   *
   * @minItems 1
   * @maxItems 16
   */
  subnets: string[];
}
/**
 * Searches for the best hyperparameters of a built-in algorithm by running many training jobs. Each changed input starts a new paid tuning job.
 */
export interface WrittenModelTunerBuiltin {
  /**
   * Path or address of the JSON Schema, for completion in editors. Without effect on what is deployed.
   */
  $schema?: string;
  /**
   * Which pipeline this workload is: hyperparameter tuning.
   */
  pipeline_type: 'model_tuner_builtin';
  /**
   * Name of the model, 1 to 63 letters, digits and single or repeated inner hyphens; blanks around it are left out. Together with `pipeline_type` (and `name`, where given) it is the identity of the stack: change it and the old stack is proposed for deletion and a new one created. Upper and lower case make no difference to the stack.
   */
  model_name: string;
  /**
   * Object or prefix that holds the training data: a key in the assets bucket, without the bucket name, or a full `s3://bucket/key`. Built-in algorithms expect CSV with the label in the first column and no header; Autopilot expects a header.
   */
  training_data: PerStage<string>;
  /**
   * Prefix in the assets bucket (or a full `s3://bucket/prefix`) under which the job writes model artifacts and, with spot instances, its checkpoints.
   */
  job_output_location: PerStage<string>;
  /**
   * Built-in algorithm or framework whose AWS image is used, by the name that the SageMaker image table knows, such as `xgboost` or `linear-learner`. Changing it replaces the model.
   */
  model_framework: string;
  /**
   * Version (or alias) of that framework's image. Quote it: it is text, and `1.10` is not `1.1`. First-party algorithms have the one version `1`, whatever stands here, a number too.
   */
  model_framework_version: PerStage<string>;
  /**
   * Static hyperparameters handed to the algorithm: name to text, number, boolean or list of numbers (`[[0, 1], [2, 3]]` too), at least one and at most 100. SageMaker receives every value as text. A tuner must not find the same name among its ranges.
   */
  algo_hyperparameters?: Record<string, string | number | boolean | (number | number[])[]>;
  /**
   * Spelling of `algo_hyperparameters` that the MLOps Workload Orchestrator uses; accepted with the same meaning. Give one of the two spellings, not both. Static hyperparameters handed to the algorithm: name to text, number, boolean or list of numbers (`[[0, 1], [2, 3]]` too), at least one and at most 100. SageMaker receives every value as text. A tuner must not find the same name among its ranges.
   */
  algo_hyperparamaters?: Record<string, string | number | boolean | (number | number[])[]>;
  tuner_configs: TunerConfigs;
  /**
   * What the tuner may vary, at most 30 names: name to `["continuous" or "integer", [min, max]]` (optionally with a scaling type as third item of the inner list) or `["categorical", [values]]`. A name must not stand among the static hyperparameters too.
   */
  hyperparameters_ranges?: Record<string, WrittenRange>;
  /**
   * Spelling of `hyperparameters_ranges` that the MLOps Workload Orchestrator uses; accepted with the same meaning. Give one of the two spellings, not both. What the tuner may vary, at most 30 names: name to `["continuous" or "integer", [min, max]]` (optionally with a scaling type as third item of the inner list) or `["categorical", [values]]`. A name must not stand among the static hyperparameters too.
   */
  hyperparamaters_ranges?: Record<string, WrittenRange>;
  /**
   * Name of the SageMaker tuning or Autopilot job, at most 32 characters, as SageMaker demands. Left out, it is derived from the content of this file. A name given here must be changed by hand whenever the inputs change; a plan that re-uses it is refused.
   */
  job_name?: PerStage<string>;
  /**
   * Object or prefix with the validation data, in the same format as the training data: a key in the assets bucket or a full `s3://bucket/key`. Needed when the objective metric is computed on validation data.
   */
  validation_data?: PerStage<string>;
  /**
   * SageMaker instance type that trains the model. GPU and large types cost much more per hour; spot instances make them cheaper.
   */
  instance_type?: PerStage<string>;
  /**
   * Number of instances that one training job uses. More than one helps only when the algorithm can train in a distributed way; see `data_distribution`.
   */
  instance_count?: PerStage<number | string>;
  /**
   * Size in GB of the storage volume of each training instance. In File mode it must hold all the data. Instance types with local NVMe disks ignore it.
   */
  instance_volume_size?: PerStage<number | string>;
  /**
   * Seconds that one training job may run before SageMaker stops it, 600 to 259200 (72 hours). It limits what a runaway job can cost. With spot instances it must not exceed `max_wait_time_spot_instances`.
   */
  max_runtime_per_job?: PerStage<number | string>;
  /**
   * Train on spare capacity at a lower price; SageMaker may interrupt and resume the job, so checkpoints are written. Boolean, or the text "True" or "False".
   */
  use_spot_instances?: PerStage<WrittenBoolean>;
  /**
   * Seconds in total that a spot job may take, waiting for capacity included, 1 to 259200. Must be at least `max_runtime_per_job`. Without effect when spot instances are off.
   */
  max_wait_time_spot_instances?: PerStage<number | string>;
  /**
   * Encrypt what training containers send to each other. It makes distributed training slower; with one instance it changes nothing. Boolean, or the text "True" or "False".
   */
  encrypt_inner_traffic?: PerStage<WrittenBoolean>;
  /**
   * MIME type of the training and validation channels, such as `csv`, `text/csv` or `application/x-recordio-protobuf`. The algorithm must understand it.
   */
  content_type?: string;
  /**
   * How S3 locations are read: `S3Prefix` takes every object under a prefix, `ManifestFile` and `AugmentedManifestFile` take a list of objects. The last one needs `attribute_names`.
   */
  s3_data_type?: 'S3Prefix' | 'ManifestFile' | 'AugmentedManifestFile';
  /**
   * Whether each instance receives all data (`FullyReplicated`) or its share of the objects (`ShardedByS3Key`). Matters only with more than one instance.
   */
  data_distribution?: 'FullyReplicated' | 'ShardedByS3Key';
  /**
   * `Gzip` when the data are compressed; empty or left out otherwise. SageMaker training decompresses only in Pipe mode.
   */
  compression_type?: '' | 'Gzip';
  /**
   * How data reach the container: `File` copies them first, `Pipe` and `FastFile` stream them. Not every algorithm can stream.
   */
  data_input_mode?: 'File' | 'Pipe' | 'FastFile';
  /**
   * `RecordIO` wraps each S3 object in a RecordIO record for algorithms that expect that format; empty or left out otherwise.
   */
  data_record_wrapping?: '' | 'RecordIO';
  /**
   * Attributes to read from an augmented manifest, at most 16: a JSON array, or, as the MLOps Workload Orchestrator has it, text that holds one. Required with `s3_data_type` `AugmentedManifestFile` and useless without.
   */
  attribute_names?: string[] | string;
  /**
   * Customer-managed KMS key that encrypts outputs, captured data and instance volumes. A key or alias ARN in the region of the stage. Without it the account's AWS-managed keys are used. The key policy must let the job roles use the key.
   */
  kms_key_arn?: PerStage<string>;
  /**
   * Python version of the framework image, such as `py3` or `py310`. Needed only where the framework has images for more than one Python version.
   */
  python_version?: PerStage<string>;
  /**
   * Environment variables of the training container: name to text, at most 100, each value up to 512 characters. Not a place for secrets: SageMaker shows them to everybody who may describe the job.
   */
  environment?: PerStage<Record<string, string>>;
  /**
   * Subnets and security groups that the containers are attached to. The subnets must reach S3 (by an endpoint or a NAT gateway), or jobs fail when they fetch their data.
   */
  vpc_config?:
    | VpcConfig
    | {
        [k: string]: VpcConfig;
      };
  /**
   * Tells a second workload of the same model and pipeline type apart from the first, for example a second endpoint. At most 30 letters, digits and inner hyphens. Part of the identity, so changing it makes another stack, and proposes the old one for deletion. Leave it out for the first workload.
   */
  name?: string;
  /**
   * Names of the stages (from mlops-settings.json) that this workload goes to. Default: every stage; training, tuning, Autopilot and the image builder only the first one.
   *
   * @minItems 1
   * @maxItems 20
   */
  stages?: string[];
  /**
   * Workloads that must be deployed before this one, each as `<model_name>/<pipeline_type>`, with `/<name>` added where that workload has one; for an image builder its image tag stands in place of the model name. Monitors wait for their endpoint and custom models for their image without being told: use this only for an order that the files cannot show.
   *
   * @maxItems 50
   */
  depends_on?: string[];
  /**
   * Tags put on the stack and on everything in it, for cost reports and access rules. At most 45, because the processor adds its own. Keys up to 128 characters, not starting with `aws:` or `mlops:`; values up to 256.
   */
  tags?: Record<string, string>;
}
/**
 * Arguments of the hyperparameter tuner: what to optimise, how to search and how many jobs to run. The estimator and the ranges come from the other attributes. Every job counts towards the cost: `max_jobs` times `max_runtime_per_job` is the upper bound.
 */
export interface TunerConfigs {
  /**
   * Metric that the tuner optimises, as the algorithm logs it, such as `validation:auc`.
   */
  objective_metric_name: string;
  /**
   * How to read metrics from the logs of an algorithm of your own. Built-in algorithms define theirs and reject these.
   *
   * @maxItems 40
   */
  metric_definitions?: {
    /**
     * Name of the metric, as the objective metric names it.
     */
    Name: string;
    /**
     * Expression with one group that captures the number in a log line.
     */
    Regex: string;
  }[];
  /**
   * `Bayesian` learns from finished jobs, `Random` does not, `Hyperband` stops weak jobs early, `Grid` tries every combination of categorical values.
   */
  strategy?: 'Bayesian' | 'Random' | 'Hyperband' | 'Grid';
  /**
   * Whether a high or a low value of the objective metric is good.
   */
  objective_type?: 'Maximize' | 'Minimize';
  /**
   * Training jobs that the tuner starts in total, default 1. Leave it out with strategy `Grid`, which computes it.
   */
  max_jobs?: number;
  /**
   * Training jobs that run at the same time; not more than `max_jobs`. Bayesian search learns better with few.
   */
  max_parallel_jobs?: number;
  /**
   * Seconds that the whole tuning job may run, 120 or more.
   */
  max_runtime_in_seconds?: number;
  /**
   * Accepted for compatibility and without effect: a job name is always derived or given by `job_name`.
   */
  base_tuning_job_name?: string;
  /**
   * `Auto` stops training jobs that are unlikely to beat the best one so far.
   */
  early_stopping_type?: 'Off' | 'Auto';
  /**
   * Seed of the search, so that a repeated tuning job tries the same values.
   */
  random_seed?: number;
  /**
   * Let SageMaker choose ranges and settings by itself.
   */
  autotune?: boolean;
  /**
   * Names that autotune must leave at their static values. Only with `autotune`.
   *
   * @maxItems 100
   */
  hyperparameters_to_keep_static?: string[];
  /**
   * Tags of the tuning job and of the training jobs it starts.
   *
   * @maxItems 50
   */
  tags?: {
    /**
     * Tag key, up to 128 characters.
     */
    Key: string;
    /**
     * Tag value, up to 256 characters.
     */
    Value: string;
  }[];
}
/**
 * Lets SageMaker Autopilot find a model for a table. Each changed input starts a new paid Autopilot job.
 */
export interface WrittenModelAutopilotTraining {
  /**
   * Path or address of the JSON Schema, for completion in editors. Without effect on what is deployed.
   */
  $schema?: string;
  /**
   * Which pipeline this workload is: autopilot training.
   */
  pipeline_type: 'model_autopilot_training';
  /**
   * Name of the model, 1 to 63 letters, digits and single or repeated inner hyphens; blanks around it are left out. Together with `pipeline_type` (and `name`, where given) it is the identity of the stack: change it and the old stack is proposed for deletion and a new one created. Upper and lower case make no difference to the stack.
   */
  model_name: string;
  /**
   * Object or prefix that holds the training data: a key in the assets bucket, without the bucket name, or a full `s3://bucket/key`. Built-in algorithms expect CSV with the label in the first column and no header; Autopilot expects a header.
   */
  training_data: PerStage<string>;
  /**
   * Prefix in the assets bucket (or a full `s3://bucket/prefix`) under which the job writes model artifacts and, with spot instances, its checkpoints.
   */
  job_output_location: PerStage<string>;
  /**
   * Name of the column that Autopilot learns to predict, exactly as in the header of the training data.
   */
  target_attribute: string;
  /**
   * Name of the SageMaker tuning or Autopilot job, at most 32 characters, as SageMaker demands. Left out, it is derived from the content of this file. A name given here must be changed by hand whenever the inputs change; a plan that re-uses it is refused.
   */
  job_name?: PerStage<string>;
  /**
   * Kind of problem; left out, Autopilot infers it from the target column. Give it together with `job_objective` or not at all.
   */
  problem_type?: '' | 'Regression' | 'BinaryClassification' | 'MulticlassClassification';
  /**
   * Metric that Autopilot optimises. Left out: F1 for binary classification, accuracy for multiclass, MSE for regression. Give it together with `problem_type` or not at all.
   */
  job_objective?: '' | 'Accuracy' | 'MSE' | 'F1' | 'F1macro' | 'AUC';
  /**
   * `Gzip` when the data are compressed; empty or left out otherwise. SageMaker training decompresses only in Pipe mode.
   */
  compression_type?: '' | 'Gzip';
  /**
   * Number of candidate pipelines that Autopilot tries, 1 to 750. Each one runs paid jobs.
   */
  job_max_candidates?: PerStage<number | string>;
  /**
   * Encrypt what training containers send to each other. It makes distributed training slower; with one instance it changes nothing. Boolean, or the text "True" or "False".
   */
  encrypt_inner_traffic?: PerStage<WrittenBoolean>;
  /**
   * Seconds that one training job may run before SageMaker stops it, 600 to 259200 (72 hours). It limits what a runaway job can cost. With spot instances it must not exceed `max_wait_time_spot_instances`.
   */
  max_runtime_per_job?: PerStage<number | string>;
  /**
   * Seconds that the whole Autopilot job may take, 3600 (one hour) to 2592000 (30 days, the default). It limits the cost.
   */
  total_max_runtime?: PerStage<number | string>;
  /**
   * Only write the candidate definitions and notebooks, train nothing. Boolean, or the text "True" or "False".
   */
  generate_definition_only?: PerStage<WrittenBoolean>;
  /**
   * Customer-managed KMS key that encrypts outputs, captured data and instance volumes. A key or alias ARN in the region of the stage. Without it the account's AWS-managed keys are used. The key policy must let the job roles use the key.
   */
  kms_key_arn?: PerStage<string>;
  /**
   * Subnets and security groups that the containers are attached to. The subnets must reach S3 (by an endpoint or a NAT gateway), or jobs fail when they fetch their data.
   */
  vpc_config?:
    | VpcConfig
    | {
        [k: string]: VpcConfig;
      };
  /**
   * Tells a second workload of the same model and pipeline type apart from the first, for example a second endpoint. At most 30 letters, digits and inner hyphens. Part of the identity, so changing it makes another stack, and proposes the old one for deletion. Leave it out for the first workload.
   */
  name?: string;
  /**
   * Names of the stages (from mlops-settings.json) that this workload goes to. Default: every stage; training, tuning, Autopilot and the image builder only the first one.
   *
   * @minItems 1
   * @maxItems 20
   */
  stages?: string[];
  /**
   * Workloads that must be deployed before this one, each as `<model_name>/<pipeline_type>`, with `/<name>` added where that workload has one; for an image builder its image tag stands in place of the model name. Monitors wait for their endpoint and custom models for their image without being told: use this only for an order that the files cannot show.
   *
   * @maxItems 50
   */
  depends_on?: string[];
  /**
   * Tags put on the stack and on everything in it, for cost reports and access rules. At most 45, because the processor adds its own. Keys up to 128 characters, not starting with `aws:` or `mlops:`; values up to 256.
   */
  tags?: Record<string, string>;
}
/**
 * Serves a model behind an HTTPS endpoint with data capture, a Lambda function and an API with IAM authorisation. The endpoint is paid for as long as it exists.
 */
export interface WrittenByomRealtimeBuiltin {
  /**
   * Path or address of the JSON Schema, for completion in editors. Without effect on what is deployed.
   */
  $schema?: string;
  /**
   * Which pipeline this workload is: realtime inference, built-in algorithm.
   */
  pipeline_type: 'byom_realtime_builtin';
  /**
   * Name of the model, 1 to 63 letters, digits and single or repeated inner hyphens; blanks around it are left out. Together with `pipeline_type` (and `name`, where given) it is the identity of the stack: change it and the old stack is proposed for deletion and a new one created. Upper and lower case make no difference to the stack.
   */
  model_name: string;
  /**
   * SageMaker instance type that serves the model or runs the batch job. An endpoint is paid per hour for as long as it exists. Not needed for a serverless endpoint.
   */
  inference_instance?: PerStage<string>;
  /**
   * Built-in algorithm or framework whose AWS image is used, by the name that the SageMaker image table knows, such as `xgboost` or `linear-learner`. Changing it replaces the model. Empty or left out with `model_package_name`.
   */
  model_framework?: string;
  /**
   * Version (or alias) of that framework's image. Quote it: it is text, and `1.10` is not `1.1`. First-party algorithms have the one version `1`, whatever stands here, a number too. Empty or left out with `model_package_name`.
   */
  model_framework_version?: PerStage<string>;
  /**
   * Trained model archive (`model.tar.gz`): a key in the assets bucket or a full `s3://bucket/key`. A new key makes a new model; overwriting the object under the same key changes nothing here.
   */
  model_artifact_location?: PerStage<string>;
  /**
   * ARN of a model version in the SageMaker model registry. It replaces image and artifact: when it is given, they are ignored. The version must be approved.
   */
  model_package_name?: PerStage<string>;
  /**
   * Where the endpoint writes captured requests and responses: `bucket/prefix`, with or without `s3://`. Monitors of the endpoint must name the same location.
   */
  data_capture_location: PerStage<string>;
  /**
   * Name of the endpoint, up to 63 letters, digits and inner hyphens, used in lower case. Left out, it is made of the model name, `name` and a hash of the stack name, and never changes; plan and stack outputs tell it. Give it when monitors or applications refer to it. Changing it replaces the endpoint.
   */
  endpoint_name?: PerStage<string>;
  /**
   * Customer-managed KMS key that encrypts outputs, captured data and instance volumes. A key or alias ARN in the region of the stage. Without it the account's AWS-managed keys are used. The key policy must let the job roles use the key.
   */
  kms_key_arn?: PerStage<string>;
  /**
   * Python version of the framework image, such as `py3` or `py310`. Needed only where the framework has images for more than one Python version.
   */
  python_version?: PerStage<string>;
  /**
   * Number of instances behind the endpoint, each paid per hour. With `autoscaling` it is only the number to start with. Not for serverless endpoints.
   */
  instance_count?: PerStage<number | string>;
  /**
   * Share of the requests that is captured, 0 to 100. Monitors need enough captured requests; 0 switches capture off and leaves them without data.
   */
  data_capture_percentage?: PerStage<number | string>;
  /**
   * Environment variables of the inference container: name to text, at most 100, each value up to 1024 characters. A change replaces the model. Not a place for secrets: SageMaker shows them to everybody who may describe the model.
   */
  environment?: PerStage<Record<string, string>>;
  /**
   * Subnets and security groups that the containers are attached to. The subnets must reach S3 (by an endpoint or a NAT gateway), or jobs fail when they fetch their data.
   */
  vpc_config?:
    | VpcConfig
    | {
        [k: string]: VpcConfig;
      };
  /**
   * Scales the number of instances by invocations per instance and minute. Not together with `serverless`.
   */
  autoscaling?:
    | Autoscaling
    | {
        [k: string]: Autoscaling;
      };
  /**
   * Serves the model without instances, paid per request; `inference_instance` is then not needed. SageMaker does not capture data of serverless endpoints, and they have no GPU, no VPC and no autoscaling of instances.
   */
  serverless?:
    | Serverless
    | {
        [k: string]: Serverless;
      };
  /**
   * How an update of the endpoint shifts traffic to the new configuration, and the alarms that roll it back. Default: all at once, after the new instances are healthy.
   */
  deployment?:
    | Deployment
    | {
        [k: string]: Deployment;
      };
  /**
   * Tells a second workload of the same model and pipeline type apart from the first, for example a second endpoint. At most 30 letters, digits and inner hyphens. Part of the identity, so changing it makes another stack, and proposes the old one for deletion. Leave it out for the first workload.
   */
  name?: string;
  /**
   * Names of the stages (from mlops-settings.json) that this workload goes to. Default: every stage; training, tuning, Autopilot and the image builder only the first one.
   *
   * @minItems 1
   * @maxItems 20
   */
  stages?: string[];
  /**
   * Workloads that must be deployed before this one, each as `<model_name>/<pipeline_type>`, with `/<name>` added where that workload has one; for an image builder its image tag stands in place of the model name. Monitors wait for their endpoint and custom models for their image without being told: use this only for an order that the files cannot show.
   *
   * @maxItems 50
   */
  depends_on?: string[];
  /**
   * Tags put on the stack and on everything in it, for cost reports and access rules. At most 45, because the processor adds its own. Keys up to 128 characters, not starting with `aws:` or `mlops:`; values up to 256.
   */
  tags?: Record<string, string>;
}
export interface Autoscaling {
  /**
   * Instances that are always there, at least 1.
   */
  min_instances: number;
  /**
   * Instances at most; not fewer than `min_instances`. It bounds the cost.
   */
  max_instances: number;
  /**
   * Average number of requests per instance and minute that scaling aims at.
   */
  invocations_per_instance: number;
  /**
   * Seconds to wait after removing instances before removing more.
   */
  scale_in_cooldown_seconds?: number;
  /**
   * Seconds to wait after adding instances before adding more.
   */
  scale_out_cooldown_seconds?: number;
}
export interface Serverless {
  /**
   * Memory in MB, 1024 to 6144 in steps of 1024; processor power grows with it.
   */
  memory_size_in_mb: 1024 | 2048 | 3072 | 4096 | 5120 | 6144;
  /**
   * Requests at the same time, 1 to 200; more are throttled.
   */
  max_concurrency: number;
  /**
   * Concurrency that is kept warm and paid for all the time; not more than `max_concurrency`.
   */
  provisioned_concurrency?: number;
}
export interface Deployment {
  /**
   * `all_at_once`, `canary` (one small step, then the rest), `linear` (equal steps) or `rolling` (replace instances in batches, without double capacity).
   */
  strategy: 'all_at_once' | 'canary' | 'linear' | 'rolling';
  /**
   * Percent of the capacity in one step: up to 50 for canary and rolling (rolling at least 5), 10 to 50 for linear.
   */
  step_percentage?: number;
  /**
   * Seconds to watch the alarms between two steps, 0 to 3600.
   */
  wait_seconds?: number;
  /**
   * Seconds that the old instances are kept after the last step, 0 to 3600, so that a late alarm can still roll back.
   */
  termination_wait_seconds?: number;
  /**
   * Seconds that the whole deployment may take, 600 to 28800; longer than all steps and waits together.
   */
  maximum_execution_timeout_seconds?: number;
  /**
   * Names of CloudWatch alarms, at most 10, of which each one rolls the deployment back.
   *
   * @minItems 1
   * @maxItems 10
   */
  alarms?: string[];
}
/**
 * Serves a model behind an HTTPS endpoint with data capture, a Lambda function and an API with IAM authorisation. The endpoint is paid for as long as it exists.
 */
export interface WrittenByomRealtimeCustom {
  /**
   * Path or address of the JSON Schema, for completion in editors. Without effect on what is deployed.
   */
  $schema?: string;
  /**
   * Which pipeline this workload is: realtime inference, custom image.
   */
  pipeline_type: 'byom_realtime_custom';
  /**
   * Name of the model, 1 to 63 letters, digits and single or repeated inner hyphens; blanks around it are left out. Together with `pipeline_type` (and `name`, where given) it is the identity of the stack: change it and the old stack is proposed for deletion and a new one created. Upper and lower case make no difference to the stack.
   */
  model_name: string;
  /**
   * SageMaker instance type that serves the model or runs the batch job. An endpoint is paid per hour for as long as it exists. Not needed for a serverless endpoint.
   */
  inference_instance?: PerStage<string>;
  /**
   * Full ECR image URI of your own algorithm, with tag or digest. The repository must be readable from the account of the stage. A tag that is pushed again changes nothing here until this value changes.
   */
  custom_image_uri?: PerStage<string>;
  /**
   * Trained model archive (`model.tar.gz`): a key in the assets bucket or a full `s3://bucket/key`. A new key makes a new model; overwriting the object under the same key changes nothing here.
   */
  model_artifact_location?: PerStage<string>;
  /**
   * ARN of a model version in the SageMaker model registry. It replaces image and artifact: when it is given, they are ignored. The version must be approved.
   */
  model_package_name?: PerStage<string>;
  /**
   * Where the endpoint writes captured requests and responses: `bucket/prefix`, with or without `s3://`. Monitors of the endpoint must name the same location.
   */
  data_capture_location: PerStage<string>;
  /**
   * Name of the endpoint, up to 63 letters, digits and inner hyphens, used in lower case. Left out, it is made of the model name, `name` and a hash of the stack name, and never changes; plan and stack outputs tell it. Give it when monitors or applications refer to it. Changing it replaces the endpoint.
   */
  endpoint_name?: PerStage<string>;
  /**
   * Customer-managed KMS key that encrypts outputs, captured data and instance volumes. A key or alias ARN in the region of the stage. Without it the account's AWS-managed keys are used. The key policy must let the job roles use the key.
   */
  kms_key_arn?: PerStage<string>;
  /**
   * Number of instances behind the endpoint, each paid per hour. With `autoscaling` it is only the number to start with. Not for serverless endpoints.
   */
  instance_count?: PerStage<number | string>;
  /**
   * Share of the requests that is captured, 0 to 100. Monitors need enough captured requests; 0 switches capture off and leaves them without data.
   */
  data_capture_percentage?: PerStage<number | string>;
  /**
   * Environment variables of the inference container: name to text, at most 100, each value up to 1024 characters. A change replaces the model. Not a place for secrets: SageMaker shows them to everybody who may describe the model.
   */
  environment?: PerStage<Record<string, string>>;
  /**
   * Subnets and security groups that the containers are attached to. The subnets must reach S3 (by an endpoint or a NAT gateway), or jobs fail when they fetch their data.
   */
  vpc_config?:
    | VpcConfig
    | {
        [k: string]: VpcConfig;
      };
  /**
   * Scales the number of instances by invocations per instance and minute. Not together with `serverless`.
   */
  autoscaling?:
    | Autoscaling
    | {
        [k: string]: Autoscaling;
      };
  /**
   * Serves the model without instances, paid per request; `inference_instance` is then not needed. SageMaker does not capture data of serverless endpoints, and they have no GPU, no VPC and no autoscaling of instances.
   */
  serverless?:
    | Serverless
    | {
        [k: string]: Serverless;
      };
  /**
   * How an update of the endpoint shifts traffic to the new configuration, and the alarms that roll it back. Default: all at once, after the new instances are healthy.
   */
  deployment?:
    | Deployment
    | {
        [k: string]: Deployment;
      };
  /**
   * Tells a second workload of the same model and pipeline type apart from the first, for example a second endpoint. At most 30 letters, digits and inner hyphens. Part of the identity, so changing it makes another stack, and proposes the old one for deletion. Leave it out for the first workload.
   */
  name?: string;
  /**
   * Names of the stages (from mlops-settings.json) that this workload goes to. Default: every stage; training, tuning, Autopilot and the image builder only the first one.
   *
   * @minItems 1
   * @maxItems 20
   */
  stages?: string[];
  /**
   * Workloads that must be deployed before this one, each as `<model_name>/<pipeline_type>`, with `/<name>` added where that workload has one; for an image builder its image tag stands in place of the model name. Monitors wait for their endpoint and custom models for their image without being told: use this only for an order that the files cannot show.
   *
   * @maxItems 50
   */
  depends_on?: string[];
  /**
   * Tags put on the stack and on everything in it, for cost reports and access rules. At most 45, because the processor adds its own. Keys up to 128 characters, not starting with `aws:` or `mlops:`; values up to 256.
   */
  tags?: Record<string, string>;
}
/**
 * Scores a dataset with a transform job, once per deployed change or on a schedule.
 */
export interface WrittenByomBatchBuiltin {
  /**
   * Path or address of the JSON Schema, for completion in editors. Without effect on what is deployed.
   */
  $schema?: string;
  /**
   * Which pipeline this workload is: batch transform, built-in algorithm.
   */
  pipeline_type: 'byom_batch_builtin';
  /**
   * Name of the model, 1 to 63 letters, digits and single or repeated inner hyphens; blanks around it are left out. Together with `pipeline_type` (and `name`, where given) it is the identity of the stack: change it and the old stack is proposed for deletion and a new one created. Upper and lower case make no difference to the stack.
   */
  model_name: string;
  /**
   * SageMaker instance type that serves the model or runs the batch job. An endpoint is paid per hour for as long as it exists. Not needed for a serverless endpoint.
   */
  inference_instance: PerStage<string>;
  /**
   * Built-in algorithm or framework whose AWS image is used, by the name that the SageMaker image table knows, such as `xgboost` or `linear-learner`. Changing it replaces the model. Empty or left out with `model_package_name`.
   */
  model_framework?: string;
  /**
   * Version (or alias) of that framework's image. Quote it: it is text, and `1.10` is not `1.1`. First-party algorithms have the one version `1`, whatever stands here, a number too. Empty or left out with `model_package_name`.
   */
  model_framework_version?: PerStage<string>;
  /**
   * Trained model archive (`model.tar.gz`): a key in the assets bucket or a full `s3://bucket/key`. A new key makes a new model; overwriting the object under the same key changes nothing here.
   */
  model_artifact_location?: PerStage<string>;
  /**
   * ARN of a model version in the SageMaker model registry. It replaces image and artifact: when it is given, they are ignored. The version must be approved.
   */
  model_package_name?: PerStage<string>;
  /**
   * CSV object or prefix to score: `bucket/key`, with or without `s3://`. A changed value starts a new paid transform job.
   */
  batch_inference_data: PerStage<string>;
  /**
   * Prefix that receives the predictions: `bucket/prefix`, with or without `s3://`. Each input object becomes one output object with `.out` added.
   */
  batch_job_output_location: PerStage<string>;
  /**
   * Customer-managed KMS key that encrypts outputs, captured data and instance volumes. A key or alias ARN in the region of the stage. Without it the account's AWS-managed keys are used. The key policy must let the job roles use the key.
   */
  kms_key_arn?: PerStage<string>;
  /**
   * Python version of the framework image, such as `py3` or `py310`. Needed only where the framework has images for more than one Python version.
   */
  python_version?: PerStage<string>;
  /**
   * Number of instances of the transform job. More than one helps only when the input consists of several objects.
   */
  instance_count?: PerStage<number | string>;
  /**
   * When the job is repeated, as an EventBridge expression in UTC: `cron(minutes hours day-of-month month day-of-week year)` with `?` for one of the two day fields, or `rate(value unit)`. Left out, the job runs once per deployment of a change. Every run is paid.
   */
  schedule_expression?: PerStage<string>;
  /**
   * MIME type of the input records; the model must understand it.
   */
  content_type?: string;
  /**
   * MIME type that the model is asked to answer with.
   */
  accept?: string;
  /**
   * How input objects are cut into records: by line, by a record format, or not at all.
   */
  split_type?: 'None' | 'Line' | 'RecordIO' | 'TFRecord';
  /**
   * How predictions are put together into the output object: one per line, or one after the other.
   */
  assemble_with?: 'None' | 'Line';
  /**
   * `Gzip` when the input objects are compressed; `None`, empty or left out otherwise.
   */
  compression_type?: '' | 'None' | 'Gzip';
  /**
   * Whether a request carries as many records as fit (`MultiRecord`) or one (`SingleRecord`). Left out, SageMaker chooses.
   */
  batch_strategy?: 'MultiRecord' | 'SingleRecord';
  /**
   * Largest request in MB, 0 to 100; 0 means no limit, for models that stream. SageMaker's default is 6. A record that is larger fails the job.
   */
  max_payload_in_mb?: PerStage<number | string>;
  /**
   * Environment variables of the inference container: name to text, at most 100, each value up to 1024 characters. A change replaces the model. Not a place for secrets: SageMaker shows them to everybody who may describe the model.
   */
  environment?: PerStage<Record<string, string>>;
  /**
   * Subnets and security groups that the containers are attached to. The subnets must reach S3 (by an endpoint or a NAT gateway), or jobs fail when they fetch their data.
   */
  vpc_config?:
    | VpcConfig
    | {
        [k: string]: VpcConfig;
      };
  /**
   * Tells a second workload of the same model and pipeline type apart from the first, for example a second endpoint. At most 30 letters, digits and inner hyphens. Part of the identity, so changing it makes another stack, and proposes the old one for deletion. Leave it out for the first workload.
   */
  name?: string;
  /**
   * Names of the stages (from mlops-settings.json) that this workload goes to. Default: every stage; training, tuning, Autopilot and the image builder only the first one.
   *
   * @minItems 1
   * @maxItems 20
   */
  stages?: string[];
  /**
   * Workloads that must be deployed before this one, each as `<model_name>/<pipeline_type>`, with `/<name>` added where that workload has one; for an image builder its image tag stands in place of the model name. Monitors wait for their endpoint and custom models for their image without being told: use this only for an order that the files cannot show.
   *
   * @maxItems 50
   */
  depends_on?: string[];
  /**
   * Tags put on the stack and on everything in it, for cost reports and access rules. At most 45, because the processor adds its own. Keys up to 128 characters, not starting with `aws:` or `mlops:`; values up to 256.
   */
  tags?: Record<string, string>;
}
/**
 * Scores a dataset with a transform job, once per deployed change or on a schedule.
 */
export interface WrittenByomBatchCustom {
  /**
   * Path or address of the JSON Schema, for completion in editors. Without effect on what is deployed.
   */
  $schema?: string;
  /**
   * Which pipeline this workload is: batch transform, custom image.
   */
  pipeline_type: 'byom_batch_custom';
  /**
   * Name of the model, 1 to 63 letters, digits and single or repeated inner hyphens; blanks around it are left out. Together with `pipeline_type` (and `name`, where given) it is the identity of the stack: change it and the old stack is proposed for deletion and a new one created. Upper and lower case make no difference to the stack.
   */
  model_name: string;
  /**
   * SageMaker instance type that serves the model or runs the batch job. An endpoint is paid per hour for as long as it exists. Not needed for a serverless endpoint.
   */
  inference_instance: PerStage<string>;
  /**
   * Full ECR image URI of your own algorithm, with tag or digest. The repository must be readable from the account of the stage. A tag that is pushed again changes nothing here until this value changes.
   */
  custom_image_uri?: PerStage<string>;
  /**
   * Trained model archive (`model.tar.gz`): a key in the assets bucket or a full `s3://bucket/key`. A new key makes a new model; overwriting the object under the same key changes nothing here.
   */
  model_artifact_location?: PerStage<string>;
  /**
   * ARN of a model version in the SageMaker model registry. It replaces image and artifact: when it is given, they are ignored. The version must be approved.
   */
  model_package_name?: PerStage<string>;
  /**
   * CSV object or prefix to score: `bucket/key`, with or without `s3://`. A changed value starts a new paid transform job.
   */
  batch_inference_data: PerStage<string>;
  /**
   * Prefix that receives the predictions: `bucket/prefix`, with or without `s3://`. Each input object becomes one output object with `.out` added.
   */
  batch_job_output_location: PerStage<string>;
  /**
   * Customer-managed KMS key that encrypts outputs, captured data and instance volumes. A key or alias ARN in the region of the stage. Without it the account's AWS-managed keys are used. The key policy must let the job roles use the key.
   */
  kms_key_arn?: PerStage<string>;
  /**
   * Number of instances of the transform job. More than one helps only when the input consists of several objects.
   */
  instance_count?: PerStage<number | string>;
  /**
   * When the job is repeated, as an EventBridge expression in UTC: `cron(minutes hours day-of-month month day-of-week year)` with `?` for one of the two day fields, or `rate(value unit)`. Left out, the job runs once per deployment of a change. Every run is paid.
   */
  schedule_expression?: PerStage<string>;
  /**
   * MIME type of the input records; the model must understand it.
   */
  content_type?: string;
  /**
   * MIME type that the model is asked to answer with.
   */
  accept?: string;
  /**
   * How input objects are cut into records: by line, by a record format, or not at all.
   */
  split_type?: 'None' | 'Line' | 'RecordIO' | 'TFRecord';
  /**
   * How predictions are put together into the output object: one per line, or one after the other.
   */
  assemble_with?: 'None' | 'Line';
  /**
   * `Gzip` when the input objects are compressed; `None`, empty or left out otherwise.
   */
  compression_type?: '' | 'None' | 'Gzip';
  /**
   * Whether a request carries as many records as fit (`MultiRecord`) or one (`SingleRecord`). Left out, SageMaker chooses.
   */
  batch_strategy?: 'MultiRecord' | 'SingleRecord';
  /**
   * Largest request in MB, 0 to 100; 0 means no limit, for models that stream. SageMaker's default is 6. A record that is larger fails the job.
   */
  max_payload_in_mb?: PerStage<number | string>;
  /**
   * Environment variables of the inference container: name to text, at most 100, each value up to 1024 characters. A change replaces the model. Not a place for secrets: SageMaker shows them to everybody who may describe the model.
   */
  environment?: PerStage<Record<string, string>>;
  /**
   * Subnets and security groups that the containers are attached to. The subnets must reach S3 (by an endpoint or a NAT gateway), or jobs fail when they fetch their data.
   */
  vpc_config?:
    | VpcConfig
    | {
        [k: string]: VpcConfig;
      };
  /**
   * Tells a second workload of the same model and pipeline type apart from the first, for example a second endpoint. At most 30 letters, digits and inner hyphens. Part of the identity, so changing it makes another stack, and proposes the old one for deletion. Leave it out for the first workload.
   */
  name?: string;
  /**
   * Names of the stages (from mlops-settings.json) that this workload goes to. Default: every stage; training, tuning, Autopilot and the image builder only the first one.
   *
   * @minItems 1
   * @maxItems 20
   */
  stages?: string[];
  /**
   * Workloads that must be deployed before this one, each as `<model_name>/<pipeline_type>`, with `/<name>` added where that workload has one; for an image builder its image tag stands in place of the model name. Monitors wait for their endpoint and custom models for their image without being told: use this only for an order that the files cannot show.
   *
   * @maxItems 50
   */
  depends_on?: string[];
  /**
   * Tags put on the stack and on everything in it, for cost reports and access rules. At most 45, because the processor adds its own. Keys up to 128 characters, not starting with `aws:` or `mlops:`; values up to 256.
   */
  tags?: Record<string, string>;
}
/**
 * Compares what the endpoint receives and answers with a baseline, on a schedule: do the live data still look like the training data? Needs an endpoint with data capture.
 */
export interface WrittenByomDataQualityMonitor {
  /**
   * Path or address of the JSON Schema, for completion in editors. Without effect on what is deployed.
   */
  $schema?: string;
  /**
   * Which pipeline this workload is: data quality monitor.
   */
  pipeline_type: 'byom_data_quality_monitor';
  /**
   * Name of the model, 1 to 63 letters, digits and single or repeated inner hyphens; blanks around it are left out. Together with `pipeline_type` (and `name`, where given) it is the identity of the stack: change it and the old stack is proposed for deletion and a new one created. Upper and lower case make no difference to the stack.
   */
  model_name: string;
  /**
   * Name of the endpoint to watch, used in lower case. A monitor of an endpoint that a workload here creates waits for it; any other endpoint must already exist.
   */
  endpoint_name: PerStage<string>;
  /**
   * Dataset from which the baseline is computed, CSV with a header: a key in the assets bucket or a full `s3://bucket/key`. For bias and explainability the label is the first column.
   */
  baseline_data: PerStage<string>;
  /**
   * Prefix for the constraints, statistics and analysis files of the baseline: `bucket/prefix`, with or without `s3://`. Each baseline job writes to a folder of its own below it.
   */
  baseline_job_output_location: PerStage<string>;
  /**
   * Where the endpoint writes captured requests and responses: `bucket/prefix`, with or without `s3://`. Monitors of the endpoint must name the same location.
   */
  data_capture_location: PerStage<string>;
  /**
   * Prefix for the reports of every monitoring run: `bucket/prefix`, with or without `s3://`.
   */
  monitoring_output_location: PerStage<string>;
  /**
   * How often the monitor runs, in UTC: hourly `cron(0 * ? * * *)`, daily at hour H `cron(0 H ? * * *)`, or every N hours from hour H `cron(0 H/N ? * * *)`. SageMaker runs no other form. Every run is paid.
   */
  schedule_expression: PerStage<string>;
  /**
   * Seconds that one monitoring run may take, 1 to 86400. With an hourly schedule at most 3600 for data quality and explainability, 1800 for model quality and bias.
   */
  monitor_max_runtime_seconds: PerStage<number | string>;
  /**
   * SageMaker instance type of the baseline job and of every monitoring run.
   */
  instance_type: PerStage<string>;
  /**
   * Size in GB of the storage volume of the baseline job and of every monitoring run; it must hold the data of one run.
   */
  instance_volume_size: PerStage<number | string>;
  /**
   * Seconds that the baseline job may take, 1 to 777600. The deployment waits for it, at most 11 hours: more than 39600 counts as 39600. Empty or left out: 39600.
   */
  baseline_max_runtime_seconds?: PerStage<number | string>;
  /**
   * Customer-managed KMS key that encrypts outputs, captured data and instance volumes. A key or alias ARN in the region of the stage. Without it the account's AWS-managed keys are used. The key policy must let the job roles use the key.
   */
  kms_key_arn?: PerStage<string>;
  /**
   * What runs the monitor. `sagemaker_model_monitor` is the only engine today; Amazon has closed it to new customers.
   */
  engine?: 'sagemaker_model_monitor';
  /**
   * Number of instances of the baseline job and of every monitoring run.
   */
  instance_count?: PerStage<number | string>;
  /**
   * Tells a second workload of the same model and pipeline type apart from the first, for example a second endpoint. At most 30 letters, digits and inner hyphens. Part of the identity, so changing it makes another stack, and proposes the old one for deletion. Leave it out for the first workload.
   */
  name?: string;
  /**
   * Names of the stages (from mlops-settings.json) that this workload goes to. Default: every stage; training, tuning, Autopilot and the image builder only the first one.
   *
   * @minItems 1
   * @maxItems 20
   */
  stages?: string[];
  /**
   * Workloads that must be deployed before this one, each as `<model_name>/<pipeline_type>`, with `/<name>` added where that workload has one; for an image builder its image tag stands in place of the model name. Monitors wait for their endpoint and custom models for their image without being told: use this only for an order that the files cannot show.
   *
   * @maxItems 50
   */
  depends_on?: string[];
  /**
   * Tags put on the stack and on everything in it, for cost reports and access rules. At most 45, because the processor adds its own. Keys up to 128 characters, not starting with `aws:` or `mlops:`; values up to 256.
   */
  tags?: Record<string, string>;
}
/**
 * Compares what the endpoint receives and answers with a baseline, on a schedule: are the predictions still as good, measured against ground truth? Needs an endpoint with data capture and delivered labels.
 */
export interface WrittenByomModelQualityMonitor {
  /**
   * Path or address of the JSON Schema, for completion in editors. Without effect on what is deployed.
   */
  $schema?: string;
  /**
   * Which pipeline this workload is: model quality monitor.
   */
  pipeline_type: 'byom_model_quality_monitor';
  /**
   * Name of the model, 1 to 63 letters, digits and single or repeated inner hyphens; blanks around it are left out. Together with `pipeline_type` (and `name`, where given) it is the identity of the stack: change it and the old stack is proposed for deletion and a new one created. Upper and lower case make no difference to the stack.
   */
  model_name: string;
  /**
   * Name of the endpoint to watch, used in lower case. A monitor of an endpoint that a workload here creates waits for it; any other endpoint must already exist.
   */
  endpoint_name: PerStage<string>;
  /**
   * Dataset from which the baseline is computed, CSV with a header: a key in the assets bucket or a full `s3://bucket/key`. For bias and explainability the label is the first column.
   */
  baseline_data: PerStage<string>;
  /**
   * Prefix for the constraints, statistics and analysis files of the baseline: `bucket/prefix`, with or without `s3://`. Each baseline job writes to a folder of its own below it.
   */
  baseline_job_output_location: PerStage<string>;
  /**
   * Where the endpoint writes captured requests and responses: `bucket/prefix`, with or without `s3://`. Monitors of the endpoint must name the same location.
   */
  data_capture_location: PerStage<string>;
  /**
   * Prefix for the reports of every monitoring run: `bucket/prefix`, with or without `s3://`.
   */
  monitoring_output_location: PerStage<string>;
  /**
   * How often the monitor runs, in UTC: hourly `cron(0 * ? * * *)`, daily at hour H `cron(0 H ? * * *)`, or every N hours from hour H `cron(0 H/N ? * * *)`. SageMaker runs no other form. Every run is paid.
   */
  schedule_expression: PerStage<string>;
  /**
   * Seconds that one monitoring run may take, 1 to 86400. With an hourly schedule at most 3600 for data quality and explainability, 1800 for model quality and bias.
   */
  monitor_max_runtime_seconds: PerStage<number | string>;
  /**
   * SageMaker instance type of the baseline job and of every monitoring run.
   */
  instance_type: PerStage<string>;
  /**
   * Size in GB of the storage volume of the baseline job and of every monitoring run; it must hold the data of one run.
   */
  instance_volume_size: PerStage<number | string>;
  /**
   * Kind of ML problem. It decides which of the inference, probability and label attributes are required.
   */
  problem_type: 'Regression' | 'BinaryClassification' | 'MulticlassClassification';
  /**
   * Column with the predicted label in the baseline data: header name, index or JSONPath. Must not be empty for Regression and MulticlassClassification.
   */
  baseline_inference_attribute: string;
  /**
   * Column with the true label in the baseline data: header name, index or JSONPath. Must not be empty.
   */
  baseline_ground_truth_attribute: string;
  /**
   * Column with the predicted probability in the baseline data: header name, index or JSONPath. Required for BinaryClassification, where it is used together with `probability_threshold_attribute`.
   */
  baseline_probability_attribute?: string;
  /**
   * Where the predicted label stands in the captured output: index for CSV, JSONPath for JSON. Required for Regression and MulticlassClassification.
   */
  monitor_inference_attribute?: string;
  /**
   * Prefix where labelled outcomes are delivered, in folders `yyyy/mm/dd/hh`: `bucket/prefix`, with or without `s3://`. Runs for hours without ground truth report nothing.
   */
  monitor_ground_truth_input: PerStage<string>;
  /**
   * Where the predicted probability stands in the captured output: index for CSV, JSONPath for JSON. Used only for BinaryClassification.
   */
  monitor_probability_attribute?: string;
  /**
   * Threshold between 0 and 1 that turns a probability into a class; a number or text that holds one. Used only for BinaryClassification.
   */
  probability_threshold_attribute?: number | string;
  /**
   * Seconds that the baseline job may take, 1 to 777600. The deployment waits for it, at most 11 hours: more than 39600 counts as 39600. Empty or left out: 39600.
   */
  baseline_max_runtime_seconds?: PerStage<number | string>;
  /**
   * Customer-managed KMS key that encrypts outputs, captured data and instance volumes. A key or alias ARN in the region of the stage. Without it the account's AWS-managed keys are used. The key policy must let the job roles use the key.
   */
  kms_key_arn?: PerStage<string>;
  /**
   * What runs the monitor. `sagemaker_model_monitor` is the only engine today; Amazon has closed it to new customers.
   */
  engine?: 'sagemaker_model_monitor';
  /**
   * Number of instances of the baseline job and of every monitoring run.
   */
  instance_count?: PerStage<number | string>;
  /**
   * Tells a second workload of the same model and pipeline type apart from the first, for example a second endpoint. At most 30 letters, digits and inner hyphens. Part of the identity, so changing it makes another stack, and proposes the old one for deletion. Leave it out for the first workload.
   */
  name?: string;
  /**
   * Names of the stages (from mlops-settings.json) that this workload goes to. Default: every stage; training, tuning, Autopilot and the image builder only the first one.
   *
   * @minItems 1
   * @maxItems 20
   */
  stages?: string[];
  /**
   * Workloads that must be deployed before this one, each as `<model_name>/<pipeline_type>`, with `/<name>` added where that workload has one; for an image builder its image tag stands in place of the model name. Monitors wait for their endpoint and custom models for their image without being told: use this only for an order that the files cannot show.
   *
   * @maxItems 50
   */
  depends_on?: string[];
  /**
   * Tags put on the stack and on everything in it, for cost reports and access rules. At most 45, because the processor adds its own. Keys up to 128 characters, not starting with `aws:` or `mlops:`; values up to 256.
   */
  tags?: Record<string, string>;
}
/**
 * Compares what the endpoint receives and answers with a baseline, on a schedule: does the model treat groups differently? Needs an endpoint with data capture and delivered labels.
 */
export interface WrittenByomModelBiasMonitor {
  /**
   * Path or address of the JSON Schema, for completion in editors. Without effect on what is deployed.
   */
  $schema?: string;
  /**
   * Which pipeline this workload is: model bias monitor.
   */
  pipeline_type: 'byom_model_bias_monitor';
  /**
   * Name of the model, 1 to 63 letters, digits and single or repeated inner hyphens; blanks around it are left out. Together with `pipeline_type` (and `name`, where given) it is the identity of the stack: change it and the old stack is proposed for deletion and a new one created. Upper and lower case make no difference to the stack.
   */
  model_name: string;
  /**
   * Name of the endpoint to watch, used in lower case. A monitor of an endpoint that a workload here creates waits for it; any other endpoint must already exist.
   */
  endpoint_name: PerStage<string>;
  /**
   * Dataset from which the baseline is computed, CSV with a header: a key in the assets bucket or a full `s3://bucket/key`. For bias and explainability the label is the first column.
   */
  baseline_data: PerStage<string>;
  /**
   * Prefix for the constraints, statistics and analysis files of the baseline: `bucket/prefix`, with or without `s3://`. Each baseline job writes to a folder of its own below it.
   */
  baseline_job_output_location: PerStage<string>;
  /**
   * Where the endpoint writes captured requests and responses: `bucket/prefix`, with or without `s3://`. Monitors of the endpoint must name the same location.
   */
  data_capture_location: PerStage<string>;
  /**
   * Prefix for the reports of every monitoring run: `bucket/prefix`, with or without `s3://`.
   */
  monitoring_output_location: PerStage<string>;
  /**
   * How often the monitor runs, in UTC: hourly `cron(0 * ? * * *)`, daily at hour H `cron(0 H ? * * *)`, or every N hours from hour H `cron(0 H/N ? * * *)`. SageMaker runs no other form. Every run is paid.
   */
  schedule_expression: PerStage<string>;
  /**
   * Seconds that one monitoring run may take, 1 to 86400. With an hourly schedule at most 3600 for data quality and explainability, 1800 for model quality and bias.
   */
  monitor_max_runtime_seconds: PerStage<number | string>;
  /**
   * SageMaker instance type of the baseline job and of every monitoring run.
   */
  instance_type: PerStage<string>;
  /**
   * Size in GB of the storage volume of the baseline job and of every monitoring run; it must hold the data of one run.
   */
  instance_volume_size: PerStage<number | string>;
  /**
   * Kind of ML problem. It decides which of the inference, probability and label attributes are required.
   */
  problem_type: 'Regression' | 'BinaryClassification' | 'MulticlassClassification';
  /**
   * Where the predicted label stands in the captured output: index for CSV, JSONPath for JSON. Required for Regression and MulticlassClassification.
   */
  monitor_inference_attribute?: string;
  /**
   * Prefix where labelled outcomes are delivered, in folders `yyyy/mm/dd/hh`: `bucket/prefix`, with or without `s3://`. Runs for hours without ground truth report nothing.
   */
  monitor_ground_truth_input: PerStage<string>;
  bias_config: BiasConfig;
  model_predicted_label_config?: ModelPredictedLabelConfig;
  /**
   * Where the predicted probability stands in the captured output: index for CSV, JSONPath for JSON. Used only for BinaryClassification.
   */
  monitor_probability_attribute?: string;
  /**
   * Threshold between 0 and 1 that turns a probability into a class; a number or text that holds one. Used only for BinaryClassification.
   */
  probability_threshold_attribute?: number | string;
  /**
   * Where the features stand in captured input: JSONPath, for example `features`, when requests are JSON. Not needed for CSV.
   */
  features_attribute?: string;
  /**
   * Seconds that the baseline job may take, 1 to 777600. The deployment waits for it, at most 11 hours: more than 39600 counts as 39600. Empty or left out: 39600.
   */
  baseline_max_runtime_seconds?: PerStage<number | string>;
  /**
   * Customer-managed KMS key that encrypts outputs, captured data and instance volumes. A key or alias ARN in the region of the stage. Without it the account's AWS-managed keys are used. The key policy must let the job roles use the key.
   */
  kms_key_arn?: PerStage<string>;
  /**
   * What runs the monitor. `sagemaker_model_monitor` is the only engine today; Amazon has closed it to new customers.
   */
  engine?: 'sagemaker_model_monitor';
  /**
   * Number of instances of the baseline job and of every monitoring run.
   */
  instance_count?: PerStage<number | string>;
  /**
   * Tells a second workload of the same model and pipeline type apart from the first, for example a second endpoint. At most 30 letters, digits and inner hyphens. Part of the identity, so changing it makes another stack, and proposes the old one for deletion. Leave it out for the first workload.
   */
  name?: string;
  /**
   * Names of the stages (from mlops-settings.json) that this workload goes to. Default: every stage; training, tuning, Autopilot and the image builder only the first one.
   *
   * @minItems 1
   * @maxItems 20
   */
  stages?: string[];
  /**
   * Workloads that must be deployed before this one, each as `<model_name>/<pipeline_type>`, with `/<name>` added where that workload has one; for an image builder its image tag stands in place of the model name. Monitors wait for their endpoint and custom models for their image without being told: use this only for an order that the files cannot show.
   *
   * @maxItems 50
   */
  depends_on?: string[];
  /**
   * Tags put on the stack and on everything in it, for cost reports and access rules. At most 45, because the processor adds its own. Keys up to 128 characters, not starting with `aws:` or `mlops:`; values up to 256.
   */
  tags?: Record<string, string>;
}
/**
 * Which label is favourable and which groups are compared, for SageMaker Clarify.
 */
export interface BiasConfig {
  /**
   * Binary: the one favourable value; categorical: one or more, not all; regression: one threshold, above which an outcome is favourable.
   *
   * @minItems 1
   * @maxItems 100
   */
  label_values_or_threshold: (number | string)[];
  /**
   * Sensitive column or columns, by header name or index.
   *
   * @minItems 1
   * @maxItems 50
   */
  facet_name: string | number | (string | number)[];
  /**
   * Values of the sensitive group, or one threshold; with a list of facets a list of such lists, of the same length (null for a facet without).
   *
   * @minItems 1
   * @maxItems 100
   */
  facet_values_or_threshold?: (number | string | (number | string)[] | null)[];
  /**
   * Column that forms the groups for conditional demographic disparity.
   */
  group_name?: string | number;
}
/**
 * How SageMaker Clarify reads the predicted label from the model output. Required for BinaryClassification and MulticlassClassification.
 */
export interface ModelPredictedLabelConfig {
  /**
   * Index or JMESPath of the predicted label.
   */
  label?: string | number;
  /**
   * Index or JMESPath of the score or scores.
   */
  probability?: string | number;
  /**
   * Threshold between 0 and 1 that turns a score into a label; SageMaker takes 0.5 without it. A number or text that holds one.
   */
  probability_threshold?: number | string;
  /**
   * Names of the classes, one per score, in the order of the scores.
   *
   * @minItems 1
   * @maxItems 1000
   */
  label_headers?: string[];
}
/**
 * Compares what the endpoint receives and answers with a baseline, on a schedule: do the same features still drive the predictions? Needs an endpoint with data capture.
 */
export interface WrittenByomModelExplainabilityMonitor {
  /**
   * Path or address of the JSON Schema, for completion in editors. Without effect on what is deployed.
   */
  $schema?: string;
  /**
   * Which pipeline this workload is: model explainability monitor.
   */
  pipeline_type: 'byom_model_explainability_monitor';
  /**
   * Name of the model, 1 to 63 letters, digits and single or repeated inner hyphens; blanks around it are left out. Together with `pipeline_type` (and `name`, where given) it is the identity of the stack: change it and the old stack is proposed for deletion and a new one created. Upper and lower case make no difference to the stack.
   */
  model_name: string;
  /**
   * Name of the endpoint to watch, used in lower case. A monitor of an endpoint that a workload here creates waits for it; any other endpoint must already exist.
   */
  endpoint_name: PerStage<string>;
  /**
   * Dataset from which the baseline is computed, CSV with a header: a key in the assets bucket or a full `s3://bucket/key`. For bias and explainability the label is the first column.
   */
  baseline_data: PerStage<string>;
  /**
   * Prefix for the constraints, statistics and analysis files of the baseline: `bucket/prefix`, with or without `s3://`. Each baseline job writes to a folder of its own below it.
   */
  baseline_job_output_location: PerStage<string>;
  /**
   * Where the endpoint writes captured requests and responses: `bucket/prefix`, with or without `s3://`. Monitors of the endpoint must name the same location.
   */
  data_capture_location: PerStage<string>;
  /**
   * Prefix for the reports of every monitoring run: `bucket/prefix`, with or without `s3://`.
   */
  monitoring_output_location: PerStage<string>;
  /**
   * How often the monitor runs, in UTC: hourly `cron(0 * ? * * *)`, daily at hour H `cron(0 H ? * * *)`, or every N hours from hour H `cron(0 H/N ? * * *)`. SageMaker runs no other form. Every run is paid.
   */
  schedule_expression: PerStage<string>;
  /**
   * Seconds that one monitoring run may take, 1 to 86400. With an hourly schedule at most 3600 for data quality and explainability, 1800 for model quality and bias.
   */
  monitor_max_runtime_seconds: PerStage<number | string>;
  /**
   * SageMaker instance type of the baseline job and of every monitoring run.
   */
  instance_type: PerStage<string>;
  /**
   * Size in GB of the storage volume of the baseline job and of every monitoring run; it must hold the data of one run.
   */
  instance_volume_size: PerStage<number | string>;
  /**
   * Kind of ML problem. It decides which of the inference, probability and label attributes are required.
   */
  problem_type: 'Regression' | 'BinaryClassification' | 'MulticlassClassification';
  /**
   * Where the predicted label stands in the captured output: index for CSV, JSONPath for JSON. Required for Regression and MulticlassClassification.
   */
  monitor_inference_attribute?: string;
  shap_config: ShapConfig;
  /**
   * Where the score to explain stands in the model output: an index, or a JMESPath. Not needed when the output is one score.
   */
  model_scores?: number | string;
  /**
   * Where the features stand in captured input: JSONPath, for example `features`, when requests are JSON. Not needed for CSV.
   */
  features_attribute?: string;
  /**
   * Where the predicted probability stands in the captured output: index for CSV, JSONPath for JSON. Used only for BinaryClassification.
   */
  monitor_probability_attribute?: string;
  /**
   * Threshold between 0 and 1 that turns a probability into a class; a number or text that holds one. Used only for BinaryClassification.
   */
  probability_threshold_attribute?: number | string;
  /**
   * Seconds that the baseline job may take, 1 to 777600. The deployment waits for it, at most 11 hours: more than 39600 counts as 39600. Empty or left out: 39600.
   */
  baseline_max_runtime_seconds?: PerStage<number | string>;
  /**
   * Customer-managed KMS key that encrypts outputs, captured data and instance volumes. A key or alias ARN in the region of the stage. Without it the account's AWS-managed keys are used. The key policy must let the job roles use the key.
   */
  kms_key_arn?: PerStage<string>;
  /**
   * What runs the monitor. `sagemaker_model_monitor` is the only engine today; Amazon has closed it to new customers.
   */
  engine?: 'sagemaker_model_monitor';
  /**
   * Number of instances of the baseline job and of every monitoring run.
   */
  instance_count?: PerStage<number | string>;
  /**
   * Tells a second workload of the same model and pipeline type apart from the first, for example a second endpoint. At most 30 letters, digits and inner hyphens. Part of the identity, so changing it makes another stack, and proposes the old one for deletion. Leave it out for the first workload.
   */
  name?: string;
  /**
   * Names of the stages (from mlops-settings.json) that this workload goes to. Default: every stage; training, tuning, Autopilot and the image builder only the first one.
   *
   * @minItems 1
   * @maxItems 20
   */
  stages?: string[];
  /**
   * Workloads that must be deployed before this one, each as `<model_name>/<pipeline_type>`, with `/<name>` added where that workload has one; for an image builder its image tag stands in place of the model name. Monitors wait for their endpoint and custom models for their image without being told: use this only for an order that the files cannot show.
   *
   * @maxItems 50
   */
  depends_on?: string[];
  /**
   * Tags put on the stack and on everything in it, for cost reports and access rules. At most 45, because the processor adds its own. Keys up to 128 characters, not starting with `aws:` or `mlops:`; values up to 256.
   */
  tags?: Record<string, string>;
}
/**
 * Settings of the SHAP analysis of SageMaker Clarify. More samples give better estimates and longer runs.
 */
export interface ShapConfig {
  /**
   * Reference rows, each only feature values, or a key in the assets bucket (or `s3://bucket/key`) of such rows. Not together with `num_clusters`; without both Clarify computes one.
   *
   * @minItems 1
   * @maxItems 100
   */
  baseline?: string | (number | string | boolean | null)[][];
  /**
   * Number of samples of the Kernel SHAP algorithm; the runtime grows with it.
   */
  num_samples?: number;
  /**
   * How local SHAP values become global ones: mean of absolute values, median, or mean of squares.
   */
  agg_method?: 'mean_abs' | 'median' | 'mean_sq';
  /**
   * Apply the logit function to the predictions, so that SHAP values are log-odds.
   */
  use_logit?: boolean;
  /**
   * Write the SHAP values of every row beside the global ones.
   */
  save_local_shap_values?: boolean;
  /**
   * Seed of the sampling, so that a repeated run gives the same values.
   */
  seed?: number;
  /**
   * Number of clusters from which Clarify computes the baseline. Not together with `baseline`.
   */
  num_clusters?: number;
  /**
   * Names or indices of the features to explain; left out, all.
   *
   * @minItems 1
   * @maxItems 5000
   */
  features_to_explain?: (string | number)[];
}
/**
 * Builds a container image from a zip archive and pushes it to ECR, where custom models find it.
 */
export interface WrittenByomImageBuilder {
  /**
   * Path or address of the JSON Schema, for completion in editors. Without effect on what is deployed.
   */
  $schema?: string;
  /**
   * Which pipeline this workload is: custom algorithm image builder.
   */
  pipeline_type: 'byom_image_builder';
  /**
   * Zip archive with a `Dockerfile` at its root: a key in the assets bucket or a full `s3://bucket/key`. A new version of the object starts a new build.
   */
  custom_algorithm_docker: PerStage<string>;
  /**
   * Name of the existing ECR repository that receives the image; lower case, without registry host and tag.
   */
  ecr_repo_name: PerStage<string>;
  /**
   * Tag of the image, and the identity of the stack: a new tag makes a new stack. At most 128 letters, digits, dots, underscores and hyphens.
   */
  image_tag: string;
  /**
   * Tells a second workload of the same model and pipeline type apart from the first, for example a second endpoint. At most 30 letters, digits and inner hyphens. Part of the identity, so changing it makes another stack, and proposes the old one for deletion. Leave it out for the first workload.
   */
  name?: string;
  /**
   * Names of the stages (from mlops-settings.json) that this workload goes to. Default: every stage; training, tuning, Autopilot and the image builder only the first one.
   *
   * @minItems 1
   * @maxItems 20
   */
  stages?: string[];
  /**
   * Workloads that must be deployed before this one, each as `<model_name>/<pipeline_type>`, with `/<name>` added where that workload has one; for an image builder its image tag stands in place of the model name. Monitors wait for their endpoint and custom models for their image without being told: use this only for an order that the files cannot show.
   *
   * @maxItems 50
   */
  depends_on?: string[];
  /**
   * Tags put on the stack and on everything in it, for cost reports and access rules. At most 45, because the processor adds its own. Keys up to 128 characters, not starting with `aws:` or `mlops:`; values up to 256.
   */
  tags?: Record<string, string>;
}
/**
 * Settings of a repository of mlops-config.json files: mlops-settings.json at its root. Everything has a default; without the file there is one stage `default` on the local target.
 */
export interface WrittenSettings {
  /**
   * Path or address of the JSON Schema, for completion in editors. Without effect.
   */
  $schema?: string;
  /**
   * Where stacks live: `local` keeps them in files for trying out and offline review, `aws` deploys to CloudFormation.
   */
  target?: 'local' | 'aws';
  /**
   * Beginning of every stack name. Changing it gives every stack a new name, so everything is created anew beside the old stacks, which stay and go on costing until they are destroyed.
   */
  stack_prefix?: string;
  /**
   * Bucket that holds training data, model artifacts and build contexts, unless a stage names its own. Stages of several accounts or regions cannot share one. `<account>` and `<region>` are not replaced here: without this setting it is `mlops-assets-<account>-<region>` in each stage.
   */
  assets_bucket?: string;
  /**
   * Name of the ECR repository of custom algorithm images, unless a stage names its own.
   */
  ecr_repository?: string;
  /**
   * Who is told about finished and failed jobs, violations and deployments.
   */
  notifications?: {
    /**
     * Addresses subscribed to the notification topic, at most 50. Each one must confirm the subscription once.
     *
     * @maxItems 50
     */
    emails?: string[];
    /**
     * ARN of an existing SNS topic to use instead of creating one. Then `emails` are not subscribed: subscribe them to that topic.
     */
    topic_arn?: string;
  };
  /**
   * Deployment targets, at most 20, in the order of promotion. Per-stage values in config files use their names. Default: one stage `default`.
   *
   * @minItems 1
   * @maxItems 20
   */
  stages?: {
    /**
     * Name of the stage, up to 30 letters, digits and inner hyphens, such as `dev`. It is part of the identity of every workload in it.
     */
    name: string;
    /**
     * Twelve-digit id of the AWS account, as text, because leading zeros count. Without it, on AWS the account of the credentials in use.
     */
    account?: string;
    /**
     * AWS region of the stage, such as `eu-central-1`.
     */
    region?: string;
    /**
     * A person must approve before the pipeline applies this stage; `watch` and `serve` leave it out.
     */
    approval?: boolean;
    /**
     * Refuse every deletion in this stage, even when deletions were asked for.
     */
    protected?: boolean;
    /**
     * Assets bucket of this stage, in its account and region.
     */
    assets_bucket?: string;
    /**
     * ECR repository of this stage.
     */
    ecr_repository?: string;
    /**
     * Key for workloads of this stage that name none themselves.
     */
    kms_key_arn?: string;
    /**
     * Role to assume for this stage when the credentials in use belong to another account. It must allow what docs/permissions.md lists. Default with a control plane: the role that it installs.
     */
    role_arn?: string;
    /**
     * Role for commands that only look (`plan`, `status`, `history`, `review`). Without it they use the role of `role_arn`, or where that is missing too the one that a control plane installs.
     */
    read_role_arn?: string;
    /**
     * Role that CloudFormation itself uses to create, update and delete the resources of this stage. Without it CloudFormation uses the rights of whoever applies, or, where `role_arn` is missing too, the role that a control plane installs.
     */
    execution_role_arn?: string;
    /**
     * Managed policy that bounds every role which a workload of this stage creates. Default with a control plane, where `role_arn` is missing too: the one that it installs.
     */
    permissions_boundary_arn?: string;
  }[];
  /**
   * Limits of one apply. Above one of them none of the deletions, or none of the replacements, is made; the other changes are.
   */
  guards?: {
    /**
     * Delete deployed workloads whose config is gone without being asked each time by `--prune`, as a pipeline cannot be asked. All other guards still stand.
     */
    prune?: boolean;
    /**
     * Most stacks that one apply may delete. Default: the larger of 3 and a tenth of what is deployed.
     */
    max_deletions?: number;
    /**
     * Most stacks in which one apply may replace or remove an endpoint, its API or a monitoring schedule (`replace` in the plan). A new model, endpoint configuration or job definition is an `update` and does not count. Default: no limit.
     */
    max_replacements?: number;
  };
  /**
   * The repository that the control plane watches, and to which the stacks belong: those of another one are never touched.
   */
  source?: {
    /**
     * Where the repository is hosted.
     */
    provider: 'github' | 'codecommit';
    /**
     * `owner/name` on GitHub, or the repository name in CodeCommit.
     */
    repository: string;
    /**
     * Branch whose commits are deployed.
     */
    branch?: string;
    /**
     * CodeConnections connection to GitHub through which the pipeline reads the repository. Needed for a control plane that watches GitHub, unless its webhook receiver reads the repository by a token.
     */
    connection_arn?: string;
  };
  /**
   * What `mlops bootstrap` installs: the pipeline that watches the source, its build projects and roles. Without it nothing is installed.
   */
  control_plane?: {
    /**
     * Twelve-digit id of the account that the control plane runs in, as text. Default: the account of the first stage.
     */
    account?: string;
    /**
     * AWS region of the control plane. Default: the region of the first stage.
     */
    region?: string;
    /**
     * Review pull requests: a build validates and plans their head and keeps one comment and one status up to date.
     */
    review?: boolean;
    /**
     * Which pull requests on GitHub are reviewed only after a maintainer's comment: those from forks, or all, as a public repository should ask for.
     */
    build_approval?: 'forks' | 'all';
    /**
     * Also install the webhook receiver, a Lambda function with its own address. It alone then starts the pipeline, which reads GitHub through the connection, or without one the files that the receiver read. Needs `secret_arn`.
     */
    webhook?: boolean;
    /**
     * Also install `POST /provisionpipeline` and `POST /pipelinestatus` of the MLOps Workload Orchestrator. What it is asked for becomes a `commit` on the branch, or a `pull_request`.
     */
    api?: 'off' | 'commit' | 'pull_request';
    /**
     * Key of the control plane's region for its artifacts, topic, logs and functions; its policy must let CloudWatch Logs use it. Default: AWS's own keys.
     */
    kms_key_arn?: string;
    /**
     * Secrets Manager secret with the JSON members `github_token` (comments, statuses and commits on GitHub) and `webhook_secret`.
     */
    secret_arn?: string;
  };
  /**
   * Ids of other AWS accounts whose ARNs (keys, images, model packages) may stand in config files; those of the stages always may.
   *
   * @maxItems 100
   */
  allowed_accounts?: string[];
}
