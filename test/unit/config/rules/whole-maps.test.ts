import { settingsWith, stage, testRules, type RuleCase } from './check-configs.ts';
import { realtime, realtimeCustom, training } from './workloads.ts';

const TWO_ACCOUNTS = settingsWith([stage('dev'), stage('prod', { account: '222222222222' })]);
const SERVERLESS = { memory_size_in_mb: 2048, max_concurrency: 5 };
const INSTANCES = { dev: 'ml.m5.large', prod: 'ml.m5.xlarge' };
const SCALING = { min_instances: 1, max_instances: 4, invocations_per_instance: 100 };
const IMAGE = '111111111111.dkr.ecr.us-east-1.amazonaws.com/team-images:v1';
const PACKAGE = 'arn:aws:sagemaker:us-east-1:111111111111:model-package/churn/1';

describe('what makes no sense in any stage', () => {
  const cases: readonly RuleCase[] = [
    {
      title: 'is told once, of all of its map: beside `serverless`',
      config: realtime({
        endpoint_name: undefined,
        serverless: SERVERLESS,
        inference_instance: INSTANCES,
        autoscaling: { dev: SCALING, prod: SCALING },
        data_capture_percentage: 0,
      }),
      expected: [
        { severity: 'warning', code: 'serverless-unused', pointer: '/inference_instance' },
        { code: 'serverless-conflict', pointer: '/autoscaling' },
      ],
    },
    {
      title: 'is told of the stage where it makes none, where `serverless` differs by stage',
      config: realtime({
        endpoint_name: undefined,
        serverless: { dev: SERVERLESS, prod: { ...SERVERLESS, max_concurrency: 9 } },
        inference_instance: INSTANCES,
        data_capture_percentage: 0,
      }),
      expected: [
        { severity: 'warning', code: 'serverless-unused', pointer: '/inference_instance/dev' },
        { severity: 'warning', code: 'serverless-unused', pointer: '/inference_instance/prod' },
      ],
    },
    {
      title: 'is told once, of all of its map: capture of a serverless endpoint',
      config: realtime({
        endpoint_name: undefined,
        serverless: SERVERLESS,
        inference_instance: undefined,
        data_capture_location: { dev: 'dev-data/capture', prod: 'prod-data/capture' },
      }),
      expected: [{ severity: 'warning', code: 'serverless-capture', pointer: '/data_capture_location' }],
    },
    {
      title: 'is told of one stage where it is a value of that: a rolling deployment',
      config: realtime({
        endpoint_name: undefined,
        serverless: SERVERLESS,
        inference_instance: undefined,
        data_capture_percentage: 0,
        deployment: { dev: { strategy: 'all_at_once' }, prod: { strategy: 'rolling' } },
      }),
      expected: [{ code: 'serverless-conflict', pointer: '/deployment/prod/strategy' }],
    },
    {
      title: 'is told once, of all of its map: a wait for spot instances that are off',
      config: training({
        stages: ['dev', 'prod'],
        use_spot_instances: false,
        max_wait_time_spot_instances: { dev: 90000, prod: 95000 },
      }),
      expected: [{ severity: 'warning', code: 'spot-wait-unused', pointer: '/max_wait_time_spot_instances' }],
    },
    {
      title: 'is told once, of all of its map: what a model package makes useless',
      config: realtimeCustom({
        endpoint_name: undefined,
        model_package_name: PACKAGE,
        custom_image_uri: { dev: IMAGE, prod: IMAGE },
      }),
      expected: [{ severity: 'warning', code: 'model-source-ignored', pointer: '/custom_image_uri' }],
    },
  ];
  testRules(cases.map((one) => ({ ...one, settings: TWO_ACCOUNTS })));
});
