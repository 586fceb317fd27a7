import { expect } from 'chai';
import { toOperations } from '../../../../processor/adapters/cloudformation/operations.ts';
import { told, tokenOf, type Told } from '../../../helpers/stack-events.ts';

function reasons(token: string, ...events: readonly Told[]): readonly (readonly (string | undefined)[])[] {
  return toOperations('churn', told(token, ...events)).map(({ kind, status, reason }) => [kind, status, reason]);
}

describe('operations read from the events of a stack', () => {
  it('tells which resource failed a create, not that the rollback is complete', () => {
    const operations = reasons(
      tokenOf('create'),
      ['churn', 'CREATE_IN_PROGRESS', 'User Initiated'],
      ['Role', 'CREATE_FAILED', 'Resource creation cancelled'],
      ['Model', 'CREATE_FAILED', 'Could not find model data at s3://b/k'],
      ['Endpoint', 'CREATE_FAILED', 'Resource creation cancelled'],
      [
        'churn',
        'ROLLBACK_IN_PROGRESS',
        'The following resource(s) failed to create: [Role, Model, Endpoint]. Rollback requested by user.',
      ],
      ['Model', 'DELETE_COMPLETE'],
      ['churn', 'ROLLBACK_COMPLETE', 'Rollback complete'],
    );
    expect(operations).to.deep.equal([
      ['create', 'ROLLBACK_COMPLETE', 'Model (AWS::SageMaker::Model): Could not find model data at s3://b/k'],
    ]);
  });

  it('tells which resource failed an update that was rolled back', () => {
    const operations = reasons(
      tokenOf('update'),
      ['churn', 'UPDATE_IN_PROGRESS', 'User Initiated'],
      ['Topic', 'UPDATE_FAILED', 'Resource update cancelled'],
      ['Endpoint', 'UPDATE_FAILED', 'the container did not answer'],
      ['churn', 'UPDATE_ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to update: [Topic, Endpoint]. '],
      ['churn', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'],
      ['churn', 'UPDATE_ROLLBACK_COMPLETE', 'Update rollback complete'],
    );
    expect(operations[0]?.[2]).to.equal('Endpoint (AWS::SageMaker::Model): the container did not answer');
  });

  it('tells which resource could not be deleted', () => {
    const operations = reasons(
      tokenOf('delete'),
      ['churn', 'DELETE_IN_PROGRESS', 'User Initiated'],
      ['Bucket', 'DELETE_FAILED', 'The bucket you tried to delete is not empty'],
      ['churn', 'DELETE_FAILED', 'The following resource(s) failed to delete: [Bucket]. '],
    );
    expect(operations).to.deep.equal([
      ['delete', 'DELETE_FAILED', 'Bucket (AWS::SageMaker::Model): The bucket you tried to delete is not empty'],
    ]);
  });

  it('tells what failed while the way back is still under way', () => {
    const operations = reasons(
      tokenOf('create'),
      ['churn', 'CREATE_IN_PROGRESS', 'User Initiated'],
      ['Model', 'CREATE_FAILED', 'no'],
      ['churn', 'ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to create: [Model].'],
    );
    expect(operations).to.deep.equal([['create', 'ROLLBACK_IN_PROGRESS', 'Model (AWS::SageMaker::Model): no']]);
    expect(toOperations('churn', told(tokenOf('create'), ['churn', 'CREATE_IN_PROGRESS']))[0]).to.not.have.any.keys(
      'finishedAt',
      'reason',
    );
  });

  it('says what the stack says where no resource failed', () => {
    const begun: Told = ['churn', 'UPDATE_IN_PROGRESS', 'User Initiated'];
    const hook = 'The following hook(s) failed: [Org::Tags]';
    const ends: readonly (readonly [string, Told])[] = [
      [hook, ['churn', 'UPDATE_ROLLBACK_IN_PROGRESS', hook]],
      [`churn (AWS::CloudFormation::Stack): ${hook}`, ['churn', 'UPDATE_FAILED', hook]],
    ];
    for (const [reason, event] of ends) expect(reasons(tokenOf('update'), begun, event)[0]?.[2]).to.equal(reason);
  });

  it('has nothing to tell of what ended as it was asked to', () => {
    const tried: Told = ['Role', 'DELETE_FAILED', 'Cannot delete entity, must detach all policies first.'];
    const ends: readonly (readonly [string, readonly Told[]])[] = [
      ['create', [['churn', 'CREATE_COMPLETE']]],
      ['update', [['churn', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'], tried]],
      ['update', [['churn', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'], tried, ['churn', 'UPDATE_COMPLETE']]],
      ['delete', [['churn', 'DELETE_IN_PROGRESS', 'User Initiated'], tried, ['churn', 'DELETE_COMPLETE']]],
      [
        'rollback',
        [
          ['churn', 'UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated'],
          ['churn', 'UPDATE_ROLLBACK_COMPLETE'],
        ],
      ],
      [
        'rollback',
        [
          ['churn', 'ROLLBACK_IN_PROGRESS', 'User Initiated'],
          ['churn', 'ROLLBACK_COMPLETE'],
        ],
      ],
    ];
    for (const [kind, events] of ends) expect(reasons(tokenOf(kind), ...events)[0]?.[2], kind).to.equal(undefined);
    const running: Told = ['churn', 'UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated'];
    expect(reasons(tokenOf('rollback'), running)[0]?.[2]).to.equal(undefined);
  });

  it('keeps the causes of several operations apart, newest first, and leaves those of others out', () => {
    const events = [
      ...told(tokenOf('create'), ['churn', 'CREATE_IN_PROGRESS'], ['Model', 'CREATE_FAILED', 'first']),
      ...told(tokenOf('create'), ['churn', 'ROLLBACK_COMPLETE', 'Rollback complete']),
      ...told('of-somebody-else', ['churn', 'UPDATE_FAILED', 'theirs']),
      ...told(tokenOf('update'), ['churn', 'UPDATE_IN_PROGRESS'], ['Model', 'UPDATE_FAILED', 'second']),
      ...told(tokenOf('update'), ['churn', 'UPDATE_ROLLBACK_COMPLETE']),
    ];
    expect(toOperations('churn', events).map(({ reason }) => reason)).to.deep.equal([
      'Model (AWS::SageMaker::Model): second',
      'Model (AWS::SageMaker::Model): first',
    ]);
  });
});
