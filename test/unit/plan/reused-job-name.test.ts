import { expect } from 'chai';
import type { PipelineSpec } from '../../../pipelines/spec.ts';
import type { Change } from '../../../processor/model/plan.ts';
import { STACK_STATUSES } from '../../../processor/model/stack-status.ts';
import { FINGERPRINT_OUTPUT } from '../../../processor/model/stack.ts';
import { classifyStatus } from '../../../processor/plan/classify-status.ts';
import { autopilot, batch, imageBuilder, monitor, training, tuner } from '../../helpers/specs.ts';
import { world, type World } from '../../helpers/world.ts';

const MINE = { job_name: 'mine' };
const OTHER_FINGERPRINT = { [FINGERPRINT_OUTPUT]: 'f'.repeat(64) };
const TUNER = { objective_metric_name: 'auc' };

function only(one: World): Change {
  const changes = one.guarded().stages.flatMap((stage) => stage.changes);
  if (changes.length !== 1 || changes[0] === undefined) throw new Error(`${changes.length} changes`);
  return changes[0];
}

function changing(before: PipelineSpec, after: PipelineSpec): Change {
  return only(world().has(before).wants(after));
}

describe('the name of a job that is used again for other inputs', () => {
  it('is refused: the file, the name, what changed and what to do; and no job is announced', () => {
    const before = training('churn', { ...MINE, algo_hyperparameters: { num_round: 10 } });
    const after = training('churn', { ...MINE, algo_hyperparameters: { num_round: 11 } });

    expect(changing(before, after)).to.deep.include({
      action: 'update',
      sideEffects: [],
      blocked: {
        guard: 'job-name-reused',
        reason:
          'job_name `mine` in `models/churn/model_training_builtin/mlops-config.json` is the name of the job that is ' +
          'deployed, but `algo_hyperparameters.num_round` changed, and SageMaker never runs two jobs of one name; ' +
          'give another job_name, or leave it out, then the name follows the content',
      },
    });
  });

  it('is refused of every type that takes a name', () => {
    const pairs: readonly (readonly [PipelineSpec, PipelineSpec])[] = [
      [training('m', MINE), training('m', { ...MINE, kms_key_arn: 'arn:aws:kms:eu-west-1:111111111111:key/a' })],
      [tuner('m', MINE), tuner('m', { ...MINE, tuner_configs: { ...TUNER, max_jobs: 7 } })],
      [autopilot('m', MINE), autopilot('m', { ...MINE, job_max_candidates: 7 })],
    ];
    expect(pairs.map((pair) => changing(...pair).blocked?.guard)).to.deep.equal(Array(3).fill('job-name-reused'));
  });

  it('names three inputs, counts the others, and shows the hidden characters of their names', () => {
    const rounds = { [`num\u202e\`round`]: 1, [`z${'y'.repeat(200)}`]: 2 };
    const after = training('churn', {
      ...MINE,
      algo_hyperparameters: rounds,
      instance_count: 4,
      instance_volume_size: 9,
    });
    const { reason } = changing(training('churn', { ...MINE, algo_hyperparameters: {} }), after).blocked ?? {};

    expect(reason).to.match(
      /, but `.*\\u\{202E\}\\.*`, `algo_.*… \(\d+ characters\)`, `instance_count` and 1 more changed,/,
    );
    expect(reason).not.to.match(/\u202e/);
  });

  it('is no matter where no job starts', () => {
    const named = training('churn', MINE);
    const unchanged: Readonly<Record<string, World>> = {
      tags: world()
        .has(named)
        .wants(training('churn', { ...MINE, tags: { team: 'risk' } })),
      'tags of the tuner': world()
        .has(tuner('churn', { ...MINE, tuner_configs: TUNER }))
        .wants(tuner('churn', { ...MINE, tuner_configs: { ...TUNER, tags: [{ Key: 'a', Value: 'b' }] } })),
      'who is told': world()
        .has(named)
        .wants({ ...named, environment: { ...named.environment, notifications: { emails: ['a@example.com'] } } }),
      'the code': world()
        .has(named, { codeDigest: 'd'.repeat(64) })
        .wants(named),
      'a wait that does not happen': world()
        .has(training('churn', { ...MINE, use_spot_instances: false }))
        .wants(training('churn', { ...MINE, use_spot_instances: false, max_wait_time_spot_instances: 200_000 })),
    };
    for (const [title, one] of Object.entries(unchanged)) {
      const { action, blocked, sideEffects } = only(one);
      expect([action, blocked, sideEffects.some((effect) => /\bstarts/.test(effect))], title).to.deep.equal([
        'update',
        undefined,
        false,
      ]);
    }
  });

  it('is no matter under another name, under none, or where the name is made from the content', () => {
    const free: readonly (readonly [PipelineSpec, PipelineSpec])[] = [
      [training('churn', MINE), training('churn', { job_name: 'yours', instance_count: 2 })],
      [training('churn', MINE), training('churn', { instance_count: 2 })],
      [training('churn'), training('churn', { ...MINE, instance_count: 2 })],
      [training('churn'), training('churn', { instance_count: 2 })],
      [batch(), batch('churn', { instance_count: 2 })],
      [monitor(), monitor('churn', { instance_count: 2 })],
      [imageBuilder(), imageBuilder('v1', { custom_algorithm_docker: 's3://a/new.zip' })],
    ];
    for (const pair of free) {
      const { action, blocked, sideEffects } = changing(...pair);
      expect([action, blocked], pair[1].pipelineType).to.deep.equal(['update', undefined]);
      expect(sideEffects[0]).to.match(/starts|again/);
    }
  });

  it('does not stand against a stack that comes up anew', () => {
    const [before, after] = [training('churn', MINE), training('churn', { ...MINE, instance_count: 2 })];
    expect(only(world().wants(after)).blocked).to.equal(undefined);
    const anew = STACK_STATUSES.filter((status) => ['create', 'recreate'].includes(classifyStatus(status, 'update')));
    expect(anew).to.include.members(['CREATE_FAILED', 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'REVIEW_IN_PROGRESS']);
    for (const status of [...anew, 'ROLLBACK_IN_PROGRESS', 'DELETE_IN_PROGRESS'] as const) {
      expect(only(world().has(before, { status }).wants(after)), status).to.deep.include({
        action: 'create',
        blocked: undefined,
      });
    }
  });

  it('stands after whatever ended well, or was rolled back to what had', () => {
    const [before, after] = [training('churn', MINE), training('churn', { ...MINE, instance_count: 2 })];
    for (const status of ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'UPDATE_FAILED'] as const) {
      expect(only(world().has(before, { status }).wants(after)).blocked?.guard, status).to.equal('job-name-reused');
    }
  });

  it('only warns where the template is that of an operation without an end: its job may never have run', () => {
    const [before, after] = [training('churn', MINE), training('churn', { ...MINE, instance_count: 2 })];
    const unsure = [
      { status: 'UPDATE_FAILED', outputs: OTHER_FINGERPRINT },
      { status: 'UPDATE_ROLLBACK_FAILED', outputs: OTHER_FINGERPRINT },
      { status: 'UPDATE_IN_PROGRESS', outputs: OTHER_FINGERPRINT },
      { status: 'CREATE_IN_PROGRESS', outputs: {} },
    ] as const;
    for (const options of unsure) {
      const { blocked, sideEffects } = only(world().has(before, options).wants(after));
      expect([blocked, ...sideEffects], options.status).to.deep.equal([
        undefined,
        'starts a training job: 2 × ml.m4.xlarge, spot, at most 24 h (2 days with the wait for capacity), instead of 1 × ml.m4.xlarge',
        'job_name `mine` may be that of a job with other inputs: then SageMaker refuses a second one',
      ]);
    }
  });

  it('leaves what a person must mend first to its own guard, and announces no job either', () => {
    const [before, after] = [training('churn', MINE), training('churn', { ...MINE, instance_count: 2 })];
    const { blocked, sideEffects } = only(world().has(before, { status: 'DELETE_FAILED' }).wants(after));
    expect([blocked?.guard, sideEffects]).to.deep.equal(['stack-status', []]);
  });
});
