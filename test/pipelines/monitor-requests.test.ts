import { expect } from 'chai';

import { analysisOf } from '../../pipelines/monitor/analysis-config-resource.ts';
import { baselineJobRequest, baselineMaxRuntime } from '../../pipelines/monitor/baseline-job-request.ts';
import { analysisConfigs } from '../../pipelines/monitor/lambda/analysis-config.ts';
import { csvHeader } from '../../pipelines/monitor/lambda/csv-header.ts';
import { monitorNames } from '../../pipelines/monitor/monitor-names.ts';
import { MAX_AWAITED_RUNTIME_SECONDS } from '../../pipelines/shared/awaited-runtime.ts';
import { biasSpec, dataQualitySpec, explainabilitySpec, modelQualitySpec } from './support/monitor-specs.ts';
import { KEY } from './support/specs.ts';

const CONTEXT = { jobName: 'job-1', roleArn: 'arn:aws:iam::123456789012:role/job', inputsDigest: 'abc' };
const FACTS = { headers: ['target', 'f1', 'f2'], modelName: 'my-model' };
const FRAME = {
  output_path: '/opt/ml/processing/output',
  publish_cloudwatch_metrics: 'Disabled',
  dataset_format: '{"csv": {"header": true, "output_columns_position": "START"}}',
  dataset_source: '/opt/ml/processing/input/baseline_dataset_input',
};

function input(InputName: string, S3Uri: string, LocalPath: string) {
  return {
    InputName,
    AppManaged: false,
    S3Input: {
      S3Uri,
      LocalPath,
      S3DataType: 'S3Prefix',
      S3InputMode: 'File',
      S3DataDistributionType: 'FullyReplicated',
      S3CompressionType: 'None',
    },
  };
}

/** As the file is written, where members without a value are not. */
function written(value: unknown): string {
  return JSON.stringify(value);
}

describe('baselineJobRequest', () => {
  it('sends what the SDK sends for data quality', () => {
    const { baselineOutput, baselineJob } = monitorNames(dataQualitySpec());

    expect(baselineOutput).to.equal(`s3://monitor-bucket/churn/baseline/${baselineJob}`);
    expect(baselineJobRequest(dataQualitySpec(), CONTEXT)).to.deep.equal({
      ProcessingJobName: 'job-1',
      ProcessingResources: {
        ClusterConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 20 },
      },
      AppSpecification: {
        ImageUri: '468650794304.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-model-monitor-analyzer',
      },
      RoleArn: CONTEXT.roleArn,
      ProcessingInputs: [
        input(
          'baseline_dataset_input',
          's3://assets-bucket/churn/baseline.csv',
          '/opt/ml/processing/input/baseline_dataset_input',
        ),
      ],
      ProcessingOutputConfig: {
        Outputs: [
          {
            OutputName: 'monitoring_output',
            AppManaged: false,
            S3Output: { S3Uri: baselineOutput, LocalPath: '/opt/ml/processing/output', S3UploadMode: 'EndOfJob' },
          },
        ],
      },
      Environment: FRAME,
      StoppingCondition: { MaxRuntimeInSeconds: MAX_AWAITED_RUNTIME_SECONDS },
      Tags: [
        { Key: 'mlops:stack', Value: 'mlops-pipeline-churn-monitor' },
        { Key: 'mlops:job-inputs', Value: 'abc' },
      ],
    });
  });

  it('judges a binary classifier by its probability if it can, else by its prediction', () => {
    const byProbability = baselineJobRequest(modelQualitySpec(), CONTEXT);
    const byPrediction = baselineJobRequest(modelQualitySpec({ probability_threshold_attribute: undefined }), CONTEXT);

    const frame = { ...FRAME, analysis_type: 'MODEL_QUALITY', problem_type: 'BinaryClassification' };
    expect(byProbability['Environment']).to.deep.equal({
      ...frame,
      probability_attribute: 'probability',
      probability_threshold_attribute: '0.5',
      ground_truth_attribute: 'churned',
    });
    expect(byPrediction['Environment']).to.deep.equal({
      ...frame,
      inference_attribute: 'predicted',
      ground_truth_attribute: 'churned',
    });
  });

  it('judges other models by their predictions', () => {
    const request = baselineJobRequest(modelQualitySpec({ problem_type: 'Regression' }), CONTEXT);

    expect(request['Environment']).to.deep.equal({
      ...FRAME,
      analysis_type: 'MODEL_QUALITY',
      problem_type: 'Regression',
      inference_attribute: 'predicted',
      ground_truth_attribute: 'churned',
    });
  });

  it('gives Clarify the data, the analysis and no environment', () => {
    for (const spec of [biasSpec(), explainabilitySpec()]) {
      const { baselineOutput } = monitorNames(spec);
      const request = baselineJobRequest(spec, CONTEXT);

      expect(request).not.to.have.property('Environment');
      expect(request['AppSpecification']).to.deep.equal({
        ImageUri: '131013547314.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-clarify-processing:1.0',
      });
      expect(request['ProcessingInputs']).to.deep.equal([
        input('dataset', 's3://assets-bucket/churn/baseline.csv', '/opt/ml/processing/input/data'),
        input('analysis_config', `${baselineOutput}/analysis_config.json`, '/opt/ml/processing/input/config'),
      ]);
      expect(request).to.have.nested.property('ProcessingOutputConfig.Outputs[0].OutputName', 'analysis_result');
    }
  });

  it('encrypts volume and output with the key', () => {
    const request = baselineJobRequest(dataQualitySpec({ kms_key_arn: KEY }), CONTEXT);

    expect(request).to.have.nested.property('ProcessingResources.ClusterConfig.VolumeKmsKeyId', KEY);
    expect(request).to.have.nested.property('ProcessingOutputConfig.KmsKeyId', KEY);
  });

  it('never runs for longer than the stack can wait', () => {
    expect(baselineMaxRuntime(dataQualitySpec({ baseline_max_runtime_seconds: 600 }))).to.equal(600);
    expect(baselineMaxRuntime(dataQualitySpec())).to.equal(MAX_AWAITED_RUNTIME_SECONDS);
  });
});

describe('analysisConfigs', () => {
  it('writes for bias what the SDK writes, member by member', () => {
    const spec = biasSpec({
      bias_config: {
        label_values_or_threshold: [1],
        facet_name: 'f1',
        facet_values_or_threshold: [100],
        group_name: 'f2',
      },
    });

    const { job, monitor } = analysisConfigs(analysisOf(spec), FACTS);

    expect(written(job)).to.equal(
      '{"dataset_type":"text/csv","headers":["target","f1","f2"],"label":"target","label_values_or_threshold":[1],' +
        '"facet":[{"name_or_index":"f1","value_or_threshold":[100]}],"group_variable":"f2",' +
        '"methods":{"report":{"name":"report","title":"Analysis Report"},"pre_training_bias":{"methods":"all"},' +
        '"post_training_bias":{"methods":"all"}},' +
        '"predictor":{"model_name":"my-model","instance_type":"ml.m5.large","initial_instance_count":1,' +
        '"accept_type":"text/csv","probability":0},"probability_threshold":0.8}',
    );
    expect(written(monitor)).to.equal(
      '{"label_values_or_threshold":[1],"facet":[{"name_or_index":"f1","value_or_threshold":[100]}],' +
        '"group_variable":"f2","headers":["target","f1","f2"],"label":"target"}',
    );
  });

  it('pairs several facets with their values, and leaves out those without', () => {
    const bias_config = {
      label_values_or_threshold: [1],
      facet_name: ['f1', 2],
      facet_values_or_threshold: [[40], null],
    };

    const { monitor } = analysisConfigs(analysisOf(biasSpec({ bias_config })), FACTS);

    expect(written(monitor['facet'])).to.equal(
      '[{"name_or_index":"f1","value_or_threshold":[40]},{"name_or_index":2}]',
    );
  });

  it('writes for explainability what the SDK writes; the monitor’s file knows no label', () => {
    const { job, monitor } = analysisConfigs(analysisOf(explainabilitySpec({ model_scores: 0 })), FACTS);

    const shap =
      '{"use_logit":true,"save_local_shap_values":true,"baseline":[[0.1,0.2]],"num_samples":5,' +
      '"agg_method":"mean_abs","seed":7}';
    const predictor =
      '"model_name":"my-model","instance_type":"ml.m5.large","initial_instance_count":1,"accept_type":"text/csv"';
    expect(written(job)).to.equal(
      `{"dataset_type":"text/csv","headers":["target","f1","f2"],"label":"target","predictor":{${predictor},"label":0},` +
        `"methods":{"report":{"name":"report","title":"Analysis Report"},"shap":${shap}}}`,
    );
    expect(written(monitor)).to.equal(`{"methods":{"shap":${shap}},"predictor":{${predictor}},"headers":["f1","f2"]}`);
  });
});

describe('csvHeader', () => {
  it('reads names with and without quotes, whatever ends the line', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      expect(csvHeader(`\uFEFFtarget,"a ""b"", c",f2${end}1,2,3`, { isWhole: false })).to.deep.equal([
        'target',
        'a "b", c',
        'f2',
      ]);
    }
    expect(csvHeader('a,b', { isWhole: true })).to.deep.equal(['a', 'b']);
  });

  it('refuses what is no header line', () => {
    expect(() => csvHeader('a,b', { isWhole: false })).to.throw(/no header line within its first 3 letters/);
    expect(() => csvHeader('', { isWhole: true })).to.throw(/one column/);
    expect(() => csvHeader('target\n1', { isWhole: false })).to.throw(/one column/);
    expect(() => csvHeader('target,,f2\n', { isWhole: false })).to.throw(/column 2 of its header line has no name/);
  });
});
