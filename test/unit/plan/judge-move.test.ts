import { expect } from 'chai';
import { formatOperationToken, isTokenOfPlan } from '../../../processor/model/operation.ts';
import type { Change } from '../../../processor/model/plan.ts';
import {
  FINGERPRINT_OUTPUT,
  type DeployedStack,
  type StackEvent,
  type StackStatus,
} from '../../../processor/model/stack.ts';
import { isMovedByPlan } from '../../../processor/plan/judge-move.ts';

const DIGEST = 'ab'.repeat(32);
const [OLD, NEW] = ['arn:stack/one', 'arn:stack/two'];

function token(planDigest: string, runId = 'run1'): string {
  return formatOperationToken({ kind: 'update', commit: 'c'.repeat(40), planDigest, runId });
}

const OURS = token(DIGEST);
const AGAIN = token(DIGEST, 'run2');
const OTHER_PLAN = token('cd'.repeat(32));

/** `OURS` for each status of one operation; undefined: nobody gave a token. */
function history(stackId: string, ...operations: readonly (readonly [token: string | undefined, ...StackStatus[]])[]) {
  return operations.flatMap(([by, ...statuses], index) =>
    statuses.map((status, step): StackEvent => ({
      eventId: `${index}-${step}`,
      time: '2026-03-02T09:30:00Z',
      logicalId: 'churn',
      resourceType: 'AWS::CloudFormation::Stack',
      physicalId: stackId,
      status,
      token: by,
    })),
  );
}

function stack(stackId: string, status: StackStatus, more: Partial<DeployedStack> = {}): DeployedStack {
  return { stackName: 'churn', stackId, status, outputs: {}, tags: {}, terminationProtection: false, ...more };
}

type Moved = Pick<Change, 'action' | 'blocked' | 'deployed' | 'deployedFingerprint' | 'desiredFingerprint'>;

const CREATE: Moved = { action: 'create', desiredFingerprint: 'new' };
const UPDATE: Moved = {
  action: 'update',
  deployed: { stackId: OLD, status: 'UPDATE_COMPLETE' },
  deployedFingerprint: 'old',
  desiredFingerprint: 'new',
};
const RECREATE: Moved = { ...CREATE, deployed: { stackId: OLD, status: 'ROLLBACK_COMPLETE' } };
const DELETE: Moved = { ...UPDATE, action: 'delete', desiredFingerprint: undefined };

interface Facts {
  readonly now?: DeployedStack;
  readonly events?: readonly StackEvent[];
  readonly plannedEvents?: readonly StackEvent[];
}

function judge(change: Moved, { now, events = [], plannedEvents = [] }: Facts): boolean {
  return isMovedByPlan(change, { planDigest: DIGEST, now, events, plannedEvents });
}

const BEFORE = [undefined, 'UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE'] as const;
const FAILED = ['UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE'] as const;

describe('isMovedByPlan', () => {
  it('knows the creation that failed, was tried again, still runs, or was never executed', () => {
    const review = [undefined, 'REVIEW_IN_PROGRESS'] as const;
    const failed = [OURS, 'CREATE_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS', 'ROLLBACK_COMPLETE'] as const;
    const pending = { pendingChangeSets: [OURS, AGAIN] };

    expect(judge(CREATE, { now: stack(NEW, 'ROLLBACK_COMPLETE'), events: history(NEW, review, failed) })).to.equal(
      true,
    );
    expect(judge(CREATE, { now: stack(NEW, 'ROLLBACK_COMPLETE'), events: history(NEW, failed) })).to.equal(true);
    const running = history(NEW, review, [OURS, 'CREATE_IN_PROGRESS']);
    expect(judge(CREATE, { now: stack(NEW, 'CREATE_IN_PROGRESS'), events: running })).to.equal(true);
    expect(judge(CREATE, { now: stack(NEW, 'REVIEW_IN_PROGRESS', pending) })).to.equal(true);
    const deletes = history(NEW, review, failed, [AGAIN, 'DELETE_IN_PROGRESS']);
    expect(judge(CREATE, { now: stack(NEW, 'DELETE_IN_PROGRESS'), events: deletes })).to.equal(true);
  });

  it('knows the update that failed, once or twice, or was rolled back by the plan itself', () => {
    const now = stack(OLD, 'UPDATE_ROLLBACK_COMPLETE', { outputs: { [FINGERPRINT_OUTPUT]: 'old' } });
    const rolledBack = [AGAIN, 'UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE'] as const;

    expect(judge(UPDATE, { now, events: history(OLD, BEFORE, [OURS, ...FAILED]) })).to.equal(true);
    expect(judge(UPDATE, { now, events: history(OLD, BEFORE, [OURS, ...FAILED], [AGAIN, ...FAILED]) })).to.equal(true);
    const stuck = [OURS, 'UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_FAILED'] as const;
    expect(judge(UPDATE, { now, events: history(OLD, BEFORE, stuck, rolledBack) })).to.equal(true);
    // What happened before is longer ago than events are kept.
    expect(judge(UPDATE, { now, events: history(OLD, [OURS, ...FAILED]) })).to.equal(true);
  });

  it('knows the update that came to its end, still runs, or followed what ran when the plan was made', () => {
    const done = [OURS, 'UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE'] as const;
    const ended = stack(OLD, 'UPDATE_COMPLETE', { outputs: { [FINGERPRINT_OUTPUT]: 'new' } });
    expect(judge(UPDATE, { now: ended, events: history(OLD, BEFORE, done) })).to.equal(true);

    const begun = history(OLD, BEFORE, [OURS, 'UPDATE_IN_PROGRESS']);
    expect(judge(UPDATE, { now: stack(OLD, 'UPDATE_ROLLBACK_IN_PROGRESS'), events: begun })).to.equal(true);

    const passing: Moved = { ...UPDATE, deployed: { stackId: OLD, status: 'UPDATE_IN_PROGRESS' } };
    const now = stack(OLD, 'UPDATE_ROLLBACK_COMPLETE');
    expect(judge(passing, { now, events: history(OLD, BEFORE, [OURS, ...FAILED]) })).to.equal(true);
  });

  it('knows the stack that it deleted, to make it anew or because it is to go', () => {
    const was = [undefined, 'ROLLBACK_COMPLETE'] as const;
    const plannedEvents = history(OLD, was, [OURS, 'DELETE_IN_PROGRESS', 'DELETE_COMPLETE']);
    const made = history(NEW, [undefined, 'REVIEW_IN_PROGRESS'], [OURS, 'CREATE_IN_PROGRESS', 'ROLLBACK_COMPLETE']);
    const failed = history(OLD, BEFORE, [OURS, 'DELETE_IN_PROGRESS', 'DELETE_FAILED']);

    expect(judge(RECREATE, { plannedEvents })).to.equal(true);
    expect(judge(RECREATE, { now: stack(NEW, 'ROLLBACK_COMPLETE'), events: made, plannedEvents })).to.equal(true);
    expect(judge(DELETE, { now: stack(OLD, 'DELETE_FAILED'), events: failed })).to.equal(true);
  });

  it('refuses what others did after it, before it, or instead of it', () => {
    const now = stack(OLD, 'UPDATE_ROLLBACK_COMPLETE', { outputs: { [FINGERPRINT_OUTPUT]: 'old' } });
    const mine = [OURS, ...FAILED] as const;
    for (const by of [undefined, OTHER_PLAN, 'Console-UpdateStack-1']) {
      const theirs = [by, ...FAILED] as const;
      expect(judge(UPDATE, { now, events: history(OLD, BEFORE, theirs) }), 'instead').to.equal(false);
      expect(judge(UPDATE, { now, events: history(OLD, BEFORE, mine, theirs) }), 'after').to.equal(false);
      expect(judge(UPDATE, { now, events: history(OLD, BEFORE, theirs, mine) }), 'before').to.equal(false);
    }
    const content = stack(OLD, 'UPDATE_ROLLBACK_COMPLETE', { outputs: { [FINGERPRINT_OUTPUT]: 'theirs' } });
    expect(judge(UPDATE, { now: content, events: history(OLD, BEFORE, mine) }), 'content').to.equal(false);
    const ahead = stack(OLD, 'UPDATE_COMPLETE');
    expect(judge(UPDATE, { now: ahead, events: history(OLD, BEFORE, mine) }), 'events are behind').to.equal(false);
    expect(judge(UPDATE, { now }), 'no events').to.equal(false);
    const empty = stack(OLD, 'UPDATE_COMPLETE');
    expect(judge(UPDATE, { now: empty, events: history(OLD, BEFORE) }), 'nothing of ours').to.equal(false);
  });

  it('refuses a stack that others made, whatever this plan did to it later, and one that others deleted', () => {
    const theirs = [OTHER_PLAN, 'CREATE_IN_PROGRESS', 'CREATE_COMPLETE'] as const;
    const events = history(NEW, theirs, [OURS, ...FAILED]);
    expect(judge(CREATE, { now: stack(NEW, 'UPDATE_ROLLBACK_COMPLETE'), events })).to.equal(false);
    for (const names of [[], [OTHER_PLAN], [OURS, 'by-hand'], undefined]) {
      const now = stack(NEW, 'REVIEW_IN_PROGRESS', { pendingChangeSets: names });
      expect(judge(CREATE, { now }), String(names)).to.equal(false);
    }
    expect(judge(CREATE, {}), 'none then, none now').to.equal(false);
    const behind = history(NEW, [OURS, 'CREATE_IN_PROGRESS']);
    expect(judge(CREATE, { now: stack(NEW, 'ROLLBACK_COMPLETE'), events: behind }), 'behind').to.equal(false);
    const gone = history(OLD, [undefined, 'ROLLBACK_COMPLETE'], [undefined, 'DELETE_IN_PROGRESS', 'DELETE_COMPLETE']);
    expect(judge(RECREATE, { plannedEvents: gone })).to.equal(false);
    expect(judge(RECREATE, {}), 'without a trace').to.equal(false);

    const was = [undefined, 'ROLLBACK_COMPLETE'] as const;
    const mine = [OURS, 'DELETE_IN_PROGRESS', 'DELETE_COMPLETE'] as const;
    const tried = [undefined, 'DELETE_IN_PROGRESS', 'DELETE_FAILED'] as const;
    expect(judge(RECREATE, { plannedEvents: history(OLD, was, tried, mine) }), 'touched before').to.equal(false);
    const anew = { now: stack(NEW, 'CREATE_COMPLETE'), events: history(NEW, theirs) };
    expect(judge(RECREATE, { ...anew, plannedEvents: history(OLD, was, mine) }), 'made by others').to.equal(false);
  });

  it('asks nothing of events for what a plan leaves alone', () => {
    const now = stack(OLD, 'UPDATE_ROLLBACK_COMPLETE');
    const events = history(OLD, BEFORE, [OURS, ...FAILED]);
    expect(judge({ ...UPDATE, action: 'none' }, { now, events })).to.equal(false);
    expect(judge({ ...UPDATE, blocked: { guard: 'prune', reason: '' } }, { now, events })).to.equal(false);
  });

  it('looks at events of the stack itself, not of a nested one of that name', () => {
    const nested = history('arn:stack/nested', [OURS, ...FAILED]);
    const now = stack(OLD, 'UPDATE_ROLLBACK_COMPLETE');
    expect(judge(UPDATE, { now, events: nested })).to.equal(false);
    expect(judge(UPDATE, { now, events: [...history(OLD, BEFORE, [OURS, ...FAILED]), ...nested] })).to.equal(true);
  });
});

describe('isTokenOfPlan', () => {
  it('takes any run and any kind of operation of the plan, and nothing else', () => {
    for (const kind of ['create', 'update', 'delete', 'rollback'] as const) {
      const own = formatOperationToken({ kind, commit: null, planDigest: DIGEST, runId: 'x1' });
      expect(isTokenOfPlan(own, DIGEST)).to.equal(true);
      expect(isTokenOfPlan(own, 'cd'.repeat(32))).to.equal(false);
    }
    for (const other of [undefined, '', 'abababababab', `mlops-update-worktree-${DIGEST.slice(0, 11)}-x`, `x${OURS}`]) {
      expect(isTokenOfPlan(other, DIGEST), other).to.equal(false);
    }
  });
});
