import { settingsWith, stage, testRules, TWO_STAGES } from './check-configs.ts';
import { autopilot, batch, dataQuality, imageBuilder, modelQuality, realtime } from './workloads.ts';

const SHARED = settingsWith([stage('dev'), stage('prod')]);
const NAMES = { dev: 'churn-dev', prod: 'churn-prod' };

describe('a file that was copied into another folder', () => {
  const twice = { code: 'duplicate-workload', pointer: '/model_name' };
  const monitors = { 'churn/m1.json': dataQuality(), 'churn/m2.json': modelQuality() };
  const list = { workloads: [batch({ name: 'a', batch_job_output_location: 'team-data/a' }), autopilot()] };
  testRules([
    {
      title: 'unchanged is one finding, whatever its endpoint is called',
      configs: { 'a/e.json': realtime(), 'b/e.json': realtime(), ...monitors },
      expected: [{ ...twice, file: 'b/e.json', related: ['a/e.json'] }],
    },
    {
      title: 'unchanged is one finding, whatever its job is called',
      configs: { 'a.json': autopilot({ job_name: 'job' }), 'b.json': autopilot({ job_name: 'job' }) },
      expected: [{ ...twice, file: 'b.json' }],
    },
    {
      title: 'stands in a folder called after the first, which sorts before it',
      configs: { 'churn-copy/a.json': autopilot(), 'churn/a.json': autopilot() },
      expected: [{ ...twice, file: 'churn-copy/a.json', related: ['churn/a.json'] }],
    },
    {
      title: 'stands in a folder within that of the first',
      configs: { 'churn/copy/a.json': batch(), 'churn/x.json': batch({ model_name: 'other' }) },
      expected: [
        {
          code: 'shared-output',
          severity: 'warning',
          pointer: '/batch_job_output_location',
          file: 'churn/copy/a.json',
        },
      ],
    },
    {
      title: 'with several workloads is one finding',
      configs: { 'a.json': list, 'b.json': list },
      expected: [
        {
          code: 'duplicate-workload',
          file: 'b.json',
          pointer: '/workloads/0/name',
          message: '; likewise 1 more of this file',
        },
      ],
    },
    {
      title: 'says nothing more of a monitor that watches and reads something else',
      configs: {
        'e.json': realtime(),
        'm1.json': dataQuality(),
        'm2.json': dataQuality({ endpoint_name: 'churn-new' }),
        'm3.json': dataQuality({ data_capture_location: 'team-data/new' }),
      },
      expected: [
        { ...twice, file: 'm2.json' },
        { ...twice, file: 'm3.json' },
      ],
    },
    {
      title: 'for another model takes the name of its endpoint once, in all stages',
      configs: {
        'churn/e.json': realtime({ endpoint_name: NAMES }),
        'churn-new/e.json': realtime({ endpoint_name: NAMES, model_name: 'new' }),
        'm.json': dataQuality({ endpoint_name: NAMES }),
      },
      settings: SHARED,
      expected: [
        {
          code: 'duplicate-endpoint-name',
          file: 'churn-new/e.json',
          pointer: '/endpoint_name/dev',
          message: '; likewise in stage `prod`',
          related: ['churn/e.json'],
        },
      ],
    },
    {
      title: 'is blamed for the name of its endpoint where that is called after the other model',
      configs: {
        'a.json': realtime({ endpoint_name: 'churn-live', model_name: 'another' }),
        'b.json': realtime({ endpoint_name: 'churn-live' }),
      },
      expected: [{ code: 'duplicate-endpoint-name', file: 'a.json', pointer: '/endpoint_name', related: ['b.json'] }],
    },
    {
      title: 'is blamed where both models are in the name, and one of them as a part of the other',
      configs: {
        'a.json': realtime({ endpoint_name: 'churn-v2-live' }),
        'b.json': realtime({ endpoint_name: 'churn-v2-live', model_name: 'churn-v2' }),
      },
      expected: [{ code: 'duplicate-endpoint-name', file: 'a.json', pointer: '/endpoint_name', related: ['b.json'] }],
    },
    {
      title: 'is none where the stages differ, though they cannot share the name of an endpoint',
      configs: { 'a.json': realtime({ stages: ['dev'] }), 'b.json': realtime({ stages: ['prod'] }) },
      settings: SHARED,
      expected: [{ code: 'duplicate-endpoint-name', file: 'b.json', pointer: '/endpoint_name' }],
    },
  ]);
});

describe('a workload that others depend on', () => {
  const asking = autopilot({ model_name: 'asking', depends_on: ['churn/byom_batch_builtin/eu'] });
  testRules([
    {
      title: 'is there when a value of it is missing in a stage',
      configs: {
        'a.json': asking,
        'b.json': batch({ name: 'eu', stages: ['dev'], inference_instance: { prod: 'ml.m5.large' } }),
      },
      settings: TWO_STAGES,
      expected: [{ code: 'stage-value-missing', pointer: '/inference_instance' }],
    },
    {
      title: 'lost its name to another that took it twice',
      configs: {
        'a.json': asking,
        'b.json': batch({ name: 'us' }),
        'c.json': batch({ name: 'us', batch_job_output_location: 'team-data/us' }),
      },
      expected: [{ code: 'duplicate-workload', file: 'c.json', pointer: '/name' }],
    },
    {
      title: 'took the name of the one that waits for it',
      configs: {
        'a.json': batch({ name: 'eu', depends_on: ['churn/byom_batch_builtin/eu'] }),
        'b.json': batch({ name: 'eu', batch_job_output_location: 'team-data/us' }),
      },
      expected: [{ code: 'duplicate-workload', file: 'b.json', pointer: '/name' }],
    },
    {
      title: 'is shown where it is called nearly so, or is the only one of its type',
      configs: {
        'a.json': asking,
        'b.json': batch({ name: 'eu', model_name: 'attrition' }),
        'c.json': autopilot({ model_name: 'third', depends_on: ['imgae/byom_image_builder'] }),
        'd.json': imageBuilder({ image_tag: 'image' }),
      },
      expected: [
        {
          code: 'depends-on-unknown',
          file: 'a.json',
          pointer: '/depends_on/0',
          hint: 'did you mean `attrition/byom_batch_builtin/eu`?',
          related: ['b.json'],
        },
        { code: 'depends-on-unknown', file: 'c.json', pointer: '/depends_on/0', hint: '`image/', related: ['d.json'] },
      ],
    },
  ]);
});
