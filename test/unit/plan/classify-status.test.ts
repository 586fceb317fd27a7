import { expect } from 'chai';
import { STACK_STATUSES } from '../../../processor/model/stack-status.ts';
import type { StackStatus } from '../../../processor/model/stack.ts';
import { classifyStatus, type Treatment, type Wanted } from '../../../processor/plan/classify-status.ts';

const WANTED: readonly Wanted[] = ['create', 'update', 'delete', 'none'];

/** Treatment by what is wanted, in the order of WANTED. */
const TABLE: Readonly<Record<StackStatus | 'absent', readonly [Treatment, Treatment, Treatment, Treatment]>> = {
  absent: ['create', 'create', 'none', 'create'],
  DELETE_COMPLETE: ['create', 'create', 'none', 'create'],
  REVIEW_IN_PROGRESS: ['create', 'create', 'delete', 'create'],
  CREATE_COMPLETE: ['update', 'update', 'delete', 'none'],
  UPDATE_COMPLETE: ['update', 'update', 'delete', 'none'],
  UPDATE_ROLLBACK_COMPLETE: ['update', 'update', 'delete', 'none'],
  IMPORT_COMPLETE: ['update', 'update', 'delete', 'none'],
  IMPORT_ROLLBACK_COMPLETE: ['update', 'update', 'delete', 'none'],
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: ['wait', 'wait', 'wait', 'none'],
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: ['wait', 'wait', 'wait', 'none'],
  CREATE_IN_PROGRESS: ['wait', 'wait', 'wait', 'wait'],
  ROLLBACK_IN_PROGRESS: ['wait', 'wait', 'wait', 'wait'],
  DELETE_IN_PROGRESS: ['wait', 'wait', 'wait', 'wait'],
  UPDATE_IN_PROGRESS: ['wait', 'wait', 'wait', 'wait'],
  UPDATE_ROLLBACK_IN_PROGRESS: ['wait', 'wait', 'wait', 'wait'],
  IMPORT_IN_PROGRESS: ['wait', 'wait', 'wait', 'wait'],
  IMPORT_ROLLBACK_IN_PROGRESS: ['wait', 'wait', 'wait', 'wait'],
  CREATE_FAILED: ['recreate', 'recreate', 'delete', 'recreate'],
  ROLLBACK_COMPLETE: ['recreate', 'recreate', 'delete', 'recreate'],
  ROLLBACK_FAILED: ['recreate', 'recreate', 'delete', 'recreate'],
  UPDATE_FAILED: ['rollback-first', 'rollback-first', 'delete', 'rollback-first'],
  UPDATE_ROLLBACK_FAILED: ['continue-rollback', 'continue-rollback', 'delete', 'continue-rollback'],
  DELETE_FAILED: ['blocked', 'blocked', 'delete', 'blocked'],
  IMPORT_ROLLBACK_FAILED: ['blocked', 'blocked', 'blocked', 'blocked'],
  UNKNOWN: ['blocked', 'blocked', 'blocked', 'blocked'],
};

describe('classifyStatus', () => {
  it('has a row for every status that CloudFormation documents', () => {
    expect(Object.keys(TABLE)).to.include.members([...STACK_STATUSES]);
    expect(Object.keys(TABLE)).to.have.length(STACK_STATUSES.length + 2);
  });

  for (const [status, row] of Object.entries(TABLE)) {
    for (const [index, wanted] of WANTED.entries()) {
      it(`treats ${status} by ${row[index] ?? '?'} when ${wanted} is wanted`, () => {
        const given = status === 'absent' ? undefined : (status as StackStatus);

        expect(classifyStatus(given, wanted)).to.equal(row[index]);
      });
    }
  }
});
