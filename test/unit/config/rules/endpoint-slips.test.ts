import { settingsWith, stage, testRules, TWO_STAGES } from './check-configs.ts';
import { dataQuality, modelQuality, realtime } from './workloads.ts';

const BOTH = { dev: 'team-dev/capture', prod: 'team-prod/capture' };
const SWAPPED = { dev: BOTH.prod, prod: BOTH.dev };
const SHARED = settingsWith([stage('dev'), stage('prod')]);
const NAMES = { dev: 'churn-dev', prod: 'churn-prod' };

describe('one slip between an endpoint and its monitors', () => {
  const differs = { code: 'capture-location-differs' };
  const unknown = { code: 'monitored-endpoint-unknown', severity: 'warning' as const };
  const monitors = {
    defaults: { model_name: 'churn', endpoint_name: NAMES, data_capture_location: BOTH },
    workloads: [dataQuality, modelQuality].map((monitor) =>
      monitor({ model_name: undefined, endpoint_name: undefined, data_capture_location: undefined }),
    ),
  };
  const endpoint = realtime({ endpoint_name: NAMES, data_capture_location: BOTH });
  testRules([
    {
      title: 'two values of a map swapped are one finding, at the first of them',
      configs: {
        'e.json': realtime({ data_capture_location: BOTH }),
        'm.json': dataQuality({ data_capture_location: SWAPPED }),
      },
      settings: TWO_STAGES,
      expected: [{ ...differs, pointer: '/data_capture_location/dev', message: '; likewise in stage `prod`' }],
    },
    {
      title: 'a value that monitors share by `defaults` is one monitor’s, and no agreement against the endpoint',
      configs: {
        'e.json': endpoint,
        'm.json': {
          ...monitors,
          defaults: { ...monitors.defaults, data_capture_location: { ...BOTH, dev: 'team-dev/captrue' } },
        },
      },
      settings: SHARED,
      expected: [{ ...differs, file: 'm.json', pointer: '/defaults/data_capture_location/dev' }],
    },
    {
      title: 'a misspelt endpoint that monitors share by `defaults` is theirs',
      configs: {
        'e.json': endpoint,
        'm.json': { ...monitors, defaults: { ...monitors.defaults, endpoint_name: { ...NAMES, dev: 'chrun-dev' } } },
      },
      settings: SHARED,
      expected: [{ ...unknown, file: 'm.json', pointer: '/defaults/endpoint_name/dev', related: ['e.json', 'm.json'] }],
    },
    {
      title: 'the endpoint of another stage is a wrong name, and not a wrong capture',
      configs: {
        'e.json': endpoint,
        'm.json': dataQuality({ endpoint_name: { ...NAMES, dev: 'churn-prod' }, data_capture_location: BOTH }),
      },
      settings: SHARED,
      expected: [
        { ...differs, pointer: '/endpoint_name/dev', hint: 'did you mean `churn-dev`, the endpoint of stage' },
      ],
    },
    {
      title: 'one name for both stages of an endpoint says nothing of what its monitors read',
      configs: {
        'e.json': realtime({ endpoint_name: 'churn-dev', data_capture_location: BOTH }),
        'm.json': dataQuality({ endpoint_name: NAMES, data_capture_location: BOTH }),
      },
      settings: SHARED,
      expected: [{ code: 'duplicate-endpoint-name', pointer: '/endpoint_name' }],
    },
    {
      title: 'an endpoint that is gone is said once, at the first of its monitors',
      configs: {
        'm1.json': dataQuality({ endpoint_name: NAMES }),
        'm2.json': modelQuality({ endpoint_name: NAMES }),
      },
      settings: SHARED,
      expected: [
        {
          ...unknown,
          file: 'm1.json',
          pointer: '/endpoint_name/dev',
          message: '; likewise in stage `prod`',
          related: ['m2.json'],
        },
      ],
    },
  ]);
});
