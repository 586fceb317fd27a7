import { expect } from 'chai';

import { checkConfigs, settingsWith, stage, testRules, type RuleCase } from './check-configs.ts';
import { batch, imageBuilder, realtime, training } from './workloads.ts';

const SETTINGS = settingsWith([
  stage('dev'),
  stage('staging', { account: '222222222222' }),
  stage('prod', { account: '333333333333' }),
]);
const UNUSED = { code: 'unused-stage-value', severity: 'warning' } as const;
const KEYS = { dev: 'team-dev/capture', staging: 'team-staging/capture', prod: 'team-prod/capture' };
const INSTANCES = { dev: 'ml.m5.large', staging: 'ml.m5.large', prod: 'ml.m5.xlarge' };
const SHARED = { defaults: { inference_instance: INSTANCES } };

function without(attributes: Readonly<Record<string, unknown>>, name: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => key !== name));
}

/** A batch transform for these stages, which writes to a place of its own in each. */
function scoring(...stages: readonly string[]) {
  const locations = stages.map((name) => [name, `team-data/${name}`] as const);
  return batch({ stages, batch_job_output_location: Object.fromEntries(locations) });
}

const cases: readonly RuleCase[] = [
  {
    title: 'warns of a value for a stage where the workload does not go',
    config: realtime({ stages: ['dev', 'staging'], data_capture_location: KEYS }),
    expected: [
      {
        ...UNUSED,
        pointer: '/data_capture_location/prod',
        message: '`data_capture_location` has a value for `prod`, where this workload does not go',
        hint: 'add `prod` to `stages`, or remove the value',
        related: ['mlops-config.json'],
      },
    ],
  },
  {
    title: 'says several values once: it is one mistake',
    config: realtime({ stages: ['prod'], data_capture_location: KEYS, inference_instance: INSTANCES }),
    expected: [
      { ...UNUSED, pointer: '/inference_instance/dev', message: '(and 1 more) has values for `dev`, `staging`' },
    ],
  },
  {
    title: 'knows which types go to the first stage alone',
    config: training({ instance_type: { dev: 'ml.m5.large', prod: 'ml.m5.xlarge' } }),
    expected: [{ ...UNUSED, pointer: '/instance_type/prod', hint: 'name the stages of the workload in `stages`' }],
  },
  {
    title: 'accepts values for all stages, and for those of `stages`',
    configs: {
      'a.json': realtime({ data_capture_location: KEYS }),
      'b.json': batch({ stages: ['prod'], inference_instance: { prod: 'ml.m5.large' } }),
      'c.json': training({ stages: ['dev', 'prod'], instance_type: { dev: 'ml.m5.large', prod: 'ml.m5.xlarge' } }),
      'd.json': imageBuilder({ tags: { prod: 'yes' } }),
    },
    expected: [],
  },
  {
    title: 'accepts defaults of which each value is used by some workload',
    config: {
      ...SHARED,
      workloads: [
        without(realtime({ stages: ['dev'] }), 'inference_instance'),
        without(scoring('staging', 'prod'), 'inference_instance'),
      ],
    },
    expected: [],
  },
  {
    title: 'warns once of defaults for a stage where no heir goes',
    config: {
      ...SHARED,
      workloads: [
        without(realtime({ stages: ['dev'] }), 'inference_instance'),
        without(scoring('dev', 'staging'), 'inference_instance'),
        { ...scoring('dev', 'staging', 'prod'), name: 'own', batch_inference_data: 'team-data/other' },
      ],
    },
    expected: [{ ...UNUSED, pointer: '/defaults/inference_instance/prod', message: 'no workload of this file' }],
  },
  {
    title: 'says nothing of defaults while a workload cannot be read',
    config: { ...SHARED, workloads: [without(realtime({ stages: ['dev'] }), 'inference_instance'), { stages: 5 }] },
    expected: [{ code: 'missing-attribute', pointer: '/workloads/1' }],
  },
  {
    title: 'leaves it at the stage that is missing or misspelt',
    configs: {
      'a.json': realtime({ stages: ['prod'], inference_instance: { dev: 'ml.m5.large', staging: 'ml.m5.large' } }),
      'b.json': batch({ stages: ['dev', 'prd'], inference_instance: INSTANCES }),
    },
    expected: [
      { code: 'stage-value-missing', pointer: '/inference_instance' },
      { code: 'unknown-stage', pointer: '/stages/1' },
    ],
  },
];

describe('rules: values by stage that nobody reads', () => {
  testRules(cases.map((one) => ({ ...one, settings: SETTINGS })));

  it('are found beside other faults of the workload', () => {
    const config = realtime({ stages: ['dev'], inference_instance: INSTANCES, endpoint_name: 'a b' });
    const codes = checkConfigs({ 'mlops-config.json': config }, SETTINGS).map(({ code }) => code);
    expect(codes).to.have.members(['wrong-form', 'unused-stage-value']);
  });
});
