import { expect } from 'chai';

import { checkConfigs, testRules, TWO_STAGES } from './check-configs.ts';
import { batch, bias, dataQuality, realtime } from './workloads.ts';

const OTHER = { model_name: 'fraud', endpoint_name: 'fraud-live' };
const CAPTURE = 'team-data/fraud-capture';

describe('a monitor of one model on the endpoint of another', () => {
  const endpoints = {
    'e.json': realtime({ data_capture_location: CAPTURE }),
    'f.json': realtime({ ...OTHER, data_capture_location: CAPTURE }),
  };
  testRules([
    {
      title: 'is warned of where its own model has an endpoint, once for all stages',
      configs: { ...endpoints, 'm.json': dataQuality({ endpoint_name: 'fraud-live', data_capture_location: CAPTURE }) },
      settings: TWO_STAGES,
      expected: [
        {
          code: 'monitored-endpoint-model',
          severity: 'warning',
          file: 'm.json',
          pointer: '/endpoint_name',
          message: 'serves `fraud`, and this is a monitor of `churn`',
          hint: 'did you mean `churn-live`',
          related: ['f.json'],
        },
      ],
    },
    {
      title: 'is told of the endpoint of its own where it reads elsewhere, too',
      configs: { ...endpoints, 'm.json': dataQuality({ endpoint_name: 'fraud-live' }) },
      expected: [
        {
          code: 'capture-location-differs',
          file: 'm.json',
          pointer: '/data_capture_location',
          hint: 'did you mean `churn-live`?',
        },
      ],
    },
    {
      title: 'is told that it captures nothing, and no more',
      configs: {
        ...endpoints,
        'f.json': realtime({ ...OTHER, data_capture_location: CAPTURE, data_capture_percentage: 0 }),
        'm.json': dataQuality({ endpoint_name: 'fraud-live', data_capture_location: CAPTURE }),
      },
      expected: [{ code: 'monitored-endpoint-not-captured', pointer: '/endpoint_name' }],
    },
    {
      title: 'is no mistake where its model has none, or is the same in another case',
      configs: {
        'f.json': endpoints['f.json'],
        'm.json': dataQuality({ endpoint_name: 'fraud-live', data_capture_location: CAPTURE }),
        'n.json': dataQuality({ model_name: 'Fraud', endpoint_name: 'fraud-live', data_capture_location: CAPTURE }),
      },
      expected: [],
    },
  ]);
});

describe('an endpoint that captures by stage', () => {
  it('is said to with the stage in which its monitor sees nothing', () => {
    const monitor = dataQuality();
    const where = { dev: 'team-data/capture', prod: 'team-data/prod-capture' };
    const [elsewhere] = checkConfigs(
      { 'e.json': realtime({ data_capture_location: where }), 'm.json': monitor },
      TWO_STAGES,
    );
    expect(elsewhere?.message).to.match(/captures to `s3:\/\/team-data\/prod-capture` in stage `prod`$/);
    expect(elsewhere?.hint).to.equal('write one `data_capture_location` per stage here, as the endpoint has');
    const own = { dev: 'team-data/capture', prod: 'team-data/other-capture' };
    const [each] = checkConfigs(
      { 'e.json': realtime({ data_capture_location: where }), 'm.json': dataQuality({ data_capture_location: own }) },
      TWO_STAGES,
    );
    expect(each?.hint).to.equal('write the same `data_capture_location` in both');
    const [always] = checkConfigs(
      { 'e.json': realtime({ data_capture_location: CAPTURE }), 'm.json': monitor },
      TWO_STAGES,
    );
    expect(always?.message).to.match(/captures to `s3:\/\/team-data\/fraud-capture`$/);
    const share = { dev: 10, prod: 0 };
    const [nothing] = checkConfigs(
      { 'e.json': realtime({ data_capture_percentage: share }), 'm.json': monitor },
      TWO_STAGES,
    );
    expect(nothing?.message).to.include('captures nothing in stage `prod`');
  });
});

describe('which of three attributes of a monitor is not like the others', () => {
  const endpoints = {
    'e.json': realtime(),
    'f.json': realtime({ ...OTHER, data_capture_location: CAPTURE }),
  };
  testRules([
    {
      title: 'is its model, where endpoint and capture are those of one other',
      configs: { ...endpoints, 'm.json': dataQuality({ endpoint_name: 'fraud-live', data_capture_location: CAPTURE }) },
      expected: [
        {
          code: 'monitored-endpoint-model',
          severity: 'warning',
          pointer: '/model_name',
          hint: 'did you mean `fraud`?',
          related: ['f.json'],
        },
      ],
    },
    {
      title: 'is its endpoint, where model and capture are those of one other',
      configs: { ...endpoints, 'm.json': dataQuality({ endpoint_name: 'fraud-live' }) },
      expected: [
        {
          code: 'capture-location-differs',
          pointer: '/endpoint_name',
          message: 'the monitor reads',
          hint: 'did you mean `churn-live`, the endpoint of `churn`?',
          related: ['f.json'],
        },
      ],
    },
    {
      title: 'is its capture, where model and endpoint are those of one other',
      configs: { ...endpoints, 'm.json': dataQuality({ data_capture_location: CAPTURE }) },
      expected: [{ code: 'capture-location-differs', pointer: '/data_capture_location', related: ['e.json'] }],
    },
  ]);
});

describe('a model of nearly the name of the one that is watched', () => {
  const said = { code: 'monitored-endpoint-model', severity: 'warning', pointer: '/model_name' } as const;
  const endpoint = realtime({ model_name: 'customer-churn' });
  function watching(...names: readonly string[]) {
    const monitors = names.map((name, index) => {
      const config = index === 0 ? dataQuality({ model_name: name }) : bias({ model_name: name });
      return [`m${index}.json`, config] as const;
    });
    return { 'e.json': endpoint, ...Object.fromEntries(monitors) };
  }
  testRules([
    ...['ucstomer-churn', 'customer-chrun', 'customerchurn', 'customer-churns'].map((name) => ({
      title: `is that one: ${name}`,
      configs: watching(name, 'customer-churn'),
      settings: TWO_STAGES,
      expected: [{ ...said, file: 'm0.json', hint: 'did you mean `customer-churn`?', related: ['e.json'] }],
    })),
    {
      title: 'is the right one where all monitors agree on it',
      configs: watching('customers-churn', 'customers-churn'),
      settings: TWO_STAGES,
      expected: [{ ...said, file: 'e.json', hint: 'did you mean `customers-churn`?', related: ['m0.json', 'm1.json'] }],
    },
    {
      title: 'is told once where somebody depends on it, too',
      configs: {
        ...watching('customers-churn', 'customers-churn'),
        'z.json': batch({ model_name: 'customers-churn', depends_on: ['customers-churn/byom_realtime_builtin'] }),
      },
      expected: [{ code: 'depends-on-unknown', file: 'z.json', pointer: '/depends_on/0', related: ['e.json'] }],
    },
    {
      title: 'is another where numbers, short words, or several words differ',
      configs: {
        'a.json': realtime({ model_name: 'churn-2', endpoint_name: 'a' }),
        'b.json': dataQuality({ model_name: 'churn-3', endpoint_name: 'a' }),
        'c.json': realtime({ model_name: 'churn-uk', endpoint_name: 'c' }),
        'd.json': dataQuality({ model_name: 'churn-us', endpoint_name: 'c' }),
        'e.json': realtime({ model_name: 'price-north', endpoint_name: 'e' }),
        'f.json': dataQuality({ model_name: 'prices-norths', endpoint_name: 'e' }),
      },
      expected: [],
    },
  ]);
});
