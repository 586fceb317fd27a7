import { ACCOUNT, settingsWith, stage, testRules, TWO_STAGES } from './check-configs.ts';
import { batch, dataQuality, realtime, training } from './workloads.ts';

const ONE_ACCOUNT = settingsWith([stage('dev'), stage('prod')]);
const THREE = settingsWith([stage('dev'), stage('staging'), stage('prod')]);
const SHARED = { code: 'shared-output', severity: 'warning', pointer: '/batch_job_output_location' } as const;

describe('predictions of two stages in one place', () => {
  testRules([
    {
      title: 'are warned of in one account',
      config: batch(),
      settings: ONE_ACCOUNT,
      expected: [{ ...SHARED, message: '`dev` and `prod`', hint: '{ "dev": ..., "prod": ... }' }],
    },
    {
      title: 'are warned of in two accounts: a bucket is only one of them',
      config: batch({ batch_job_output_location: 's3://team-data/score/output/' }),
      settings: TWO_STAGES,
      expected: [SHARED],
    },
    {
      title: 'are warned of where the place begins as the data do',
      config: batch({ batch_job_output_location: 'team-data/score/input-scores' }),
      settings: ONE_ACCOUNT,
      expected: [SHARED],
    },
    {
      title: 'are warned of once, also where it is not the first stage that shares them',
      config: batch({
        batch_inference_data: { dev: 'team-data/small', staging: 'team-data/all', prod: 'team-data/all' },
      }),
      settings: THREE,
      expected: [{ ...SHARED, message: '`staging` and `prod`' }],
    },
    {
      title: 'are none by stage, of one stage, of other data or of another partition',
      configs: {
        'a.json': batch({ batch_job_output_location: { dev: 'team-data/dev', prod: 'team-data/prod' } }),
        'b.json': batch({ model_name: 'b', stages: ['prod'] }),
        'c.json': batch({ model_name: 'c', batch_inference_data: { dev: 'team-data/a', prod: 'team-data/b' } }),
        'd.json': batch({ model_name: 'd', batch_job_output_location: { dev: 'team-data/x', prod: 'team-data/x' } }),
      },
      settings: ONE_ACCOUNT,
      expected: [],
    },
    {
      title: 'are not said where something else is to be mended first',
      configs: {
        'a.json': batch({ split_type: 'Lines' }),
        'b.json': batch({ model_name: 'b', batch_job_output_location: 'team-data/score/input' }),
      },
      settings: ONE_ACCOUNT,
      expected: [
        { code: 'unknown-value', pointer: '/split_type' },
        { code: 'batch-output-in-input', severity: 'warning', pointer: '/batch_job_output_location' },
      ],
    },
    {
      title: 'are none in two partitions',
      config: batch(),
      settings: settingsWith([stage('dev'), stage('china', { account: '222222222222', region: 'cn-north-1' })]),
      expected: [],
    },
    {
      title: 'are not those of jobs that write below their own names, nor of two workloads',
      configs: {
        'a.json': training({ stages: ['dev', 'prod'] }),
        'b.json': dataQuality({ endpoint_name: { dev: 'churn-live', prod: 'churn-prod' } }),
        'c.json': realtime({ endpoint_name: { dev: 'churn-live', prod: 'churn-prod' } }),
        'd.json': batch({ model_name: 'd', stages: ['dev'] }),
        'e.json': batch({ model_name: 'e', stages: ['prod'] }),
      },
      settings: settingsWith([stage('dev'), stage('prod')], { allowedAccounts: [ACCOUNT] }),
      expected: [],
    },
  ]);
});

describe('predictions of two workloads in one place by stage', () => {
  const output = { dev: 'team-data/dev-scores', prod: 'team-data/prod-scores' };
  testRules([
    {
      title: 'are warned of once, however many stages they meet in',
      configs: {
        'a.json': batch({ batch_job_output_location: output }),
        'b.json': batch({ name: 'second', batch_job_output_location: output }),
      },
      settings: TWO_STAGES,
      expected: [{ ...SHARED, file: 'b.json', pointer: '/batch_job_output_location/dev', related: ['a.json'] }],
    },
  ]);
});
