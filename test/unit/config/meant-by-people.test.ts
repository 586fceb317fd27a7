import { expect } from 'chai';

import { findingsIn } from './rules/check-repository.ts';
import {
  batch,
  dataQuality,
  explainability,
  imageBuilder,
  realtimeCustom,
  training,
  tuner,
} from './rules/workloads.ts';
import { loadDesired } from '../../../processor/config/load-desired.ts';
import { settingsOf, toBytes } from './support/load.ts';

type Attributes = Readonly<Record<string, unknown>>;

const STAGES = ['dev', 'staging', 'prod'].map((name) => ({ name, account: '111111111111', region: 'eu-central-1' }));

/** Pointer, message and hint of each finding, but for endpoints that no file here makes. */
function said(config: Attributes, settings?: object): readonly string[] {
  return findingsIn(settings, { 'a.json': config })
    .filter(({ code }) => code !== 'monitored-endpoint-unknown')
    .map(({ pointer, message, hint }) => `${pointer} ${message} -- ${hint}`);
}

describe('a value that people write otherwise', () => {
  const cases: readonly (readonly [config: Attributes, hint: string])[] = [
    [training({ instance_type: 'ml.m4xlarge' }), 'did you mean `ml.m4.xlarge`?'],
    [training({ instance_type: 'ml.m54xlarge' }), 'did you mean `ml.m5.4xlarge`?'],
    [training({ instance_type: 'ml.m5.l\u0430rge' }), 'did you mean `ml.m5.large`?'],
    [training({ instance_type: 'ml.m5.large\u200b' }), 'did you mean `ml.m5.large`?'],
    [training({ model_framework_version: '1.7\u20131' }), 'did you mean `1.7-1`?'],
    [batch({ batch_inference_data: 'Team-Data/in' }), 'did you mean `team-data/in`?'],
    [batch({ batch_inference_data: 's3://team_data/In' }), 'did you mean `s3://team-data/In`?'],
    [batch({ batch_inference_data: 's3:team-data/in' }), 'did you mean `s3://team-data/in`?'],
    [dataQuality({ schedule_expression: 'corn(0 6 ? * * *)' }), 'did you mean `cron(0 6 ? * * *)`?'],
    [explainability({ shap_config: { agg_method: 'mean' } }), 'did you mean `mean_abs` or `mean_sq`?'],
    [
      tuner({ tuner_configs: { objective_metric_name: 'validation:auc', early_stopping_type: 'True' } }),
      'did you mean `Auto`?',
    ],
    [
      tuner({ tuner_configs: { objective_metric_name: 'validation:auc', early_stopping_type: false } }),
      'did you mean `Off`?',
    ],
    [training({ instance_type: 'mlm5.xlarge' }), 'did you mean `ml.m5.xlarge`?'],
    [training({ instance_type: 'ml..m5.2xlarge' }), 'did you mean `ml.m5.2xlarge`?'],
  ];
  for (const [config, hint] of cases) {
    it(`is told what is meant: ${hint}`, () => {
      const [first, ...others] = said(config);
      expect(others).to.deep.equal([]);
      expect(first?.split(' -- ')[1]).to.equal(hint);
    });
  }

  it('may be the place of a region, or end in a letter like a digit', () => {
    for (const region of ['Frankfurt', 'EU (Frankfurt)', 'eu-central-l']) {
      const settings = { stages: [{ name: 'dev', account: '111111111111', region }] };
      expect(said(training(), settings).join(), region).to.contain('-- did you mean `eu-central-1`?');
    }
  });

  it('may be a number of another notation', () => {
    for (const [number, hint] of [
      ['02', 'write `2`: a number has no leading zero'],
      ['+2', 'write `2`: a number has no plus sign'],
      ['50%', 'write `50`, or `0.5` where a share of 1 is asked for'],
      ['0.7%', 'write `0.7`, or `0.007` where a share of 1 is asked for'],
    ] as const) {
      const files = [{ path: 'a.json', bytes: toBytes(`{ "instance_count": ${number} }`) }];
      const finding = loadDesired({ files, settings: settingsOf({}), rules: [] }).findings.find(
        ({ code }) => code === 'invalid-json',
      );
      expect(finding?.hint, number).to.equal(hint);
    }
  });

  it('may be a folder, where an archive is to be', () => {
    const [finding] = said(batch({ model_artifact_location: 'churn/releases/' }));
    expect(finding).to.contain('`releases` looks like a folder: SageMaker unpacks a model from one archive');
  });

  it('is one finding where the output of a job is its input', () => {
    expect(said(training({ job_output_location: 'churn/train.csv' }))).to.have.lengthOf(1);
  });
});

describe('an image of another region', () => {
  function image(region: string): Attributes {
    return realtimeCustom({ custom_image_uri: `111111111111.dkr.ecr.${region}.amazonaws.com/team-images:v1` });
  }
  const endpoint_name = Object.fromEntries(STAGES.map(({ name }) => [name, `churn-${name}`]));

  it('is not to be written by stage where all stages are in one', () => {
    const [finding, ...others] = said({ ...image('eu-west-1'), endpoint_name }, { stages: STAGES });
    expect(others).to.deep.equal([]);
    expect(finding).to.match(/-- use an image of `eu-central-1`$/);
  });

  it('is in none where the region is misspelt', () => {
    const [finding] = said({ ...image('eu-centrall-1'), endpoint_name }, { stages: STAGES });
    expect(finding).to.contain('region `eu-centrall-1`, which AWS does not have -- did you mean `eu-central-1`?');
  });
});

describe('what is wrong beside a misspelt pipeline type', () => {
  it('is told as well', () => {
    const config = batch({ pipeline_type: 'byom_batch_builtn', inference_instance: 'ml.m5.lagre', instence_count: 2 });
    expect(said(config).map((line) => line.split(' ')[0])).to.have.members([
      '/pipeline_type',
      '/inference_instance',
      '/instence_count',
    ]);
  });

  it('is not guessed where nobody knows which one is meant', () => {
    expect(said(batch({ pipeline_type: 'byom_batch', instence_count: 2 }))).to.have.lengthOf(1);
  });
});

it('a workload that is wrapped into something is told to be one level too deep', () => {
  expect(said({ config: batch() })).to.deep.equal([
    '/config `pipeline_type` is missing here, and stands in `config` -- write what `config` holds in its place, one level higher',
  ]);
});

it('several workloads under names of their own are told to be a list', () => {
  const named = { a: batch(), b: batch(), c: batch(), d: batch() };
  expect(said(named)).to.deep.equal([
    '/a `pipeline_type` is missing here, and stands in `a`, `b`, `c` and 1 more -- write what they hold as a list: `{ "workloads": [...] }`',
  ]);
});

it('a place beside a finding is named once, whatever stages say so', () => {
  const uri = '111111111111.dkr.ecr.eu-central-1.amazonaws.com/team-images:v1';
  const endpoint_name = Object.fromEntries(STAGES.map(({ name }) => [name, `churn-${name}`]));
  const findings = findingsIn(
    { stages: STAGES },
    {
      'a.json': realtimeCustom({ custom_image_uri: uri, endpoint_name }),
      'b.json': realtimeCustom({ custom_image_uri: uri, model_name: 'other', endpoint_name: undefined }),
      'c.json': imageBuilder({ ecr_repo_name: 'team-images', image_tag: 'v2' }),
    },
  ).filter(({ code }) => code === 'custom-image-unbuilt');
  expect(findings.map(({ related }) => related?.map(({ file }) => file))).to.deep.equal([['a.json', 'b.json']]);
});

describe('a value that belongs to something else', () => {
  it('is a bucket before a key in the assets bucket', () => {
    const [finding, ...others] = said(dataQuality({ baseline_data: 'team-data/churn/baseline.csv' }));
    expect(others).to.deep.equal([]);
    expect(finding).to.contain('`baseline_data` starts with `team-data`, the bucket of `');
    expect(said(dataQuality({ baseline_data: 'team/churn/baseline.csv' }))).to.deep.equal([]);
    const nearly = batch({ model_artifact_location: 'a-model.tar.gz', batch_inference_data: 'a-model.tar.g/in' });
    expect(said(nearly)).to.deep.equal([]);
  });

  it('is a tag behind another sign than a colon, or a repository without its first part', () => {
    for (const [image, meant] of [
      ['ds/rank/v2', 'ds/rank:v2'],
      ['ds/rank-v2', 'ds/rank:v2'],
      ['rank:v2', 'ds/rank'],
    ] as const) {
      const uri = `000000000000.dkr.ecr.us-east-1.amazonaws.com/${image}`;
      const findings = findingsIn(undefined, {
        'a.json': realtimeCustom({ custom_image_uri: uri }),
        'b.json': imageBuilder({ ecr_repo_name: 'ds/rank', image_tag: 'v2' }),
      });
      expect(
        findings.map(({ file, code }) => `${file} ${code}`),
        image,
      ).to.deep.equal(['a.json custom-image-unbuilt']);
      expect(findings[0]?.hint, image).to.contain(`did you mean \`${meant}\``);
    }
  });

  it('is several stages in one text', () => {
    const [finding] = said(batch({ stages: ['dev, prod'] }), { stages: STAGES });
    expect(finding).to.match(/holds several names -- write each as an item of its own: `"dev", "prod"`$/);
  });

  it('is `tags` where an object stands under `tag`, and the output that stands beside the input', () => {
    const { tags, ...shared } = { tags: { team: 'a' }, ...batch({ pipeline_type: undefined }) };
    const workloads = [{ pipeline_type: 'byom_batch_builtin' }];
    expect(said({ defaults: { ...shared, tag: tags }, workloads }).join()).to.contain('-- did you mean `tags`?');
    const renamed = batch({ batch_job_output_location: undefined, batch_inference_output: 'team-data/scores' });
    expect(said(renamed).join()).to.match(/-- did you mean `batch_job_output_location`\?$/);
  });
});

describe('a hyperparameter of another notation', () => {
  it('is told the number that is meant, where one is taken', () => {
    function hints(value: unknown): string | undefined {
      return said(training({ algo_hyperparameters: { num_round: 9, subsample: value } }))[0];
    }
    for (const value of ['0,8', 80, '80%']) expect(hints(value), String(value)).to.match(/did you mean `0\.8`\?$/);
    expect(hints(800)).to.match(/-- write a number above 0 to 1$/);
    expect(hints('1.1%')).to.match(/did you mean `0\.011`\?$/);
  });

  it('is told the whole number, of which a comma or a `k` says thousands', () => {
    for (const [value, meant] of [
      ['200 rounds', '200'],
      ['1,000', '1000'],
      ['2k', '2000'],
      ['1e3', '1000'],
    ] as const) {
      const [hint] = said(training({ algo_hyperparameters: { num_round: value } }));
      expect(hint, value).to.contain(`did you mean \`${meant}\`?`);
    }
    expect(said(training({ algo_hyperparameters: { num_round: '-5 rounds' } }))[0]).to.match(/number from 1 on$/);
  });

  it('is left open where a comma may stand for thousands or before a fraction', () => {
    function weights(value: unknown): string | undefined {
      return said(training({ algo_hyperparameters: { num_round: 9, scale_pos_weight: value } }))[0];
    }
    expect(weights('1,500')).to.match(/-- write a number above 0$/);
    expect(weights('1,5')).to.match(/did you mean `1\.5`\?$/);
    expect(weights('2k')).to.match(/did you mean `2000`\?$/);
  });
});

it('days of the week in two letters are those of three', () => {
  const [finding] = said(batch({ schedule_expression: 'cron(0 6 ? * MO-FR *)' }));
  expect(finding).to.match(/-- did you mean `MON-FRI`\?$/);
});
