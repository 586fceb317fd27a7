import { expect } from 'chai';
import type { Outcome } from '../../processor/model/outcome.ts';
import type { Change, Plan } from '../../processor/model/plan.ts';
import { isInProgress, STACK_STATUSES } from '../../processor/model/stack-status.ts';
import { FINGERPRINT_OUTPUT, type StackStatus } from '../../processor/model/stack.ts';
import { renderSavedPlan } from '../../processor/render/plan/plan-json.ts';
import { FaultProcess } from './support/fault-process.ts';
import { FaultWorld, type Files } from './support/fault-world.ts';
import { settledFrom } from './support/settled-from.ts';

const STACK = 'mlops-pipeline-churn-modeltraining';
const STAYS: Files = { 'price/mlops-config.json': training('price') };
const FILE = 'churn/mlops-config.json';

type Wanted = 'update' | 'delete' | 'none';

const WANTED: Readonly<Record<Wanted, Files>> = {
  update: { ...STAYS, [FILE]: training('churn', { instance_count: 2 }) },
  delete: STAYS,
  none: { ...STAYS, [FILE]: training('churn') },
};

/** Statuses out of which only a person helps, by what is wanted. */
const STUCK: readonly StackStatus[] = ['DELETE_FAILED', 'IMPORT_ROLLBACK_FAILED'];

/** From there a stack is deleted and created anew. */
const NEVER_CAME_UP: readonly StackStatus[] = ['CREATE_FAILED', 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED'];

/** A rollback comes first. */
const HALF_WAY: readonly StackStatus[] = ['UPDATE_FAILED', 'UPDATE_ROLLBACK_FAILED'];

const HEALTHY = /^(CREATE|UPDATE|UPDATE_ROLLBACK|IMPORT|IMPORT_ROLLBACK)_COMPLETE$/;

describe('a stack in each status at the plan and in each at the apply (F15)', function () {
  this.timeout(60_000);
  let prepared: FaultWorld;

  before(async () => {
    prepared = new FaultWorld('cloud');
    prepared.commit(WANTED.none);
    const process = new FaultProcess(prepared);
    const plan = await process.plan();
    if (plan === undefined) throw new Error('the commit is not valid');
    const end = await process.apply(plan);
    expect(end.end === 'reported' && end.report.succeeded).to.equal(true);
  });

  for (const wanted of ['update', 'delete', 'none'] as const) {
    it(`comes to a clear end in all ${STACK_STATUSES.length ** 2} cases where ${wanted} is wanted`, async () => {
      let cases = 0;
      for (const then of STACK_STATUSES) {
        const plan = await planFrom(then, wanted);
        for (const now of STACK_STATUSES) {
          await expectClearEnd({ wanted, then, now, plan });
          cases += 1;
        }
      }
      expect(cases).to.equal(23 * 23);
    });
  }

  /** What is planned while the stack is in a status; time stands still meanwhile. */
  async function planFrom(then: StackStatus, wanted: Wanted): Promise<Plan> {
    const world = prepared.copy();
    world.commit(WANTED[wanted]);
    world.cloud.speed = 0;
    world.cloud.force(STACK, then);
    const plan = await new FaultProcess(world).plan();
    if (plan === undefined) throw new Error('the commit is not valid');
    const change = changeOf(plan);
    expect(change?.action ?? 'none', `planned from ${then}`).to.equal(plannedAction(then, wanted));
    const isBlocked = wanted === 'delete' ? then === 'IMPORT_ROLLBACK_FAILED' : STUCK.includes(then);
    expect(change?.blocked?.guard, `planned from ${then}, ${wanted}`).to.equal(isBlocked ? 'stack-status' : undefined);
    return plan;
  }

  async function expectClearEnd(one: {
    readonly wanted: Wanted;
    readonly then: StackStatus;
    readonly now: StackStatus;
    readonly plan: Plan;
  }): Promise<void> {
    const { wanted, then, now, plan } = one;
    const where = `${wanted}, planned in ${then}, applied in ${now}`;
    const world = prepared.copy();
    world.commit(WANTED[wanted]);
    world.cloud.force(STACK, now);
    const before = world.cloud.calls.length;
    const end = await new FaultProcess(world).applySaved(renderSavedPlan(plan));
    const calls = world.cloud.calls.slice(before).map(({ action }) => action);
    const change = changeOf(plan);

    if (end.end === 'refused') {
      expect(end.error.code, where).to.equal('stale-plan');
      expect(calls, `${where}: nothing is written`).to.deep.equal([]);
      expect(then === now && !isInProgress(now), `${where}: what did not move is not stale`).to.equal(false);
      return;
    }
    if (end.end !== 'reported') return expect.fail(`${where}: ${end.end}`);
    const outcome = end.report.stages[0]?.changes.find(({ stack }) => stack === STACK)?.outcome;
    const said = `${where}: ${JSON.stringify(outcome)}, ${calls.join(', ')}`;
    expectTrue({ world, plan, wanted, outcome, said });
    // What waits for a person is not touched; what is not to change neither.
    const settled = settledFrom(now);
    const isBlocked = change?.blocked !== undefined || change?.action === 'none';
    if (isBlocked || change === undefined) expect(calls, said).to.deep.equal([]);
    if (calls.includes('update'))
      expect(settled, said).to.satisfy((s: string) => HEALTHY.test(s) || HALF_WAY.includes(settled));
    if (HALF_WAY.includes(settled) && calls.includes('update')) expect(calls[0], said).to.equal('rollback');
    if (wanted === 'update' && NEVER_CAME_UP.includes(settled) && calls.length > 0) {
      expect(calls, said).to.deep.equal(['delete', 'CreateChangeSet', 'create']);
    }
    if (STUCK.includes(settled) && wanted !== 'delete') expect(calls, said).to.deep.equal([]);
  }
});

/** Success is only said of a stack that is what was wanted. */
function expectTrue(one: {
  readonly world: FaultWorld;
  readonly plan: Plan;
  readonly wanted: Wanted;
  readonly outcome: Outcome | undefined;
  readonly said: string;
}): void {
  const { world, plan, wanted, outcome, said } = one;
  const record = world.cloud.record(STACK);
  if (outcome === undefined) {
    // The plan saw no stack and wants none.
    expect(changeOf(plan), said).to.equal(undefined);
    return;
  }
  if (outcome.result === 'deployed' || (outcome.result === 'unchanged' && changeOf(plan)?.action !== 'none')) {
    if (wanted === 'delete') expect(record?.head.status, said).to.equal('DELETE_COMPLETE');
    else {
      const isRolledBack = outcome.result === 'unchanged' && outcome.reason === 'rolled back to what is wanted';
      const status = isRolledBack ? /^UPDATE_ROLLBACK_COMPLETE$/ : /^(CREATE|UPDATE|IMPORT)_COMPLETE$/;
      expect(record?.head.status, said).to.match(status);
      expect(record?.head.outputs[FINGERPRINT_OUTPUT], said).to.equal(changeOf(plan)?.desiredFingerprint);
    }
  }
  if (outcome.result === 'refused' || outcome.result === 'skipped') expect(outcome.reason, said).to.match(/\S{3}/);
  if (outcome.result === 'failed') expect(outcome.rootCause, said).to.match(/\S{3}/);
}

/** By the table of the statuses: what the plan calls what it will do. */
function plannedAction(then: StackStatus, wanted: Wanted): Change['action'] {
  if (wanted === 'delete') return then === 'DELETE_COMPLETE' ? 'none' : 'delete';
  const isCreation =
    NEVER_CAME_UP.includes(then) ||
    /^(DELETE_COMPLETE|REVIEW_IN_PROGRESS|DELETE_IN_PROGRESS|ROLLBACK_IN_PROGRESS)$/.test(then);
  if (isCreation) return 'create';
  if (wanted === 'update') return 'update';
  return HEALTHY.test(then) || then.endsWith('COMPLETE_CLEANUP_IN_PROGRESS') ? 'none' : 'update';
}

function changeOf(plan: Plan): Change | undefined {
  return plan.stages[0]?.changes.find(({ stack }) => stack === STACK);
}

function training(model: string, change: object = {}): object {
  return {
    pipeline_type: 'model_training_builtin',
    model_name: model,
    model_framework: 'xgboost',
    model_framework_version: '1.7-1',
    training_data: `${model}/train/`,
    job_output_location: `${model}/models`,
    algo_hyperparameters: { objective: 'binary:logistic', num_round: 100 },
    ...change,
  };
}
