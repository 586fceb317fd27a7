// Generated from the schemas by scripts/generate.ts: do not edit.

import type { PipelineType } from './attributes.ts';

/** What documents, hints and `explain` say about an attribute. */
export interface AttributeDescription {
  readonly title: string;
  readonly description: string;
  /** Condition, in words, under which an attribute that is not always required must be there. */
  readonly requiredWhen?: string;
  readonly examples?: readonly unknown[];
}

type Descriptions = Readonly<Record<string, AttributeDescription>>;

// Functions, because most runs show none of these texts: what is not called costs a start nothing.
const BY_TYPE: Readonly<Record<PipelineType, () => Descriptions>> = {
  model_training_builtin: () => ({
    pipeline_type: { title: 'Pipeline type', description: 'Which pipeline this workload is: model training.' },
    model_name: {
      title: 'Model name',
      description:
        'Name of the model, 1 to 63 letters, digits and single or repeated inner hyphens; blanks around it are left out. Together with `pipeline_type` (and `name`, where given) it is the identity of the stack: change it and the old stack is proposed for deletion and a new one created. Upper and lower case make no difference to the stack.',
      examples: ['customer-churn'],
    },
    training_data: {
      title: 'Training data',
      description:
        'Object or prefix that holds the training data: a key in the assets bucket, without the bucket name, or a full `s3://bucket/key`. Built-in algorithms expect CSV with the label in the first column and no header; Autopilot expects a header.',
      examples: ['churn/train/'],
    },
    job_output_location: {
      title: 'Job output location',
      description:
        'Prefix in the assets bucket (or a full `s3://bucket/prefix`) under which the job writes model artifacts and, with spot instances, its checkpoints.',
      examples: ['churn/output'],
    },
    model_framework: {
      title: 'Model framework',
      description:
        'Built-in algorithm or framework whose AWS image is used, by the name that the SageMaker image table knows, such as `xgboost` or `linear-learner`. Changing it replaces the model.',
      examples: ['xgboost', 'sklearn', 'linear-learner'],
    },
    model_framework_version: {
      title: 'Framework version',
      description:
        "Version (or alias) of that framework's image. Quote it: it is text, and `1.10` is not `1.1`. First-party algorithms have the one version `1`, whatever stands here, a number too.",
      examples: ['1.7-1'],
    },
    algo_hyperparameters: {
      title: 'Hyperparameters',
      description:
        'Static hyperparameters handed to the algorithm: name to text, number, boolean or list of numbers (`[[0, 1], [2, 3]]` too), at least one and at most 100. SageMaker receives every value as text. A tuner must not find the same name among its ranges.',
      requiredWhen: '`algo_hyperparamaters` is absent',
      examples: [{ objective: 'binary:logistic', num_round: 200 }],
    },
    algo_hyperparamaters: {
      title: 'Hyperparameters (old spelling)',
      description:
        'Spelling of `algo_hyperparameters` that the MLOps Workload Orchestrator uses; accepted with the same meaning. Give one of the two spellings, not both. Static hyperparameters handed to the algorithm: name to text, number, boolean or list of numbers (`[[0, 1], [2, 3]]` too), at least one and at most 100. SageMaker receives every value as text. A tuner must not find the same name among its ranges.',
    },
    job_name: {
      title: 'Job name',
      description:
        'Name of the SageMaker training job. Left out, it is derived from the content of this file, so every change gets a new name. A name given here must be changed by hand whenever the inputs change, because SageMaker never accepts a name twice; a plan that re-uses it is refused.',
      examples: ['churn-xgb-2024-06'],
    },
    validation_data: {
      title: 'Validation data',
      description:
        'Object or prefix with the validation data, in the same format as the training data: a key in the assets bucket or a full `s3://bucket/key`. Needed when the objective metric is computed on validation data.',
      examples: ['churn/validation/'],
    },
    instance_type: {
      title: 'Training instance type',
      description:
        'SageMaker instance type that trains the model. GPU and large types cost much more per hour; spot instances make them cheaper.',
      examples: ['ml.m5.xlarge'],
    },
    instance_count: {
      title: 'Training instance count',
      description:
        'Number of instances that one training job uses. More than one helps only when the algorithm can train in a distributed way; see `data_distribution`.',
      examples: [2],
    },
    instance_volume_size: {
      title: 'Training volume size',
      description:
        'Size in GB of the storage volume of each training instance. In File mode it must hold all the data. Instance types with local NVMe disks ignore it.',
      examples: [50],
    },
    max_runtime_per_job: {
      title: 'Maximum runtime per job',
      description:
        'Seconds that one training job may run before SageMaker stops it, 600 to 259200 (72 hours). It limits what a runaway job can cost. With spot instances it must not exceed `max_wait_time_spot_instances`.',
      examples: [3600],
    },
    use_spot_instances: {
      title: 'Use spot instances',
      description:
        'Train on spare capacity at a lower price; SageMaker may interrupt and resume the job, so checkpoints are written. Boolean, or the text "True" or "False".',
      examples: [true],
    },
    max_wait_time_spot_instances: {
      title: 'Maximum wait for spot instances',
      description:
        'Seconds in total that a spot job may take, waiting for capacity included, 1 to 259200. Must be at least `max_runtime_per_job`. Without effect when spot instances are off.',
      examples: [7200],
    },
    encrypt_inner_traffic: {
      title: 'Encrypt traffic between containers',
      description:
        'Encrypt what training containers send to each other. It makes distributed training slower; with one instance it changes nothing. Boolean, or the text "True" or "False".',
      examples: [true],
    },
    content_type: {
      title: 'Content type of the data',
      description:
        'MIME type of the training and validation channels, such as `csv`, `text/csv` or `application/x-recordio-protobuf`. The algorithm must understand it.',
      examples: ['text/csv'],
    },
    s3_data_type: {
      title: 'S3 data type',
      description:
        'How S3 locations are read: `S3Prefix` takes every object under a prefix, `ManifestFile` and `AugmentedManifestFile` take a list of objects. The last one needs `attribute_names`.',
    },
    data_distribution: {
      title: 'Data distribution',
      description:
        'Whether each instance receives all data (`FullyReplicated`) or its share of the objects (`ShardedByS3Key`). Matters only with more than one instance.',
    },
    compression_type: {
      title: 'Compression type',
      description:
        '`Gzip` when the data are compressed; empty or left out otherwise. SageMaker training decompresses only in Pipe mode.',
    },
    data_input_mode: {
      title: 'Data input mode',
      description:
        'How data reach the container: `File` copies them first, `Pipe` and `FastFile` stream them. Not every algorithm can stream.',
    },
    data_record_wrapping: {
      title: 'Record wrapping',
      description:
        '`RecordIO` wraps each S3 object in a RecordIO record for algorithms that expect that format; empty or left out otherwise.',
    },
    attribute_names: {
      title: 'Augmented manifest attributes',
      description:
        'Attributes to read from an augmented manifest, at most 16: a JSON array, or, as the MLOps Workload Orchestrator has it, text that holds one. Required with `s3_data_type` `AugmentedManifestFile` and useless without.',
      examples: [['source-ref', 'class']],
    },
    kms_key_arn: {
      title: 'KMS key ARN',
      description:
        "Customer-managed KMS key that encrypts outputs, captured data and instance volumes. A key or alias ARN in the region of the stage. Without it the account's AWS-managed keys are used. The key policy must let the job roles use the key.",
      examples: ['arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab'],
    },
    python_version: {
      title: 'Python version',
      description:
        'Python version of the framework image, such as `py3` or `py310`. Needed only where the framework has images for more than one Python version.',
      examples: ['py310'],
    },
    environment: {
      title: 'Environment variables',
      description:
        'Environment variables of the training container: name to text, at most 100, each value up to 512 characters. Not a place for secrets: SageMaker shows them to everybody who may describe the job.',
      examples: [{ LOG_LEVEL: 'info' }],
    },
    vpc_config: {
      title: 'VPC configuration',
      description:
        'Subnets and security groups that the containers are attached to. The subnets must reach S3 (by an endpoint or a NAT gateway), or jobs fail when they fetch their data.',
      examples: [{ security_group_ids: ['sg-0a1b2c3d'], subnets: ['subnet-0a1b2c3d', 'subnet-1a2b3c4d'] }],
    },
    name: {
      title: 'Workload name',
      description:
        'Tells a second workload of the same model and pipeline type apart from the first, for example a second endpoint. At most 30 letters, digits and inner hyphens. Part of the identity, so changing it makes another stack, and proposes the old one for deletion. Leave it out for the first workload.',
      examples: ['canary'],
    },
    stages: {
      title: 'Stages',
      description:
        'Names of the stages (from mlops-settings.json) that this workload goes to. Default: every stage; training, tuning, Autopilot and the image builder only the first one.',
      examples: [['dev', 'prod']],
    },
    depends_on: {
      title: 'Depends on',
      description:
        'Workloads that must be deployed before this one, each as `<model_name>/<pipeline_type>`, with `/<name>` added where that workload has one; for an image builder its image tag stands in place of the model name. Monitors wait for their endpoint and custom models for their image without being told: use this only for an order that the files cannot show.',
      examples: [['customer-churn/model_training_builtin']],
    },
    tags: {
      title: 'Tags',
      description:
        'Tags put on the stack and on everything in it, for cost reports and access rules. At most 45, because the processor adds its own. Keys up to 128 characters, not starting with `aws:` or `mlops:`; values up to 256.',
      examples: [{ team: 'retention', 'cost-center': '4711' }],
    },
  }),
  model_tuner_builtin: () => ({
    pipeline_type: { title: 'Pipeline type', description: 'Which pipeline this workload is: hyperparameter tuning.' },
    model_name: {
      title: 'Model name',
      description:
        'Name of the model, 1 to 63 letters, digits and single or repeated inner hyphens; blanks around it are left out. Together with `pipeline_type` (and `name`, where given) it is the identity of the stack: change it and the old stack is proposed for deletion and a new one created. Upper and lower case make no difference to the stack.',
      examples: ['customer-churn'],
    },
    training_data: {
      title: 'Training data',
      description:
        'Object or prefix that holds the training data: a key in the assets bucket, without the bucket name, or a full `s3://bucket/key`. Built-in algorithms expect CSV with the label in the first column and no header; Autopilot expects a header.',
      examples: ['churn/train/'],
    },
    job_output_location: {
      title: 'Job output location',
      description:
        'Prefix in the assets bucket (or a full `s3://bucket/prefix`) under which the job writes model artifacts and, with spot instances, its checkpoints.',
      examples: ['churn/output'],
    },
    model_framework: {
      title: 'Model framework',
      description:
        'Built-in algorithm or framework whose AWS image is used, by the name that the SageMaker image table knows, such as `xgboost` or `linear-learner`. Changing it replaces the model.',
      examples: ['xgboost', 'sklearn', 'linear-learner'],
    },
    model_framework_version: {
      title: 'Framework version',
      description:
        "Version (or alias) of that framework's image. Quote it: it is text, and `1.10` is not `1.1`. First-party algorithms have the one version `1`, whatever stands here, a number too.",
      examples: ['1.7-1'],
    },
    algo_hyperparameters: {
      title: 'Hyperparameters',
      description:
        'Static hyperparameters handed to the algorithm: name to text, number, boolean or list of numbers (`[[0, 1], [2, 3]]` too), at least one and at most 100. SageMaker receives every value as text. A tuner must not find the same name among its ranges.',
      requiredWhen: '`algo_hyperparamaters` is absent',
      examples: [{ objective: 'binary:logistic', num_round: 200 }],
    },
    algo_hyperparamaters: {
      title: 'Hyperparameters (old spelling)',
      description:
        'Spelling of `algo_hyperparameters` that the MLOps Workload Orchestrator uses; accepted with the same meaning. Give one of the two spellings, not both. Static hyperparameters handed to the algorithm: name to text, number, boolean or list of numbers (`[[0, 1], [2, 3]]` too), at least one and at most 100. SageMaker receives every value as text. A tuner must not find the same name among its ranges.',
    },
    tuner_configs: {
      title: 'Tuner configuration',
      description:
        'Arguments of the hyperparameter tuner: what to optimise, how to search and how many jobs to run. The estimator and the ranges come from the other attributes. Every job counts towards the cost: `max_jobs` times `max_runtime_per_job` is the upper bound.',
      examples: [{ objective_metric_name: 'validation:auc', max_jobs: 20, max_parallel_jobs: 2 }],
    },
    hyperparameters_ranges: {
      title: 'Hyperparameter ranges',
      description:
        'What the tuner may vary, at most 30 names: name to `["continuous" or "integer", [min, max]]` (optionally with a scaling type as third item of the inner list) or `["categorical", [values]]`. A name must not stand among the static hyperparameters too.',
      requiredWhen: '`hyperparamaters_ranges` is absent',
      examples: [{ eta: ['continuous', [0.05, 0.5]], max_depth: ['integer', [3, 10]] }],
    },
    hyperparamaters_ranges: {
      title: 'Hyperparameter ranges (old spelling)',
      description:
        'Spelling of `hyperparameters_ranges` that the MLOps Workload Orchestrator uses; accepted with the same meaning. Give one of the two spellings, not both. What the tuner may vary, at most 30 names: name to `["continuous" or "integer", [min, max]]` (optionally with a scaling type as third item of the inner list) or `["categorical", [values]]`. A name must not stand among the static hyperparameters too.',
    },
    job_name: {
      title: 'Job name',
      description:
        'Name of the SageMaker tuning or Autopilot job, at most 32 characters, as SageMaker demands. Left out, it is derived from the content of this file. A name given here must be changed by hand whenever the inputs change; a plan that re-uses it is refused.',
      examples: ['demand-tuning-7'],
    },
    validation_data: {
      title: 'Validation data',
      description:
        'Object or prefix with the validation data, in the same format as the training data: a key in the assets bucket or a full `s3://bucket/key`. Needed when the objective metric is computed on validation data.',
      examples: ['churn/validation/'],
    },
    instance_type: {
      title: 'Training instance type',
      description:
        'SageMaker instance type that trains the model. GPU and large types cost much more per hour; spot instances make them cheaper.',
      examples: ['ml.m5.xlarge'],
    },
    instance_count: {
      title: 'Training instance count',
      description:
        'Number of instances that one training job uses. More than one helps only when the algorithm can train in a distributed way; see `data_distribution`.',
      examples: [2],
    },
    instance_volume_size: {
      title: 'Training volume size',
      description:
        'Size in GB of the storage volume of each training instance. In File mode it must hold all the data. Instance types with local NVMe disks ignore it.',
      examples: [50],
    },
    max_runtime_per_job: {
      title: 'Maximum runtime per job',
      description:
        'Seconds that one training job may run before SageMaker stops it, 600 to 259200 (72 hours). It limits what a runaway job can cost. With spot instances it must not exceed `max_wait_time_spot_instances`.',
      examples: [3600],
    },
    use_spot_instances: {
      title: 'Use spot instances',
      description:
        'Train on spare capacity at a lower price; SageMaker may interrupt and resume the job, so checkpoints are written. Boolean, or the text "True" or "False".',
      examples: [true],
    },
    max_wait_time_spot_instances: {
      title: 'Maximum wait for spot instances',
      description:
        'Seconds in total that a spot job may take, waiting for capacity included, 1 to 259200. Must be at least `max_runtime_per_job`. Without effect when spot instances are off.',
      examples: [7200],
    },
    encrypt_inner_traffic: {
      title: 'Encrypt traffic between containers',
      description:
        'Encrypt what training containers send to each other. It makes distributed training slower; with one instance it changes nothing. Boolean, or the text "True" or "False".',
      examples: [true],
    },
    content_type: {
      title: 'Content type of the data',
      description:
        'MIME type of the training and validation channels, such as `csv`, `text/csv` or `application/x-recordio-protobuf`. The algorithm must understand it.',
      examples: ['text/csv'],
    },
    s3_data_type: {
      title: 'S3 data type',
      description:
        'How S3 locations are read: `S3Prefix` takes every object under a prefix, `ManifestFile` and `AugmentedManifestFile` take a list of objects. The last one needs `attribute_names`.',
    },
    data_distribution: {
      title: 'Data distribution',
      description:
        'Whether each instance receives all data (`FullyReplicated`) or its share of the objects (`ShardedByS3Key`). Matters only with more than one instance.',
    },
    compression_type: {
      title: 'Compression type',
      description:
        '`Gzip` when the data are compressed; empty or left out otherwise. SageMaker training decompresses only in Pipe mode.',
    },
    data_input_mode: {
      title: 'Data input mode',
      description:
        'How data reach the container: `File` copies them first, `Pipe` and `FastFile` stream them. Not every algorithm can stream.',
    },
    data_record_wrapping: {
      title: 'Record wrapping',
      description:
        '`RecordIO` wraps each S3 object in a RecordIO record for algorithms that expect that format; empty or left out otherwise.',
    },
    attribute_names: {
      title: 'Augmented manifest attributes',
      description:
        'Attributes to read from an augmented manifest, at most 16: a JSON array, or, as the MLOps Workload Orchestrator has it, text that holds one. Required with `s3_data_type` `AugmentedManifestFile` and useless without.',
      examples: [['source-ref', 'class']],
    },
    kms_key_arn: {
      title: 'KMS key ARN',
      description:
        "Customer-managed KMS key that encrypts outputs, captured data and instance volumes. A key or alias ARN in the region of the stage. Without it the account's AWS-managed keys are used. The key policy must let the job roles use the key.",
      examples: ['arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab'],
    },
    python_version: {
      title: 'Python version',
      description:
        'Python version of the framework image, such as `py3` or `py310`. Needed only where the framework has images for more than one Python version.',
      examples: ['py310'],
    },
    environment: {
      title: 'Environment variables',
      description:
        'Environment variables of the training container: name to text, at most 100, each value up to 512 characters. Not a place for secrets: SageMaker shows them to everybody who may describe the job.',
      examples: [{ LOG_LEVEL: 'info' }],
    },
    vpc_config: {
      title: 'VPC configuration',
      description:
        'Subnets and security groups that the containers are attached to. The subnets must reach S3 (by an endpoint or a NAT gateway), or jobs fail when they fetch their data.',
      examples: [{ security_group_ids: ['sg-0a1b2c3d'], subnets: ['subnet-0a1b2c3d', 'subnet-1a2b3c4d'] }],
    },
    name: {
      title: 'Workload name',
      description:
        'Tells a second workload of the same model and pipeline type apart from the first, for example a second endpoint. At most 30 letters, digits and inner hyphens. Part of the identity, so changing it makes another stack, and proposes the old one for deletion. Leave it out for the first workload.',
      examples: ['canary'],
    },
    stages: {
      title: 'Stages',
      description:
        'Names of the stages (from mlops-settings.json) that this workload goes to. Default: every stage; training, tuning, Autopilot and the image builder only the first one.',
      examples: [['dev', 'prod']],
    },
    depends_on: {
      title: 'Depends on',
      description:
        'Workloads that must be deployed before this one, each as `<model_name>/<pipeline_type>`, with `/<name>` added where that workload has one; for an image builder its image tag stands in place of the model name. Monitors wait for their endpoint and custom models for their image without being told: use this only for an order that the files cannot show.',
      examples: [['customer-churn/model_training_builtin']],
    },
    tags: {
      title: 'Tags',
      description:
        'Tags put on the stack and on everything in it, for cost reports and access rules. At most 45, because the processor adds its own. Keys up to 128 characters, not starting with `aws:` or `mlops:`; values up to 256.',
      examples: [{ team: 'retention', 'cost-center': '4711' }],
    },
  }),
  model_autopilot_training: () => ({
    pipeline_type: { title: 'Pipeline type', description: 'Which pipeline this workload is: autopilot training.' },
    model_name: {
      title: 'Model name',
      description:
        'Name of the model, 1 to 63 letters, digits and single or repeated inner hyphens; blanks around it are left out. Together with `pipeline_type` (and `name`, where given) it is the identity of the stack: change it and the old stack is proposed for deletion and a new one created. Upper and lower case make no difference to the stack.',
      examples: ['customer-churn'],
    },
    training_data: {
      title: 'Training data',
      description:
        'Object or prefix that holds the training data: a key in the assets bucket, without the bucket name, or a full `s3://bucket/key`. Built-in algorithms expect CSV with the label in the first column and no header; Autopilot expects a header.',
      examples: ['churn/train/'],
    },
    job_output_location: {
      title: 'Job output location',
      description:
        'Prefix in the assets bucket (or a full `s3://bucket/prefix`) under which the job writes model artifacts and, with spot instances, its checkpoints.',
      examples: ['churn/output'],
    },
    target_attribute: {
      title: 'Target attribute',
      description:
        'Name of the column that Autopilot learns to predict, exactly as in the header of the training data.',
      examples: ['churned'],
    },
    job_name: {
      title: 'Job name',
      description:
        'Name of the SageMaker tuning or Autopilot job, at most 32 characters, as SageMaker demands. Left out, it is derived from the content of this file. A name given here must be changed by hand whenever the inputs change; a plan that re-uses it is refused.',
      examples: ['demand-tuning-7'],
    },
    problem_type: {
      title: 'Problem type',
      description:
        'Kind of problem; left out, Autopilot infers it from the target column. Give it together with `job_objective` or not at all.',
    },
    job_objective: {
      title: 'Job objective',
      description:
        'Metric that Autopilot optimises. Left out: F1 for binary classification, accuracy for multiclass, MSE for regression. Give it together with `problem_type` or not at all.',
    },
    compression_type: {
      title: 'Compression type',
      description:
        '`Gzip` when the data are compressed; empty or left out otherwise. SageMaker training decompresses only in Pipe mode.',
    },
    job_max_candidates: {
      title: 'Maximum candidates',
      description: 'Number of candidate pipelines that Autopilot tries, 1 to 750. Each one runs paid jobs.',
      examples: [25],
    },
    encrypt_inner_traffic: {
      title: 'Encrypt traffic between containers',
      description:
        'Encrypt what training containers send to each other. It makes distributed training slower; with one instance it changes nothing. Boolean, or the text "True" or "False".',
      examples: [true],
    },
    max_runtime_per_job: {
      title: 'Maximum runtime per job',
      description:
        'Seconds that one training job may run before SageMaker stops it, 600 to 259200 (72 hours). It limits what a runaway job can cost. With spot instances it must not exceed `max_wait_time_spot_instances`.',
      examples: [3600],
    },
    total_max_runtime: {
      title: 'Total maximum runtime',
      description:
        'Seconds that the whole Autopilot job may take, 3600 (one hour) to 2592000 (30 days, the default). It limits the cost.',
      examples: [28800],
    },
    generate_definition_only: {
      title: 'Generate definitions only',
      description:
        'Only write the candidate definitions and notebooks, train nothing. Boolean, or the text "True" or "False".',
      examples: [false],
    },
    kms_key_arn: {
      title: 'KMS key ARN',
      description:
        "Customer-managed KMS key that encrypts outputs, captured data and instance volumes. A key or alias ARN in the region of the stage. Without it the account's AWS-managed keys are used. The key policy must let the job roles use the key.",
      examples: ['arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab'],
    },
    vpc_config: {
      title: 'VPC configuration',
      description:
        'Subnets and security groups that the containers are attached to. The subnets must reach S3 (by an endpoint or a NAT gateway), or jobs fail when they fetch their data.',
      examples: [{ security_group_ids: ['sg-0a1b2c3d'], subnets: ['subnet-0a1b2c3d', 'subnet-1a2b3c4d'] }],
    },
    name: {
      title: 'Workload name',
      description:
        'Tells a second workload of the same model and pipeline type apart from the first, for example a second endpoint. At most 30 letters, digits and inner hyphens. Part of the identity, so changing it makes another stack, and proposes the old one for deletion. Leave it out for the first workload.',
      examples: ['canary'],
    },
    stages: {
      title: 'Stages',
      description:
        'Names of the stages (from mlops-settings.json) that this workload goes to. Default: every stage; training, tuning, Autopilot and the image builder only the first one.',
      examples: [['dev', 'prod']],
    },
    depends_on: {
      title: 'Depends on',
      description:
        'Workloads that must be deployed before this one, each as `<model_name>/<pipeline_type>`, with `/<name>` added where that workload has one; for an image builder its image tag stands in place of the model name. Monitors wait for their endpoint and custom models for their image without being told: use this only for an order that the files cannot show.',
      examples: [['customer-churn/model_training_builtin']],
    },
    tags: {
      title: 'Tags',
      description:
        'Tags put on the stack and on everything in it, for cost reports and access rules. At most 45, because the processor adds its own. Keys up to 128 characters, not starting with `aws:` or `mlops:`; values up to 256.',
      examples: [{ team: 'retention', 'cost-center': '4711' }],
    },
  }),
  byom_realtime_builtin: () => ({
    pipeline_type: {
      title: 'Pipeline type',
      description: 'Which pipeline this workload is: realtime inference, built-in algorithm.',
    },
    model_name: {
      title: 'Model name',
      description:
        'Name of the model, 1 to 63 letters, digits and single or repeated inner hyphens; blanks around it are left out. Together with `pipeline_type` (and `name`, where given) it is the identity of the stack: change it and the old stack is proposed for deletion and a new one created. Upper and lower case make no difference to the stack.',
      examples: ['customer-churn'],
    },
    inference_instance: {
      title: 'Inference instance type',
      description:
        'SageMaker instance type that serves the model or runs the batch job. An endpoint is paid per hour for as long as it exists. Not needed for a serverless endpoint.',
      requiredWhen: '`serverless` is absent',
      examples: ['ml.m5.large'],
    },
    model_framework: {
      title: 'Model framework',
      description:
        'Built-in algorithm or framework whose AWS image is used, by the name that the SageMaker image table knows, such as `xgboost` or `linear-learner`. Changing it replaces the model. Empty or left out with `model_package_name`.',
      requiredWhen: '`model_package_name` is absent or empty',
      examples: ['xgboost', 'sklearn', 'linear-learner'],
    },
    model_framework_version: {
      title: 'Framework version',
      description:
        "Version (or alias) of that framework's image. Quote it: it is text, and `1.10` is not `1.1`. First-party algorithms have the one version `1`, whatever stands here, a number too. Empty or left out with `model_package_name`.",
      requiredWhen: '`model_package_name` is absent or empty',
      examples: ['1.7-1'],
    },
    model_artifact_location: {
      title: 'Model artifact',
      description:
        'Trained model archive (`model.tar.gz`): a key in the assets bucket or a full `s3://bucket/key`. A new key makes a new model; overwriting the object under the same key changes nothing here.',
      requiredWhen: '`model_package_name` is absent or empty',
      examples: ['churn/output/model.tar.gz'],
    },
    model_package_name: {
      title: 'Model package',
      description:
        'ARN of a model version in the SageMaker model registry. It replaces image and artifact: when it is given, they are ignored. The version must be approved.',
      requiredWhen: 'image and artifact are absent',
      examples: ['arn:aws:sagemaker:us-east-1:111111111111:model-package/churn/3'],
    },
    data_capture_location: {
      title: 'Data capture location',
      description:
        'Where the endpoint writes captured requests and responses: `bucket/prefix`, with or without `s3://`. Monitors of the endpoint must name the same location.',
      examples: ['mlops-capture-dev/churn'],
    },
    endpoint_name: {
      title: 'Endpoint name',
      description:
        'Name of the endpoint, up to 63 letters, digits and inner hyphens, used in lower case. Left out, it is made of the model name, `name` and a hash of the stack name, and never changes; plan and stack outputs tell it. Give it when monitors or applications refer to it. Changing it replaces the endpoint.',
      examples: ['churn-endpoint'],
    },
    kms_key_arn: {
      title: 'KMS key ARN',
      description:
        "Customer-managed KMS key that encrypts outputs, captured data and instance volumes. A key or alias ARN in the region of the stage. Without it the account's AWS-managed keys are used. The key policy must let the job roles use the key.",
      examples: ['arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab'],
    },
    python_version: {
      title: 'Python version',
      description:
        'Python version of the framework image, such as `py3` or `py310`. Needed only where the framework has images for more than one Python version.',
      examples: ['py310'],
    },
    instance_count: {
      title: 'Instance count',
      description:
        'Number of instances behind the endpoint, each paid per hour. With `autoscaling` it is only the number to start with. Not for serverless endpoints.',
      examples: [2],
    },
    data_capture_percentage: {
      title: 'Data capture percentage',
      description:
        'Share of the requests that is captured, 0 to 100. Monitors need enough captured requests; 0 switches capture off and leaves them without data.',
      examples: [100],
    },
    environment: {
      title: 'Environment variables',
      description:
        'Environment variables of the inference container: name to text, at most 100, each value up to 1024 characters. A change replaces the model. Not a place for secrets: SageMaker shows them to everybody who may describe the model.',
      examples: [{ MODEL_SERVER_WORKERS: '2' }],
    },
    vpc_config: {
      title: 'VPC configuration',
      description:
        'Subnets and security groups that the containers are attached to. The subnets must reach S3 (by an endpoint or a NAT gateway), or jobs fail when they fetch their data.',
      examples: [{ security_group_ids: ['sg-0a1b2c3d'], subnets: ['subnet-0a1b2c3d', 'subnet-1a2b3c4d'] }],
    },
    autoscaling: {
      title: 'Autoscaling',
      description:
        'Scales the number of instances by invocations per instance and minute. Not together with `serverless`.',
      examples: [{ min_instances: 1, max_instances: 4, invocations_per_instance: 600 }],
    },
    serverless: {
      title: 'Serverless endpoint',
      description:
        'Serves the model without instances, paid per request; `inference_instance` is then not needed. SageMaker does not capture data of serverless endpoints, and they have no GPU, no VPC and no autoscaling of instances.',
      examples: [{ memory_size_in_mb: 2048, max_concurrency: 20 }],
    },
    deployment: {
      title: 'Deployment',
      description:
        'How an update of the endpoint shifts traffic to the new configuration, and the alarms that roll it back. Default: all at once, after the new instances are healthy.',
      examples: [{ strategy: 'canary', step_percentage: 10, wait_seconds: 300, alarms: ['churn-5xx'] }],
    },
    name: {
      title: 'Workload name',
      description:
        'Tells a second workload of the same model and pipeline type apart from the first, for example a second endpoint. At most 30 letters, digits and inner hyphens. Part of the identity, so changing it makes another stack, and proposes the old one for deletion. Leave it out for the first workload.',
      examples: ['canary'],
    },
    stages: {
      title: 'Stages',
      description:
        'Names of the stages (from mlops-settings.json) that this workload goes to. Default: every stage; training, tuning, Autopilot and the image builder only the first one.',
      examples: [['dev', 'prod']],
    },
    depends_on: {
      title: 'Depends on',
      description:
        'Workloads that must be deployed before this one, each as `<model_name>/<pipeline_type>`, with `/<name>` added where that workload has one; for an image builder its image tag stands in place of the model name. Monitors wait for their endpoint and custom models for their image without being told: use this only for an order that the files cannot show.',
      examples: [['customer-churn/model_training_builtin']],
    },
    tags: {
      title: 'Tags',
      description:
        'Tags put on the stack and on everything in it, for cost reports and access rules. At most 45, because the processor adds its own. Keys up to 128 characters, not starting with `aws:` or `mlops:`; values up to 256.',
      examples: [{ team: 'retention', 'cost-center': '4711' }],
    },
  }),
  byom_realtime_custom: () => ({
    pipeline_type: {
      title: 'Pipeline type',
      description: 'Which pipeline this workload is: realtime inference, custom image.',
    },
    model_name: {
      title: 'Model name',
      description:
        'Name of the model, 1 to 63 letters, digits and single or repeated inner hyphens; blanks around it are left out. Together with `pipeline_type` (and `name`, where given) it is the identity of the stack: change it and the old stack is proposed for deletion and a new one created. Upper and lower case make no difference to the stack.',
      examples: ['customer-churn'],
    },
    inference_instance: {
      title: 'Inference instance type',
      description:
        'SageMaker instance type that serves the model or runs the batch job. An endpoint is paid per hour for as long as it exists. Not needed for a serverless endpoint.',
      requiredWhen: '`serverless` is absent',
      examples: ['ml.m5.large'],
    },
    custom_image_uri: {
      title: 'Custom image',
      description:
        'Full ECR image URI of your own algorithm, with tag or digest. The repository must be readable from the account of the stage. A tag that is pushed again changes nothing here until this value changes.',
      requiredWhen: '`model_package_name` is absent or empty',
      examples: ['111111111111.dkr.ecr.us-east-1.amazonaws.com/mlops-images:fraud-1.4.0'],
    },
    model_artifact_location: {
      title: 'Model artifact',
      description:
        'Trained model archive (`model.tar.gz`): a key in the assets bucket or a full `s3://bucket/key`. A new key makes a new model; overwriting the object under the same key changes nothing here.',
      requiredWhen: '`model_package_name` is absent or empty',
      examples: ['churn/output/model.tar.gz'],
    },
    model_package_name: {
      title: 'Model package',
      description:
        'ARN of a model version in the SageMaker model registry. It replaces image and artifact: when it is given, they are ignored. The version must be approved.',
      requiredWhen: 'image and artifact are absent',
      examples: ['arn:aws:sagemaker:us-east-1:111111111111:model-package/churn/3'],
    },
    data_capture_location: {
      title: 'Data capture location',
      description:
        'Where the endpoint writes captured requests and responses: `bucket/prefix`, with or without `s3://`. Monitors of the endpoint must name the same location.',
      examples: ['mlops-capture-dev/churn'],
    },
    endpoint_name: {
      title: 'Endpoint name',
      description:
        'Name of the endpoint, up to 63 letters, digits and inner hyphens, used in lower case. Left out, it is made of the model name, `name` and a hash of the stack name, and never changes; plan and stack outputs tell it. Give it when monitors or applications refer to it. Changing it replaces the endpoint.',
      examples: ['churn-endpoint'],
    },
    kms_key_arn: {
      title: 'KMS key ARN',
      description:
        "Customer-managed KMS key that encrypts outputs, captured data and instance volumes. A key or alias ARN in the region of the stage. Without it the account's AWS-managed keys are used. The key policy must let the job roles use the key.",
      examples: ['arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab'],
    },
    instance_count: {
      title: 'Instance count',
      description:
        'Number of instances behind the endpoint, each paid per hour. With `autoscaling` it is only the number to start with. Not for serverless endpoints.',
      examples: [2],
    },
    data_capture_percentage: {
      title: 'Data capture percentage',
      description:
        'Share of the requests that is captured, 0 to 100. Monitors need enough captured requests; 0 switches capture off and leaves them without data.',
      examples: [100],
    },
    environment: {
      title: 'Environment variables',
      description:
        'Environment variables of the inference container: name to text, at most 100, each value up to 1024 characters. A change replaces the model. Not a place for secrets: SageMaker shows them to everybody who may describe the model.',
      examples: [{ MODEL_SERVER_WORKERS: '2' }],
    },
    vpc_config: {
      title: 'VPC configuration',
      description:
        'Subnets and security groups that the containers are attached to. The subnets must reach S3 (by an endpoint or a NAT gateway), or jobs fail when they fetch their data.',
      examples: [{ security_group_ids: ['sg-0a1b2c3d'], subnets: ['subnet-0a1b2c3d', 'subnet-1a2b3c4d'] }],
    },
    autoscaling: {
      title: 'Autoscaling',
      description:
        'Scales the number of instances by invocations per instance and minute. Not together with `serverless`.',
      examples: [{ min_instances: 1, max_instances: 4, invocations_per_instance: 600 }],
    },
    serverless: {
      title: 'Serverless endpoint',
      description:
        'Serves the model without instances, paid per request; `inference_instance` is then not needed. SageMaker does not capture data of serverless endpoints, and they have no GPU, no VPC and no autoscaling of instances.',
      examples: [{ memory_size_in_mb: 2048, max_concurrency: 20 }],
    },
    deployment: {
      title: 'Deployment',
      description:
        'How an update of the endpoint shifts traffic to the new configuration, and the alarms that roll it back. Default: all at once, after the new instances are healthy.',
      examples: [{ strategy: 'canary', step_percentage: 10, wait_seconds: 300, alarms: ['churn-5xx'] }],
    },
    name: {
      title: 'Workload name',
      description:
        'Tells a second workload of the same model and pipeline type apart from the first, for example a second endpoint. At most 30 letters, digits and inner hyphens. Part of the identity, so changing it makes another stack, and proposes the old one for deletion. Leave it out for the first workload.',
      examples: ['canary'],
    },
    stages: {
      title: 'Stages',
      description:
        'Names of the stages (from mlops-settings.json) that this workload goes to. Default: every stage; training, tuning, Autopilot and the image builder only the first one.',
      examples: [['dev', 'prod']],
    },
    depends_on: {
      title: 'Depends on',
      description:
        'Workloads that must be deployed before this one, each as `<model_name>/<pipeline_type>`, with `/<name>` added where that workload has one; for an image builder its image tag stands in place of the model name. Monitors wait for their endpoint and custom models for their image without being told: use this only for an order that the files cannot show.',
      examples: [['customer-churn/model_training_builtin']],
    },
    tags: {
      title: 'Tags',
      description:
        'Tags put on the stack and on everything in it, for cost reports and access rules. At most 45, because the processor adds its own. Keys up to 128 characters, not starting with `aws:` or `mlops:`; values up to 256.',
      examples: [{ team: 'retention', 'cost-center': '4711' }],
    },
  }),
  byom_batch_builtin: () => ({
    pipeline_type: {
      title: 'Pipeline type',
      description: 'Which pipeline this workload is: batch transform, built-in algorithm.',
    },
    model_name: {
      title: 'Model name',
      description:
        'Name of the model, 1 to 63 letters, digits and single or repeated inner hyphens; blanks around it are left out. Together with `pipeline_type` (and `name`, where given) it is the identity of the stack: change it and the old stack is proposed for deletion and a new one created. Upper and lower case make no difference to the stack.',
      examples: ['customer-churn'],
    },
    inference_instance: {
      title: 'Inference instance type',
      description:
        'SageMaker instance type that serves the model or runs the batch job. An endpoint is paid per hour for as long as it exists. Not needed for a serverless endpoint.',
      examples: ['ml.m5.large'],
    },
    model_framework: {
      title: 'Model framework',
      description:
        'Built-in algorithm or framework whose AWS image is used, by the name that the SageMaker image table knows, such as `xgboost` or `linear-learner`. Changing it replaces the model. Empty or left out with `model_package_name`.',
      requiredWhen: '`model_package_name` is absent or empty',
      examples: ['xgboost', 'sklearn', 'linear-learner'],
    },
    model_framework_version: {
      title: 'Framework version',
      description:
        "Version (or alias) of that framework's image. Quote it: it is text, and `1.10` is not `1.1`. First-party algorithms have the one version `1`, whatever stands here, a number too. Empty or left out with `model_package_name`.",
      requiredWhen: '`model_package_name` is absent or empty',
      examples: ['1.7-1'],
    },
    model_artifact_location: {
      title: 'Model artifact',
      description:
        'Trained model archive (`model.tar.gz`): a key in the assets bucket or a full `s3://bucket/key`. A new key makes a new model; overwriting the object under the same key changes nothing here.',
      requiredWhen: '`model_package_name` is absent or empty',
      examples: ['churn/output/model.tar.gz'],
    },
    model_package_name: {
      title: 'Model package',
      description:
        'ARN of a model version in the SageMaker model registry. It replaces image and artifact: when it is given, they are ignored. The version must be approved.',
      requiredWhen: 'image and artifact are absent',
      examples: ['arn:aws:sagemaker:us-east-1:111111111111:model-package/churn/3'],
    },
    batch_inference_data: {
      title: 'Batch inference data',
      description:
        'CSV object or prefix to score: `bucket/key`, with or without `s3://`. A changed value starts a new paid transform job.',
      examples: ['mlops-data-dev/demand/to-score/'],
    },
    batch_job_output_location: {
      title: 'Batch output location',
      description:
        'Prefix that receives the predictions: `bucket/prefix`, with or without `s3://`. Each input object becomes one output object with `.out` added.',
      examples: ['mlops-data-dev/demand/scores'],
    },
    kms_key_arn: {
      title: 'KMS key ARN',
      description:
        "Customer-managed KMS key that encrypts outputs, captured data and instance volumes. A key or alias ARN in the region of the stage. Without it the account's AWS-managed keys are used. The key policy must let the job roles use the key.",
      examples: ['arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab'],
    },
    python_version: {
      title: 'Python version',
      description:
        'Python version of the framework image, such as `py3` or `py310`. Needed only where the framework has images for more than one Python version.',
      examples: ['py310'],
    },
    instance_count: {
      title: 'Instance count',
      description:
        'Number of instances of the transform job. More than one helps only when the input consists of several objects.',
      examples: [2],
    },
    schedule_expression: {
      title: 'Schedule',
      description:
        'When the job is repeated, as an EventBridge expression in UTC: `cron(minutes hours day-of-month month day-of-week year)` with `?` for one of the two day fields, or `rate(value unit)`. Left out, the job runs once per deployment of a change. Every run is paid.',
      examples: ['cron(0 6 ? * MON *)', 'rate(1 day)'],
    },
    content_type: {
      title: 'Input content type',
      description: 'MIME type of the input records; the model must understand it.',
      examples: ['text/csv', 'application/jsonlines'],
    },
    accept: {
      title: 'Output content type',
      description: 'MIME type that the model is asked to answer with.',
      examples: ['text/csv', 'application/jsonlines'],
    },
    split_type: {
      title: 'Split type',
      description: 'How input objects are cut into records: by line, by a record format, or not at all.',
    },
    assemble_with: {
      title: 'Assemble with',
      description: 'How predictions are put together into the output object: one per line, or one after the other.',
    },
    compression_type: {
      title: 'Compression type',
      description: '`Gzip` when the input objects are compressed; `None`, empty or left out otherwise.',
    },
    batch_strategy: {
      title: 'Batch strategy',
      description:
        'Whether a request carries as many records as fit (`MultiRecord`) or one (`SingleRecord`). Left out, SageMaker chooses.',
    },
    max_payload_in_mb: {
      title: 'Maximum payload',
      description:
        "Largest request in MB, 0 to 100; 0 means no limit, for models that stream. SageMaker's default is 6. A record that is larger fails the job.",
      examples: [6],
    },
    environment: {
      title: 'Environment variables',
      description:
        'Environment variables of the inference container: name to text, at most 100, each value up to 1024 characters. A change replaces the model. Not a place for secrets: SageMaker shows them to everybody who may describe the model.',
      examples: [{ MODEL_SERVER_WORKERS: '2' }],
    },
    vpc_config: {
      title: 'VPC configuration',
      description:
        'Subnets and security groups that the containers are attached to. The subnets must reach S3 (by an endpoint or a NAT gateway), or jobs fail when they fetch their data.',
      examples: [{ security_group_ids: ['sg-0a1b2c3d'], subnets: ['subnet-0a1b2c3d', 'subnet-1a2b3c4d'] }],
    },
    name: {
      title: 'Workload name',
      description:
        'Tells a second workload of the same model and pipeline type apart from the first, for example a second endpoint. At most 30 letters, digits and inner hyphens. Part of the identity, so changing it makes another stack, and proposes the old one for deletion. Leave it out for the first workload.',
      examples: ['canary'],
    },
    stages: {
      title: 'Stages',
      description:
        'Names of the stages (from mlops-settings.json) that this workload goes to. Default: every stage; training, tuning, Autopilot and the image builder only the first one.',
      examples: [['dev', 'prod']],
    },
    depends_on: {
      title: 'Depends on',
      description:
        'Workloads that must be deployed before this one, each as `<model_name>/<pipeline_type>`, with `/<name>` added where that workload has one; for an image builder its image tag stands in place of the model name. Monitors wait for their endpoint and custom models for their image without being told: use this only for an order that the files cannot show.',
      examples: [['customer-churn/model_training_builtin']],
    },
    tags: {
      title: 'Tags',
      description:
        'Tags put on the stack and on everything in it, for cost reports and access rules. At most 45, because the processor adds its own. Keys up to 128 characters, not starting with `aws:` or `mlops:`; values up to 256.',
      examples: [{ team: 'retention', 'cost-center': '4711' }],
    },
  }),
  byom_batch_custom: () => ({
    pipeline_type: {
      title: 'Pipeline type',
      description: 'Which pipeline this workload is: batch transform, custom image.',
    },
    model_name: {
      title: 'Model name',
      description:
        'Name of the model, 1 to 63 letters, digits and single or repeated inner hyphens; blanks around it are left out. Together with `pipeline_type` (and `name`, where given) it is the identity of the stack: change it and the old stack is proposed for deletion and a new one created. Upper and lower case make no difference to the stack.',
      examples: ['customer-churn'],
    },
    inference_instance: {
      title: 'Inference instance type',
      description:
        'SageMaker instance type that serves the model or runs the batch job. An endpoint is paid per hour for as long as it exists. Not needed for a serverless endpoint.',
      examples: ['ml.m5.large'],
    },
    custom_image_uri: {
      title: 'Custom image',
      description:
        'Full ECR image URI of your own algorithm, with tag or digest. The repository must be readable from the account of the stage. A tag that is pushed again changes nothing here until this value changes.',
      requiredWhen: '`model_package_name` is absent or empty',
      examples: ['111111111111.dkr.ecr.us-east-1.amazonaws.com/mlops-images:fraud-1.4.0'],
    },
    model_artifact_location: {
      title: 'Model artifact',
      description:
        'Trained model archive (`model.tar.gz`): a key in the assets bucket or a full `s3://bucket/key`. A new key makes a new model; overwriting the object under the same key changes nothing here.',
      requiredWhen: '`model_package_name` is absent or empty',
      examples: ['churn/output/model.tar.gz'],
    },
    model_package_name: {
      title: 'Model package',
      description:
        'ARN of a model version in the SageMaker model registry. It replaces image and artifact: when it is given, they are ignored. The version must be approved.',
      requiredWhen: 'image and artifact are absent',
      examples: ['arn:aws:sagemaker:us-east-1:111111111111:model-package/churn/3'],
    },
    batch_inference_data: {
      title: 'Batch inference data',
      description:
        'CSV object or prefix to score: `bucket/key`, with or without `s3://`. A changed value starts a new paid transform job.',
      examples: ['mlops-data-dev/demand/to-score/'],
    },
    batch_job_output_location: {
      title: 'Batch output location',
      description:
        'Prefix that receives the predictions: `bucket/prefix`, with or without `s3://`. Each input object becomes one output object with `.out` added.',
      examples: ['mlops-data-dev/demand/scores'],
    },
    kms_key_arn: {
      title: 'KMS key ARN',
      description:
        "Customer-managed KMS key that encrypts outputs, captured data and instance volumes. A key or alias ARN in the region of the stage. Without it the account's AWS-managed keys are used. The key policy must let the job roles use the key.",
      examples: ['arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab'],
    },
    instance_count: {
      title: 'Instance count',
      description:
        'Number of instances of the transform job. More than one helps only when the input consists of several objects.',
      examples: [2],
    },
    schedule_expression: {
      title: 'Schedule',
      description:
        'When the job is repeated, as an EventBridge expression in UTC: `cron(minutes hours day-of-month month day-of-week year)` with `?` for one of the two day fields, or `rate(value unit)`. Left out, the job runs once per deployment of a change. Every run is paid.',
      examples: ['cron(0 6 ? * MON *)', 'rate(1 day)'],
    },
    content_type: {
      title: 'Input content type',
      description: 'MIME type of the input records; the model must understand it.',
      examples: ['text/csv', 'application/jsonlines'],
    },
    accept: {
      title: 'Output content type',
      description: 'MIME type that the model is asked to answer with.',
      examples: ['text/csv', 'application/jsonlines'],
    },
    split_type: {
      title: 'Split type',
      description: 'How input objects are cut into records: by line, by a record format, or not at all.',
    },
    assemble_with: {
      title: 'Assemble with',
      description: 'How predictions are put together into the output object: one per line, or one after the other.',
    },
    compression_type: {
      title: 'Compression type',
      description: '`Gzip` when the input objects are compressed; `None`, empty or left out otherwise.',
    },
    batch_strategy: {
      title: 'Batch strategy',
      description:
        'Whether a request carries as many records as fit (`MultiRecord`) or one (`SingleRecord`). Left out, SageMaker chooses.',
    },
    max_payload_in_mb: {
      title: 'Maximum payload',
      description:
        "Largest request in MB, 0 to 100; 0 means no limit, for models that stream. SageMaker's default is 6. A record that is larger fails the job.",
      examples: [6],
    },
    environment: {
      title: 'Environment variables',
      description:
        'Environment variables of the inference container: name to text, at most 100, each value up to 1024 characters. A change replaces the model. Not a place for secrets: SageMaker shows them to everybody who may describe the model.',
      examples: [{ MODEL_SERVER_WORKERS: '2' }],
    },
    vpc_config: {
      title: 'VPC configuration',
      description:
        'Subnets and security groups that the containers are attached to. The subnets must reach S3 (by an endpoint or a NAT gateway), or jobs fail when they fetch their data.',
      examples: [{ security_group_ids: ['sg-0a1b2c3d'], subnets: ['subnet-0a1b2c3d', 'subnet-1a2b3c4d'] }],
    },
    name: {
      title: 'Workload name',
      description:
        'Tells a second workload of the same model and pipeline type apart from the first, for example a second endpoint. At most 30 letters, digits and inner hyphens. Part of the identity, so changing it makes another stack, and proposes the old one for deletion. Leave it out for the first workload.',
      examples: ['canary'],
    },
    stages: {
      title: 'Stages',
      description:
        'Names of the stages (from mlops-settings.json) that this workload goes to. Default: every stage; training, tuning, Autopilot and the image builder only the first one.',
      examples: [['dev', 'prod']],
    },
    depends_on: {
      title: 'Depends on',
      description:
        'Workloads that must be deployed before this one, each as `<model_name>/<pipeline_type>`, with `/<name>` added where that workload has one; for an image builder its image tag stands in place of the model name. Monitors wait for their endpoint and custom models for their image without being told: use this only for an order that the files cannot show.',
      examples: [['customer-churn/model_training_builtin']],
    },
    tags: {
      title: 'Tags',
      description:
        'Tags put on the stack and on everything in it, for cost reports and access rules. At most 45, because the processor adds its own. Keys up to 128 characters, not starting with `aws:` or `mlops:`; values up to 256.',
      examples: [{ team: 'retention', 'cost-center': '4711' }],
    },
  }),
  byom_data_quality_monitor: () => ({
    pipeline_type: { title: 'Pipeline type', description: 'Which pipeline this workload is: data quality monitor.' },
    model_name: {
      title: 'Model name',
      description:
        'Name of the model, 1 to 63 letters, digits and single or repeated inner hyphens; blanks around it are left out. Together with `pipeline_type` (and `name`, where given) it is the identity of the stack: change it and the old stack is proposed for deletion and a new one created. Upper and lower case make no difference to the stack.',
      examples: ['customer-churn'],
    },
    endpoint_name: {
      title: 'Monitored endpoint',
      description:
        'Name of the endpoint to watch, used in lower case. A monitor of an endpoint that a workload here creates waits for it; any other endpoint must already exist.',
      examples: ['churn-endpoint'],
    },
    baseline_data: {
      title: 'Baseline data',
      description:
        'Dataset from which the baseline is computed, CSV with a header: a key in the assets bucket or a full `s3://bucket/key`. For bias and explainability the label is the first column.',
      examples: ['churn/baseline/baseline.csv'],
    },
    baseline_job_output_location: {
      title: 'Baseline output location',
      description:
        'Prefix for the constraints, statistics and analysis files of the baseline: `bucket/prefix`, with or without `s3://`. Each baseline job writes to a folder of its own below it.',
      examples: ['mlops-monitoring-dev/churn/baseline'],
    },
    data_capture_location: {
      title: 'Data capture location',
      description:
        'Where the endpoint writes captured requests and responses: `bucket/prefix`, with or without `s3://`. Monitors of the endpoint must name the same location.',
      examples: ['mlops-capture-dev/churn'],
    },
    monitoring_output_location: {
      title: 'Monitoring output location',
      description: 'Prefix for the reports of every monitoring run: `bucket/prefix`, with or without `s3://`.',
      examples: ['mlops-monitoring-dev/churn/reports'],
    },
    schedule_expression: {
      title: 'Schedule',
      description:
        'How often the monitor runs, in UTC: hourly `cron(0 * ? * * *)`, daily at hour H `cron(0 H ? * * *)`, or every N hours from hour H `cron(0 H/N ? * * *)`. SageMaker runs no other form. Every run is paid.',
      examples: ['cron(0 * ? * * *)', 'cron(0 6 ? * * *)'],
    },
    monitor_max_runtime_seconds: {
      title: 'Maximum runtime of a monitoring run',
      description:
        'Seconds that one monitoring run may take, 1 to 86400. With an hourly schedule at most 3600 for data quality and explainability, 1800 for model quality and bias.',
      examples: [1800],
    },
    instance_type: {
      title: 'Monitoring instance type',
      description: 'SageMaker instance type of the baseline job and of every monitoring run.',
      examples: ['ml.m5.xlarge'],
    },
    instance_volume_size: {
      title: 'Monitoring volume size',
      description:
        'Size in GB of the storage volume of the baseline job and of every monitoring run; it must hold the data of one run.',
      examples: [20],
    },
    baseline_max_runtime_seconds: {
      title: 'Maximum runtime of the baseline job',
      description:
        'Seconds that the baseline job may take, 1 to 777600. The deployment waits for it, at most 11 hours: more than 39600 counts as 39600. Empty or left out: 39600.',
      examples: [3600],
    },
    kms_key_arn: {
      title: 'KMS key ARN',
      description:
        "Customer-managed KMS key that encrypts outputs, captured data and instance volumes. A key or alias ARN in the region of the stage. Without it the account's AWS-managed keys are used. The key policy must let the job roles use the key.",
      examples: ['arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab'],
    },
    engine: {
      title: 'Monitoring engine',
      description:
        'What runs the monitor. `sagemaker_model_monitor` is the only engine today; Amazon has closed it to new customers.',
    },
    instance_count: {
      title: 'Monitoring instance count',
      description: 'Number of instances of the baseline job and of every monitoring run.',
      examples: [1],
    },
    name: {
      title: 'Workload name',
      description:
        'Tells a second workload of the same model and pipeline type apart from the first, for example a second endpoint. At most 30 letters, digits and inner hyphens. Part of the identity, so changing it makes another stack, and proposes the old one for deletion. Leave it out for the first workload.',
      examples: ['canary'],
    },
    stages: {
      title: 'Stages',
      description:
        'Names of the stages (from mlops-settings.json) that this workload goes to. Default: every stage; training, tuning, Autopilot and the image builder only the first one.',
      examples: [['dev', 'prod']],
    },
    depends_on: {
      title: 'Depends on',
      description:
        'Workloads that must be deployed before this one, each as `<model_name>/<pipeline_type>`, with `/<name>` added where that workload has one; for an image builder its image tag stands in place of the model name. Monitors wait for their endpoint and custom models for their image without being told: use this only for an order that the files cannot show.',
      examples: [['customer-churn/model_training_builtin']],
    },
    tags: {
      title: 'Tags',
      description:
        'Tags put on the stack and on everything in it, for cost reports and access rules. At most 45, because the processor adds its own. Keys up to 128 characters, not starting with `aws:` or `mlops:`; values up to 256.',
      examples: [{ team: 'retention', 'cost-center': '4711' }],
    },
  }),
  byom_model_quality_monitor: () => ({
    pipeline_type: { title: 'Pipeline type', description: 'Which pipeline this workload is: model quality monitor.' },
    model_name: {
      title: 'Model name',
      description:
        'Name of the model, 1 to 63 letters, digits and single or repeated inner hyphens; blanks around it are left out. Together with `pipeline_type` (and `name`, where given) it is the identity of the stack: change it and the old stack is proposed for deletion and a new one created. Upper and lower case make no difference to the stack.',
      examples: ['customer-churn'],
    },
    endpoint_name: {
      title: 'Monitored endpoint',
      description:
        'Name of the endpoint to watch, used in lower case. A monitor of an endpoint that a workload here creates waits for it; any other endpoint must already exist.',
      examples: ['churn-endpoint'],
    },
    baseline_data: {
      title: 'Baseline data',
      description:
        'Dataset from which the baseline is computed, CSV with a header: a key in the assets bucket or a full `s3://bucket/key`. For bias and explainability the label is the first column.',
      examples: ['churn/baseline/baseline.csv'],
    },
    baseline_job_output_location: {
      title: 'Baseline output location',
      description:
        'Prefix for the constraints, statistics and analysis files of the baseline: `bucket/prefix`, with or without `s3://`. Each baseline job writes to a folder of its own below it.',
      examples: ['mlops-monitoring-dev/churn/baseline'],
    },
    data_capture_location: {
      title: 'Data capture location',
      description:
        'Where the endpoint writes captured requests and responses: `bucket/prefix`, with or without `s3://`. Monitors of the endpoint must name the same location.',
      examples: ['mlops-capture-dev/churn'],
    },
    monitoring_output_location: {
      title: 'Monitoring output location',
      description: 'Prefix for the reports of every monitoring run: `bucket/prefix`, with or without `s3://`.',
      examples: ['mlops-monitoring-dev/churn/reports'],
    },
    schedule_expression: {
      title: 'Schedule',
      description:
        'How often the monitor runs, in UTC: hourly `cron(0 * ? * * *)`, daily at hour H `cron(0 H ? * * *)`, or every N hours from hour H `cron(0 H/N ? * * *)`. SageMaker runs no other form. Every run is paid.',
      examples: ['cron(0 * ? * * *)', 'cron(0 6 ? * * *)'],
    },
    monitor_max_runtime_seconds: {
      title: 'Maximum runtime of a monitoring run',
      description:
        'Seconds that one monitoring run may take, 1 to 86400. With an hourly schedule at most 3600 for data quality and explainability, 1800 for model quality and bias.',
      examples: [1800],
    },
    instance_type: {
      title: 'Monitoring instance type',
      description: 'SageMaker instance type of the baseline job and of every monitoring run.',
      examples: ['ml.m5.xlarge'],
    },
    instance_volume_size: {
      title: 'Monitoring volume size',
      description:
        'Size in GB of the storage volume of the baseline job and of every monitoring run; it must hold the data of one run.',
      examples: [20],
    },
    problem_type: {
      title: 'Problem type',
      description:
        'Kind of ML problem. It decides which of the inference, probability and label attributes are required.',
    },
    baseline_inference_attribute: {
      title: 'Baseline inference attribute',
      description:
        'Column with the predicted label in the baseline data: header name, index or JSONPath. Must not be empty for Regression and MulticlassClassification.',
      examples: ['prediction'],
    },
    baseline_ground_truth_attribute: {
      title: 'Baseline ground truth attribute',
      description:
        'Column with the true label in the baseline data: header name, index or JSONPath. Must not be empty.',
      examples: ['label'],
    },
    baseline_probability_attribute: {
      title: 'Baseline probability attribute',
      description:
        'Column with the predicted probability in the baseline data: header name, index or JSONPath. Required for BinaryClassification, where it is used together with `probability_threshold_attribute`.',
      requiredWhen: '`problem_type` is BinaryClassification',
      examples: ['probability'],
    },
    monitor_inference_attribute: {
      title: 'Monitor inference attribute',
      description:
        'Where the predicted label stands in the captured output: index for CSV, JSONPath for JSON. Required for Regression and MulticlassClassification.',
      requiredWhen: '`problem_type` is Regression or MulticlassClassification',
      examples: ['0'],
    },
    monitor_ground_truth_input: {
      title: 'Ground truth location',
      description:
        'Prefix where labelled outcomes are delivered, in folders `yyyy/mm/dd/hh`: `bucket/prefix`, with or without `s3://`. Runs for hours without ground truth report nothing.',
      examples: ['mlops-monitoring-dev/churn/ground-truth'],
    },
    monitor_probability_attribute: {
      title: 'Monitor probability attribute',
      description:
        'Where the predicted probability stands in the captured output: index for CSV, JSONPath for JSON. Used only for BinaryClassification.',
      examples: ['0'],
    },
    probability_threshold_attribute: {
      title: 'Probability threshold',
      description:
        'Threshold between 0 and 1 that turns a probability into a class; a number or text that holds one. Used only for BinaryClassification.',
      examples: [0.5],
    },
    baseline_max_runtime_seconds: {
      title: 'Maximum runtime of the baseline job',
      description:
        'Seconds that the baseline job may take, 1 to 777600. The deployment waits for it, at most 11 hours: more than 39600 counts as 39600. Empty or left out: 39600.',
      examples: [3600],
    },
    kms_key_arn: {
      title: 'KMS key ARN',
      description:
        "Customer-managed KMS key that encrypts outputs, captured data and instance volumes. A key or alias ARN in the region of the stage. Without it the account's AWS-managed keys are used. The key policy must let the job roles use the key.",
      examples: ['arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab'],
    },
    engine: {
      title: 'Monitoring engine',
      description:
        'What runs the monitor. `sagemaker_model_monitor` is the only engine today; Amazon has closed it to new customers.',
    },
    instance_count: {
      title: 'Monitoring instance count',
      description: 'Number of instances of the baseline job and of every monitoring run.',
      examples: [1],
    },
    name: {
      title: 'Workload name',
      description:
        'Tells a second workload of the same model and pipeline type apart from the first, for example a second endpoint. At most 30 letters, digits and inner hyphens. Part of the identity, so changing it makes another stack, and proposes the old one for deletion. Leave it out for the first workload.',
      examples: ['canary'],
    },
    stages: {
      title: 'Stages',
      description:
        'Names of the stages (from mlops-settings.json) that this workload goes to. Default: every stage; training, tuning, Autopilot and the image builder only the first one.',
      examples: [['dev', 'prod']],
    },
    depends_on: {
      title: 'Depends on',
      description:
        'Workloads that must be deployed before this one, each as `<model_name>/<pipeline_type>`, with `/<name>` added where that workload has one; for an image builder its image tag stands in place of the model name. Monitors wait for their endpoint and custom models for their image without being told: use this only for an order that the files cannot show.',
      examples: [['customer-churn/model_training_builtin']],
    },
    tags: {
      title: 'Tags',
      description:
        'Tags put on the stack and on everything in it, for cost reports and access rules. At most 45, because the processor adds its own. Keys up to 128 characters, not starting with `aws:` or `mlops:`; values up to 256.',
      examples: [{ team: 'retention', 'cost-center': '4711' }],
    },
  }),
  byom_model_bias_monitor: () => ({
    pipeline_type: { title: 'Pipeline type', description: 'Which pipeline this workload is: model bias monitor.' },
    model_name: {
      title: 'Model name',
      description:
        'Name of the model, 1 to 63 letters, digits and single or repeated inner hyphens; blanks around it are left out. Together with `pipeline_type` (and `name`, where given) it is the identity of the stack: change it and the old stack is proposed for deletion and a new one created. Upper and lower case make no difference to the stack.',
      examples: ['customer-churn'],
    },
    endpoint_name: {
      title: 'Monitored endpoint',
      description:
        'Name of the endpoint to watch, used in lower case. A monitor of an endpoint that a workload here creates waits for it; any other endpoint must already exist.',
      examples: ['churn-endpoint'],
    },
    baseline_data: {
      title: 'Baseline data',
      description:
        'Dataset from which the baseline is computed, CSV with a header: a key in the assets bucket or a full `s3://bucket/key`. For bias and explainability the label is the first column.',
      examples: ['churn/baseline/baseline.csv'],
    },
    baseline_job_output_location: {
      title: 'Baseline output location',
      description:
        'Prefix for the constraints, statistics and analysis files of the baseline: `bucket/prefix`, with or without `s3://`. Each baseline job writes to a folder of its own below it.',
      examples: ['mlops-monitoring-dev/churn/baseline'],
    },
    data_capture_location: {
      title: 'Data capture location',
      description:
        'Where the endpoint writes captured requests and responses: `bucket/prefix`, with or without `s3://`. Monitors of the endpoint must name the same location.',
      examples: ['mlops-capture-dev/churn'],
    },
    monitoring_output_location: {
      title: 'Monitoring output location',
      description: 'Prefix for the reports of every monitoring run: `bucket/prefix`, with or without `s3://`.',
      examples: ['mlops-monitoring-dev/churn/reports'],
    },
    schedule_expression: {
      title: 'Schedule',
      description:
        'How often the monitor runs, in UTC: hourly `cron(0 * ? * * *)`, daily at hour H `cron(0 H ? * * *)`, or every N hours from hour H `cron(0 H/N ? * * *)`. SageMaker runs no other form. Every run is paid.',
      examples: ['cron(0 * ? * * *)', 'cron(0 6 ? * * *)'],
    },
    monitor_max_runtime_seconds: {
      title: 'Maximum runtime of a monitoring run',
      description:
        'Seconds that one monitoring run may take, 1 to 86400. With an hourly schedule at most 3600 for data quality and explainability, 1800 for model quality and bias.',
      examples: [1800],
    },
    instance_type: {
      title: 'Monitoring instance type',
      description: 'SageMaker instance type of the baseline job and of every monitoring run.',
      examples: ['ml.m5.xlarge'],
    },
    instance_volume_size: {
      title: 'Monitoring volume size',
      description:
        'Size in GB of the storage volume of the baseline job and of every monitoring run; it must hold the data of one run.',
      examples: [20],
    },
    problem_type: {
      title: 'Problem type',
      description:
        'Kind of ML problem. It decides which of the inference, probability and label attributes are required.',
    },
    monitor_inference_attribute: {
      title: 'Monitor inference attribute',
      description:
        'Where the predicted label stands in the captured output: index for CSV, JSONPath for JSON. Required for Regression and MulticlassClassification.',
      requiredWhen: '`problem_type` is Regression or MulticlassClassification',
      examples: ['0'],
    },
    monitor_ground_truth_input: {
      title: 'Ground truth location',
      description:
        'Prefix where labelled outcomes are delivered, in folders `yyyy/mm/dd/hh`: `bucket/prefix`, with or without `s3://`. Runs for hours without ground truth report nothing.',
      examples: ['mlops-monitoring-dev/churn/ground-truth'],
    },
    bias_config: {
      title: 'Bias configuration',
      description: 'Which label is favourable and which groups are compared, for SageMaker Clarify.',
      examples: [{ label_values_or_threshold: [1], facet_name: 'age', facet_values_or_threshold: [40] }],
    },
    model_predicted_label_config: {
      title: 'Predicted label configuration',
      description:
        'How SageMaker Clarify reads the predicted label from the model output. Required for BinaryClassification and MulticlassClassification.',
      requiredWhen: '`problem_type` is BinaryClassification or MulticlassClassification',
      examples: [{ probability: 0, probability_threshold: 0.8 }],
    },
    monitor_probability_attribute: {
      title: 'Monitor probability attribute',
      description:
        'Where the predicted probability stands in the captured output: index for CSV, JSONPath for JSON. Used only for BinaryClassification.',
      examples: ['0'],
    },
    probability_threshold_attribute: {
      title: 'Probability threshold',
      description:
        'Threshold between 0 and 1 that turns a probability into a class; a number or text that holds one. Used only for BinaryClassification.',
      examples: [0.5],
    },
    features_attribute: {
      title: 'Features attribute',
      description:
        'Where the features stand in captured input: JSONPath, for example `features`, when requests are JSON. Not needed for CSV.',
      examples: ['features'],
    },
    baseline_max_runtime_seconds: {
      title: 'Maximum runtime of the baseline job',
      description:
        'Seconds that the baseline job may take, 1 to 777600. The deployment waits for it, at most 11 hours: more than 39600 counts as 39600. Empty or left out: 39600.',
      examples: [3600],
    },
    kms_key_arn: {
      title: 'KMS key ARN',
      description:
        "Customer-managed KMS key that encrypts outputs, captured data and instance volumes. A key or alias ARN in the region of the stage. Without it the account's AWS-managed keys are used. The key policy must let the job roles use the key.",
      examples: ['arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab'],
    },
    engine: {
      title: 'Monitoring engine',
      description:
        'What runs the monitor. `sagemaker_model_monitor` is the only engine today; Amazon has closed it to new customers.',
    },
    instance_count: {
      title: 'Monitoring instance count',
      description: 'Number of instances of the baseline job and of every monitoring run.',
      examples: [1],
    },
    name: {
      title: 'Workload name',
      description:
        'Tells a second workload of the same model and pipeline type apart from the first, for example a second endpoint. At most 30 letters, digits and inner hyphens. Part of the identity, so changing it makes another stack, and proposes the old one for deletion. Leave it out for the first workload.',
      examples: ['canary'],
    },
    stages: {
      title: 'Stages',
      description:
        'Names of the stages (from mlops-settings.json) that this workload goes to. Default: every stage; training, tuning, Autopilot and the image builder only the first one.',
      examples: [['dev', 'prod']],
    },
    depends_on: {
      title: 'Depends on',
      description:
        'Workloads that must be deployed before this one, each as `<model_name>/<pipeline_type>`, with `/<name>` added where that workload has one; for an image builder its image tag stands in place of the model name. Monitors wait for their endpoint and custom models for their image without being told: use this only for an order that the files cannot show.',
      examples: [['customer-churn/model_training_builtin']],
    },
    tags: {
      title: 'Tags',
      description:
        'Tags put on the stack and on everything in it, for cost reports and access rules. At most 45, because the processor adds its own. Keys up to 128 characters, not starting with `aws:` or `mlops:`; values up to 256.',
      examples: [{ team: 'retention', 'cost-center': '4711' }],
    },
  }),
  byom_model_explainability_monitor: () => ({
    pipeline_type: {
      title: 'Pipeline type',
      description: 'Which pipeline this workload is: model explainability monitor.',
    },
    model_name: {
      title: 'Model name',
      description:
        'Name of the model, 1 to 63 letters, digits and single or repeated inner hyphens; blanks around it are left out. Together with `pipeline_type` (and `name`, where given) it is the identity of the stack: change it and the old stack is proposed for deletion and a new one created. Upper and lower case make no difference to the stack.',
      examples: ['customer-churn'],
    },
    endpoint_name: {
      title: 'Monitored endpoint',
      description:
        'Name of the endpoint to watch, used in lower case. A monitor of an endpoint that a workload here creates waits for it; any other endpoint must already exist.',
      examples: ['churn-endpoint'],
    },
    baseline_data: {
      title: 'Baseline data',
      description:
        'Dataset from which the baseline is computed, CSV with a header: a key in the assets bucket or a full `s3://bucket/key`. For bias and explainability the label is the first column.',
      examples: ['churn/baseline/baseline.csv'],
    },
    baseline_job_output_location: {
      title: 'Baseline output location',
      description:
        'Prefix for the constraints, statistics and analysis files of the baseline: `bucket/prefix`, with or without `s3://`. Each baseline job writes to a folder of its own below it.',
      examples: ['mlops-monitoring-dev/churn/baseline'],
    },
    data_capture_location: {
      title: 'Data capture location',
      description:
        'Where the endpoint writes captured requests and responses: `bucket/prefix`, with or without `s3://`. Monitors of the endpoint must name the same location.',
      examples: ['mlops-capture-dev/churn'],
    },
    monitoring_output_location: {
      title: 'Monitoring output location',
      description: 'Prefix for the reports of every monitoring run: `bucket/prefix`, with or without `s3://`.',
      examples: ['mlops-monitoring-dev/churn/reports'],
    },
    schedule_expression: {
      title: 'Schedule',
      description:
        'How often the monitor runs, in UTC: hourly `cron(0 * ? * * *)`, daily at hour H `cron(0 H ? * * *)`, or every N hours from hour H `cron(0 H/N ? * * *)`. SageMaker runs no other form. Every run is paid.',
      examples: ['cron(0 * ? * * *)', 'cron(0 6 ? * * *)'],
    },
    monitor_max_runtime_seconds: {
      title: 'Maximum runtime of a monitoring run',
      description:
        'Seconds that one monitoring run may take, 1 to 86400. With an hourly schedule at most 3600 for data quality and explainability, 1800 for model quality and bias.',
      examples: [1800],
    },
    instance_type: {
      title: 'Monitoring instance type',
      description: 'SageMaker instance type of the baseline job and of every monitoring run.',
      examples: ['ml.m5.xlarge'],
    },
    instance_volume_size: {
      title: 'Monitoring volume size',
      description:
        'Size in GB of the storage volume of the baseline job and of every monitoring run; it must hold the data of one run.',
      examples: [20],
    },
    problem_type: {
      title: 'Problem type',
      description:
        'Kind of ML problem. It decides which of the inference, probability and label attributes are required.',
    },
    monitor_inference_attribute: {
      title: 'Monitor inference attribute',
      description:
        'Where the predicted label stands in the captured output: index for CSV, JSONPath for JSON. Required for Regression and MulticlassClassification.',
      requiredWhen: '`problem_type` is Regression or MulticlassClassification',
      examples: ['0'],
    },
    shap_config: {
      title: 'SHAP configuration',
      description:
        'Settings of the SHAP analysis of SageMaker Clarify. More samples give better estimates and longer runs.',
      examples: [{ num_samples: 500, agg_method: 'mean_abs' }],
    },
    model_scores: {
      title: 'Model scores',
      description:
        'Where the score to explain stands in the model output: an index, or a JMESPath. Not needed when the output is one score.',
      examples: [0],
    },
    features_attribute: {
      title: 'Features attribute',
      description:
        'Where the features stand in captured input: JSONPath, for example `features`, when requests are JSON. Not needed for CSV.',
      examples: ['features'],
    },
    monitor_probability_attribute: {
      title: 'Monitor probability attribute',
      description:
        'Where the predicted probability stands in the captured output: index for CSV, JSONPath for JSON. Used only for BinaryClassification.',
      examples: ['0'],
    },
    probability_threshold_attribute: {
      title: 'Probability threshold',
      description:
        'Threshold between 0 and 1 that turns a probability into a class; a number or text that holds one. Used only for BinaryClassification.',
      examples: [0.5],
    },
    baseline_max_runtime_seconds: {
      title: 'Maximum runtime of the baseline job',
      description:
        'Seconds that the baseline job may take, 1 to 777600. The deployment waits for it, at most 11 hours: more than 39600 counts as 39600. Empty or left out: 39600.',
      examples: [3600],
    },
    kms_key_arn: {
      title: 'KMS key ARN',
      description:
        "Customer-managed KMS key that encrypts outputs, captured data and instance volumes. A key or alias ARN in the region of the stage. Without it the account's AWS-managed keys are used. The key policy must let the job roles use the key.",
      examples: ['arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab'],
    },
    engine: {
      title: 'Monitoring engine',
      description:
        'What runs the monitor. `sagemaker_model_monitor` is the only engine today; Amazon has closed it to new customers.',
    },
    instance_count: {
      title: 'Monitoring instance count',
      description: 'Number of instances of the baseline job and of every monitoring run.',
      examples: [1],
    },
    name: {
      title: 'Workload name',
      description:
        'Tells a second workload of the same model and pipeline type apart from the first, for example a second endpoint. At most 30 letters, digits and inner hyphens. Part of the identity, so changing it makes another stack, and proposes the old one for deletion. Leave it out for the first workload.',
      examples: ['canary'],
    },
    stages: {
      title: 'Stages',
      description:
        'Names of the stages (from mlops-settings.json) that this workload goes to. Default: every stage; training, tuning, Autopilot and the image builder only the first one.',
      examples: [['dev', 'prod']],
    },
    depends_on: {
      title: 'Depends on',
      description:
        'Workloads that must be deployed before this one, each as `<model_name>/<pipeline_type>`, with `/<name>` added where that workload has one; for an image builder its image tag stands in place of the model name. Monitors wait for their endpoint and custom models for their image without being told: use this only for an order that the files cannot show.',
      examples: [['customer-churn/model_training_builtin']],
    },
    tags: {
      title: 'Tags',
      description:
        'Tags put on the stack and on everything in it, for cost reports and access rules. At most 45, because the processor adds its own. Keys up to 128 characters, not starting with `aws:` or `mlops:`; values up to 256.',
      examples: [{ team: 'retention', 'cost-center': '4711' }],
    },
  }),
  byom_image_builder: () => ({
    pipeline_type: {
      title: 'Pipeline type',
      description: 'Which pipeline this workload is: custom algorithm image builder.',
    },
    custom_algorithm_docker: {
      title: 'Docker build context',
      description:
        'Zip archive with a `Dockerfile` at its root: a key in the assets bucket or a full `s3://bucket/key`. A new version of the object starts a new build.',
      examples: ['fraud/image/context.zip'],
    },
    ecr_repo_name: {
      title: 'ECR repository',
      description:
        'Name of the existing ECR repository that receives the image; lower case, without registry host and tag.',
      examples: ['mlops-images'],
    },
    image_tag: {
      title: 'Image tag',
      description:
        'Tag of the image, and the identity of the stack: a new tag makes a new stack. At most 128 letters, digits, dots, underscores and hyphens.',
      examples: ['fraud-1.4.0'],
    },
    name: {
      title: 'Workload name',
      description:
        'Tells a second workload of the same model and pipeline type apart from the first, for example a second endpoint. At most 30 letters, digits and inner hyphens. Part of the identity, so changing it makes another stack, and proposes the old one for deletion. Leave it out for the first workload.',
      examples: ['canary'],
    },
    stages: {
      title: 'Stages',
      description:
        'Names of the stages (from mlops-settings.json) that this workload goes to. Default: every stage; training, tuning, Autopilot and the image builder only the first one.',
      examples: [['dev', 'prod']],
    },
    depends_on: {
      title: 'Depends on',
      description:
        'Workloads that must be deployed before this one, each as `<model_name>/<pipeline_type>`, with `/<name>` added where that workload has one; for an image builder its image tag stands in place of the model name. Monitors wait for their endpoint and custom models for their image without being told: use this only for an order that the files cannot show.',
      examples: [['customer-churn/model_training_builtin']],
    },
    tags: {
      title: 'Tags',
      description:
        'Tags put on the stack and on everything in it, for cost reports and access rules. At most 45, because the processor adds its own. Keys up to 128 characters, not starting with `aws:` or `mlops:`; values up to 256.',
      examples: [{ team: 'retention', 'cost-center': '4711' }],
    },
  }),
};

/** By attribute name, for a pipeline type. Made anew each time. */
export function descriptionsOf(type: PipelineType): Descriptions {
  return BY_TYPE[type]();
}
