import { expect } from 'chai';
import { explainFailure, explainRefusal } from '../../../processor/deploy/explain-failure.ts';
import type { DeployedStack, StackEvent } from '../../../processor/model/stack.ts';

function stackIn(status: DeployedStack['status'], statusReason?: string): DeployedStack {
  const stack = { stackName: 'churn', stackId: 'arn:churn/1', outputs: {}, tags: {}, terminationProtection: false };
  return { ...stack, status, statusReason };
}

function failed(logicalId: string, reason: string, status = 'CREATE_FAILED'): StackEvent {
  return {
    eventId: `${logicalId}-${status}`,
    time: '',
    logicalId,
    resourceType: 'AWS::SageMaker::Model',
    status,
    reason,
  };
}

describe('explaining a failure', () => {
  it('names the resource that failed first, not those that were stopped with it', () => {
    const events = [
      failed('Role', 'Resource creation cancelled'),
      failed('Model', 'Could not find model data at s3://b/k'),
      failed('Api', 'Resource creation cancelled'),
      failed('churn', 'The following resource(s) failed to create: [Role, Model, Api].'),
    ];
    expect(explainFailure(stackIn('ROLLBACK_COMPLETE'), events).rootCause).to.equal(
      'Model (AWS::SageMaker::Model): Could not find model data at s3://b/k',
    );
  });

  it('tells the status and its reason when no event says why', () => {
    const { rootCause } = explainFailure(stackIn('ROLLBACK_COMPLETE', 'a hook said no'), []);
    expect(rootCause).to.equal('the stack ended as ROLLBACK_COMPLETE: a hook said no');
    expect(explainFailure(stackIn('ROLLBACK_COMPLETE'), []).rootCause).to.equal('the stack ended as ROLLBACK_COMPLETE');
  });

  it('says where a rollback got stuck as well', () => {
    const events = [
      failed('Endpoint', 'no capacity', 'UPDATE_FAILED'),
      failed('Role', 'the policy is gone', 'UPDATE_FAILED'),
    ];
    const { rootCause, hint } = explainFailure(stackIn('UPDATE_ROLLBACK_FAILED'), events);
    expect(rootCause).to.contain('no capacity');
    expect(hint).to.contain('Role (the policy is gone)').and.to.contain('run again');
    expect(explainFailure(stackIn('ROLLBACK_FAILED'), []).hint).to.equal(
      'the rollback got stuck: put that right and run again, it goes on from there',
    );
  });

  const hints: Readonly<Record<string, RegExp>> = {
    'Could not access model data at s3://b/k. Please ensure that the role has access: AccessDenied': /S3 object/,
    'User: arn:aws:iam::1:role/x is not authorized to perform: iam:CreateRole on resource: y': /grant the action/,
    'Role arn:aws:iam::1:role/stage-exec is invalid or cannot be assumed': /execution role of the stage/,
    'Scope ARN: arn:aws:iam::1:policy/boundary does not exist or is not attachable': /boundary of the stage/,
    'Amazon SageMaker Model Monitor is no longer open to new customers': /closed to new customers/,
    'AccessDenied. KMS key is not usable': /permission is missing/,
    'The account-level service limit "ml.p3.2xlarge for endpoint usage" is 0 Instances': /quota/,
    'mlops-churn already exists in stack arn:aws:…': /rename it here/,
    'Unable to provision requested ML compute capacity due to InsufficientInstanceCapacity': /no such instances/,
    'Rate exceeded (Service: SageMaker, Status Code: 400)': /run again/,
  };
  for (const [reason, hint] of Object.entries(hints)) {
    it(`helps with "${reason.slice(0, 40)}…"`, () => {
      expect(explainFailure(stackIn('ROLLBACK_COMPLETE'), [failed('Model', reason)]).hint).to.match(hint);
      expect(explainRefusal(reason).hint).to.match(hint);
    });
  }

  for (const reason of [
    'Handler returned status FAILED (Request ID: 4404404c-0404-4aaa-8404-404404404404)',
    'Invalid instance count 404 for arn:aws:sagemaker:us-east-1:404404404404:model/churn',
    'Value at failed to satisfy constraint: Member must not be null',
  ]) {
    it(`gives no advice that it cannot know: "${reason.slice(0, 30)}…"`, () => {
      expect(explainFailure(stackIn('ROLLBACK_COMPLETE'), [failed('Model', reason)])).to.not.have.property('hint');
    });
  }
});
