import { testRules, TWO_STAGES } from './check-configs.ts';
import { batch, imageBuilder, realtime, realtimeCustom, training } from './workloads.ts';

const PACKAGE = 'arn:aws:sagemaker:us-east-1:111111111111:model-package/churn/3';
const SERVERLESS = {
  serverless: { memory_size_in_mb: 2048, max_concurrency: 5 },
  inference_instance: undefined,
  data_capture_percentage: 0,
};
const SCALING = { min_instances: 1, max_instances: 4, invocations_per_instance: 600 };

describe('rules: model source', () => {
  testRules([
    {
      title: 'accepts image and artifact',
      configs: { 'a.json': realtime(), 'b.json': realtimeCustom({ endpoint_name: 'b' }) },
      expected: [],
    },
    {
      title: 'accepts a model package alone',
      config: realtime({
        model_package_name: PACKAGE,
        model_framework: undefined,
        model_framework_version: undefined,
        model_artifact_location: undefined,
      }),
      expected: [],
    },
    {
      title: 'warns of what the model package makes useless, once',
      config: batch({ model_package_name: PACKAGE }),
      expected: [
        {
          severity: 'warning',
          code: 'model-source-ignored',
          pointer: '/model_framework',
          message: '`model_artifact_location` have no effect',
        },
      ],
    },
    {
      title: 'takes an empty text for no model package',
      config: realtime({ model_package_name: '' }),
      expected: [],
    },
    {
      title: 'finds the stage that has neither',
      config: realtimeCustom({
        custom_image_uri: undefined,
        model_artifact_location: undefined,
        model_package_name: { dev: PACKAGE, prod: '' },
      }),
      settings: TWO_STAGES,
      expected: [{ code: 'model-source-missing', pointer: '/model_package_name/prod', message: 'stage `prod`' }],
    },
  ]);
});

describe('rules: framework image', () => {
  testRules([
    {
      title: 'suggests the nearest framework',
      config: training({ model_framework: 'xgbost' }),
      expected: [
        { code: 'framework-unknown', pointer: '/model_framework', message: '"xgbost"', hint: 'did you mean `xgboost`' },
      ],
    },
    {
      title: 'names the versions that there are',
      config: realtime({ model_framework_version: '1.7-9' }),
      expected: [{ code: 'framework-version-unknown', pointer: '/model_framework_version', hint: '1.7-1' }],
    },
    {
      title: 'says one unknown framework of two stages once',
      config: realtime({ model_framework: 'xgbost', endpoint_name: undefined }),
      settings: TWO_STAGES,
      expected: [{ code: 'framework-unknown', pointer: '/model_framework' }],
    },
    {
      title: 'finds a framework that cannot train',
      config: training({ model_framework: 'autogluon', model_framework_version: '9.9' }),
      expected: [{ code: 'framework-version-unknown', pointer: '/model_framework_version' }],
    },
    {
      title: 'warns when another version is taken than the one asked for',
      config: training({
        model_framework: 'linear-learner',
        model_framework_version: '9',
        algo_hyperparameters: { predictor_type: 'regressor' },
      }),
      expected: [{ severity: 'warning', code: 'framework-choice', pointer: '/model_framework_version' }],
    },
    {
      title: 'does not look an image up that a model package replaces',
      config: realtime({ model_package_name: PACKAGE, model_framework: 'xgbost' }),
      expected: [{ severity: 'warning', code: 'model-source-ignored', pointer: '/model_framework' }],
    },
  ]);
});

describe('rules: instance type', () => {
  testRules([
    {
      title: 'fixture 59: an instance type that does not exist is a warning',
      config: training({ instance_type: 'ml.m99.huge' }),
      expected: [
        { severity: 'warning', code: 'instance-type-unknown', pointer: '/instance_type', hint: '`ml.m5.large`' },
      ],
    },
    {
      title: 'suggests the nearest one',
      config: realtime({ inference_instance: 'ml.m5.lagre' }),
      expected: [
        {
          severity: 'warning',
          code: 'instance-type-unknown',
          pointer: '/inference_instance',
          hint: 'did you mean `ml.m5.large`?',
        },
      ],
    },
    {
      title: 'knows what each type is offered for',
      config: training({ instance_type: 'ml.t2.medium' }),
      expected: [
        {
          severity: 'warning',
          code: 'instance-type-other-use',
          pointer: '/instance_type',
          message: 'only for endpoints',
        },
      ],
    },
    {
      title: 'names the stage',
      config: batch({
        inference_instance: { dev: 'ml.m5.large', prod: 'ml.m5.9xlarge' },
        batch_job_output_location: { dev: 'team-data/dev', prod: 'team-data/prod' },
      }),
      settings: TWO_STAGES,
      expected: [{ severity: 'warning', code: 'instance-type-unknown', pointer: '/inference_instance/prod' }],
    },
  ]);
});

describe('rules: serverless', () => {
  testRules([
    {
      title: 'warns that a serverless endpoint captures nothing, unless the config says so',
      config: realtime({ ...SERVERLESS, data_capture_percentage: undefined }),
      expected: [{ severity: 'warning', code: 'serverless-capture', pointer: '/data_capture_location' }],
    },
    {
      title: 'accepts capture that is switched off',
      config: realtime(SERVERLESS),
      expected: [],
    },
    {
      title: 'refuses what serverless endpoints do not have',
      config: realtime({
        ...SERVERLESS,
        autoscaling: SCALING,
        vpc_config: { security_group_ids: ['sg-0a1b2c3d'], subnets: ['subnet-0a1b2c3d'] },
        deployment: { strategy: 'rolling' },
      }),
      expected: [
        { code: 'serverless-conflict', pointer: '/autoscaling' },
        { code: 'serverless-conflict', pointer: '/vpc_config' },
        { code: 'serverless-conflict', pointer: '/deployment/strategy' },
      ],
    },
    {
      title: 'warns of settings of instances and of capture',
      config: realtime({
        ...SERVERLESS,
        inference_instance: 'ml.m5.large',
        instance_count: 2,
        data_capture_percentage: 50,
      }),
      expected: [
        { severity: 'warning', code: 'serverless-unused', pointer: '/inference_instance' },
        { severity: 'warning', code: 'serverless-unused', pointer: '/data_capture_percentage' },
        { severity: 'warning', code: 'serverless-unused', pointer: '/instance_count' },
      ],
    },
    {
      title: 'refuses more provisioned than maximum concurrency',
      config: realtime({
        ...SERVERLESS,
        serverless: { memory_size_in_mb: 2048, max_concurrency: 5, provisioned_concurrency: 6 },
      }),
      expected: [{ code: 'serverless-concurrency', pointer: '/serverless/provisioned_concurrency' }],
    },
  ]);
});

describe('rules: autoscaling', () => {
  testRules([
    {
      title: 'accepts a count within the range',
      config: realtime({ autoscaling: SCALING, instance_count: 2 }),
      expected: [],
    },
    {
      title: 'lets the default count be below the minimum',
      config: realtime({ autoscaling: { ...SCALING, min_instances: 2 } }),
      expected: [],
    },
    {
      title: 'refuses a minimum above the maximum',
      config: realtime({ autoscaling: { ...SCALING, min_instances: 5 } }),
      expected: [{ code: 'autoscaling-range', pointer: '/autoscaling/min_instances' }],
    },
    {
      title: 'refuses a count outside of the range, in its stage',
      config: realtime({ autoscaling: SCALING, instance_count: { dev: 1, prod: 8 } }),
      settings: TWO_STAGES,
      expected: [{ code: 'autoscaling-range', pointer: '/instance_count/prod', message: '1 to 4' }],
    },
    {
      title: 'refuses burstable instances',
      config: realtime({ autoscaling: SCALING, inference_instance: 'ml.t2.medium' }),
      expected: [{ code: 'autoscaling-burstable', pointer: '/inference_instance' }],
    },
  ]);
});

describe('rules: deployment', () => {
  testRules([
    {
      title: 'accepts a canary',
      config: realtime({ deployment: { strategy: 'canary', step_percentage: 50, wait_seconds: 600 } }),
      expected: [],
    },
    {
      title: 'refuses linear steps below 10 %',
      config: realtime({ deployment: { strategy: 'linear', step_percentage: 5 } }),
      expected: [{ code: 'deployment-step', pointer: '/deployment/step_percentage', message: '10 to 50' }],
    },
    {
      title: 'refuses rolling steps below 5 %',
      config: realtime({ deployment: { strategy: 'rolling', step_percentage: 4 } }),
      expected: [{ code: 'deployment-step', pointer: '/deployment/step_percentage', message: '5 to 50' }],
    },
    {
      title: 'warns of steps without a strategy that takes them',
      config: realtime({ deployment: { strategy: 'all_at_once', step_percentage: 10 } }),
      expected: [{ severity: 'warning', code: 'deployment-unused', pointer: '/deployment/step_percentage' }],
    },
    {
      title: 'refuses a timeout that the waits use up',
      config: realtime({
        deployment: {
          strategy: 'linear',
          step_percentage: 10,
          wait_seconds: 300,
          maximum_execution_timeout_seconds: 3000,
        },
      }),
      expected: [
        { code: 'deployment-timeout', pointer: '/deployment/maximum_execution_timeout_seconds', message: '3000 s' },
      ],
    },
    {
      title: 'warns that Inferentia 1 falls back to all at once',
      config: realtimeCustom({
        inference_instance: 'ml.inf1.xlarge',
        deployment: { strategy: 'canary', step_percentage: 10 },
      }),
      expected: [{ severity: 'warning', code: 'deployment-guardrails', pointer: '/deployment/strategy' }],
    },
  ]);
});

describe('rules: batch', () => {
  const frequent = { severity: 'warning', code: 'schedule-frequent', pointer: '/schedule_expression' } as const;
  const invalid = { code: 'schedule-invalid', pointer: '/schedule_expression' };
  testRules([
    ...[
      'cron(0 6 ? * MON-FRI *)',
      'cron(0/15 * * * ? *)',
      'cron(0 8 1,15 * ? *)',
      'cron(0 8 L * ? *)',
      'rate(1 day)',
      'rate(15 minutes)',
    ].map((schedule) => ({
      title: `accepts ${schedule}`,
      config: batch({ schedule_expression: schedule }),
      expected: [],
    })),
    ...[
      'cron(60 6 ? * * *)',
      'cron(0 24 ? * * *)',
      'cron(0 6 32 * ? *)',
      'cron(0 6 ? 13 * *)',
      'cron(0 6 ? * FOO *)',
      'cron(0/0 6 ? * * *)',
    ].map((schedule) => ({
      title: `refuses ${schedule}`,
      config: batch({ schedule_expression: schedule }),
      expected: [invalid],
    })),
    ...['rate(1 minute)', 'cron(* * ? * * *)', 'cron(0/5 * ? * * *)'].map((schedule) => ({
      title: `warns of ${schedule}`,
      config: batch({ schedule_expression: schedule }),
      expected: [frequent],
    })),
    {
      title: 'refuses a batch strategy without splitting',
      config: batch({ batch_strategy: 'MultiRecord', split_type: 'None' }),
      expected: [{ code: 'batch-strategy-needs-split', pointer: '/batch_strategy' }],
    },
    {
      title: 'warns of predictions among the data',
      config: batch({ batch_job_output_location: 'team-data/score/input/out' }),
      expected: [{ severity: 'warning', code: 'batch-output-in-input', pointer: '/batch_job_output_location' }],
    },
    {
      title: 'takes `input2` for another place than `input`',
      config: batch({ batch_job_output_location: 'team-data/score/input2' }),
      expected: [],
    },
  ]);
});

describe('rules: custom image', () => {
  const uri = '111111111111.dkr.ecr.us-east-1.amazonaws.com/team-images';
  testRules([
    {
      title: 'accepts an image that is built here',
      configs: { 'a.json': imageBuilder(), 'b.json': realtimeCustom() },
      expected: [],
    },
    {
      title: 'warns of a tag that nothing builds, with the nearest',
      configs: {
        'a.json': imageBuilder({ image_tag: 'v1.2.0' }),
        'b.json': realtimeCustom({ custom_image_uri: `${uri}:v1.20` }),
      },
      expected: [
        {
          severity: 'warning',
          code: 'custom-image-unbuilt',
          pointer: '/custom_image_uri',
          file: 'b.json',
          hint: 'did you mean `v1.2.0`?',
        },
      ],
    },
    {
      title: 'says nothing of a repository that no builder fills',
      configs: { 'a.json': imageBuilder({ ecr_repo_name: 'other' }), 'b.json': realtimeCustom() },
      expected: [],
    },
    {
      title: 'measures the image URI that SageMaker gets',
      config: realtimeCustom({ custom_image_uri: `${uri}/${'a'.repeat(220)}:v1` }),
      expected: [{ code: 'text-too-long', pointer: '/custom_image_uri', message: 'it takes 255' }],
    },
    {
      title: 'measures the capture location that SageMaker gets',
      config: realtime({ data_capture_location: `team-data/${'a'.repeat(500)}` }),
      expected: [{ code: 'text-too-long', pointer: '/data_capture_location', message: 'it takes 512' }],
    },
  ]);
});
