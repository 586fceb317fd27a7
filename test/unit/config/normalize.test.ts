import { expect } from 'chai';

import type { PipelineSpec } from '../../../pipelines/spec.ts';
import type { Settings } from '../../../processor/model/settings.ts';
import { type Config, example, examples, load, monitor, realtime, settingsOf, training } from './support/load.ts';

const ASSETS = 's3://mlops-assets-000000000000-us-east-1';

function specOf(config: Config, settings?: Settings): PipelineSpec {
  const { findings, workloads } = load([config], settings);
  expect(findings).to.deep.equal([]);
  const [workload] = workloads;
  if (workload === undefined) throw new Error('no workload');
  return workload.spec;
}

function stackNames(stages: readonly object[]): readonly string[] {
  return load([realtime()], settingsOf({ stages })).workloads.map(({ spec }) => spec.stackName);
}

describe('normalising', () => {
  it('fills defaults in and reads texts as what they say', () => {
    const { attributes } = specOf(
      training({ instance_count: '2', use_spot_instances: 'False', validation_data: '', max_runtime_per_job: 3600 }),
    );
    expect(attributes).to.deep.equal({
      model_name: 'churn',
      training_data: `${ASSETS}/churn/train`,
      job_output_location: `${ASSETS}/churn/output`,
      model_framework: 'xgboost',
      model_framework_version: '1.7-1',
      algo_hyperparameters: { num_round: 100 },
      instance_type: 'ml.m4.xlarge',
      instance_count: 2,
      instance_volume_size: 20,
      max_runtime_per_job: 3600,
      use_spot_instances: false,
      max_wait_time_spot_instances: 172_800,
      encrypt_inner_traffic: true,
      content_type: 'csv',
      s3_data_type: 'S3Prefix',
      data_distribution: 'FullyReplicated',
      data_input_mode: 'File',
    });
  });

  it('writes lists of numbers among the hyperparameters as SageMaker Python SDK does', () => {
    const written = {
      num_round: 100,
      interaction_constraints: [
        [0, 1],
        [2, 3.5],
      ],
      cardinality: [4, 2],
      flag: true,
    };
    expect(specOf(training({ algo_hyperparameters: written })).attributes).to.have.deep.property(
      'algo_hyperparameters',
      { num_round: 100, interaction_constraints: '[[0, 1], [2, 3.5]]', cardinality: '[4, 2]', flag: true },
    );
  });

  it('fixture 48: reads the old spelling, with the same result', () => {
    const { algo_hyperparameters: parameters, ...rest } = training();
    expect(specOf({ ...rest, algo_hyperparamaters: parameters })).to.deep.equal(specOf(training()));
  });

  it('writes every location as a full URI without a slash at its end', () => {
    const { attributes } = specOf(
      monitor({
        baseline_data: 's3://other/b.csv',
        monitoring_output_location: 's3://out/x/',
        data_capture_location: 'cap/',
      }),
    );
    expect(attributes).to.deep.include({
      baseline_data: 's3://other/b.csv',
      monitoring_output_location: 's3://out/x',
      data_capture_location: 's3://cap',
      baseline_job_output_location: 's3://monitor-bucket/baseline',
    });
  });

  it('keeps the slash of data to score, where it tells a prefix from an object', () => {
    const { attributes } = specOf({
      ...example('byom_batch_builtin', 'minimal'),
      batch_inference_data: 'input-bucket/data/',
    });
    expect(attributes).to.include({ batch_inference_data: 's3://input-bucket/data/' });
  });

  it('trims names of endpoints and attributes and lowers the case of endpoints', () => {
    expect(specOf(monitor({ endpoint_name: ' Churn-EP ' })).attributes).to.include({ endpoint_name: 'churn-ep' });
    expect(specOf(realtime({ endpoint_name: '' })).attributes).not.to.have.property('endpoint_name');
  });

  it('limits a baseline to what a stack can wait for, however it is written', () => {
    function spec(written: unknown): readonly unknown[] {
      return load([monitor({ baseline_max_runtime_seconds: written })]).workloads.map(({ spec }) => spec.attributes);
    }

    expect(spec('777600')).to.deep.equal(spec(39_600));
    expect(spec(39_601)).to.deep.equal(spec(39_600));
    expect(spec(39_599)).to.not.deep.equal(spec(39_600));
  });

  it('reads a list of attributes from a text', () => {
    const manifest = { s3_data_type: 'AugmentedManifestFile', attribute_names: '["source-ref", "class"]' };
    expect(specOf(training(manifest)).attributes).to.deep.include({ attribute_names: ['source-ref', 'class'] });
    const listed = training({ ...manifest, attribute_names: ['source-ref', 'class'] });
    expect(specOf(listed)).to.deep.equal(specOf(training(manifest)));
  });

  it('lets a model package win over image and artifact', () => {
    const arn = 'arn:aws:sagemaker:us-east-1:000000000000:model-package/churn/3';
    const { attributes } = specOf(realtime({ model_package_name: arn }));
    expect(attributes).to.include({ model_package_name: arn });
    expect(attributes).not.to.have.any.keys('model_framework', 'model_artifact_location');
  });

  it('puts the baseline of SHAP into the assets bucket and numbers into bias', () => {
    const shap = { ...example('byom_model_explainability_monitor', 'minimal'), shap_config: { baseline: 'a/b.csv' } };
    expect(specOf(shap).attributes).to.deep.include({ shap_config: { baseline: `${ASSETS}/a/b.csv` } });
    const rows = { ...shap, shap_config: { baseline: [[1, true, 'x', null]] } };
    expect(specOf(rows).attributes).to.deep.include({ shap_config: { baseline: [[1, 1, 'x', null]] } });
    const bias = {
      ...example('byom_model_bias_monitor', 'minimal'),
      model_predicted_label_config: { probability: 0, probability_threshold: '0.8' },
    };
    expect(specOf(bias).attributes).to.deep.include({
      model_predicted_label_config: { probability: 0, probability_threshold: 0.8 },
    });
  });

  it('takes the key of the stage where the workload names none', () => {
    const arn = 'arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    const settings = settingsOf({ stages: [{ name: 'dev', account: '111111111111', kms_key_arn: arn }] });
    expect(specOf(realtime(), settings).attributes).to.include({ kms_key_arn: arn });
  });

  it('names the stage in the stack only where two stages share an account and a region', () => {
    expect(stackNames([{ name: 'dev' }, { name: 'prod' }])).to.deep.equal([
      'mlops-pipeline-dev-churn-byompipelinerealtimebuiltin',
      'mlops-pipeline-prod-churn-byompipelinerealtimebuiltin',
    ]);
    expect(stackNames([{ name: 'dev' }, { name: 'prod', region: 'eu-west-1' }])).to.deep.equal([
      'mlops-pipeline-churn-byompipelinerealtimebuiltin',
      'mlops-pipeline-churn-byompipelinerealtimebuiltin',
    ]);
  });

  for (const { type, config } of examples()) {
    it(`leaves nothing undefined, empty or unread in ${type} (${Object.keys(config).length} members)`, () => {
      const { pipelineType, attributes, environment } = specOf(config);
      expect(pipelineType).to.equal(type);
      expect(environment.stage).to.equal('default');
      for (const [key, value] of Object.entries(attributes)) expect(value, key).not.to.be.oneOf([undefined, '', null]);
      const frame = ['$schema', 'pipeline_type', 'name', 'stages', 'depends_on'];
      const replaced = {
        algo_hyperparamaters: 'algo_hyperparameters',
        hyperparamaters_ranges: 'hyperparameters_ranges',
      };
      const wanted = Object.keys(config)
        .filter((key) => !frame.includes(key) && config[key] !== '')
        .map((key) => (key in replaced ? replaced[key as keyof typeof replaced] : key));
      expect(Object.keys(attributes)).to.include.members(wanted);
    });
  }
});
