import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { templateProblem } from '../../../../processor/adapters/local/check-template.ts';
import { compareTemplates, isSameStack } from '../../../../processor/adapters/local/compare-templates.ts';
import { createLocalTarget } from '../../../../processor/adapters/local/create-local-target.ts';
import type { Faults } from '../../../../processor/adapters/local/faults.ts';
import { resolveValue } from '../../../../processor/adapters/local/resolve-value.ts';
import { orderResources } from '../../../../processor/adapters/local/template-references.ts';
import type { StackTemplate } from '../../../../processor/model/stack.ts';
import type { UserError } from '../../../../processor/model/errors.ts';
import type { StackTarget } from '../../../../processor/ports/stack-target.ts';
import {
  deploy,
  harnessWithoutFaults,
  newToken,
  settle,
  templates,
  type TargetHarness,
} from '../../../contract/drive-stack.ts';
import { localStage, steppingClock } from '../../../helpers/local-target.ts';
import { useTemporaryFolder } from '../../../helpers/temporary-folder.ts';

function of(resources: Record<string, object>): StackTemplate {
  const entries = Object.entries(resources).map(([id, more]) => [id, { Type: 'AWS::SNS::Topic', ...more }]);
  return { Resources: Object.fromEntries(entries) as StackTemplate['Resources'] };
}

describe('templates in the local target', () => {
  it('orders resources by what they refer to, in every way to refer', () => {
    const template = of({
      A: { Properties: { x: { 'Fn::Join': ['', ['a', { Ref: 'B' }]] } } },
      B: { Properties: { x: { 'Fn::Sub': '${C.Arn}-${AWS::Region}-${!Literal}' } } },
      C: { Properties: { x: { 'Fn::GetAtt': ['D', 'Arn'] } } },
      D: { DependsOn: ['E'] },
      E: { Properties: { x: { 'Fn::Sub': ['${own}', { own: { 'Fn::GetAtt': 'F.Arn' } }] } } },
      F: {},
    });
    expect(orderResources(template)).to.deep.equal(['F', 'E', 'D', 'C', 'B', 'A']);
    expect(templateProblem(template)).to.equal(undefined);
  });

  for (const [problem, template] of [
    ['no resources', { Resources: {} }],
    ['circular dependency between resources: [A, B]', of({ A: { DependsOn: 'B' }, B: { DependsOn: 'A' } })],
    ['unrecognized resource type "Nonsense"', { Resources: { A: { Type: 'Nonsense' } } }],
    ['unresolved resource dependencies [Z]', of({ A: { Properties: { x: { 'Fn::Sub': '${Z}' } } } })],
    ['A depends on "Z"', of({ A: { DependsOn: 'Z' } })],
    ['logical id "a-b"', of({ 'a-b': {} })],
  ] as const) {
    it(`refuses a template with ${problem}`, () => {
      expect(templateProblem(template)).to.include(problem);
    });
  }

  it('finds plausible values, and says so where it cannot', () => {
    const environment = { stackName: 's', stackId: 'arn:s', account: '111122223333', region: 'eu-west-1' };
    const role = { type: 'AWS::IAM::Role', physicalId: 'my-role', definition: '', retain: false };
    const scope = { environment, resources: { Role: role }, parameters: { P: 'p' } };
    expect(resolveValue({ 'Fn::GetAtt': ['Role', 'Arn'] }, scope)).to.equal('arn:aws:iam::111122223333:role/my-role');
    expect(resolveValue({ 'Fn::Sub': '${AWS::AccountId}/${P}/${!Kept}' }, scope)).to.equal('111122223333/p/${Kept}');
    expect(resolveValue({ 'Fn::Select': [1, { 'Fn::Split': ['-', { Ref: 'Role' }] }] }, scope)).to.equal('role');
    expect(resolveValue({ 'Fn::GetAtt': ['Role', 'RoleId'] }, scope)).to.equal('local-placeholder:Role.RoleId');
    expect(resolveValue({ 'Fn::ImportValue': 'x' }, scope)).to.equal('local-placeholder:Fn::ImportValue');
  });

  it('finds no difference in description, metadata and the order of keys', () => {
    const before = { ...of({ A: { Properties: { x: 1, y: 2 } } }), Description: 'one', Metadata: { a: 1 } };
    expect(isSameStack(before, { ...of({ A: { Properties: { y: 2, x: 1 } } }), Description: 'two' })).to.equal(true);
    expect(isSameStack(before, { ...before, Outputs: { O: { Value: 'x' } } })).to.equal(false);
    const [change] = compareTemplates(before, of({ A: { Properties: { x: 1, y: 3 } } }));
    expect(change).to.include({ logicalId: 'A', action: 'update', replacement: 'conditional' });
    expect(change?.properties).to.deep.equal(['y']);
  });
});

describe('faults of the local target', () => {
  const folder = useTemporaryFolder();
  let harness: TargetHarness;
  let target: StackTarget;

  function inject(faults: Partial<Faults>): void {
    writeFileSync(path.join(folder(), 'faults.json'), JSON.stringify(faults));
  }

  beforeEach(async () => {
    target = createLocalTarget({ stateDir: folder(), stage: localStage, clock: steppingClock() });
    await target.lock('test');
    harness = harnessWithoutFaults(target);
  });

  it('gets stuck in UPDATE_ROLLBACK_FAILED when the rollback fails too, and out of it', async () => {
    const stackName = 'stuck';
    const created = await deploy(harness, { stackName, template: templates.topicAndQueue('a', 'f1') });
    inject({
      failures: [
        { stack: stackName, logicalId: 'Queue', operation: 'update', reason: 'forward', times: 1 },
        { stack: stackName, logicalId: 'Topic', operation: 'rollback', reason: 'backward', times: 1 },
      ],
    });
    const queue = { Queue: { Type: 'AWS::SQS::Queue', DependsOn: 'Topic', Properties: { VisibilityTimeout: 60 } } };
    const next = templates.topicAndQueue('b', 'f2');
    const template = { ...next, Resources: { ...next.Resources, ...queue } };
    const stuck = await deploy(harness, { stackName, kind: 'update', template });
    expect(stuck.status).to.equal('UPDATE_ROLLBACK_FAILED');
    expect((await target.listOperations(stackName))[0]?.reason).to.equal('Queue (AWS::SQS::Queue): forward');
    await target.continueUpdateRollback(created.stackId, newToken('rollback'));
    const back = await settle(harness, created.stackId);
    expect([back.status, back.outputs['MlopsFingerprint']]).to.deep.equal(['UPDATE_ROLLBACK_COMPLETE', 'f1']);
  });

  it('leaves CREATE_FAILED and UPDATE_FAILED where rollback is disabled, and rolls back when asked', async () => {
    const failure = { logicalId: 'Topic', reason: 'no', times: 1, keepFailed: true } as const;
    const other = { stack: 'updated', operation: 'update', ...failure } as const;
    inject({ failures: [{ stack: 'created', operation: 'create', ...failure }, other] });
    const created = await deploy(harness, { stackName: 'created', template: templates.topic() });
    expect(created.status).to.equal('CREATE_FAILED');
    await target.rollbackStack(created.stackId, newToken('rollback'));
    expect((await settle(harness, created.stackId)).status).to.equal('ROLLBACK_COMPLETE');
    await deploy(harness, { stackName: 'updated', template: templates.topic('a') });
    const updated = await deploy(harness, { stackName: 'updated', kind: 'update', template: templates.topic('b') });
    expect(updated.status).to.equal('UPDATE_FAILED');
    await target.rollbackStack(updated.stackId, newToken('rollback'));
    expect((await settle(harness, updated.stackId)).status).to.equal('UPDATE_ROLLBACK_COMPLETE');
  });

  it('fails the rollback of a create', async () => {
    const stack = 'both';
    const reason = 'no';
    inject({
      failures: [
        { stack, logicalId: 'Queue', operation: 'create', reason },
        { stack, logicalId: 'Topic', operation: 'rollback', reason },
      ],
    });
    const failed = await deploy(harness, { stackName: stack, template: templates.topicAndQueue() });
    expect(failed.status).to.equal('ROLLBACK_FAILED');
  });

  it('keeps what has a deletion policy to retain', async () => {
    const template = of({ Kept: { DeletionPolicy: 'Retain' }, Gone: {} });
    const stack = await deploy(harness, { stackName: 'retains', template });
    await target.deleteStack(stack.stackId, newToken('delete'));
    expect((await settle(harness, stack.stackId)).status).to.equal('DELETE_COMPLETE');
    const told = (await target.listEvents(stack.stackId)).map(({ logicalId, status }) => `${logicalId} ${status}`);
    expect(told).to.include('Kept DELETE_SKIPPED').and.to.include('Gone DELETE_COMPLETE');
  });

  it('refuses to delete a protected stack or one in progress', async () => {
    const stack = await deploy(harness, { stackName: 'guarded', template: templates.topic() });
    inject({ protected: ['guarded'] });
    expect((await target.describeStack('guarded'))?.terminationProtection).to.equal(true);
    const guarded = await target.deleteStack(stack.stackId, newToken('delete')).catch((error: unknown) => error);
    expect((guarded as UserError).code).to.equal('termination-protection');
    inject({ statuses: { guarded: 'UPDATE_IN_PROGRESS' } });
    const busy = await target.deleteStack(stack.stackId, newToken('delete')).catch((error: unknown) => error);
    expect((busy as UserError).code).to.equal('stack-busy');
  });

  it('says what is wrong with a file of faults', async () => {
    writeFileSync(path.join(folder(), 'faults.json'), '{"failures": {}}');
    const error = await target.listStacks().catch((thrown: unknown) => thrown);
    expect((error as UserError).code).to.equal('invalid-faults');
  });

  for (const failures of [[null], ['models'], [{ stack: 'models', logicalId: 'Topic', operation: 'create' }]]) {
    it(`takes ${JSON.stringify(failures)} for no failures`, async () => {
      writeFileSync(path.join(folder(), 'faults.json'), JSON.stringify({ failures }));

      const error = await target.listStacks().catch((thrown: unknown) => thrown);

      expect((error as UserError).code).to.equal('invalid-faults');
      expect((error as UserError).message).to.include('stack, logicalId, operation, reason');
    });
  }

  it('takes no status that CloudFormation does not know', async () => {
    writeFileSync(path.join(folder(), 'faults.json'), '{"statuses": {"models": "WEIRD"}}');
    const error = await target.listStacks().catch((thrown: unknown) => thrown);
    expect((error as UserError).message).to.include('models cannot have the status WEIRD');
    writeFileSync(path.join(folder(), 'faults.json'), '{"statuses": {"models": "UNKNOWN"}}');
    expect(await target.listStacks()).to.deep.equal([]);
  });
});
