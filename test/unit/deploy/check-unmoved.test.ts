import { expect } from 'chai';
import type { ChangeRun, StackChange } from '../../../processor/deploy/change-run.ts';
import { createHalt } from '../../../processor/deploy/halt.ts';
import { checkUnmoved, type Unmoved } from '../../../processor/deploy/steps/check-unmoved.ts';
import { formatOperationToken } from '../../../processor/model/operation.ts';
import type { ApplyEvent } from '../../../processor/model/progress.ts';
import { FINGERPRINT_OUTPUT, type DeployedStack, type StackStatus } from '../../../processor/model/stack.ts';
import { steppingClock } from '../../helpers/local-target.ts';

const DIGEST = 'ab'.repeat(32);
const [ONE, TWO] = ['arn:churn/1', 'arn:churn/2'];

/** A stack as a look finds it; undefined: there is none. */
type Look = DeployedStack | undefined;

function stack(status: StackStatus, fingerprint = 'old', stackId = ONE): DeployedStack {
  const outputs = { [FINGERPRINT_OUTPUT]: fingerprint };
  return { stackName: 'churn', stackId, status, outputs, tags: {}, terminationProtection: false };
}

/** What the plan saw. */
function seen(status: StackStatus, change: Partial<StackChange> = {}): StackChange {
  const deployed = { stackId: ONE, status };
  return {
    stack: 'churn',
    action: 'update',
    deployed,
    deployedFingerprint: 'old',
    desiredFingerprint: 'new',
    ...change,
  };
}

const CREATION: StackChange = { stack: 'churn', action: 'create', desiredFingerprint: 'new' };
const UPDATE = seen('CREATE_COMPLETE');
const DELETION = seen('CREATE_COMPLETE', { action: 'delete', desiredFingerprint: undefined });

/** The last look is repeated. */
async function check(
  change: StackChange,
  looks: readonly Look[],
  more: { readonly isInterrupted?: boolean; readonly isOwn?: boolean } = {},
): Promise<{ readonly end: Unmoved; readonly told: readonly string[] }> {
  const told: string[] = [];
  let look = -1;
  const token = formatOperationToken({ kind: 'update', commit: null, planDigest: DIGEST, runId: 'run1' });
  const controller = new AbortController();
  if (more.isInterrupted === true) controller.abort();
  const run = {
    target: {
      describeStack: () => {
        look += 1;
        return Promise.resolve(looks[Math.min(look, looks.length - 1)]);
      },
      listEvents: (stackId: string) => {
        const { status } = looks.at(-1) ?? { status: 'DELETE_COMPLETE' };
        const event = { eventId: '1', time: '', logicalId: 'churn', resourceType: '', physicalId: stackId, status };
        return Promise.resolve(more.isOwn === true ? [{ ...event, token }] : []);
      },
    },
    halt: createHalt(),
    stage: { stage: 'dev' },
    plan: { commit: null, digest: DIGEST },
    change,
    context: {
      clock: steppingClock(),
      pollInterval: 1_000,
      signal: controller.signal,
      onEvent: (event: ApplyEvent) => {
        if (event.kind === 'step') told.push(event.step);
        if (event.kind === 'change-waits') told.push(`waits: ${event.status}`);
      },
    },
  } as unknown as ChangeRun;
  return { end: await checkUnmoved(run), told };
}

async function verdict(...facts: Parameters<typeof check>): Promise<string> {
  const { end } = await check(...facts);
  if (end.verdict === 'go') return `go from ${end.deployed?.status ?? 'nothing'}`;
  const { outcome } = end;
  return `${outcome.result}: ${'reason' in outcome ? (outcome.reason ?? '') : ''}`;
}

describe('the last look at a stack before the first write', () => {
  const gone = stack('DELETE_COMPLETE');

  it('lets a change go on where everything is what the plan saw', async () => {
    expect(await verdict(CREATION, [undefined])).to.equal('go from nothing');
    expect(await verdict(CREATION, [gone])).to.equal('go from nothing');
    expect(await verdict(UPDATE, [stack('CREATE_COMPLETE')])).to.equal('go from CREATE_COMPLETE');
    expect(await verdict(DELETION, [stack('CREATE_COMPLETE')])).to.equal('go from CREATE_COMPLETE');
  });

  const refusals: readonly (readonly [what: string, change: StackChange, look: Look, reason: string])[] = [
    ['appeared', CREATION, stack('CREATE_COMPLETE'), 'a stack churn exists now (CREATE_COMPLETE)'],
    ['went', UPDATE, undefined, 'the stack was deleted after the plan was made'],
    ['is told of as deleted', UPDATE, gone, 'the stack was deleted after the plan was made'],
    [
      'was made anew',
      UPDATE,
      stack('CREATE_COMPLETE', 'old', TWO),
      'the stack was created anew after the plan was made',
    ],
    [
      'has another status',
      UPDATE,
      stack('UPDATE_ROLLBACK_FAILED'),
      'its status was CREATE_COMPLETE when the plan was made and is UPDATE_ROLLBACK_FAILED now',
    ],
    [
      'has other content',
      UPDATE,
      stack('CREATE_COMPLETE', 'theirs'),
      'its configuration was changed after the plan was made',
    ],
    [
      'is to go and has other content',
      DELETION,
      stack('CREATE_COMPLETE', 'theirs'),
      'its configuration was changed after the plan was made',
    ],
  ];
  for (const [what, change, look, reason] of refusals) {
    it(`refuses a stack that ${what}`, async () => {
      expect(await verdict(change, [look])).to.equal(`refused: ${reason}; plan again`);
    });
  }

  it('has nothing to do where the stack is what the plan makes of it', async () => {
    expect(await verdict(UPDATE, [stack('UPDATE_COMPLETE', 'new')])).to.match(/^unchanged: it is what this plan makes/);
    for (const look of [undefined, gone]) {
      expect(await verdict(DELETION, [look])).to.equal('unchanged: the stack is gone already');
    }
    expect(await verdict(UPDATE, [stack('UPDATE_FAILED', 'new')])).to.match(/^refused: its status/);
  });

  it('waits for an operation that runs, and judges what it leaves', async () => {
    const running = stack('UPDATE_IN_PROGRESS');
    const { told } = await check(UPDATE, [running, stack('UPDATE_COMPLETE')]);
    expect(told).to.eql(['waits: UPDATE_IN_PROGRESS']);
    expect(await verdict(UPDATE, [running, stack('UPDATE_COMPLETE')])).to.equal('go from UPDATE_COMPLETE');
    expect(await verdict(UPDATE, [running, stack('UPDATE_COMPLETE', 'theirs')])).to.match(/^refused: its config/);
    expect(await verdict(UPDATE, [running, stack('UPDATE_COMPLETE', 'new')])).to.match(/^unchanged: /);
    expect(await verdict(UPDATE, [stack('DELETE_IN_PROGRESS'), undefined])).to.equal('go from nothing');
    expect(await verdict(UPDATE, [running], { isInterrupted: true })).to.match(/^skipped: interrupted while/);
  });

  it('takes another status for the end of the operation that the plan saw running', async () => {
    expect(await verdict(seen('UPDATE_IN_PROGRESS'), [stack('UPDATE_COMPLETE')])).to.equal('go from UPDATE_COMPLETE');
    expect(await verdict(seen('DELETE_IN_PROGRESS'), [undefined])).to.equal('go from nothing');
  });

  it('takes the fingerprint of a creation that the plan saw running for its own, and of nothing else', async () => {
    const unread = { deployedFingerprint: undefined };
    const running = seen('CREATE_IN_PROGRESS', unread);
    const created = stack('CREATE_COMPLETE', 'first');
    expect(await verdict(running, [created])).to.equal('go from CREATE_COMPLETE');
    expect(await verdict(running, [stack('UPDATE_COMPLETE', 'second')])).to.match(/^refused: its configuration/);
    expect(await verdict(seen('CREATE_IN_PROGRESS'), [created])).to.match(/^refused: its configuration/);
    expect(await verdict(seen('UPDATE_IN_PROGRESS', unread), [created])).to.match(/^refused: its configuration/);
  });

  it('goes on where an earlier run of the plan ended, and says so', async () => {
    const own = { isOwn: true };
    const failed = await check(UPDATE, [stack('UPDATE_ROLLBACK_COMPLETE')], own);
    expect(failed.end.verdict).to.equal('go');
    expect(failed.told).to.eql(['goes on where an earlier run of this plan ended (UPDATE_ROLLBACK_COMPLETE)']);
    const deleted = await check(UPDATE, [undefined], own);
    expect(deleted.told).to.eql(['goes on where an earlier run of this plan ended (deleted)']);
  });
});
