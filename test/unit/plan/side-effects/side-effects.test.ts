import { expect } from 'chai';
import type { PipelineSpec } from '../../../../pipelines/spec.ts';
import type { Plan } from '../../../../processor/model/plan.ts';
import { duration } from '../../../../processor/plan/side-effects/words.ts';
import {
  autopilot,
  batch,
  environment,
  imageBuilder,
  monitor,
  realtime,
  training,
  tuner,
} from '../../../helpers/specs.ts';
import { world } from '../../../helpers/world.ts';

interface Case {
  readonly title: string;
  readonly before?: PipelineSpec;
  readonly after?: PipelineSpec;
  readonly code?: string;
  readonly effects: readonly string[];
}

const NOTHING = 'nothing restarts: no input of a job or endpoint changes';
const UNLESS_DONE = 'unless this stack ran one with exactly these inputs before';
const NEW_CODE = 'd'.repeat(64);
const SERVERLESS = { memory_size_in_mb: 2048, max_concurrency: 5 };
const SCALING = { min_instances: 1, max_instances: 4, invocations_per_instance: 100 };

const CASES: readonly Case[] = [
  {
    title: 'a training job on more machines, without what stays',
    before: training(),
    after: training('churn', { instance_count: 2 }),
    effects: [
      'starts a training job, unless this stack ran one with exactly these inputs before: 2 × ml.m4.xlarge, spot, at most 24 h (2 days with the wait for capacity), instead of 1 × ml.m4.xlarge',
    ],
  },
  {
    title: 'a new endpoint of another size, beside what ran',
    before: realtime(),
    after: realtime('churn', { endpoint_name: 'other', inference_instance: 'ml.m5.2xlarge', instance_count: 2 }),
    effects: [
      'endpoint `churn` is replaced under a new name, as endpoint `other`: callers of the old name fail',
      'the new endpoint: 2 × ml.m5.2xlarge run, instead of 1 × ml.m5.large',
    ],
  },
  {
    title: 'a training job without spot, beside what it had',
    before: training(),
    after: training('churn', { use_spot_instances: false, max_runtime_per_job: 3_600 }),
    effects: [
      'starts a training job, unless this stack ran one with exactly these inputs before: 1 × ml.m4.xlarge, at most 1 h, instead of 1 × ml.m4.xlarge, spot, at most 24 h (2 days with the wait for capacity)',
    ],
  },
  {
    title: 'a batch transform on other machines, beside those it had',
    before: batch(),
    after: batch('churn', { instance_count: 3 }),
    effects: [
      'starts a batch transform job, unless this stack ran one with exactly these inputs before: 3 × ml.m5.large, until all of `s3://team-assets/churn/customers.csv` is scored, instead of 1 × ml.m5.large',
    ],
  },
  {
    title: 'a monitor on other machines, beside those it had',
    before: monitor(),
    after: monitor('churn', { instance_type: 'ml.m5.4xlarge' }),
    effects: [
      'the baseline is computed again, unless this stack ran one with exactly these inputs before: 1 × ml.m5.4xlarge, at most 11 h, instead of 1 × ml.m5.large',
      'the monitoring schedule is updated: hourly, each run 1 × ml.m5.4xlarge, at most 30 min, instead of 1 × ml.m5.large',
    ],
  },
  {
    title: 'a training job without spot on several machines',
    after: training('m', { use_spot_instances: false, instance_count: 2, max_runtime_per_job: 5_400 }),
    effects: [`starts a training job: 2 × ml.m4.xlarge, at most 90 min, ${UNLESS_DONE}`],
  },
  {
    title: 'a training job again, since its data changed',
    before: training(),
    after: training('churn', { training_data: 's3://team-assets/new.csv' }),
    effects: [
      'starts a training job, unless this stack ran one with exactly these inputs before: 1 × ml.m4.xlarge, spot, at most 24 h (2 days with the wait for capacity)',
    ],
  },
  {
    title: 'no second job under a fixed name, which the plan refuses',
    before: training('churn', { job_name: 'mine' }),
    after: training('churn', { job_name: 'mine', instance_count: 2 }),
    effects: [],
  },
  {
    title: 'a training job under another name, as the case of the model name changed',
    before: training('churn'),
    after: training('Churn', { ...training('churn').attributes, model_name: 'Churn' }),
    effects: [
      'starts a training job, as its name follows that of the workload, unless one of that name ran before: 1 × ml.m4.xlarge, spot, at most 24 h (2 days with the wait for capacity)',
    ],
  },
  {
    title: 'no training job for the case of a name that a given job_name does not follow',
    before: { ...training('churn', { job_name: 'mine' }), name: 'eu' },
    after: { ...training('churn', { job_name: 'mine' }), name: 'EU' },
    effects: [NOTHING],
  },
  {
    title: 'no build for the case of a name that it does not have',
    before: { ...imageBuilder(), name: 'eu' },
    after: { ...imageBuilder(), name: 'EU' },
    effects: [NOTHING],
  },
  {
    title: 'no training job when only tags change',
    before: training(),
    after: training('churn', { tags: { team: 'risk' } }),
    effects: ['nothing restarts: only tags change'],
  },
  {
    title: 'no training job for new pipeline code',
    before: training(),
    after: training(),
    code: NEW_CODE,
    effects: ['nothing restarts: only the pipeline code changes'],
  },
  {
    title: 'no training job for a wait for spot capacity that does not happen',
    before: training('churn', { use_spot_instances: false }),
    after: training('churn', { use_spot_instances: false, max_wait_time_spot_instances: 200_000 }),
    effects: [NOTHING],
  },
  {
    title: 'one tuning job with one training when no limit is given',
    after: tuner('m', { tuner_configs: { objective_metric_name: 'auc' } }),
    effects: [
      'starts a tuning job: one training job, 1 × ml.m4.xlarge, spot, at most 24 h (2 days with the wait for capacity), unless this stack ran one with exactly these inputs before',
    ],
  },
  {
    title: 'a grid search with its total time',
    after: tuner('m', {
      tuner_configs: { objective_metric_name: 'auc', strategy: 'Grid', max_runtime_in_seconds: 7_200 },
    }),
    effects: [
      'starts a tuning job: one training job per point of the grid, 1 at a time, each 1 × ml.m4.xlarge, spot, at most 24 h (2 days with the wait for capacity), 2 h in total, unless this stack ran one with exactly these inputs before',
    ],
  },
  {
    title: 'no tuning job for the tags of the tuner',
    before: tuner('m', { tuner_configs: { objective_metric_name: 'auc' } }),
    after: tuner('m', { tuner_configs: { objective_metric_name: 'auc', tags: [{ Key: 'a', Value: 'b' }] } }),
    effects: [NOTHING],
  },
  {
    title: 'an Autopilot job that trains nothing',
    after: autopilot('m', { generate_definition_only: true }),
    effects: [`starts an Autopilot job: candidate definitions only, nothing is trained, ${UNLESS_DONE}`],
  },
  {
    title: 'trained models that stay after a deletion',
    before: training('old'),
    effects: ['a job that still runs is stopped', 'models already trained stay under `s3://team-assets/old/models`'],
  },
  {
    title: 'an endpoint that goes',
    before: realtime('old'),
    effects: [
      'endpoint `old` is deleted: its callers fail from then on',
      'captured requests stay under `s3://team-assets/old/captured`',
    ],
  },
  {
    title: 'an endpoint that scales',
    after: realtime('m', { autoscaling: SCALING }),
    effects: ['endpoint `m` is created: 1 to 4 × ml.m5.large run until it is deleted'],
  },
  {
    title: 'a serverless endpoint without a name',
    after: realtime('m', { serverless: SERVERLESS, inference_instance: undefined, endpoint_name: undefined }),
    effects: ['endpoint `m-f1b1437dbe` is created: serverless, 2048 MB, up to 5 requests at once until it is deleted'],
  },
  {
    title: 'a roll in steps',
    before: realtime(),
    after: realtime('churn', {
      model_artifact_location: 's3://a/2.tar.gz',
      deployment: { strategy: 'canary', step_percentage: 10 },
    }),
    effects: ['endpoint `churn` rolls to a new configuration, no downtime (canary, 10 % at a time)'],
  },
  {
    title: 'capture that goes elsewhere',
    before: realtime(),
    after: realtime('churn', { data_capture_location: 's3://a/new' }),
    effects: [
      'endpoint `churn` rolls to a new configuration, no downtime',
      'captured requests go to `s3://a/new`; what was captured before stays under `s3://team-assets/churn/captured`',
    ],
  },
  {
    title: 'rolls that SageMaker refuses',
    before: realtime('churn', { autoscaling: SCALING }),
    after: realtime('churn', { autoscaling: SCALING, inference_instance: 'ml.m5.xlarge' }),
    effects: [
      'endpoint `churn` rolls to a new configuration, no downtime',
      'from then on 1 to 4 × ml.m5.xlarge run, instead of 1 to 4 × ml.m5.large',
      'SageMaker refuses another instance type while autoscaling is on: remove autoscaling first',
    ],
  },
  {
    title: 'autoscaling that begins',
    before: realtime(),
    after: realtime('churn', { autoscaling: { ...SCALING, min_instances: 2 } }),
    effects: ['from then on 2 to 4 × ml.m5.large run, instead of 1 × ml.m5.large; nothing restarts'],
  },
  {
    title: 'autoscaling that begins while the endpoint changes without a roll',
    before: realtime(),
    after: realtime('churn', { autoscaling: SCALING, deployment: { strategy: 'canary', step_percentage: 10 } }),
    effects: ['from then on 1 to 4 × ml.m5.large run, instead of 1 × ml.m5.large; nothing restarts'],
  },
  {
    title: 'autoscaling within other bounds',
    before: realtime('churn', { autoscaling: SCALING }),
    after: realtime('churn', { autoscaling: { ...SCALING, max_instances: 40 } }),
    effects: ['from then on 1 to 40 × ml.m5.large run, instead of 1 to 4 × ml.m5.large; nothing restarts'],
  },
  {
    title: 'autoscaling at another pace',
    before: realtime('churn', { autoscaling: SCALING }),
    after: realtime('churn', { autoscaling: { ...SCALING, invocations_per_instance: 200 } }),
    effects: [NOTHING],
  },
  {
    title: 'autoscaling that ends',
    before: realtime('churn', { autoscaling: SCALING }),
    after: realtime(),
    effects: [
      'autoscaling ends; after the next roll at the latest 1 × ml.m5.large runs, instead of 1 to 4 × ml.m5.large',
    ],
  },
  {
    title: 'an endpoint that does not roll for tags',
    before: realtime(),
    after: realtime('churn', { tags: { a: 'b' } }),
    effects: ['nothing restarts: only tags change'],
  },
  {
    title: 'a batch job and its schedule',
    after: batch('m', { schedule_expression: 'rate(1 day)' }),
    effects: [
      'starts a batch transform job: 1 × ml.m5.large, until all of `s3://team-assets/m/customers.csv` is scored, unless this stack ran one with exactly these inputs before',
      'runs again by schedule: `rate(1 day)`',
    ],
  },
  {
    title: 'no batch job when only the schedule changes',
    before: batch('churn', { schedule_expression: 'rate(1 day)' }),
    after: batch('churn', { schedule_expression: 'rate(7 days)' }),
    effects: ['the schedule changes from `rate(1 day)` to `rate(7 days)`'],
  },
  {
    title: 'scheduled jobs that end',
    before: batch('churn', { schedule_expression: 'rate(1 day)' }),
    after: batch(),
    effects: ['scheduled batch transforms end'],
  },
  {
    title: 'a baseline again, and the schedule that reads it',
    before: monitor(),
    after: monitor('churn', { baseline_data: 's3://a/new.csv', baseline_max_runtime_seconds: 3_600 }),
    effects: [
      'the baseline is computed again, unless this stack ran one with exactly these inputs before: 1 × ml.m5.large, at most 1 h, instead of at most 11 h',
      'the monitoring schedule is updated; it runs as often as before',
    ],
  },
  {
    title: 'a baseline again, as the case of `name` changed',
    before: { ...monitor('churn', { baseline_max_runtime_seconds: 3_600 }), name: 'eu' },
    after: { ...monitor('churn', { baseline_max_runtime_seconds: 3_600 }), name: 'EU' },
    effects: [
      'the baseline is computed again, as its name follows that of the workload, unless one of that name ran before: 1 × ml.m5.large, at most 1 h',
    ],
  },
  {
    title: 'a schedule that follows its job definition, which is replaced to bear the tag of a repository',
    before: monitor(),
    after: { ...monitor(), environment: environment({ repository: 'our/team' }) },
    effects: ['the monitoring schedule is updated; it runs as often as before'],
  },
  {
    title: 'another schedule without another baseline',
    before: monitor(),
    after: monitor('churn', { schedule_expression: 'cron(0 6 ? * * *)', monitor_max_runtime_seconds: 7_200 }),
    effects: [
      'the monitoring schedule is updated: daily at 06:00 UTC, each run 1 × ml.m5.large, at most 2 h, instead of hourly, at most 30 min',
    ],
  },
  {
    title: 'monitoring every few hours',
    after: monitor('m', { schedule_expression: 'cron(0 0/6 ? * * *)' }),
    effects: [
      'the baseline is computed: 1 × ml.m5.large, at most 11 h, unless this stack ran one with exactly these inputs before',
      'monitoring of endpoint `m` begins: every 6 hours, each run 1 × ml.m5.large, at most 30 min',
    ],
  },
  {
    title: 'what Clarify needs besides, and of ground truth that is merged',
    after: watching('byom_model_bias_monitor'),
    effects: [
      'the baseline is computed: 1 × ml.m5.large and as many for a temporary endpoint, at most 11 h, unless this stack ran one with exactly these inputs before',
      'monitoring of endpoint `m` begins: hourly, each run 1 × ml.m5.large, at most 30 min, after a job that merges the ground truth',
    ],
  },
  {
    title: 'explanations, which ask the model in every run',
    after: watching('byom_model_explainability_monitor'),
    effects: [
      'the baseline is computed: 1 × ml.m5.large and as many for a temporary endpoint, at most 11 h, unless this stack ran one with exactly these inputs before',
      'monitoring of endpoint `m` begins: hourly, each run 1 × ml.m5.large and as many for a temporary endpoint, at most 30 min',
    ],
  },
  {
    title: 'ground truth that is merged for the quality of a model',
    after: watching('byom_model_quality_monitor'),
    effects: [
      'the baseline is computed: 1 × ml.m5.large, at most 11 h, unless this stack ran one with exactly these inputs before',
      'monitoring of endpoint `m` begins: hourly, each run 1 × ml.m5.large, at most 30 min, after a job that merges the ground truth',
    ],
  },
  {
    title: 'an image and what builds it again',
    after: imageBuilder(),
    effects: [
      'builds an image (BUILD_GENERAL1_SMALL, at most 2 h) and pushes it as `team/algorithm:v1`',
      'builds it again whenever the zip is uploaded anew',
    ],
  },
  {
    title: 'an image that takes the place of another',
    before: imageBuilder(),
    after: imageBuilder('v1', { custom_algorithm_docker: 's3://a/new.zip' }),
    effects: [
      'builds the image again (BUILD_GENERAL1_SMALL, at most 2 h) and pushes it as `team/algorithm:v1`, in place of the one of that tag; endpoints keep what they run until they are deployed',
    ],
  },
  {
    title: 'images that stay after a deletion',
    before: imageBuilder('old'),
    effects: ['images already pushed stay in ECR (`team/algorithm:old`)'],
  },
];

/** A monitor of another kind; what it needs besides does not show in its effects. */
function watching(pipelineType: MonitorKind): PipelineSpec {
  const spec = monitor('m');
  return { ...spec, pipelineType, stackName: `${spec.stackName}-${pipelineType}` } as PipelineSpec;
}

type MonitorKind = Extract<PipelineSpec['pipelineType'], `byom_model_${string}_monitor`>;

function planOf({ before, after, code }: Case): Plan {
  const one = world();
  if (before !== undefined) one.has(before);
  if (after !== undefined) one.wants(after);
  if (code !== undefined) one.code(code);
  return one.plan();
}

describe('side effects', () => {
  for (const one of CASES) {
    it(`tell of ${one.title}`, () => {
      expect(planOf(one).stages[0]?.changes[0]?.sideEffects).to.eql(one.effects);
    });
  }

  it('tell that an instance endpoint does not become serverless', () => {
    const after = realtime('churn', { serverless: SERVERLESS, inference_instance: undefined });
    const effects = world().has(realtime()).wants(after).plan().stages[0]?.changes[0]?.sideEffects;

    expect(effects?.at(-1)).to.match(/^SageMaker does not turn an instance endpoint into a serverless one/);
  });
});

describe('duration', () => {
  for (const [seconds, words] of [
    [45, '45 s'],
    [60, '1 min'],
    [90, '90 s'],
    [5_400, '90 min'],
    [3_600, '1 h'],
    [86_400, '24 h'],
    [172_800, '2 days'],
    [2_592_000, '30 days'],
  ] as const) {
    it(`says ${words} for ${seconds} seconds`, () => {
      expect(duration(seconds)).to.equal(words);
    });
  }
});
