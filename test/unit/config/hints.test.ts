import { expect } from 'chai';

import { checkConfigs } from './rules/check-configs.ts';
import { autopilot, batch, imageBuilder, realtime, training, tuner } from './rules/workloads.ts';

type Values = Readonly<Record<string, unknown>>;

const GROUPS = { security_group_ids: ['sg-0a1b2c3d4e5f60718'] };
const SUBNETS = ['subnet-0a1b2c3d4e5f60718', 'subnet-1a1b2c3d4e5f60718'];
const MANY_TAGS = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`key-${index}`, 'value']));
const SCALING = { min_instances: 1, max_instances: 3, invocations_per_instance: 700 };

/** A config in which an attribute stands under another name. */
function renamed(config: Values, from: string, to: string): Values {
  const { [from]: value, ...rest } = config;
  return { ...rest, [to]: value };
}

const HINTS: readonly (readonly [what: string, config: Values, found: string, hint: string])[] = [
  ['seconds', training({ max_runtime_per_job: 0 }), 'out-of-range /max_runtime_per_job', 'the least is 600 seconds'],
  [
    'seconds of a member',
    realtime({ autoscaling: { ...SCALING, scale_in_cooldown_seconds: 999_999 } }),
    'out-of-range /autoscaling/scale_in_cooldown_seconds',
    'the most is 86400 seconds',
  ],
  [
    'gigabytes',
    training({ instance_volume_size: 99_999 }),
    'out-of-range /instance_volume_size',
    'the most is 16384 GB: 99999 MB are 98',
  ],
  ['a number of machines', training({ instance_count: 0 }), 'out-of-range /instance_count', 'the least is 1'],
  [
    'one character too many',
    training({ model_name: 'a'.repeat(64) }),
    'too-long /model_name',
    'make it 1 character shorter',
  ],
  [
    'several characters too many',
    training({ model_name: 'a'.repeat(70) }),
    'too-long /model_name',
    'make it 7 characters shorter',
  ],
  [
    'a version of Python in words',
    training({ python_version: 'python 3.8' }),
    'too-long /python_version',
    'did you mean `py38`?',
  ],
  ['an object with too many members', training({ tags: MANY_TAGS }), 'too-many /tags', 'remove 15'],
  [
    'an empty list',
    training({ vpc_config: { ...GROUPS, subnets: [] } }),
    'too-few /vpc_config/subnets',
    'write for example `["subnet-0a1b2c3d", "subnet-1a2b3c4d"]`',
  ],
  [
    'several items in one, with blanks around them',
    training({ vpc_config: { ...GROUPS, subnets: [` ${SUBNETS.join(', ')} `] } }),
    'too-long /vpc_config/subnets/0',
    `write each as an item of its own: \`"${SUBNETS.join('", "')}"\``,
  ],
  ['a yes', training({ use_spot_instances: 'yes' }), 'unknown-value /use_spot_instances', 'write `true`'],
  ['an off', training({ use_spot_instances: 'OFF' }), 'unknown-value /use_spot_instances', 'write `false`'],
  [
    'neither of them',
    training({ use_spot_instances: 'maybe' }),
    'unknown-value /use_spot_instances',
    'write `true` or `false`',
  ],
  ['a one', training({ use_spot_instances: 1 }), 'unknown-value /use_spot_instances', 'write `true` or `false`'],
  [
    'null where one of some is expected',
    batch({ split_type: null }),
    'unknown-value /split_type',
    'write one of them, or leave the attribute out',
  ],
  ['another case', batch({ split_type: 'LINE ' }), 'unknown-value /split_type', 'did you mean `Line`?'],
  [
    'another case of a member',
    tuner({ tuner_configs: { objective_metric_name: 'validation:auc', strategy: 'bayesian' } }),
    'unknown-value /tuner_configs/strategy',
    'did you mean `Bayesian`?',
  ],
  [
    'a slip in one of some',
    autopilot({ problem_type: 'Regresion', job_objective: 'MSE' }),
    'unknown-value /problem_type',
    'did you mean `Regression`?',
  ],
  [
    'a range without its kind',
    tuner({ hyperparameters_ranges: { eta: [0.05, 0.5] } }),
    'unknown-value /hyperparameters_ranges/eta/0',
    'write `"eta": ["continuous", [0.05, 0.5]]`',
  ],
  [
    'a name that must be there',
    training({ model_name: undefined }),
    'missing-attribute ',
    'add it, for example `"model_name": "customer-churn"`',
  ],
  [
    'an attribute of many other types',
    imageBuilder({ inference_instance: 'ml.m5.large' }),
    'unknown-attribute /inference_instance',
    'this is an attribute of `byom_realtime_builtin`, `byom_realtime_custom`, `byom_batch_builtin` and 1 more: remove it, or change `pipeline_type`',
  ],
  [
    'an attribute of two other types',
    training({ autoscaling: SCALING }),
    'unknown-attribute /autoscaling',
    'this is an attribute of `byom_realtime_builtin`, `byom_realtime_custom`: remove it, or change `pipeline_type`',
  ],
  [
    'what is no name of a stage',
    training({ instance_count: { 'de v': 1 } }),
    'unknown-stage /instance_count/de v',
    'a map by stage has the names of stages as keys',
  ],
  ...(
    [
      [imageBuilder({ custom_algorithm_docker: 'a.zip' }), 'custom_algorithm_docker', 'dockerfile'],
      [imageBuilder({ custom_algorithm_docker: 'a.zip' }), 'custom_algorithm_docker', 'docker'],
      [imageBuilder({ ecr_repo_name: 'team/images' }), 'ecr_repo_name', 'ecr_repository'],
      [training(), 'training_data', 'input'],
      [training(), 'training_data', 'input_data'],
      [training(), 'training_data', 'training_data_location'],
      [tuner(), 'hyperparameters_ranges', 'ranges'],
      [batch(), 'batch_inference_data', 'batch_input'],
      [autopilot(), 'target_attribute', 'target_column'],
    ] as const
  ).map(
    ([config, name, other]) =>
      [
        `\`${other}\` for \`${name}\``,
        renamed(config, name, other),
        `unknown-attribute /${other}`,
        `did you mean \`${name}\`?`,
      ] as const,
  ),
  [
    '`metric` for `objective_metric_name`',
    tuner({ tuner_configs: { metric: 'validation:auc', max_jobs: 4 } }),
    'unknown-attribute /tuner_configs/metric',
    'did you mean `objective_metric_name`?',
  ],
];

describe('hints of shapes', () => {
  for (const [what, config, found, hint] of HINTS) {
    it(`say what to write for ${what}`, () => {
      const [first, ...others] = checkConfigs({ 'a.json': config });
      expect(others.map(({ code, pointer }) => `${code} ${pointer}`)).to.deep.equal([]);
      expect(`${first?.code ?? ''} ${first?.pointer ?? ''}`).to.equal(found);
      expect(first?.hint).to.equal(hint);
    });
  }
});
