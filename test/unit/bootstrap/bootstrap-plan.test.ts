import { expect } from 'chai';
import { bootstrapPlan, planChange, type BootstrapChange } from '../../../processor/bootstrap/bootstrap-plan.ts';
import { renderBootstrapPlan } from '../../../processor/bootstrap/render-plan.ts';
import { renderBootstrapReport } from '../../../processor/bootstrap/render-report.ts';
import type { Outcome } from '../../../processor/model/outcome.ts';
import { FINGERPRINT_OUTPUT, MANAGED_BY, TAGS, type DeployedStack } from '../../../processor/model/stack.ts';
import type { StackStatus, StackTemplate } from '../../../processor/model/stack.ts';
import { diffTemplates } from '../../../processor/plan/diff-template.ts';

const TEMPLATE: StackTemplate = { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } };
const PLAIN = { color: false, verbose: false };

function wantedOf(template: StackTemplate, fingerprint: string) {
  return { stackName: 'team-foundation', template, tags: {}, assets: [], fingerprint };
}

function deployed(status: StackStatus, change: Partial<DeployedStack> = {}): DeployedStack {
  return {
    ...{ stackName: 'team-foundation', stackId: 'id', status, terminationProtection: false },
    ...{ outputs: { [FINGERPRINT_OUTPUT]: 'old' }, tags: { [TAGS.managedBy]: MANAGED_BY }, ...change },
  };
}

function change(found?: DeployedStack, before: StackTemplate = TEMPLATE, fingerprint = 'new'): BootstrapChange {
  const place = { account: '111111111111', region: 'eu-west-1', bucket: 'assets', stages: ['dev'] };
  const wanted = wantedOf(TEMPLATE, fingerprint);
  return planChange({ kind: 'foundation', ...place, wanted, found, before: found && before, diffTemplates });
}

function planOf(changes: readonly BootstrapChange[], isPresent = true) {
  const processor = { bucket: 'assets', key: 'processor/0.zip', bytes: 17_000_000, isPresent };
  return bootstrapPlan({ changes, processor, left: [], notes: [] });
}

function reportOf(outcome: Outcome, from = change()): string {
  const plan = planOf([from]);
  const succeeded = outcome.result === 'deployed' || outcome.result === 'unchanged';
  return renderBootstrapReport({ plan, changes: [{ ...from, outcome }], succeeded }, { color: false });
}

describe('the plan of an installation', () => {
  it('creates what is not there, or never came up', () => {
    expect(change().action).to.equal('create');
    expect(change(deployed('REVIEW_IN_PROGRESS', { tags: {} })).blocked).to.equal(undefined);
    const again = change(deployed('ROLLBACK_COMPLETE'));
    expect(again.action).to.equal('create');
    expect(again.reasons.join()).to.contain('an earlier installation failed');
  });

  it('leaves alone what is the same', () => {
    const same = deployed('UPDATE_COMPLETE', { outputs: { [FINGERPRINT_OUTPUT]: 'new' } });
    expect(change(same)).to.deep.include({ action: 'none', resources: [], iam: [] });
  });

  it('updates what differs, and says what only leaves the stack', () => {
    const bucket = { Type: 'AWS::S3::Bucket', DeletionPolicy: 'RetainExceptOnCreate' };
    const update = change(deployed('CREATE_COMPLETE'), { Resources: { ...TEMPLATE.Resources, Assets: bucket } });
    expect(update.action).to.equal('update');
    expect(update.resources.map(({ logicalId, action }) => `${action} ${logicalId}`)).to.deep.equal(['delete Assets']);
    expect(update.reasons.join()).to.contain('Assets only leaves the stack');
  });

  it('refuses a stack of somebody else, and one that a person must mend', () => {
    expect(change(deployed('CREATE_COMPLETE', { tags: {} })).blocked?.guard).to.equal('foreign-stack');
    expect(change(deployed('DELETE_FAILED')).blocked?.guard).to.equal('stack-status');
  });

  it('has the order of deployment and a digest of what it does', () => {
    const control: BootstrapChange = { ...change(), kind: 'control-plane', stack: 'team-control-plane' };
    const plan = planOf([control, change()]);
    expect(plan.changes.map(({ kind }) => kind)).to.deep.equal(['foundation', 'control-plane']);
    expect(plan.digest).to.equal(planOf([change(), control]).digest);
    expect(plan.digest).not.to.equal(planOf([change(undefined, TEMPLATE, 'other'), control]).digest);
  });

  it('is shown in words', () => {
    expect(renderBootstrapPlan(planOf([change()], false), PLAIN)).to.equal(
      [
        '+ team-foundation · 111111111111 eu-west-1 · create',
        '    for        stage dev',
        '    why        not installed yet',
        '    resources  1 resource: SNS',
        '    costs      storage of what is put into buckets and repositories; nothing while they are empty',
        '',
        '+ this version of the processor (17.0 MB) goes to s3://assets/processor/0.zip',
        '1 to create, 0 to update, 0 unchanged',
        '',
      ].join('\n'),
    );
  });

  it('names the command for places that were not looked at, before and after', () => {
    const left = [{ account: '222222222222', region: 'eu-west-1', stages: ['prod'] }];
    const plan = { ...planOf([]), left };
    const command =
      'not looked at: 222222222222 eu-west-1; with credentials of that account: mlops bootstrap --stage prod\n';
    expect(renderBootstrapPlan(plan, PLAIN)).to.include(command);
    const report = renderBootstrapReport({ plan, changes: [], succeeded: true }, { color: false });
    expect(report).to.include(command).and.not.to.include('everything is installed');
  });

  it('does not let a name of somebody else’s write on the terminal', () => {
    const place = { ...change(), reasons: ['\u001b[31mred'] };
    expect(renderBootstrapPlan(planOf([place]), PLAIN)).not.to.contain('\u001b');
  });

  it('ends in words too', () => {
    const unchanged = deployed('CREATE_COMPLETE', { outputs: { [FINGERPRINT_OUTPUT]: 'new' } });
    expect(reportOf({ result: 'unchanged' }, change(unchanged))).to.contain('Nothing to do');
    expect(reportOf({ result: 'deployed', seconds: 3, outputs: { Url: 'u' } }))
      .to.contain('created in 3 s')
      .and.to.contain('Done');
    const failed = reportOf({ result: 'failed', rootCause: 'Topic: no', hint: 'try', events: [], seconds: 1 });
    expect(failed).to.contain('failed: Topic: no').and.to.contain('hint: try').and.to.contain('Not done');
  });
});
