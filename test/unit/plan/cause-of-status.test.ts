import { expect } from 'chai';
import type { StackStatus } from '../../../processor/model/stack.ts';
import { STACK_STATUSES } from '../../../processor/model/stack-status.ts';
import { causeOfStatus, isFailedStatus } from '../../../processor/plan/cause-of-status.ts';
import { told, tokenOf, type Told } from '../../helpers/stack-events.ts';

const UPDATE: readonly Told[] = [
  ['churn', 'UPDATE_IN_PROGRESS', 'User Initiated'],
  ['Role', 'UPDATE_FAILED', 'Resource update cancelled'],
  ['Endpoint', 'UPDATE_FAILED', 'no capacity'],
  ['churn', 'UPDATE_ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to update: [Role, Endpoint]. '],
];

function cause(status: StackStatus, ...events: readonly Told[]): string | undefined {
  return causeOfStatus({ stackName: 'churn', status }, told(tokenOf('update'), ...events));
}

describe('the cause of a failed status', () => {
  it('is that of what was asked of the stack last, not of what failed before', () => {
    const before: readonly Told[] = [
      ['churn', 'CREATE_IN_PROGRESS'],
      ['Old', 'CREATE_FAILED', 'long ago'],
      ['churn', 'ROLLBACK_COMPLETE'],
    ];
    const after: Told = ['churn', 'UPDATE_ROLLBACK_COMPLETE', 'Update rollback complete'];
    const expected = 'Endpoint (AWS::SageMaker::Model): no capacity';
    expect(cause('UPDATE_ROLLBACK_COMPLETE', ...before, ...UPDATE, after)).to.equal(expected);
    expect(cause('UPDATE_FAILED', ...before, ['churn', 'UPDATE_IN_PROGRESS'], ['churn', 'UPDATE_FAILED'])).to.equal(
      undefined,
    );
  });

  it('stays the same when a rollback was asked for and ended well', () => {
    const events = [
      ...told(tokenOf('update'), ...UPDATE, ['churn', 'UPDATE_ROLLBACK_FAILED']),
      ...told(tokenOf('rollback'), ['churn', 'UPDATE_ROLLBACK_IN_PROGRESS'], ['churn', 'UPDATE_ROLLBACK_COMPLETE']),
    ];
    expect(causeOfStatus({ stackName: 'churn', status: 'UPDATE_ROLLBACK_COMPLETE' }, events)).to.equal(
      'Endpoint (AWS::SageMaker::Model): no capacity',
    );
  });

  it('comes with the place where the rollback got stuck', () => {
    const stuck: Told = ['Policy', 'UPDATE_FAILED', 'the role is gone'];
    const end: Told = ['churn', 'UPDATE_ROLLBACK_FAILED', 'The following resource(s) failed to update: [Policy]. '];
    expect(cause('UPDATE_ROLLBACK_FAILED', ...UPDATE, stuck, end)).to.equal(
      'Endpoint (AWS::SageMaker::Model): no capacity; the rollback got stuck at Policy (AWS::SageMaker::Model): the role is gone',
    );
    expect(cause('UPDATE_ROLLBACK_FAILED', ...UPDATE, end)).to.equal('Endpoint (AWS::SageMaker::Model): no capacity');
    const back: Told = ['churn', 'UPDATE_ROLLBACK_COMPLETE', 'Update rollback complete'];
    expect(cause('UPDATE_ROLLBACK_COMPLETE', ...UPDATE, stuck, back)).to.equal(
      'Endpoint (AWS::SageMaker::Model): no capacity',
    );
    const ofStack: Told = ['churn', 'UPDATE_ROLLBACK_FAILED', 'Timed out'];
    expect(cause('UPDATE_ROLLBACK_FAILED', ...UPDATE, stuck, ofStack)).to.match(
      /got stuck at Policy .*: the role is gone$/,
    );
  });

  it('is unknown where the events tell of no failure', () => {
    expect(cause('ROLLBACK_COMPLETE')).to.equal(undefined);
    expect(cause('ROLLBACK_COMPLETE', ['churn', 'ROLLBACK_COMPLETE', 'Rollback complete'])).to.equal(undefined);
  });

  it('is asked for only where something failed', () => {
    expect([...STACK_STATUSES, 'UNKNOWN' as const].filter(isFailedStatus)).to.have.members([
      ...['CREATE_FAILED', 'ROLLBACK_FAILED', 'ROLLBACK_COMPLETE', 'DELETE_FAILED', 'UPDATE_FAILED'],
      ...['UPDATE_ROLLBACK_FAILED', 'UPDATE_ROLLBACK_COMPLETE', 'IMPORT_ROLLBACK_FAILED', 'IMPORT_ROLLBACK_COMPLETE'],
      'UNKNOWN',
    ]);
  });
});
