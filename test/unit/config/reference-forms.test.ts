import { expect } from 'chai';

import type { Workload } from '../../../processor/model/workload.ts';
import { folderArn, prefixArn, s3Location } from '../../../pipelines/shared/s3-location.ts';
import { loadDesired } from '../../../processor/config/load-desired.ts';
import { rules } from '../../../processor/config/rules/index.ts';
import type { Finding } from '../../../processor/model/finding.ts';
import { ONE_STAGE } from './rules/check-configs.ts';
import { autopilot, batch, modelQuality, realtime, training } from './rules/workloads.ts';
import { load, toBytes } from './support/load.ts';

/** What is said about a file, and what is deployed of it. */
function read(...configs: readonly unknown[]): { findings: readonly string[]; workloads: readonly Workload[] } {
  const files = configs.map((config, index) => ({ path: `m${index}/mlops-config.json`, bytes: toBytes(config) }));
  const { findings, workloads } = loadDesired({ files, settings: ONE_STAGE, rules });
  return { findings: findings.map(shown).filter((text) => !text.includes('monitored-endpoint-unknown')), workloads };
}

function shown({ severity, code, pointer, hint }: Finding): string {
  return `${severity} ${code} ${pointer}${hint === undefined ? '' : ` -- ${hint}`}`;
}

function attribute(config: unknown, name: string): unknown {
  const { findings, workloads } = read(config);
  expect(findings.filter((text) => text.startsWith('error'))).to.deep.equal([]);
  return (workloads[0]?.spec.attributes as unknown as Readonly<Record<string, unknown>> | undefined)?.[name];
}

describe('forms that the orchestrator takes', () => {
  describe('blanks around a text', () => {
    it('are no part of a model name, and so of no stack', () => {
      const { findings, workloads } = read(training({ model_name: ' Churn  ' }));
      expect(findings).to.deep.equal([]);
      expect(workloads[0]?.identity.modelName).to.equal('Churn');
      expect(workloads[0]?.spec.stackName).to.equal('mlops-pipeline-churn-modeltraining');
    });

    it('do not tell two models apart', () => {
      const { findings } = read(training({ model_name: ' churn' }), training());
      expect(findings.join()).to.include('error duplicate-workload /model_name');
    });

    it('are no part of the problem type of a monitor', () => {
      expect(attribute(modelQuality({ problem_type: ' Regression ' }), 'problem_type')).to.equal('Regression');
    });

    it('hide no attribute that the problem type asks for', () => {
      const { findings } = read(modelQuality({ problem_type: 'BinaryClassification ' }));
      expect(findings).to.have.lengthOf(1);
      expect(findings[0]).to.match(/^error missing-attribute .*`problem_type` is BinaryClassification$/);
    });

    it('are a mistake in the problem type of Autopilot, which nobody trims', () => {
      const { findings } = read(autopilot({ problem_type: ' Regression', job_objective: 'MSE' }));
      expect(findings).to.deep.equal(['error unknown-value /problem_type -- did you mean `Regression`?']);
    });

    it('are no endpoint name', () => {
      expect(attribute(realtime({ endpoint_name: '  ' }), 'endpoint_name')).to.equal(undefined);
      expect(attribute(realtime({ endpoint_name: ' Churn-LIVE ' }), 'endpoint_name')).to.equal('churn-live');
    });

    it('read the same where the form of a file was looked at before', () => {
      const configs = [modelQuality({ problem_type: ' Regression ' }), realtime({ model_name: 'churn ' })];
      expect(load(configs, ONE_STAGE).findings).to.deep.equal([]);
    });
  });

  describe('a slash before a key in the assets bucket', () => {
    it('is kept, with a word of warning', () => {
      const { findings, workloads } = read(training({ training_data: '/churn/train/' }));
      expect(findings).to.deep.equal(['warning empty-folder /training_data -- write `churn/train` if that is meant']);
      expect(workloads[0]?.spec.attributes).to.have.property('training_data', 's3://team-assets//churn/train');
    });

    it('stands in the ARNs that roles may read', () => {
      const location = s3Location('s3://team-assets//churn/train');
      expect(location).to.deep.equal({ bucket: 'team-assets', key: '/churn/train' });
      expect(folderArn('us-east-1', location)).to.equal('arn:aws:s3:::team-assets//churn/train/*');
      expect(prefixArn('us-east-1', location)).to.equal('arn:aws:s3:::team-assets//churn/train*');
    });

    it('links who writes there to who reads there, and nobody else', () => {
      const trainer = training({ job_output_location: '/churn/output' });
      const reader = realtime({ model_artifact_location: '/churn/output/job/output/model.tar.gz' });
      const other = batch({ model_artifact_location: 'churn/output/job/output/model.tar.gz' });
      const { workloads } = read(trainer, reader, other);
      expect(workloads.map(({ dependsOn }) => dependsOn.map(({ because }) => because))).to.deep.equal([
        [],
        ['artifact'],
        [],
      ]);
    });
  });

  it('take a percent escape in a key letter by letter, with a word of warning', () => {
    const { findings, workloads } = read(training({ training_data: 'logs/hour=2024-01-01 00%3A00' }));
    expect(findings).to.have.lengthOf(1);
    expect(findings[0]).to.match(/^warning percent-in-key \/training_data /);
    expect(workloads[0]?.spec.attributes).to.have.property(
      'training_data',
      's3://team-assets/logs/hour=2024-01-01 00%3A00',
    );
  });

  describe('a framework version that is a number', () => {
    const kmeans = { model_framework: 'kmeans', algo_hyperparameters: { k: 3, feature_dim: 4 } };

    it('is taken where the framework has one version', () => {
      const config = training({ ...kmeans, model_framework_version: 1 });
      expect(read(config).findings).to.deep.equal([]);
      expect(attribute(config, 'model_framework_version')).to.equal('1');
      expect(
        attribute(
          realtime({ model_framework: 'kmeans', model_framework_version: { dev: 1 } }),
          'model_framework_version',
        ),
      ).to.equal('1');
    });

    it('is refused where the look-up compares texts', () => {
      expect(read(training({ model_framework_version: 1.7 })).findings).to.deep.equal([
        'error wrong-type /model_framework_version -- write `"1.7-1"` in double quotes',
      ]);
      expect(read(realtime({ model_framework_version: { dev: 2 } })).findings).to.deep.equal([
        'error wrong-type /model_framework_version/dev -- write one such as `"3.0-5"`',
      ]);
    });
  });
});
