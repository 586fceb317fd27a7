import { ONE_STAGE, settingsWith, stage, testRules, TWO_STAGES } from './check-configs.ts';
import { batch, dataQuality, realtime } from './workloads.ts';

const SHARED = { code: 'shared-output', severity: 'warning', file: 'b.json' } as const;
const UNKNOWN = { code: 'monitored-endpoint-unknown', severity: 'warning' } as const;
const DEFAULT = settingsWith([stage('default')]);

describe('predictions of two workloads in one place', () => {
  testRules([
    {
      title: 'are warned of where both score the same data',
      configs: { 'a.json': batch(), 'b.json': batch({ model_name: 'b' }) },
      expected: [
        { ...SHARED, pointer: '/batch_job_output_location', message: 'overwrite each other', related: ['a.json'] },
      ],
    },
    {
      title: 'are warned of where the place begins as the data do',
      configs: {
        'a.json': batch({ batch_job_output_location: 'team-data/score/input-scores' }),
        'b.json': batch({ model_name: 'b', batch_job_output_location: 'team-data/score/input-scores' }),
      },
      expected: [{ ...SHARED, pointer: '/batch_job_output_location', related: ['a.json'] }],
    },
    {
      title: 'are none of other data, in other places or in other stages',
      configs: {
        'a.json': batch({ stages: ['dev'] }),
        'b.json': batch({ model_name: 'b', stages: ['dev'], batch_inference_data: 'team-data/other' }),
        'c.json': batch({ model_name: 'c', stages: ['dev'], batch_job_output_location: 'team-data/other-scores' }),
        'd.json': batch({ model_name: 'd', stages: ['prod'] }),
      },
      settings: TWO_STAGES,
      expected: [],
    },
    {
      title: 'are not said where something else is to be mended first',
      configs: {
        'a.json': batch(),
        'b.json': batch({ model_name: 'b', split_type: 'Lines' }),
        'c.json': batch({ model_name: 'c', batch_job_output_location: 'team-data/score/input/c' }),
        'd.json': batch({ model_name: 'd', batch_job_output_location: 'team-data/score/input/c' }),
      },
      expected: [
        { code: 'unknown-value', pointer: '/split_type' },
        { code: 'batch-output-in-input', severity: 'warning', pointer: '/batch_job_output_location' },
        { code: 'batch-output-in-input', severity: 'warning', pointer: '/batch_job_output_location' },
      ],
    },
    {
      title: 'are not said of a duplicate',
      configs: { 'a.json': batch(), 'b.json': batch() },
      expected: [{ code: 'duplicate-workload', pointer: '/model_name' }],
    },
  ]);
});

describe('hints about other files', () => {
  testRules([
    {
      title: 'a monitor is told the stages that its endpoint is in',
      configs: {
        'e.json': realtime({ stages: ['dev'] }),
        'm.json': dataQuality({ stages: ['prod'] }),
      },
      settings: TWO_STAGES,
      expected: [{ ...UNKNOWN, pointer: '/endpoint_name', hint: 'only `dev` has an endpoint of that name' }],
    },
    {
      title: 'a monitor of an endpoint that nobody makes is told of none',
      config: dataQuality(),
      expected: [{ ...UNKNOWN, pointer: '/endpoint_name', hint: 'deployed by something else' }],
    },
    {
      title: 'depends_on is not told to name its own workload',
      config: batch({ depends_on: ['churn/byom_batch_custom'] }),
      expected: [
        { code: 'depends-on-unknown', pointer: '/depends_on/0', hint: 'write `<model_name>/<pipeline_type>`' },
      ],
    },
    {
      title: 'a duplicate is told the whole name of the first',
      configs: { 'a.json': batch({ name: 'x' }), 'b.json': batch({ name: 'X' }) },
      expected: [{ code: 'duplicate-workload', pointer: '/name', message: '/x`, which also has' }],
    },
    {
      title: 'a stage in a repository without stages is told where they are named',
      config: batch({ stages: ['dev'] }),
      settings: DEFAULT,
      expected: [{ code: 'unknown-stage', pointer: '/stages/0', hint: '`"stages": [{ "name": "dev" }]`' }],
    },
    {
      title: 'a stage in a repository whose one stage is named is told that name',
      config: batch({ stages: ['prod'] }),
      settings: ONE_STAGE,
      expected: [{ code: 'unknown-stage', pointer: '/stages/0', hint: 'the stages of this repository are `dev`' }],
    },
    {
      title: 'lists cannot differ by stage',
      config: batch({ depends_on: { dev: ['a/byom_batch_custom'] } }),
      expected: [{ code: 'wrong-type', pointer: '/depends_on', hint: 'write one list' }],
    },
    {
      title: 'a map by stage within an object is told to stand around it',
      config: realtime({
        vpc_config: { subnets: { dev: ['subnet-0a1b2c3d4e5f60718'] }, security_group_ids: ['sg-0a1b2c3d4e5f60718'] },
      }),
      expected: [{ code: 'wrong-type', pointer: '/vpc_config/subnets', hint: 'all of `vpc_config`' }],
    },
  ]);
});
