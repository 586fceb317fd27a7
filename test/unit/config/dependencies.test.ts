import { expect } from 'chai';

import { type Config, load, monitor, realtime, settingsOf, training } from './support/load.ts';

const BUILDER = {
  pipeline_type: 'byom_image_builder',
  custom_algorithm_docker: 'a/image.zip',
  ecr_repo_name: 'team/images',
  image_tag: 'v1',
};
const CUSTOM = {
  pipeline_type: 'byom_realtime_custom',
  model_name: 'fraud',
  custom_image_uri: '111111111111.dkr.ecr.us-east-1.amazonaws.com/team/images:v1',
  model_artifact_location: 'fraud/model.tar.gz',
  inference_instance: 'ml.m5.large',
  data_capture_location: 'capture-bucket/fraud',
};
const BATCH = {
  pipeline_type: 'byom_batch_builtin',
  model_name: 'scores',
  model_framework: 'xgboost',
  model_framework_version: '1.7-1',
  model_artifact_location: 'x/model.tar.gz',
  inference_instance: 'ml.m5.large',
  batch_inference_data: 'input-bucket/data',
  batch_job_output_location: 'output-bucket/scores',
};

function dependencies(...configs: readonly Config[]): readonly string[] {
  const { findings, workloads } = load(configs);
  expect(findings).to.deep.equal([]);
  return workloads.flatMap(({ spec, dependsOn }) =>
    dependsOn.map(({ stackName, because }) => `${spec.stackName} <- ${stackName} (${because})`),
  );
}

function short(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.replaceAll(/mlops-pipeline-|byom(?:pipeline)?/g, ''));
}

describe('dependencies', () => {
  it('an endpoint comes before its monitors', () => {
    expect(short(dependencies(monitor(), realtime({ endpoint_name: ' Churn-Endpoint' })))).to.deep.equal([
      'churn-dataqualitymonitor <- churn-realtimebuiltin (endpoint)',
    ]);
  });

  it('an image is built before it is served', () => {
    expect(short(dependencies(CUSTOM, BUILDER))).to.deep.equal(['fraud-realtimecustom <- v1-imagebuilder (image)']);
    expect(dependencies({ ...CUSTOM, custom_image_uri: `${CUSTOM.custom_image_uri}2` }, BUILDER)).to.deep.equal([]);
  });

  it('a model is trained before it is served', () => {
    const artifact = { model_artifact_location: 'churn/output/job-1/output/model.tar.gz' };
    expect(short(dependencies(training(), realtime(artifact)))).to.deep.equal([
      'churn-realtimebuiltin <- churn-modeltraining (artifact)',
    ]);
    expect(dependencies(training(), realtime({ model_artifact_location: 'churn/output2/model.tar.gz' }))).to.deep.equal(
      [],
    );
  });

  it('predictions are made before they are read', () => {
    const second = {
      ...BATCH,
      model_name: 'next',
      batch_inference_data: 'output-bucket/scores/',
      batch_job_output_location: 'output-bucket/next',
    };
    expect(short(dependencies(BATCH, second))).to.deep.equal(['next-batchbuiltin <- scores-batchbuiltin (data)']);
  });

  it('predictions of all who write to a folder or to one above it', () => {
    const above = { ...BATCH, model_name: 'all', batch_job_output_location: 'output-bucket' };
    const third = {
      ...BATCH,
      ...{
        model_name: 'next',
        batch_inference_data: 'output-bucket/scores',
        batch_job_output_location: 'elsewhere/next',
      },
    };
    expect(short(dependencies(above, BATCH, third)).filter((line) => line.startsWith('next'))).to.deep.equal([
      'next-batchbuiltin <- all-batchbuiltin (data)',
      'next-batchbuiltin <- scores-batchbuiltin (data)',
    ]);
  });

  it('what depends_on names comes first, and nothing waits for itself', () => {
    const named = realtime({ name: 'eu', depends_on: ['Scores/byom_batch_builtin', 'churn/byom_realtime_builtin/eu'] });
    expect(short(dependencies(BATCH, named))).to.deep.equal([
      'churn--eu-realtimebuiltin <- scores-batchbuiltin (depends_on)',
    ]);
  });

  it('stay within a stage', () => {
    const settings = settingsOf({ stages: [{ name: 'dev' }, { name: 'prod' }] });
    const { workloads } = load(
      [monitor({ stages: ['prod'] }), realtime({ endpoint_name: 'churn-endpoint', stages: ['dev'] })],
      settings,
    );
    expect(workloads.flatMap(({ dependsOn }) => dependsOn)).to.deep.equal([]);
  });
});
