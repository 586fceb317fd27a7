import { expect } from 'chai';

import { batch, dataQuality, imageBuilder, realtimeCustom, training } from './workloads.ts';
import { checkConfigs, testRules } from './check-configs.ts';

const IMAGE = '111111111111.dkr.ecr.us-east-1.amazonaws.com/team-images:v1';

describe('a sign that was pasted along behind', () => {
  const at = { code: 'unusual-key', severity: 'warning' as const };
  const unknown = { code: 'monitored-endpoint-unknown', severity: 'warning' as const, pointer: '/endpoint_name' };
  testRules([
    {
      title: 'the key of a model is one warning',
      config: batch({ model_artifact_location: 'churn/model.tar.gz,' }),
      expected: [{ ...at, pointer: '/model_artifact_location', hint: 'write `churn/model.tar.gz` unless' }],
    },
    {
      title: 'the key of a build context is one warning',
      config: imageBuilder({ custom_algorithm_docker: 'churn/image.zip;' }),
      expected: [{ ...at, pointer: '/custom_algorithm_docker', hint: 'write `churn/image.zip` unless' }],
    },
    {
      title: 'a prefix is a warning',
      config: training({ training_data: "churn/train/'" }),
      expected: [{ ...at, pointer: '/training_data', hint: 'write `churn/train/` unless' }],
    },
    {
      title: 'a location with a bucket is a warning',
      config: dataQuality({ monitoring_output_location: 'team-reports/churn,' }),
      expected: [unknown, { ...at, pointer: '/monitoring_output_location', hint: '`s3://team-reports/churn`' }],
    },
    {
      title: 'is none where it stands within a name, or closes a bracket',
      config: training({ training_data: 'churn, spain/train (1)' }),
      expected: [],
    },
    {
      title: 'a quote that no key may hold is an error, which says the key without it',
      config: batch({ model_artifact_location: '"churn/model.tar.gz",' }),
      expected: [
        { code: 'wrong-form', pointer: '/model_artifact_location', hint: 'did you mean `churn/model.tar.gz`?' },
      ],
    },
  ]);

  for (const sign of [',', ';', '"', "'", '",']) {
    it(`the address of an image is left out: ${sign}`, () => {
      const [finding] = checkConfigs({ 'a.json': realtimeCustom({ custom_image_uri: `${IMAGE}${sign}` }) });
      expect(finding?.hint).to.equal(`did you mean \`${IMAGE}\`?`);
    });
  }

  it('is another matter than a registry that is missing', () => {
    const [finding] = checkConfigs({ 'a.json': realtimeCustom({ custom_image_uri: 'docking:7' }) });
    expect(finding?.hint).to.contain('`<account>.dkr.ecr.<region>.amazonaws.com/docking:7`');
  });
});
