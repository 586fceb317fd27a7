import { expect } from 'chai';

import { meantNumber } from '../../../processor/config/shape/explain/meant-number.ts';
import { parseSettings } from '../../../processor/config/settings/settings.ts';
import { checkConfigs, ONE_STAGE, TWO_STAGES } from './rules/check-configs.ts';
import { bias, explainability, imageBuilder, modelQuality, realtime, training, tuner } from './rules/workloads.ts';
import { toBytes } from './support/load.ts';

const NUMBERS: readonly (readonly [text: string, key: string, meant: string | undefined])[] = [
  ['24h', 'max_runtime_per_job', '86400'],
  ['1.5 hours', 'max_runtime_per_job', '5400'],
  ['PT30M', 'monitor_max_runtime_seconds', '1800'],
  ['30m', 'scale_in_cooldown_seconds', '1800'],
  ['20480MB', 'instance_volume_size', '20'],
  ['500 MiB', 'instance_volume_size', '1'],
  ['1TB', 'instance_volume_size', '1024'],
  ['20GiB', 'instance_volume_size', '20'],
  ['1GB', 'max_payload_in_mb', '1024'],
  ['1e3', 'instance_volume_size', '1000'],
  ['1.5e3', 'instance_volume_size', '1500'],
  ['86,400', 'max_runtime_per_job', '86400'],
  ['10%', 'step_percentage', '10'],
  ['25 candidates', 'job_max_candidates', '25'],
  ['about 25', 'job_max_candidates', '25'],
  ['2.0', 'instance_count', '2'],
  ['2.5', 'instance_count', undefined],
  ['1-3', 'instance_count', undefined],
  ['10k', 'job_max_candidates', '10000'],
  ['1.5k', 'job_max_candidates', '1500'],
  ['many', 'instance_count', undefined],
  ['1e400', 'instance_count', undefined],
];

type Values = Readonly<Record<string, unknown>>;

const RANGE = { eta: ['continuous', ['5%', 0.5]] };

/** Config, pointer of the one finding, and what its hint says. */
const HINTS: readonly (readonly [config: Values, pointer: string, hint: string])[] = [
  [training({ instance_count: true }), '/instance_count', 'write for example `2`'],
  [training({ instance_type: 'ml.m5.2x' }), '/instance_type', 'did you mean `ml.m5.2xlarge`?'],
  [training({ instance_type: 'ml.m5.xl' }), '/instance_type', 'did you mean `ml.m5.xlarge`?'],
  [training({ instance_type: 'ml.c5d.large.' }), '/instance_type', 'did you mean `ml.c5d.large`?'],
  [training({ instance_type: 'ml.standard' }), '/instance_type', 'a valid one is'],
  [training({ max_wait_time_spot_instances: 0 }), '/max_wait_time_spot_instances', 'the least is 1 second'],
  [training({ stages: { dev: true, prod: true } }), '/stages', 'write a list: `["dev", "prod"]`'],
  [training({ stages: 'dev, prod' }), '/stages', 'write `["dev", "prod"]`'],
  [training({ tags: { dev: { team: 'a' }, prod: { team: 'b' } } }), '/tags/dev', 'cannot differ by stage'],
  [tuner({ hyperparameters_ranges: RANGE }), '/hyperparameters_ranges/eta/1/0', 'did you mean `0.05`?'],
  [
    tuner({ tuner_configs: { objective_metric_name: 'validation:auc', max_runtime_in_seconds: '24h' } }),
    '/tuner_configs/max_runtime_in_seconds',
    'write `86400` without quotes',
  ],
  [
    tuner({ tuner_configs: { objective_metric_name: 'validation:auc', strategy: 'GridSearch' } }),
    '/tuner_configs/strategy',
    'did you mean `Grid`?',
  ],
  [realtime({ data_capture_percentage: { dev: 50, prod: 0.2 } }), '/data_capture_percentage/prod', 'write `20`'],
  [
    realtime({ deployment: { strategy: 'canary', step_percentage: '10%', wait_seconds: 60 } }),
    '/deployment/step_percentage',
    'write `10` without quotes',
  ],
  [
    bias({ model_predicted_label_config: { label: 0, probability_threshold: '70%' } }),
    '/model_predicted_label_config/probability_threshold',
    'did you mean `0.7`?',
  ],
  [
    bias({ model_predicted_label_config: { label: 0, probability_threshold: 70 } }),
    '/model_predicted_label_config/probability_threshold',
    'write `0.7`, a share of 1',
  ],
  [
    bias({ model_predicted_label_config: { label: 0, probability_threshold: 1.5 } }),
    '/model_predicted_label_config/probability_threshold',
    'the most is 1',
  ],
  [explainability({ shap_config: { use_logit: 0 } }), '/shap_config/use_logit', 'write `false`'],
  [
    explainability({ shap_config: { features_to_explain: 'age,income' } }),
    '/shap_config/features_to_explain',
    '`["age", "income"]`',
  ],
  [
    modelQuality({
      endpoint_name: 'https://runtime.sagemaker.us-east-1.amazonaws.com/endpoints/churn-live/invocations',
    }),
    '/endpoint_name',
    'write the name alone: `churn-live`',
  ],
  [imageBuilder({ image_tag: 'churn 1.4' }), '/image_tag', 'did you mean `churn-1.4`?'],
  [training({ model_name: 'k\u00fcnden' }), '/model_name', 'did you mean `kunden`?'],
];

const PLACEHOLDERS = ['{{ model }}', '${MODEL}', '${{ vars.MODEL }}', '<model>'];

function check(config: unknown, settings = TWO_STAGES) {
  return checkConfigs({ 'a.json': config }, settings).filter(({ code }) => code !== 'monitored-endpoint-unknown');
}

describe('numbers in another unit or notation', () => {
  for (const [text, key, meant] of NUMBERS) {
    it(`${text} for ${key}`, () => {
      expect(meantNumber(text, key)).to.equal(meant);
    });
  }
});

describe('hints that hold when they are followed', () => {
  for (const [config, pointer, hint] of HINTS) {
    it(`${pointer}: ${hint}`, () => {
      const findings = check(config);
      expect(findings.map((finding) => finding.pointer)).to.deep.equal([pointer]);
      expect(findings[0]?.hint).to.contain(hint);
    });
  }

  for (const model_name of PLACEHOLDERS) {
    it(`name no part of a placeholder: ${model_name}`, () => {
      const [finding, ...others] = check(training({ model_name }), ONE_STAGE);
      expect(others).to.deep.equal([]);
      expect([finding?.code, finding?.hint]).to.deep.equal(['wrong-form', 'write the value itself']);
    });
  }

  it('name a list of stages once, however many there are', () => {
    const { findings } = parseSettings(toBytes({ stages: ['dev', 'prod'] }));
    expect(findings.map(({ pointer, hint }) => `${pointer} ${hint}`)).to.deep.equal([
      '/stages/0 write an object for each: `{ "name": "dev" }`',
    ]);
  });

  it('say which types there are, and not that plain text has to hold a number', () => {
    const [finding] = check(training({ algo_hyperparameters: { num_round: null } }));
    expect(finding?.message).to.contain('`null` is not a text');
    expect(finding?.message).to.not.contain('holding');
    expect(check(training({ instance_count: [] }))[0]?.message).to.contain('or a text holding one');
  });
});
