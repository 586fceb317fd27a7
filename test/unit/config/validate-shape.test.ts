import { expect } from 'chai';

import { ATTRIBUTES } from '../../../schema/generated/attributes.ts';
import { check, type Config, examples, monitor, realtime, summary, training } from './support/load.ts';

/** fixture, config, the one finding, words of message and hint */
type Case = readonly [fixture: string, config: Config, finding: string, says: RegExp];

const cases: readonly Case[] = [
  [
    '30: "2" for an integer',
    training({
      pipeline_type: 'model_tuner_builtin',
      hyperparameters_ranges: { a: ['integer', [1, 2]] },
      tuner_configs: { objective_metric_name: 'm', max_jobs: '2' },
    }),
    'wrong-type /tuner_configs/max_jobs',
    /without quotes/,
  ],
  [
    '43: unknown type',
    realtime({ pipeline_type: 'byom_realtime_bultin' }),
    'unknown-pipeline-type /pipeline_type',
    /did you mean `byom_realtime_builtin`\?/,
  ],
  [
    '43: far from any type',
    { pipeline_type: 'notebook', model_name: 'churn' },
    'unknown-pipeline-type /pipeline_type',
    /one of .*`byom_image_builder`/,
  ],
  [
    '43: a number as type',
    realtime({ pipeline_type: 7 }),
    'unknown-pipeline-type /pipeline_type',
    /`7` is no pipeline type/,
  ],
  ['43: no type', realtime({ pipeline_type: undefined }), 'missing-attribute', /`pipeline_type` is missing/],
  [
    '44: blanks around the type',
    realtime({ pipeline_type: ' byom_realtime_builtin ' }),
    'unknown-pipeline-type /pipeline_type',
    /without blanks/,
  ],
  [
    '44: upper case',
    realtime({ pipeline_type: 'BYOM_Realtime_BuiltIn' }),
    'unknown-pipeline-type /pipeline_type',
    /in lower case/,
  ],
  [
    '44: hyphens',
    realtime({ pipeline_type: 'byom-realtime-builtin' }),
    'unknown-pipeline-type /pipeline_type',
    /did you mean `byom_realtime_builtin`\?/,
  ],
  [
    '47: misspelt optional key',
    training({ instance_typ: 'ml.m5.large' }),
    'unknown-attribute /instance_typ',
    /did you mean `instance_type`\?/,
  ],
  [
    '47: misspelt required key',
    monitor({ instance_type: undefined, instance_typ: 'ml.m5.large' }),
    'unknown-attribute /instance_typ',
    /did you mean `instance_type`\?/,
  ],
  [
    '47: key in camel case',
    training({ instanceType: 'ml.m5.large' }),
    'unknown-attribute /instanceType',
    /did you mean `instance_type`\?/,
  ],
  [
    '47: key of another type',
    realtime({ shap_config: {} }),
    'unknown-attribute /shap_config',
    /attribute of `byom_model_explainability_monitor`/,
  ],
  ['47: key of nobody', realtime({ zzzzzzzzzzzz: 1 }), 'unknown-attribute /zzzzzzzzzzzz', /remove it/],
  [
    '47: misspelt nested key',
    realtime({ autoscaling: { min_instance: 1, max_instances: 2, invocations_per_instance: 9 } }),
    'unknown-attribute /autoscaling/min_instance',
    /did you mean `min_instances`\?/,
  ],
  [
    '47: unknown nested key',
    realtime({ vpc_config: { security_group_ids: ['sg-01234567'], subnets: ['subnet-01234567'], zone: 'a' } }),
    'unknown-attribute /vpc_config/zone',
    /allowed: `security_group_ids`, `subnets`/,
  ],
  [
    '48: both spellings',
    training({ algo_hyperparamaters: { num_round: 100 } }),
    'both-spellings /algo_hyperparamaters',
    /old spelling/,
  ],
  [
    '49: null for a required attribute',
    realtime({ model_name: null }),
    'wrong-type /model_name',
    /`null` is not a text.*write a value$/,
  ],
  [
    '49: null for an optional attribute',
    realtime({ endpoint_name: null }),
    'wrong-type /endpoint_name',
    /leave the attribute out/,
  ],
  ['50: empty name', realtime({ model_name: '' }), 'wrong-form /model_name', /is empty/],
  ['50: blank name', realtime({ model_name: '  ' }), 'wrong-form /model_name', /is blank/],
  ['51: 64 characters', realtime({ model_name: 'm'.repeat(64) }), 'too-long /model_name', /64 characters; at most 63/],
  [
    '51: leading hyphen',
    realtime({ model_name: '-churn' }),
    'wrong-form /model_name',
    /hyphen.*did you mean `churn`\?/,
  ],
  ['51: trailing hyphen', realtime({ model_name: 'churn-' }), 'wrong-form /model_name', /did you mean `churn`\?/],
  [
    '51: underscore',
    realtime({ model_name: 'customer_churn' }),
    'wrong-form /model_name',
    /U\+005F.*did you mean `customer-churn`\?/,
  ],
  [
    '57: a command before a type',
    realtime({ inference_instance: 'x; rm -rf / ml.m5.large' }),
    'wrong-form /inference_instance',
    /instance type/,
  ],
  [
    '58: line break behind a type',
    realtime({ inference_instance: 'ml.m5.large\n' }),
    'wrong-form /inference_instance',
    /u\{A\}.*did you mean `ml\.m5\.large`\?/,
  ],
  [
    '59: type without ml.',
    realtime({ inference_instance: 'm5.large' }),
    'wrong-form /inference_instance',
    /did you mean `ml\.m5\.large`\?/,
  ],
  [
    '60: s3 with one slash',
    monitor({ baseline_data: 's3:/a/b' }),
    'wrong-form /baseline_data',
    /did you mean `s3:\/\/a\/b`\?|s3:/,
  ],
  ['60: https', monitor({ baseline_data: 'https://a/b' }), 'wrong-form /baseline_data', /no S3 URI/],
  [
    '60: two leading slashes',
    monitor({ baseline_data: '//a/b' }),
    'wrong-form /baseline_data',
    /did you mean `a\/b`\?/,
  ],
  [
    '60: leading slash before a bucket',
    monitor({ data_capture_location: '/bucket/b' }),
    'wrong-form /data_capture_location',
    /did you mean `bucket\/b`\?/,
  ],
  [
    '60: double slash',
    monitor({ baseline_data: 'a//b' }),
    'wrong-form /baseline_data',
    /holds `\/\/`.*did you mean `a\/b`\?/,
  ],
  ['60: parent folder', monitor({ baseline_data: 'a/../b' }), 'wrong-form /baseline_data', /`\.\.`/],
  ['60: percent escape', monitor({ baseline_data: 'a/%2e%2e/b' }), 'wrong-form /baseline_data', /percent escape/],
  ['60: backslash', monitor({ baseline_data: 'a\\b' }), 'wrong-form /baseline_data', /did you mean `a\/b`\?/],
  ['60: question mark', monitor({ baseline_data: 'a?b' }), 'wrong-form /baseline_data', /`\?`, which is not allowed/],
  ['60: hash', monitor({ baseline_data: 'a#b' }), 'wrong-form /baseline_data', /`#`, which is not allowed/],
  ['60: 1,025 bytes', monitor({ baseline_data: 'ä'.repeat(600) }), 'wrong-form /baseline_data', /1200 bytes/],
  [
    '61: bucket A_b',
    monitor({ monitoring_output_location: 'A_b/x' }),
    'wrong-form /monitoring_output_location',
    /`A` must not stand/,
  ],
  [
    '61: bucket ab',
    monitor({ monitoring_output_location: 'ab/x' }),
    'wrong-form /monitoring_output_location',
    /2 characters/,
  ],
  [
    '61: IP address',
    monitor({ monitoring_output_location: '192.168.0.1/x' }),
    'wrong-form /monitoring_output_location',
    /IP address/,
  ],
  [
    '61: xn--x',
    monitor({ monitoring_output_location: 's3://xn--x/x' }),
    'wrong-form /monitoring_output_location',
    /reserved prefix/,
  ],
  [
    '61: x-s3alias',
    monitor({ monitoring_output_location: 'x-s3alias/x' }),
    'wrong-form /monitoring_output_location',
    /alias/,
  ],
  [
    '63: cron without fields',
    monitor({ schedule_expression: 'cron(* * * * * *)' }),
    'wrong-form /schedule_expression',
    /cron\(0 \* \? \* \* \*\)/,
  ],
  [
    '64: 0 seconds',
    monitor({ monitor_max_runtime_seconds: 0 }),
    'out-of-range /monitor_max_runtime_seconds',
    /`0` is out of range: 1 to 86400/,
  ],
  [
    '64: "0" seconds',
    monitor({ monitor_max_runtime_seconds: '0' }),
    'out-of-range /monitor_max_runtime_seconds',
    /is out of range: 1 to 86400/,
  ],
  [
    '64: -1 seconds',
    monitor({ monitor_max_runtime_seconds: -1 }),
    'out-of-range /monitor_max_runtime_seconds',
    /1 to 86400/,
  ],
  [
    '64: "-1" seconds',
    monitor({ monitor_max_runtime_seconds: '-1' }),
    'wrong-form /monitor_max_runtime_seconds',
    /a number/,
  ],
  [
    '64: 86,401 seconds',
    monitor({ monitor_max_runtime_seconds: 86_401 }),
    'out-of-range /monitor_max_runtime_seconds',
    /1 to 86400/,
  ],
  [
    '64: 2^31 seconds',
    monitor({ monitor_max_runtime_seconds: 2 ** 31 }),
    'out-of-range /monitor_max_runtime_seconds',
    /1 to 86400/,
  ],
  [
    '46: one and a half instances',
    training({ instance_count: 1.5 }),
    'wrong-type /instance_count',
    /not a whole number or a text holding one -- write `2`$/,
  ],
  [
    '46: number for an instance type',
    realtime({ inference_instance: 5 }),
    'wrong-type /inference_instance',
    /a valid one is `ml\.[a-z0-9.]+`$/,
  ],
  [
    '46: yes for a boolean',
    training({ use_spot_instances: 'yes' }),
    'unknown-value /use_spot_instances',
    /write `true`/,
  ],
  [
    '46: enumeration in another case',
    training({ data_input_mode: 'file' }),
    'unknown-value /data_input_mode',
    /`Pipe`, `FastFile`.*did you mean `File`\?/,
  ],
  ['66: tag with a reserved prefix', realtime({ tags: { 'aws:x': 'y' } }), 'wrong-form /tags/aws:x', /another prefix/],
  ['66: empty tag key', realtime({ tags: { '': 'y' } }), 'wrong-form /tags/', /not allowed as a key/],
];

describe('validating shapes', () => {
  for (const [fixture, config, expected, says] of cases) {
    it(`fixture ${fixture}`, () => {
      const findings = check(config);
      expect(summary(findings)).to.deep.equal([expected]);
      expect(`${findings[0]?.message} -- ${findings[0]?.hint}`.replace(/ -- undefined$/, '')).to.match(says);
    });
  }

  it('fixture 59: a type that exists nowhere is left to the catalogue rule', () => {
    expect(check(realtime({ inference_instance: 'ml.m99.huge' }))).to.deep.equal([]);
  });

  it('fixture 48: the old spelling alone is accepted', () => {
    const { algo_hyperparameters: parameters, ...rest } = training();
    expect(check({ ...rest, algo_hyperparamaters: parameters })).to.deep.equal([]);
  });

  it('fixture 51: 63 characters are accepted', () => {
    expect(check(realtime({ model_name: 'm'.repeat(63) }))).to.deep.equal([]);
  });

  it('two mistakes are two findings, in the order of the file', () => {
    const findings = check(realtime({ inference_instance: 'm5.large', model_name: 'a_b' }));
    expect(findings.map(({ code, line }) => `${code} ${line}`)).to.deep.equal(['wrong-form 3', 'wrong-form 7']);
  });

  it('says when an attribute would be required', () => {
    const [missing] = check({ ...realtime(), model_framework: undefined });
    expect(missing?.hint).to.equal('required when `model_package_name` is absent or empty');
  });

  it('a range of an unknown kind is one finding', () => {
    const config = training({
      pipeline_type: 'model_tuner_builtin',
      tuner_configs: { objective_metric_name: 'm' },
      hyperparameters_ranges: { eta: ['Categorical', ['a']] },
    });
    expect(summary(check(config))).to.deep.equal(['unknown-value /hyperparameters_ranges/eta/0']);
  });

  describe('fixture 45: each required attribute', () => {
    for (const { type, config } of examples()) {
      for (const { name, required } of ATTRIBUTES[type]) {
        if (!required || name === 'pipeline_type' || !(name in config)) continue;
        it(`${name} missing in ${type} (${Object.keys(config).length} members)`, () => {
          const findings = check({ ...config, [name]: undefined });
          expect(summary(findings)).to.deep.equal(['missing-attribute']);
          expect(findings[0]?.message).to.equal(`\`${name}\` is missing`);
        });
      }
    }
  });

  describe('fixture 46: each attribute with a value of a type that nobody takes', () => {
    for (const { type, config } of examples()) {
      for (const name of Object.keys(config)) {
        if (name === '$schema') continue;
        it(`${name} of ${type} (${Object.keys(config).length} members)`, () => {
          for (const wrong of [null, [[[]]], [{ a: null }]]) {
            const findings = check({ ...config, [name]: wrong });
            expect(findings.length, JSON.stringify(findings)).to.be.at.least(1);
            for (const { pointer } of findings) expect(pointer).to.match(new RegExp(`^(/${name}(/|$)|$)`));
            expect(findings.filter(({ pointer }) => pointer === `/${name}`).length).to.be.at.most(1);
          }
        });
      }
    }
  });
});
