import { expect } from 'chai';
import type { ChangeRun, StackChange } from '../../../processor/deploy/change-run.ts';
import { createHalt } from '../../../processor/deploy/halt.ts';
import { deployStack } from '../../../processor/deploy/steps/deploy-stack.ts';
import { UserError } from '../../../processor/model/errors.ts';
import type { Outcome } from '../../../processor/model/outcome.ts';
import type { ApplyEvent } from '../../../processor/model/progress.ts';
import { FINGERPRINT_OUTPUT, type DeployedStack, type StackStatus } from '../../../processor/model/stack.ts';
import type { ChangeSetResult, StackTarget } from '../../../processor/ports/stack-target.ts';
import { steppingClock } from '../../helpers/local-target.ts';

function stack(status: StackStatus, fingerprint = 'old', stackId = 'arn:churn/1'): DeployedStack {
  const outputs = { [FINGERPRINT_OUTPUT]: fingerprint };
  return { stackName: 'churn', stackId, status, outputs, tags: {}, terminationProtection: false };
}

const READY: ChangeSetResult = {
  result: 'ready',
  changeSetId: 'arn:set/1',
  stackId: 'arn:churn/1',
  resources: [],
};
const FAILED: ChangeSetResult = { result: 'failed', reason: 'Template error' };
const EMPTY: ChangeSetResult = { result: 'empty' };

interface Story {
  readonly found?: DeployedStack;
  /** What looks see, one after the other; the last one is repeated. */
  readonly looks?: readonly (DeployedStack | undefined)[];
  readonly changeSet?: ChangeSetResult;
  readonly refusal?: UserError;
  readonly commit?: string;
}

/** Deploys to a target that answers as told, and tells what it was asked for. */
async function deploy({ found, looks = [], changeSet = READY, refusal, commit }: Story) {
  const calls: string[] = [];
  const steps: string[] = [];
  const descriptions: string[] = [];
  let look = -1;
  const tokens: string[] = [];
  function recover(call: string, token: string): Promise<void> {
    calls.push(call);
    tokens.push(token);
    return Promise.resolve();
  }
  const target: Partial<StackTarget> = {
    describeStack: () => {
      look += 1;
      return Promise.resolve(looks[Math.min(look, looks.length - 1)]);
    },
    listEvents: () => Promise.resolve([]),
    deleteStack: (_stackId, token) => recover('deleteStack', token),
    rollbackStack: (_stackId, token) => recover('rollbackStack', token),
    continueUpdateRollback: (_stackId, token) => recover('continueUpdateRollback', token),
    discardChangeSet: () => Promise.resolve(void calls.push('discardChangeSet')),
    createChangeSet: ({ kind, description }) => {
      calls.push(`createChangeSet ${kind}`);
      descriptions.push(description);
      return Promise.resolve(changeSet);
    },
    executeChangeSet: () => {
      calls.push('executeChangeSet');
      return refusal === undefined ? Promise.resolve() : Promise.reject(refusal);
    },
  };
  const change: StackChange = { stack: 'churn', action: 'update', desiredFingerprint: 'new' };
  const run = {
    target,
    change,
    halt: createHalt(),
    stage: { stage: 'dev' },
    plan: { commit: commit ?? null, digest: 'ab'.repeat(32) },
    context: {
      clock: steppingClock(),
      runId: 'run1',
      pollInterval: 1_000,
      signal: new AbortController().signal,
      onEvent: (event: ApplyEvent) => event.kind === 'step' && steps.push(event.step),
    },
    synthesize: () => Promise.resolve({ stackName: 'churn', template: { Resources: {} }, tags: {}, assets: [] }),
  } as unknown as ChangeRun;
  const outcome: Outcome | UserError = await deployStack(run, found).catch((error: unknown) => {
    if (error instanceof UserError) return error;
    throw error;
  });
  return { outcome, calls, steps, descriptions, tokens };
}

describe('deploying a stack', () => {
  const before = stack('CREATE_COMPLETE');
  const done = stack('UPDATE_COMPLETE', 'new');

  it('tells its steps, and in the change set what made it', async () => {
    const told = await deploy({ found: before, looks: [done], commit: '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567' });

    expect(told.outcome).to.deep.include({ result: 'deployed', outputs: done.outputs });
    expect(told.calls).to.eql(['createChangeSet update', 'executeChangeSet']);
    expect(told.steps).to.eql(['synthesises the template', 'prepares the change set', 'executes the change set']);
    expect(told.descriptions[0]).to.match(/^update by mlops from commit 0a1b2c3d\S*, plan abab/);
    expect((await deploy({ found: before, looks: [done] })).descriptions[0]).to.contain(' from work tree, plan ');
  });

  it('deletes a stack that never came up, and rolls one back that stopped half-way, before the change set', async () => {
    // Without events an end is believed after so many looks.
    const gone = Array<undefined>(10).fill(undefined);
    const recreated = await deploy({ found: stack('ROLLBACK_COMPLETE'), looks: [...gone, done] });
    expect(recreated.calls.slice(0, 2)).to.eql(['deleteStack', 'createChangeSet create']);
    expect(recreated.tokens).to.have.length(1);
    expect(recreated.tokens[0]).to.match(/^mlops-delete-/);
    expect(recreated.steps[0]).to.equal('deletes the stack that never came up (ROLLBACK_COMPLETE)');

    const rolledBack = stack('UPDATE_ROLLBACK_COMPLETE');
    for (const [status, call] of [
      ['UPDATE_FAILED', 'rollbackStack'],
      ['UPDATE_ROLLBACK_FAILED', 'continueUpdateRollback'],
    ] as const) {
      const looks = [...Array<DeployedStack>(10).fill(rolledBack), done];
      const told = await deploy({ found: stack(status), looks });
      expect(told.calls.slice(0, 2)).to.eql([call, 'createChangeSet update']);
      expect(told.tokens[0]).to.match(/^mlops-rollback-/);
      expect(told.steps[0]).to.equal(`rolls the stack back first (${status})`);
    }
  });

  it('makes no change set when the stack cannot be brought back', async () => {
    const told = await deploy({ found: stack('UPDATE_FAILED'), looks: [stack('UPDATE_ROLLBACK_FAILED')] });
    expect(told.outcome).to.include({
      result: 'failed',
      rootCause: 'the stack ended as UPDATE_ROLLBACK_FAILED',
      hint: 'the rollback got stuck: put that right and run again, it goes on from there',
    });
    expect(told.calls).to.eql(['rollbackStack']);
  });

  it('says why there was nothing to do', async () => {
    const same = await deploy({ found: before, changeSet: EMPTY });
    expect(same.outcome).to.eql({ result: 'unchanged', reason: 'CloudFormation found no difference' });
    const looks = [stack('UPDATE_ROLLBACK_COMPLETE')];
    const back = await deploy({ found: stack('UPDATE_FAILED'), looks, changeSet: EMPTY });
    expect(back.outcome).to.eql({ result: 'unchanged', reason: 'rolled back to what is wanted' });
    const anew = await deploy({ changeSet: EMPTY });
    expect(anew.outcome).to.eql({ result: 'unchanged', reason: 'CloudFormation found no difference' });
  });

  it('takes a refused change set for a fault of the template only where the stack is what it was', async () => {
    for (const now of [
      stack('CREATE_COMPLETE', 'old', 'arn:churn/2'),
      stack('UPDATE_COMPLETE'),
      stack('CREATE_COMPLETE', 'theirs'),
    ]) {
      const moved = await deploy({ found: before, looks: [now], changeSet: FAILED });
      expect(moved.outcome, JSON.stringify(now)).to.include({ result: 'refused', guard: 'stale-plan' });
    }
    const still = await deploy({ found: before, looks: [before], changeSet: FAILED });
    expect(still.outcome).to.include({ result: 'failed', rootCause: 'Template error' });
    const empty = await deploy({ looks: [stack('REVIEW_IN_PROGRESS')], changeSet: FAILED });
    expect(empty.outcome).to.include({ result: 'failed', rootCause: 'Template error' });
  });

  it('waits for the run that was faster, and has nothing to do where that one did the same', async () => {
    const looks = [...Array<DeployedStack>(12).fill(stack('UPDATE_IN_PROGRESS')), done];
    const { outcome, steps } = await deploy({ found: before, looks, changeSet: FAILED });
    expect(outcome).to.eql({ result: 'unchanged', reason: 'another run did the same meanwhile' });
    expect(steps.at(-1)).to.equal('waits for another run that changes the same stack');
  });

  it('leaves no change set behind when another run was faster, and asks for nothing more after another refusal', async () => {
    const busy = await deploy({ found: before, refusal: new UserError('stack-busy', 'busy') });
    expect(busy.outcome).to.have.property('code', 'stack-busy');
    expect(busy.calls.at(-1)).to.equal('discardChangeSet');
    const denied = await deploy({ found: before, refusal: new UserError('access-denied', 'no') });
    expect(denied.calls.at(-1)).to.equal('executeChangeSet');
  });

  it('looks again for a fingerprint that reads do not show yet, and calls a change without it a failure', async () => {
    const behind = stack('UPDATE_COMPLETE');
    const waited = Array<DeployedStack>(10).fill(behind);
    const late = await deploy({ found: before, looks: [...waited, behind, behind, behind, done] });
    expect(late.outcome).to.deep.include({ result: 'deployed', outputs: done.outputs });
    for (const looks of [[behind], [...waited, undefined]]) {
      const { outcome } = await deploy({ found: before, looks });
      expect(outcome).to.deep.include({
        result: 'failed',
        events: [],
        hint: 'somebody else changed it meanwhile; plan again',
      });
      expect(outcome).to.have.property('rootCause').that.contains('does not carry the fingerprint');
    }
  });
});
