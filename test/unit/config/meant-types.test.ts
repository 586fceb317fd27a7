import { expect } from 'chai';

import { checkConfigs } from './rules/check-configs.ts';
import { autopilot, bias, imageBuilder, modelQuality, realtime, realtimeCustom, tuner } from './rules/workloads.ts';

type Attributes = Readonly<Record<string, unknown>>;

/** Code, pointer, message and hint of each finding, but for the endpoints that no file here makes. */
function check(...configs: readonly Attributes[]): readonly string[] {
  const files = Object.fromEntries(configs.map((config, index) => [`models/${index}/mlops-config.json`, config]));
  return checkConfigs(files)
    .filter(({ code }) => code !== 'monitored-endpoint-unknown')
    .map(({ code, pointer, message, hint }) => `${code} ${pointer} ${message} -- ${hint}`);
}

describe('a pipeline type whose attributes are others', () => {
  const cases: readonly (readonly [title: string, config: Attributes, message: string, meant: string])[] = [
    [
      'a batch job that is an endpoint',
      realtime({ pipeline_type: 'byom_batch_builtin', endpoint_name: undefined }),
      '`byom_batch_builtin`, which knows no `data_capture_location` and misses `batch_inference_data`, `batch_job_output_location`',
      'byom_realtime_builtin',
    ],
    [
      'an image of one’s own that is one of AWS',
      realtime({ pipeline_type: 'byom_realtime_custom' }),
      '`byom_realtime_custom`, which knows no `model_framework`, `model_framework_version` and misses `custom_image_uri`',
      'byom_realtime_builtin',
    ],
    [
      'an image of AWS that is one of one’s own',
      realtimeCustom({ pipeline_type: 'byom_realtime_builtin' }),
      '`byom_realtime_builtin`, which knows no `custom_image_uri` and misses `model_framework`, `model_framework_version`',
      'byom_realtime_custom',
    ],
    [
      'training that is tuning',
      tuner({ pipeline_type: 'model_training_builtin' }),
      '`model_training_builtin`, which knows no `tuner_configs`, `hyperparameters_ranges`',
      'model_tuner_builtin',
    ],
    [
      'one monitor that is another',
      bias({ pipeline_type: 'byom_data_quality_monitor' }),
      '`byom_data_quality_monitor`, which knows no `problem_type`, `monitor_ground_truth_input`, `bias_config` and 1 more',
      'byom_model_bias_monitor',
    ],
  ];
  for (const [title, config, message, meant] of cases) {
    it(`is one finding: ${title}`, () => {
      expect(check(config)).to.deep.equal([
        `pipeline-type-mismatch /pipeline_type \`pipeline_type\` is ${message} -- write \`${meant}\`, whose attributes are those that are given`,
      ]);
    });
  }

  it('hides no fault of a value', () => {
    const [first, second, ...others] = check(
      modelQuality({ pipeline_type: 'byom_data_quality_monitor', instance_volume_size: 0, problem_type: 'regression' }),
    );
    expect(others).to.have.lengthOf(1);
    expect(first).to.match(/^pipeline-type-mismatch /);
    expect(second).to.match(/^out-of-range \/instance_volume_size/);
    expect(others[0]).to.match(/^unknown-value \/problem_type/);
  });

  it('is no reason to leave out what the rules say', () => {
    const findings = check(realtime({ pipeline_type: 'byom_batch_builtin', inference_instance: 'ml.m5.lrage' }));
    expect(findings.map((finding) => finding.split(' ', 1)[0])).to.deep.equal([
      'pipeline-type-mismatch',
      'instance-type-unknown',
    ]);
  });

  it('says two where the attributes are those of either', () => {
    const config = realtime({
      pipeline_type: 'byom_batch_custom',
      model_framework: undefined,
      model_framework_version: undefined,
      model_artifact_location: undefined,
      model_package_name: 'arn:aws:sagemaker:us-east-1:111111111111:model-package/churn/3',
    });
    expect(check(config).join('\n')).to.contain('-- write `byom_realtime_builtin` or `byom_realtime_custom`, whose');
  });

  it('is right where one attribute alone is too much, or several fit no other type', () => {
    expect(check(autopilot({ model_framework: 'xgboost', model_framework_version: '1.7-1' }))).to.have.lengthOf(2);
    const own = { custom_image_uri: undefined, model_artifact_location: undefined, model_framework_version: '1.7-1' };
    const model_package_name = 'arn:aws:sagemaker:us-east-1:111111111111:model-package/churn/3';
    expect(check(realtimeCustom({ ...own, model_package_name }))[0]).to.match(/^unknown-attribute /);
    expect(check(realtime({ batch_inference_data: 'team-data/in.csv' }))[0]).to.match(/^unknown-attribute /);
    expect(check(tuner({ tuner_configs: undefined }))).to.have.lengthOf(1);
    expect(check(realtime({ model_framework: undefined, data_capture_location: undefined }))).to.have.lengthOf(2);
  });

  it('is one finding where all that tells it from the one that fits is missing', () => {
    const hint = 'whose attributes are those that are given, or add what is missing';
    expect(check(tuner({ tuner_configs: undefined, hyperparameters_ranges: undefined }))).to.deep.equal([
      'pipeline-type-mismatch /pipeline_type `pipeline_type` is `model_tuner_builtin`, which misses ' +
        `\`hyperparameters_ranges\`, \`tuner_configs\` -- write \`model_training_builtin\`, ${hint}`,
    ]);
    const own = { problem_type: undefined, monitor_ground_truth_input: undefined, bias_config: undefined };
    const [finding, ...more] = check(bias({ ...own, model_predicted_label_config: undefined }));
    expect(more).to.deep.equal([]);
    expect(finding).to.contain('`bias_config`').and.to.contain(` -- write \`byom_data_quality_monitor\`, ${hint}`);
  });
});

describe('a pipeline type beside defaults, whose attributes are others', () => {
  const { model_artifact_location, ...shared } = realtime({ endpoint_name: undefined });
  const two = [
    { name: 'a', model_artifact_location },
    { name: 'b', model_artifact_location, data_capture_location: 'team-data/other' },
  ];

  it('is one finding at `defaults`, however many entries inherit it', () => {
    for (const type of ['byom_realtime_custom', 'byom_batch_builtin', 'model_autopilot_training', 'byom_image_builder'])
      expect(check({ defaults: { ...shared, pipeline_type: type }, workloads: two }), type).to.satisfy(
        ([finding = '', ...others]: readonly string[]) =>
          others.length === 0 &&
          finding.startsWith('pipeline-type-mismatch /defaults/pipeline_type ') &&
          finding.endsWith('-- write `byom_realtime_builtin`, whose attributes are those that are given'),
      );
  });

  it('tells of a default that nobody takes as of an attribute', () => {
    const [finding] = check({ defaults: { ...shared, pipeline_type: 'byom_realtime_custom' }, workloads: two });
    expect(finding).to.contain('knows no `model_framework`, `model_framework_version` and misses `custom_image_uri`');
  });

  it('is one finding at the entry, where the others have the right one', () => {
    const { pipeline_type, ...defaults } = shared;
    const [first, second] = two.map((entry) => ({ ...entry, pipeline_type }));
    const wrong = { ...second, pipeline_type: 'byom_batch_builtin' };
    const findings = check({ defaults, workloads: [first, wrong] });
    expect(findings.map((finding) => finding.split(' ', 2).join(' '))).to.deep.equal([
      'pipeline-type-mismatch /workloads/1/pipeline_type',
    ]);
  });

  it('is right where one attribute is missing, and the defaults are those of the other entries', () => {
    const { pipeline_type, ...defaults } = shared;
    const custom = { name: 'c', pipeline_type: 'byom_realtime_custom', model_artifact_location };
    const findings = check({ defaults, workloads: [{ name: 'a', pipeline_type, model_artifact_location }, custom] });
    expect(findings.map((finding) => finding.split(' ', 2).join(' '))).to.deep.equal([
      'missing-attribute /workloads/1',
    ]);
  });

  it('is right where a default that nobody takes makes no other type of it', () => {
    const defaults = { ...shared, bias_config: {}, inference_instance: undefined };
    const codes = check({ defaults, workloads: two }).map((finding) => finding.split(' ', 1)[0]);
    expect(codes).to.contain('unused-default').and.not.contain('pipeline-type-mismatch');
  });
});

describe('a pipeline type that is none', () => {
  it('is told by the attributes beside it, where its name says another or nothing', () => {
    expect(check(tuner({ pipeline_type: 'model_tuning_builtin' }))[0]).to.contain(
      '-- write `model_tuner_builtin`, whose',
    );
    expect(check(imageBuilder({ pipeline_type: ['byom_image_builder'] }))[0]).to.contain('write `byom_image_builder`,');
    expect(check(realtimeCustom({ pipeline_type: 'realtime' }))[0]).to.contain(
      '-- did you mean `byom_realtime_custom`?',
    );
    expect(check(autopilot({ pipeline_type: undefined }))[0]).to.contain(
      '-- add `"pipeline_type": "model_autopilot_training"`',
    );
  });
  it('is told by a list of all where neither says anything', () => {
    expect(check({ pipeline_type: 'notebook', model_name: 'a' })[0]).to.match(/one of .*`byom_image_builder`/);
  });
});
