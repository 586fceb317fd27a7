import { expect } from 'chai';
import { applyChange } from '../../../processor/deploy/apply-change.ts';
import type { ChangeRun, StackChange } from '../../../processor/deploy/change-run.ts';
import { createHalt } from '../../../processor/deploy/halt.ts';
import { UserError } from '../../../processor/model/errors.ts';
import { FINGERPRINT_OUTPUT, type DeployedStack, type StackStatus } from '../../../processor/model/stack.ts';
import type { StackTarget } from '../../../processor/ports/stack-target.ts';
import { steppingClock } from '../../helpers/local-target.ts';

function stack(status: StackStatus, fingerprint = 'old'): DeployedStack {
  const outputs = { [FINGERPRINT_OUTPUT]: fingerprint };
  return { stackName: 'churn', stackId: 'arn:churn/1', status, outputs, tags: {}, terminationProtection: false };
}

const BEFORE = stack('CREATE_COMPLETE');
const DONE = stack('UPDATE_COMPLETE', 'new');
const UPDATE: StackChange = {
  stack: 'churn',
  action: 'update',
  deployed: { stackId: BEFORE.stackId, status: BEFORE.status },
  deployedFingerprint: 'old',
  desiredFingerprint: 'new',
};
const DELETION: StackChange = { ...UPDATE, action: 'delete' };

/** Applies one change to a target that refuses the write, and shows, look after look, what others make of the stack. */
async function apply(
  change: StackChange,
  {
    refusal,
    looks,
    interruptedAt,
  }: {
    readonly refusal?: Error;
    readonly looks: readonly (DeployedStack | undefined)[];
    readonly interruptedAt?: number;
  },
) {
  const controller = new AbortController();
  const clock = steppingClock();
  let look = -1;
  let refusedAt = 0;
  function write(): Promise<void> {
    refusedAt = clock.elapsed();
    return refusal === undefined ? Promise.resolve() : Promise.reject(refusal);
  }
  const target: Partial<StackTarget> = {
    describeStack: () => {
      look += 1;
      if (look === interruptedAt) controller.abort();
      return Promise.resolve(look === 0 ? BEFORE : looks[Math.min(look, looks.length) - 1]);
    },
    listEvents: () => Promise.resolve([]),
    createChangeSet: () =>
      Promise.resolve({ result: 'ready', changeSetId: 'set', stackId: BEFORE.stackId, resources: [] }),
    discardChangeSet: () => Promise.resolve(),
    executeChangeSet: write,
    deleteStack: write,
  };
  const halt = createHalt();
  const run = {
    target,
    change,
    halt,
    stage: { stage: 'dev' },
    plan: { commit: null, digest: 'ab'.repeat(32) },
    context: { clock, runId: 'run1', pollInterval: 1_000, signal: controller.signal, onEvent: () => undefined },
    synthesize: () => Promise.resolve({ stackName: 'churn', template: { Resources: {} }, tags: {}, assets: [] }),
  } as unknown as ChangeRun;
  const outcome = await applyChange(run);
  return { outcome, waited: clock.elapsed() - refusedAt, looks: look, halted: halt.reason() };
}

const SAME = { result: 'unchanged', reason: 'another run did the same meanwhile' };

describe('a change that another run was faster with', () => {
  for (const code of ['stack-busy', 'change-set-not-found', 'stack-moved', 'wrong-stack-status', 'stack-not-found']) {
    it(`is done where that one did the same: ${code}`, async () => {
      const { outcome, waited } = await apply(UPDATE, { refusal: new UserError(code, 'no'), looks: [DONE] });

      expect(outcome).to.eql(SAME);
      expect(waited, 'without a pause').to.equal(0);
    });
  }

  it('is looked at again, after a pause each, while reads are behind', async () => {
    const refusal = new UserError('stack-busy', 'somebody is at it');
    const late = await apply(UPDATE, { refusal, looks: [BEFORE, BEFORE, BEFORE, DONE] });
    const never = await apply(UPDATE, { refusal, looks: [BEFORE] });

    expect([late.outcome, late.waited]).to.eql([SAME, 3_000]);
    expect(never.outcome).to.eql({
      result: 'refused',
      guard: 'stale-plan',
      reason: 'another run changed the stack at the same moment: somebody is at it; plan again',
    });
    expect(never.waited).to.equal(4_000);
  });

  it('waits for the end of what that one began, however long, and judges what it finds then', async () => {
    const refusal = new UserError('stack-busy', 'busy');
    const running = Array<DeployedStack>(30).fill(stack('UPDATE_IN_PROGRESS'));
    const { outcome, looks } = await apply(UPDATE, { refusal, looks: [...running, DONE] });

    expect(outcome).to.eql(SAME);
    expect(looks, 'and once more by its name').to.equal(32);
  });

  it('is left to that one when the run is interrupted', async () => {
    const refusal = new UserError('stack-busy', 'busy');
    const { outcome } = await apply(UPDATE, { refusal, looks: [stack('UPDATE_IN_PROGRESS')], interruptedAt: 3 });

    expect(outcome).to.eql({ result: 'skipped', reason: 'interrupted while the operation was still running' });
  });

  it('is done where a deletion finds the stack gone, and only then', async () => {
    const refusal = new UserError('stack-not-found', 'no such stack');
    for (const gone of [undefined, stack('DELETE_COMPLETE')]) {
      expect((await apply(DELETION, { refusal, looks: [BEFORE, gone] })).outcome).to.eql(SAME);
    }
    const kept = await apply(DELETION, { refusal, looks: [stack('UPDATE_COMPLETE', 'new')] });
    expect(kept.outcome).to.include({ result: 'refused', guard: 'stale-plan' });
  });
});

describe('a change whose operation is lost sight of', () => {
  it('has failed, and says that another run goes on with it', async () => {
    for (const change of [UPDATE, DELETION]) {
      const { outcome } = await apply(change, { looks: [stack('UPDATE_IN_PROGRESS')], interruptedAt: 2 });

      expect(outcome).to.deep.include({
        result: 'failed',
        rootCause: 'interrupted while the operation was still running',
        hint: 'run again: it continues',
        events: [],
      });
    }
  });
});

describe('a change that the target refuses', () => {
  it('is refused by termination protection that was switched on after the plan', async () => {
    const refusal = new UserError('termination-protection', 'churn is protected', { instructions: ['switch it off'] });
    const { outcome } = await apply(DELETION, { refusal, looks: [BEFORE] });

    expect(outcome).to.eql({ result: 'refused', guard: 'termination-protection', reason: 'churn is protected' });
  });

  it('has failed, with what to do where that is known', async () => {
    const denied = new UserError('access-denied', 'no right', { instructions: ['ask for it', 'run again'] });
    const failed = { result: 'failed', rootCause: 'no right', events: [], seconds: 0 };
    const bare = new UserError('access-denied', 'no right');

    expect((await apply(UPDATE, { refusal: denied, looks: [BEFORE] })).outcome).to.eql({
      ...failed,
      hint: 'ask for it; run again',
    });
    expect((await apply(UPDATE, { refusal: bare, looks: [BEFORE] })).outcome).to.eql(failed);
    expect((await apply(UPDATE, { refusal: new Error('no right'), looks: [BEFORE] })).outcome).to.eql(failed);
  });

  for (const [code, halts] of [
    ['no-credentials', true],
    ['aws-unavailable', true],
    ['wrong-account', true],
    ['lock-lost', true],
    ['state-not-accessible', true],
    ['access-denied', false],
    ['template-too-large', false],
  ] as const) {
    it(`${halts ? 'ends' : 'does not end'} the run: ${code}`, async () => {
      const { halted } = await apply(UPDATE, { refusal: new UserError(code, 'for a reason'), looks: [BEFORE] });

      expect(halted).to.equal(halts ? 'for a reason' : undefined);
    });
  }
});
