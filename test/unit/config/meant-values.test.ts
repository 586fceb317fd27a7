import { expect } from 'chai';

import { loadDesired } from '../../../processor/config/load-desired.ts';
import { rules } from '../../../processor/config/rules/index.ts';
import { parseSettings } from '../../../processor/config/settings/settings.ts';
import { checkConfigs, TWO_STAGES } from './rules/check-configs.ts';
import { batch, dataQuality, imageBuilder, realtime, training, tuner } from './rules/workloads.ts';
import { toBytes } from './support/load.ts';

type Values = Readonly<Record<string, unknown>>;

/** Config, findings, and what the hint of the first one says. */
const MEANT: readonly (readonly [config: Values, expected: readonly string[], hint: string])[] = [
  [training({ instance_count: '1.0' }), ['wrong-form /instance_count'], 'did you mean `1`?'],
  [training({ instance_volume_size: '20 GB' }), ['wrong-form /instance_volume_size'], 'did you mean `20`?'],
  [training({ max_runtime_per_job: '1h' }), ['wrong-form /max_runtime_per_job'], 'did you mean `3600`?'],
  [training({ max_runtime_per_job: '90 minutes' }), ['wrong-form /max_runtime_per_job'], 'did you mean `5400`?'],
  [training({ model_framework: 'Linear Learner' }), ['wrong-form /model_framework'], 'did you mean `linear-learner`?'],
  [training({ model_framework_version: '1.7' }), ['framework-version-unknown /model_framework_version'], 'mean 1.7-1?'],
  [training({ python_version: 'Python 3.8' }), ['too-long /python_version'], 'did you mean `py38`?'],
  [
    training({ algo_hyperparameters: { num_round: 5, eval_metric: ['auc', 'error', 'logloss'] } }),
    ['wrong-type /algo_hyperparameters/eval_metric/0'],
    '`"auc,error"`',
  ],
  [
    tuner({ hyperparameters_ranges: { eta: [0.1, 0.5] } }),
    ['unknown-value /hyperparameters_ranges/eta/0'],
    'write `"eta": ["continuous", [0.1, 0.5]]`',
  ],
  [
    tuner({ hyperparameters_ranges: { eta: { min: 0.1, max: 0.5 } } }),
    ['wrong-type /hyperparameters_ranges/eta'],
    'write `"eta": ["continuous", [0.1, 0.5]]`',
  ],
  [
    tuner({ tuner_configs: { objective_metric_name: 'validation:auc', tags: { team: 'ml' } } }),
    ['wrong-type /tuner_configs/tags'],
    '"Key": "team"',
  ],
  [
    realtime({ data_capture_location: 'arn:aws:s3:::team-data/capture' }),
    ['wrong-form /data_capture_location'],
    'write `team-data/capture`',
  ],
  [realtime({ data_capture_percentage: 0.5 }), ['wrong-type /data_capture_percentage'], 'write `50`'],
  [realtime({ model_package_name: 'churn-models' }), ['wrong-form /model_package_name'], 'a valid one is `arn:'],
  [
    realtime({ autoscaling: { min_capacity: 1, max_capacity: 3, invocations_per_instance: 100 } }),
    ['unknown-attribute /autoscaling/min_capacity', 'unknown-attribute /autoscaling/max_capacity'],
    'did you mean `min_instances`?',
  ],
  [
    realtime({
      inference_instance: undefined,
      data_capture_percentage: 0,
      serverless: { memory_size_in_mb: 2000, max_concurrency: 5 },
    }),
    ['unknown-value /serverless/memory_size_in_mb'],
    'did you mean `2048`?',
  ],
  [
    batch({ inference_instance: undefined, instance_type: 'ml.m5.large' }),
    ['unknown-attribute /instance_type'],
    'did you mean `inference_instance`?',
  ],
  [batch({ instance_type: 'ml.m5.large' }), ['unknown-attribute /instance_type'], 'remove it'],
  [batch({ stages: ['production'] }), ['unknown-stage /stages/0'], 'did you mean `prod`?'],
  [
    batch({ schedule_expression: 'rate(2 weeks)' }),
    ['wrong-form /schedule_expression'],
    'did you mean `rate(14 days)`?',
  ],
  [batch({ schedule_expression: 'rate(1day)' }), ['wrong-form /schedule_expression'], 'did you mean `rate(1 day)`?'],
  [
    batch({ batch_inference_data: 'team-data/x.csv', batch_job_output_location: 'team-data/x.csv' }),
    ['batch-output-in-input /batch_job_output_location'],
    'outside of',
  ],
  [
    dataQuality({ instance_type: undefined, inference_instance: 'ml.m5.large' }),
    ['unknown-attribute /inference_instance'],
    'did you mean `instance_type`?',
  ],
  [
    tuner({ tuner_configs: { objective_metric_name: 'validation-auc' } }),
    ['tuner-metric-unknown /tuner_configs/objective_metric_name'],
    'did you mean `validation:auc`?',
  ],
  [training({ model_framework: 'LinearLearner' }), ['wrong-form /model_framework'], 'did you mean `linear-learner`?'],
  [training({ model_framework: 'xgboost:1.7-1' }), ['wrong-form /model_framework'], 'did you mean `xgboost`?'],
  [training({ model_framework: 'MyAlgorithm' }), ['wrong-form /model_framework'], 'a valid one is `xgboost`'],
  [training({ python_version: 3.8 }), ['wrong-type /python_version'], 'write `"py38"`'],
  [
    tuner({ tuner_configs: { objective_metric_name: 'validation:auc', tags: 'team' } }),
    ['wrong-type /tuner_configs/tags'],
    'write `[{ "Key": "team", "Value": "ml" }]`',
  ],
  [
    tuner({ tuner_configs: { objective_metric_name: 'validation:auc', tags: ['team'] } }),
    ['wrong-type /tuner_configs/tags/0'],
    'write `{ "Key": "team", "Value": "ml" }`',
  ],
  [
    tuner({ tuner_configs: { objective_metric_name: 'validation:auc', metric_definitions: 'auc' } }),
    ['wrong-type /tuner_configs/metric_definitions'],
    'write `[{ "Name": "auc", "Regex": "auc=([0-9.]+)" }]`',
  ],
  [training({ stages: 'dev' }), ['wrong-type /stages'], 'write `["dev"]`'],
  [imageBuilder({ image_tag: 'team-images:v1' }), ['wrong-form /image_tag'], 'did you mean `v1`?'],
  [
    realtime({ inference_instance: '111111111111.dkr.ecr.us-east-1.amazonaws.com/team-images:v1' }),
    ['too-long /inference_instance'],
    'write for example `"ml.m5.large"`',
  ],
  [
    training({ instance_type: 'ml.p3.xlarge' }),
    ['instance-type-unknown /instance_type'],
    'did you mean `ml.p3.2xlarge`?',
  ],
  [
    training({ instance_type: 'ml.m9.xlarge' }),
    ['instance-type-unknown /instance_type'],
    'did you mean `ml.m5.xlarge`?',
  ],
  // Nearer by its letters alone is `ml.c8i.xlarge`.
  [
    training({ instance_type: 'ml.c8.large' }),
    ['instance-type-unknown /instance_type'],
    'did you mean `ml.c7i.large`?',
  ],
  [
    training({ instance_type: 'ml.p3.supersize' }),
    ['instance-type-unknown /instance_type'],
    '`ml.p3` comes in 16xlarge, 2xlarge',
  ],
  [dataQuality({ instance_type: 'ml.eia2.medium' }), ['instance-type-unknown /instance_type'], 'such as `ml.m5.large`'],
  [
    realtime({ model_framework: 'sklearn', model_framework_version: '1.2-1', inference_instance: 'ml.p3.2xlarge' }),
    ['framework-instance /inference_instance'],
    'its images here are for cpu: choose an instance type of that kind (such as ml.m5.xlarge)',
  ],
  [imageBuilder({ ecr_repo_name: 'team_images:v1' }), ['wrong-form /ecr_repo_name'], 'did you mean `team_images`?'],
  [{ pipelines: [imageBuilder()] }, ['unknown-attribute /pipelines'], 'did you mean `workloads`?'],
  [
    { pipeline_type: 'byom_image_builder', workloads: [{ ...imageBuilder(), pipeline_type: undefined }] },
    ['unknown-attribute /pipeline_type'],
    'move it',
  ],
];

const STAGE = { name: 'dev', account: '111111111111', region: 'eu-west-1' };

const SETTINGS: readonly (readonly [settings: Values, expected: string, hint: string])[] = [
  [{ stages: { dev: { region: 'eu-west-1' } } }, 'wrong-type /stages', 'write a list: `[{ "name": "dev"'],
  [{ stages: [{ ...STAGE, region: 'eu-west-1a' }] }, 'wrong-form /stages/0/region', 'did you mean `eu-west-1`?'],
  [
    { stages: [{ ...STAGE, assets_bucket: 'arn:aws:s3:::team-assets' }] },
    'wrong-form /stages/0/assets_bucket',
    'did you mean `team-assets`?',
  ],
  [
    {
      stages: [STAGE],
      source: { provider: 'codecommit', repository: 'arn:aws:codecommit:eu-west-1:111111111111:models' },
    },
    'wrong-form /source/repository',
    'did you mean `models`?',
  ],
  [{ stages: [{ ...STAGE, approval: 'manual' }] }, 'wrong-type /stages/0/approval', 'write `true` or `false`'],
  [
    { ecr_repository: '111111111111.dkr.ecr.eu-west-1.amazonaws.com/team/images' },
    'repository-address /ecr_repository',
    'write `team/images`',
  ],
  [
    { stages: [{ ...STAGE, ecr_repository: '111111111111.dkr.ecr.eu-west-1.amazonaws.com/images' }] },
    'repository-address /stages/0/ecr_repository',
    'write `images`',
  ],
];

describe('hints', () => {
  for (const [config, expected, hint] of MEANT) {
    it(`name what is meant: ${expected.join(', ')}: ${hint}`, () => {
      const findings = checkConfigs({ 'a.json': config }, TWO_STAGES).filter(
        ({ code }) => code !== 'monitored-endpoint-unknown',
      );
      expect(findings.map(({ code, pointer }) => `${code} ${pointer}`)).to.deep.equal(expected);
      expect(findings[0]?.hint).to.contain(hint);
    });
  }

  for (const [written, expected, hint] of SETTINGS) {
    it(`name what is meant in settings: ${expected}: ${hint}`, () => {
      const { settings, source: settingsFile, findings: faults } = parseSettings(toBytes(written));
      const { findings } = loadDesired({ files: [], settings, settingsFile, rules });
      const all = [...faults, ...findings];
      expect(all.map(({ code, pointer }) => `${code} ${pointer}`)).to.deep.equal([expected]);
      expect(all[0]?.hint).to.contain(hint);
    });
  }
});
