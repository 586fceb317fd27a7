import { expect } from 'chai';

import { loadDesired } from '../../../processor/config/load-desired.ts';
import { rules } from '../../../processor/config/rules/index.ts';
import { parseSettings } from '../../../processor/config/settings/settings.ts';
import { checkConfigs, ONE_STAGE } from './rules/check-configs.ts';
import {
  autopilot,
  batch,
  bias,
  dataQuality,
  explainability,
  imageBuilder,
  modelQuality,
  realtime,
  realtimeCustom,
  training,
  tuner,
} from './rules/workloads.ts';
import { toBytes } from './support/load.ts';

type Values = Readonly<Record<string, unknown>>;

/** The same object with one key called otherwise; a dot leads into an object. */
function renamed(value: unknown, path: string, name: string): Values {
  const [first = '', ...rest] = path.split('.');
  const members = Object.entries(value as Values).map(([key, member]) => {
    if (key !== first) return [key, member] as const;
    return rest.length === 0 ? ([name, member] as const) : ([key, renamed(member, rest.join('.'), name)] as const);
  });
  return Object.fromEntries(members);
}

/** A workload, one of its keys, and what SageMaker's API, its SDK, CloudFormation or a sibling calls the same. */
const KEYS: readonly (readonly [config: unknown, key: string, called: readonly string[]])[] = [
  [training({ instance_volume_size: 30 }), 'instance_volume_size', ['VolumeSizeInGB', 'train_volume_size']],
  [training({ max_runtime_per_job: 3600 }), 'max_runtime_per_job', ['MaxRuntimeInSeconds', 'max_run', 'timeout']],
  [training({ max_runtime_per_job: 3600 }), 'max_runtime_per_job', ['job_max_runtime_seconds', 'max_job_runtime']],
  [training({ use_spot_instances: true }), 'use_spot_instances', ['EnableManagedSpotTraining', 'use_spot']],
  [training({ kms_key_arn: '' }), 'kms_key_arn', ['KmsKeyId', 'output_kms_key', 'volume_kms_key']],
  [training(), 'job_output_location', ['S3OutputPath', 'output_path']],
  [training(), 'model_framework_version', ['FrameworkVersion', 'version']],
  [tuner(), 'hyperparameters_ranges', ['ParameterRanges']],
  [tuner(), 'tuner_configs', ['HyperParameterTuningJobConfig']],
  [tuner(), 'tuner_configs.objective_metric_name', ['MetricName']],
  [tuner(), 'tuner_configs.max_jobs', ['MaxNumberOfTrainingJobs']],
  [autopilot({ total_max_runtime: 7200 }), 'total_max_runtime', ['MaxAutoMLJobRuntimeInSeconds']],
  [autopilot(), 'training_data', ['inputs']],
  [realtime(), 'model_artifact_location', ['ModelDataUrl', 'model_uri', 'model_artifacts']],
  [realtime(), 'data_capture_location', ['DestinationS3Uri', 'DataCaptureConfig', 'location_of_data_capture']],
  [realtime({ instance_count: 2 }), 'instance_count', ['InitialInstanceCount']],
  [realtime({ data_capture_percentage: 20 }), 'data_capture_percentage', ['InitialSamplingPercentage']],
  [realtimeCustom(), 'custom_image_uri', ['Image', 'container_image']],
  [batch(), 'batch_inference_data', ['TransformInput', 'S3Uri', 'input_path']],
  [batch(), 'batch_job_output_location', ['S3OutputPath']],
  [dataQuality(), 'schedule_expression', ['CronExpression', 'ScheduleConfig']],
  [dataQuality(), 'monitor_max_runtime_seconds', ['MaxRuntimeInSeconds']],
  [dataQuality(), 'monitoring_output_location', ['MonitoringOutputs', 'output_s3_uri']],
  [modelQuality(), 'monitor_ground_truth_input', ['GroundTruthS3Input']],
  [modelQuality(), 'monitor_inference_attribute', ['InferenceAttribute']],
  [modelQuality(), 'baseline_inference_attribute', ['inference_attribute']],
  [bias(), 'bias_config.facet_name', ['name_or_index']],
  [explainability(), 'shap_config', ['explainability_config']],
  [imageBuilder(), 'ecr_repo_name', ['RepositoryName']],
  [imageBuilder(), 'image_tag', ['tag', 'version']],
];

/** Hints for keys that belong at another place. */
const PLACES: readonly (readonly [config: unknown, pointer: string, hint: string])[] = [
  [training({ subnets: ['subnet-0a1b2c3d'] }), '/subnets', 'write it into `vpc_config`'],
  [realtime({ min_instances: 2 }), '/min_instances', 'write it into `autoscaling`'],
  [
    tuner({ tuner_configs: { objective_metric_name: 'validation:auc', instance_type: 'ml.m5.large' } }),
    '/tuner_configs/instance_type',
    'move it out of `tuner_configs`',
  ],
  [training({ RoleArn: 'arn:aws:iam::111111111111:role/x' }), '/RoleArn', 'a role of its own'],
  [training({ region: 'eu-west-1' }), '/region', 'mlops-settings.json'],
  [training({ assets_bucket: 'data' }), '/assets_bucket', '`assets_bucket` stands in mlops-settings.json'],
  [training({ existingS3Bucket: 'data' }), '/existingS3Bucket', '`assets_bucket` stands in mlops-settings.json'],
  [training({ image_uri: 'xgboost:1.7-1' }), '/image_uri', 'follows from `model_framework`'],
  [batch({ Image: 'xgboost:1.7-1' }), '/Image', 'follows from `model_framework`'],
  [training({ _comment: 'weekly' }), '/_comment', '`tags`'],
  [training({ KmsKeyId: '', kms_key_arn: '' }), '/KmsKeyId', 'remove it'],
];

const STAGE = { name: 'dev', account: '111111111111', region: 'eu-west-1' };

const SETTINGS: readonly (readonly [settings: Values, pointer: string, hint: string])[] = [
  [{ environments: [STAGE] }, '/environments', 'did you mean `stages`?'],
  [{ stages: [{ name: 'dev', aws_region: 'eu-west-1' }] }, '/stages/0/aws_region', 'did you mean `region`?'],
  [{ stages: [{ ...STAGE, require_approval: true }] }, '/stages/0/require_approval', 'did you mean `approval`?'],
  [{ stages: [{ ...STAGE, bucket: 'team-assets' }] }, '/stages/0/bucket', 'did you mean `assets_bucket`?'],
  [{ max_deletions: 3 }, '/max_deletions', 'write it into `guards`'],
  [{ region: 'eu-west-1' }, '/region', 'in `stages`'],
  [{ NotificationEmail: 'a@example.com' }, '/NotificationEmail', 'did you mean `notifications`?'],
];

function check(config: unknown) {
  return checkConfigs({ 'a.json': config }, ONE_STAGE).filter(({ code }) => code !== 'monitored-endpoint-unknown');
}

describe('keys that are called otherwise elsewhere', () => {
  for (const [config, key, called] of KEYS) {
    for (const name of called) {
      it(`are one mistake, and told: ${name} for ${key}`, () => {
        const [finding, ...others] = check(renamed(config, key, name));
        expect(others).to.deep.equal([]);
        const pointer = `/${[...key.split('.').slice(0, -1), name].join('/')}`;
        expect([finding?.code, finding?.pointer]).to.deep.equal(['unknown-attribute', pointer]);
        expect(finding?.hint).to.equal(`did you mean \`${key.split('.').at(-1)}\`?`);
      });
    }
  }

  for (const [config, pointer, hint] of PLACES) {
    it(`or belong elsewhere: ${pointer}`, () => {
      const findings = check(config);
      expect(findings.map((finding) => finding.pointer)).to.deep.equal([pointer]);
      expect(findings[0]?.hint).to.contain(hint);
    });
  }

  for (const [written, pointer, hint] of SETTINGS) {
    it(`are told in settings too: ${pointer}`, () => {
      const { settings, source: settingsFile, findings: faults } = parseSettings(toBytes(written));
      const all = [...faults, ...loadDesired({ files: [], settings, settingsFile, rules }).findings];
      expect(all.map((finding) => finding.pointer)).to.deep.equal([pointer]);
      expect(all[0]?.hint).to.contain(hint);
    });
  }

  it('are told for the list of workloads', () => {
    const findings = check({ defaults: training(), pipelines: [{ model_name: 'b' }] });
    expect(findings.map(({ pointer, hint }) => `${pointer} ${hint}`)).to.deep.equal([
      '/pipelines did you mean `workloads`?',
    ]);
  });

  it('are told for the pipeline type by its value, and by a word of it', () => {
    const { pipeline_type: type, ...rest } = training();
    const [finding, ...others] = check({ type, ...rest });
    expect(others).to.deep.equal([]);
    expect([finding?.code, finding?.pointer]).to.deep.equal(['missing-attribute', '/type']);
    expect(finding?.hint).to.equal('did you mean it by `type`?');
    expect(check(training({ pipeline_type: 'realtime' }))[0]?.hint).to.equal(
      'did you mean `byom_realtime_builtin` or `byom_realtime_custom`?',
    );
  });

  /** Pointers and hints of one file. */
  function said(config: Values): readonly string[] {
    return check(config).map(({ pointer, hint }) => `${pointer} ${hint}`);
  }

  it('are told by a like name of another type, and are too much beside the attribute itself', () => {
    const { batch_job_output_location: output, ...rest } = batch();
    expect(said({ ...rest, job_output_location: output })).to.deep.equal([
      '/job_output_location did you mean `batch_job_output_location`?',
    ]);
    expect(said(batch({ job_output_location: output }))[0]).to.contain('remove it');
  });

  it('are told for an object by its members, and not by a name that only looks like it', () => {
    const { bias_config: config, ...rest } = bias();
    expect(said({ ...rest, shap_config: config })).to.deep.equal(['/shap_config did you mean `bias_config`?']);
    expect(said({ ...rest, fairness: config })).to.deep.equal(['/fairness did you mean `bias_config`?']);
    expect(said({ ...rest, fairness: { ...(config as object), num_samples: 5 } })).to.include('/fairness remove it');
    expect(said({ ...rest, shap_config: { num_samples: 5 } }).map((one) => one.slice(0, 29))).to.deep.equal([
      ' add it, for example `"bias_c',
      '/shap_config this is an attri',
    ]);
  });

  it('are one fault where an object stands within itself, or attributes in an object of their own', () => {
    expect(said(bias({ bias_config: { bias_config: bias()['bias_config'] } }))).to.deep.equal([
      '/bias_config/bias_config remove `bias_config` and its braces: what is in it stands directly in `bias_config`',
    ]);
    const { data_capture_location: capture, ...rest } = realtime();
    expect(said({ ...rest, capture_settings: { data_capture_location: capture } })).to.have.lengthOf(1);
  });

  it('are not told what follows from a framework where there is none', () => {
    expect(said(autopilot({ image_uri: 'xgboost:1.7-1' }))).to.deep.equal(['/image_uri remove it']);
  });

  it('are told for a hyperparameter beside the others', () => {
    expect(said(training({ eta: 0.2 }))).to.deep.equal(['/eta write it into `algo_hyperparameters`']);
    expect(said(realtime({ eta: 0.2 }))).to.deep.equal(['/eta remove it']);
  });
});
