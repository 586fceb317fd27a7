import { expect } from 'chai';

import { checkConfigs } from './rules/check-configs.ts';
import { autopilot, batch, dataQuality, modelQuality, training, tuner } from './rules/workloads.ts';

/** The hint of the one fault of a range. */
function hint(config: unknown): string | undefined {
  const [finding, ...others] = checkConfigs({ 'a.json': config }).filter(({ code }) => code === 'out-of-range');
  expect(others).to.deep.equal([]);
  return finding?.hint;
}

describe('a number out of range', () => {
  const cases: readonly (readonly [title: string, config: unknown, hint: string])[] = [
    [
      'minutes or hours',
      training({ max_runtime_per_job: 24 }),
      'the least is 600 seconds: 24 minutes are 1440, 24 hours are 86400',
    ],
    ['one hour', training({ max_runtime_per_job: 1 }), 'the least is 600 seconds: 1 hour is 3600, 1 day is 86400'],
    ['text', training({ max_runtime_per_job: '1' }), 'the least is 600 seconds: 1 hour is 3600, 1 day is 86400'],
    [
      'milliseconds',
      dataQuality({ monitor_max_runtime_seconds: 3_000_000 }),
      'the most is 86400 seconds: 3000000 milliseconds are 3000',
    ],
    ['no whole seconds', dataQuality({ monitor_max_runtime_seconds: 3_000_500 }), 'the most is 86400 seconds'],
    ['little too much', dataQuality({ monitor_max_runtime_seconds: 90_000 }), 'the most is 86400 seconds'],
    ['days', autopilot({ total_max_runtime: 2 }), 'the least is 3600 seconds: 2 hours are 7200, 2 days are 172800'],
    ['too many hours', autopilot({ total_max_runtime: 200 }), 'the least is 3600 seconds: 200 minutes are 12000'],
    ['too many minutes', autopilot({ total_max_runtime: 700 }), 'the least is 3600 seconds'],
    ['megabytes', training({ instance_volume_size: 20_480 }), 'the most is 16384 GB: 20480 MB are 20'],
    ['decimal megabytes', training({ instance_volume_size: 50_000 }), 'the most is 16384 GB: 50000 MB are 49'],
    ['bytes', training({ instance_volume_size: 100 * 1024 ** 3 }), 'the most is 16384 GB: 107374182400 bytes are 100'],
    ['bytes for megabytes', batch({ max_payload_in_mb: 6 * 1024 ** 2 }), 'the most is 100: 6291456 bytes are 6'],
    ['nothing', training({ instance_volume_size: 0 }), 'the least is 1 GB'],
    ['less than nothing', training({ max_runtime_per_job: -5 }), 'the least is 600 seconds'],
    ['what has no unit', training({ instance_count: 50_000 }), 'the most is 1000'],
    [
      'a member',
      tuner({ tuner_configs: { objective_metric_name: 'validation:auc', max_runtime_in_seconds: 8 } }),
      'the least is 120 seconds: 8 minutes are 480, 8 hours are 28800, 8 days are 691200',
    ],
  ];
  for (const [title, config, expected] of cases) {
    it(`is said to be right in another unit: ${title}`, () => {
      expect(hint(config)).to.equal(expected);
    });
  }
  it('is no percentage that was hardly meant', () => {
    const binary = { problem_type: 'BinaryClassification', baseline_probability_attribute: '1' };
    function threshold(probability_threshold_attribute: unknown): string | undefined {
      return hint(modelQuality({ ...binary, probability_threshold_attribute }));
    }
    expect(threshold(70)).to.equal('write `0.7`, a share of 1');
    expect(threshold(1.5)).to.equal('the most is 1');
  });
});
