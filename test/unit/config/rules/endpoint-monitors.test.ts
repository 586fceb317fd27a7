import { expect } from 'chai';

import { checkConfigs, testRules, TWO_STAGES } from './check-configs.ts';
import { dataQuality, modelQuality, realtime } from './workloads.ts';

describe('one endpoint against its monitors', () => {
  const monitors = { 'm1.json': dataQuality(), 'm2.json': modelQuality() };
  const related = ['m1.json', 'm2.json'];
  const ELSEWHERE = { code: 'capture-location-differs', pointer: '/data_capture_location' };
  testRules([
    {
      title: 'captures elsewhere',
      configs: { 'e.json': realtime({ data_capture_location: 'team-data/catpure' }), ...monitors },
      expected: [{ code: 'capture-location-differs', file: 'e.json', pointer: '/data_capture_location', related }],
    },
    {
      title: 'one monitor reads elsewhere',
      configs: {
        'e.json': realtime(),
        ...monitors,
        'm3.json': dataQuality({ name: 'three', data_capture_location: 'team-data/catpure' }),
      },
      expected: [{ code: 'capture-location-differs', file: 'm3.json', pointer: '/data_capture_location' }],
    },
    {
      title: 'one monitor reads elsewhere, and another in the same place',
      configs: {
        'e.json': realtime(),
        'm0.json': dataQuality({ name: 'right' }),
        'm1.json': dataQuality({ data_capture_location: 'team-data/catpure' }),
        'm2.json': modelQuality({ data_capture_location: 'team-data/catpure' }),
      },
      expected: related.map((file) => ({ ...ELSEWHERE, file })),
    },
    {
      title: 'monitors that read in several places',
      configs: {
        'e.json': realtime({ data_capture_location: 'team-data/live' }),
        ...monitors,
        'm9.json': dataQuality({ name: 'other', data_capture_location: 'team-data/catpure' }),
      },
      expected: [...related, 'm9.json'].map((file) => ({ ...ELSEWHERE, file, related: ['e.json'] })),
    },
    {
      title: 'captures nothing, and says nothing of where',
      configs: {
        'e.json': realtime({ data_capture_percentage: 0, data_capture_location: 'team-data/live' }),
        'm1.json': dataQuality({ endpoint_name: { dev: 'churn-live' } }),
      },
      expected: [{ code: 'monitored-endpoint-not-captured', file: 'm1.json', pointer: '/endpoint_name/dev' }],
    },
    {
      title: 'cannot capture',
      configs: {
        'e.json': realtime({
          inference_instance: undefined,
          data_capture_percentage: 0,
          serverless: { memory_size_in_mb: 2048, max_concurrency: 5 },
        }),
        ...monitors,
      },
      expected: [
        {
          code: 'monitored-endpoint-not-captured',
          file: 'e.json',
          pointer: '/serverless',
          hint: 'from instances',
          related,
        },
      ],
    },
    {
      title: 'at the value of the stage',
      configs: {
        'e.json': realtime(),
        'm1.json': dataQuality({ data_capture_location: { dev: 'team-data/catpure' } }),
        'm2.json': dataQuality({ name: 'right' }),
        'x.json': realtime({ model_name: 'price', endpoint_name: { dev: 'pirce-live' } }),
        'y.json': dataQuality({ model_name: 'price', endpoint_name: 'price-live' }),
        'z.json': modelQuality({ model_name: 'price', endpoint_name: 'price-live' }),
      },
      expected: [
        { ...ELSEWHERE, file: 'm1.json', pointer: '/data_capture_location/dev' },
        { code: 'monitored-endpoint-unknown', severity: 'warning', file: 'x.json', pointer: '/endpoint_name/dev' },
      ],
    },
    {
      title: 'captures nothing',
      configs: { 'e.json': realtime({ data_capture_percentage: 0 }), ...monitors },
      expected: [
        { code: 'monitored-endpoint-not-captured', file: 'e.json', pointer: '/data_capture_percentage', related },
      ],
    },
    {
      title: 'is missing in a stage for a fault of its own, which is said once',
      configs: { 'e.json': realtime({ inference_instance: { dev: 'ml.m5.large' } }), 'm.json': dataQuality() },
      settings: TWO_STAGES,
      expected: [{ code: 'stage-value-missing', pointer: '/inference_instance' }],
    },
    {
      title: 'may stand in a file that cannot be read',
      configs: { 'e.json': '{', 'm.json': dataQuality() },
      expected: [{ code: 'invalid-json', file: 'e.json', pointer: '' }],
    },
    {
      title: 'is misspelt itself',
      configs: { 'e.json': realtime({ endpoint_name: 'chrun-live' }), ...monitors },
      expected: [
        {
          code: 'monitored-endpoint-unknown',
          severity: 'warning',
          file: 'e.json',
          pointer: '/endpoint_name',
          hint: '`churn-live`',
          related,
        },
      ],
    },
    {
      title: 'has another name altogether, and is the only one of its model',
      configs: { 'e.json': realtime({ endpoint_name: 'live' }), ...monitors },
      expected: [
        {
          code: 'monitored-endpoint-unknown',
          severity: 'warning',
          file: 'e.json',
          pointer: '/endpoint_name',
          hint: 'did you mean `churn-live`? Ignore this if something else deploys that',
          related,
        },
      ],
    },
    {
      title: 'has no name, and two monitors know one',
      configs: { 'e.json': realtime({ endpoint_name: undefined }), ...monitors },
      expected: [
        {
          code: 'monitored-endpoint-unknown',
          severity: 'warning',
          file: 'e.json',
          pointer: '/model_name',
          hint: 'set its `endpoint_name` to `churn-live`',
          related,
        },
      ],
    },
    {
      title: 'has another name altogether than its only monitor knows',
      configs: { 'e.json': realtime({ endpoint_name: 'live' }), 'm1.json': dataQuality() },
      expected: [
        {
          code: 'monitored-endpoint-unknown',
          severity: 'warning',
          file: 'm1.json',
          pointer: '/endpoint_name',
          hint: 'did you mean `live`, the endpoint of `churn`? Else ignore this',
        },
      ],
    },
    {
      title: 'took the name of another, which is the one finding',
      configs: {
        'e.json': realtime({ endpoint_name: 'fraud-live' }),
        'f.json': realtime({ model_name: 'Fraud', endpoint_name: 'fraud-live' }),
        ...monitors,
        'm3.json': dataQuality({ model_name: 'fraud', endpoint_name: 'fraud' }),
      },
      expected: [{ code: 'duplicate-endpoint-name', file: 'e.json', pointer: '/endpoint_name', related: ['f.json'] }],
    },
    {
      title: 'one monitor names it wrongly',
      configs: {
        'e.json': realtime(),
        ...monitors,
        'm3.json': dataQuality({ name: 'three', endpoint_name: 'churn-lvie' }),
      },
      expected: [
        {
          code: 'monitored-endpoint-unknown',
          severity: 'warning',
          file: 'm3.json',
          pointer: '/endpoint_name',
          hint: '`churn-live`',
        },
      ],
    },
    {
      title: 'that another monitor watches leaves the finding with the first that does not',
      configs: {
        'e.json': realtime({ endpoint_name: 'churn-lvie' }),
        'm0.json': dataQuality({ name: 'right', endpoint_name: 'churn-lvie' }),
        ...monitors,
      },
      expected: [
        {
          code: 'monitored-endpoint-unknown',
          severity: 'warning',
          file: 'm1.json',
          pointer: '/endpoint_name',
          hint: '`churn-lvie`',
          related: ['e.json', 'm2.json'],
        },
      ],
    },
    {
      title: 'of one model leaves the finding with the first monitor of several',
      configs: {
        'e.json': realtime({ endpoint_name: 'churn-lvie' }),
        'm1.json': dataQuality(),
        'm2.json': modelQuality({ model_name: 'fraud' }),
      },
      expected: [
        {
          code: 'monitored-endpoint-unknown',
          severity: 'warning',
          file: 'm1.json',
          pointer: '/endpoint_name',
          related: ['e.json', 'm2.json'],
        },
      ],
    },
    {
      title: 'that has nothing to do with them leaves the finding with the first',
      configs: { 'e.json': realtime({ model_name: 'fraud', endpoint_name: 'churn-lvie' }), ...monitors },
      expected: [
        {
          code: 'monitored-endpoint-unknown',
          severity: 'warning',
          file: 'm1.json',
          pointer: '/endpoint_name',
          related: ['m2.json'],
        },
      ],
    },
  ]);

  it('shows each monitor where it names the endpoint, at its stage', () => {
    const endpoint_name = { dev: 'churn-live' };
    const configs = {
      'e.json': realtime({ data_capture_percentage: 0 }),
      'm1.json': dataQuality(),
      'm2.json': modelQuality({ endpoint_name }),
    };
    const [finding] = checkConfigs(configs);
    const lines = Object.values(configs).map(
      (config) =>
        JSON.stringify(config, undefined, 2)
          .split('\n')
          .findIndex((line) => line.includes('"churn-live"')) + 1,
    );
    expect(finding?.related?.map(({ file, line }) => `${file}:${line}`)).to.deep.equal([
      `m1.json:${lines[1]}`,
      `m2.json:${lines[2]}`,
    ]);
  });
});
