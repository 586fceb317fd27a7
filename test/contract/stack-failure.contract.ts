import { expect } from 'chai';
import { deploy, newToken, readyChangeSet, requestOf, settle, templates, type TargetHarness } from './drive-stack.ts';

/** What every StackTarget must do when things fail, go away or are stuck; as `describeStackTarget`. */
export function describeStackFailures(name: string, makeHarness: () => Promise<TargetHarness>): void {
  describe(`${name}: failure, deletion and history of stacks`, function () {
    this.timeout(60_000);
    let harness: TargetHarness;
    let release: () => Promise<void>;

    beforeEach(async () => {
      harness = await makeHarness();
      const lock = await harness.target.lock('contract suite');
      release = () => lock.release();
    });

    afterEach(async () => {
      await release();
      await harness.dispose();
    });

    it('rolls a failed create back and tells why', async () => {
      const stackName = 'fails';
      const reason = 'the queue is not to be';
      await harness.failResource({ stackName, logicalId: 'Queue', operation: 'create', reason });
      const stack = await deploy(harness, { stackName, template: templates.topicAndQueue() });
      expect(stack.status).to.equal('ROLLBACK_COMPLETE');
      expect(await harness.target.readTemplate(stackName)).to.deep.equal(templates.topicAndQueue());
      const events = await harness.target.listEvents(stack.stackId, stack.token);
      const failed = events.find(({ status }) => status === 'CREATE_FAILED');
      expect(failed?.logicalId).to.equal('Queue');
      expect(failed?.reason).to.include(reason);
      const told = events.map(({ logicalId, status }) => `${logicalId} ${status}`);
      expect(told).to.include('Topic DELETE_COMPLETE');
      expect(told.indexOf('Topic DELETE_COMPLETE')).to.be.greaterThan(told.indexOf('Queue CREATE_FAILED'));
      const [operation] = await harness.target.listOperations(stackName);
      expect(operation?.status).to.equal('ROLLBACK_COMPLETE');
      expect(operation?.reason).to.equal(`Queue (AWS::SQS::Queue): ${failed?.reason ?? ''}`);
    });

    it('takes no update after a failed create, but a deletion and a new creation', async () => {
      const stackName = 'second-life';
      await harness.failResource({ stackName, logicalId: 'Topic', operation: 'create', reason: 'not now' });
      const failed = await deploy(harness, { stackName, template: templates.topic() });
      const request = { stackName, kind: 'update', template: templates.topic('other') } as const;
      const update = await harness.target.createChangeSet(requestOf(request));
      expect(update.result).to.equal('failed');
      await harness.target.deleteStack(failed.stackId, newToken('delete'));
      expect((await settle(harness, failed.stackId)).status).to.equal('DELETE_COMPLETE');
      const again = await deploy(harness, { stackName, template: templates.topic() });
      expect(again.status).to.equal('CREATE_COMPLETE');
      expect(again.stackId).to.not.equal(failed.stackId);
    });

    it('rolls a failed update back to what was there', async () => {
      const stackName = 'stays';
      const before = await deploy(harness, { stackName, template: templates.topicAndQueue('first', 'f1') });
      const reason = 'no second name';
      await harness.failResource({ stackName, logicalId: 'Topic', operation: 'update', reason });
      const template = templates.topicAndQueue('second', 'f2');
      const after = await deploy(harness, { stackName, kind: 'update', template });
      expect(after.status).to.equal('UPDATE_ROLLBACK_COMPLETE');
      expect(after.outputs).to.deep.equal(before.outputs);
      expect(await harness.target.readTemplate(stackName)).to.deep.equal(templates.topicAndQueue('first', 'f1'));
      const events = await harness.target.listEvents(after.stackId, after.token);
      const failed = events.find(({ status }) => status === 'UPDATE_FAILED');
      expect([failed?.logicalId, failed?.reason?.includes(reason)]).to.deep.equal(['Topic', true]);
      const next = await deploy(harness, {
        stackName,
        kind: 'update',
        template: templates.topicAndQueue('third', 'f3'),
      });
      expect([next.status, next.outputs['MlopsFingerprint']]).to.deep.equal(['UPDATE_COMPLETE', 'f3']);
    });

    it('deletes a stack, which is then found by its id alone', async () => {
      const { target } = harness;
      const stack = await deploy(harness, { stackName: 'goes', template: templates.topicAndQueue() });
      const token = newToken('delete');
      await target.deleteStack(stack.stackId, token);
      expect((await settle(harness, stack.stackId)).status).to.equal('DELETE_COMPLETE');
      expect(await target.describeStack('goes')).to.equal(undefined);
      expect(await target.readTemplate('goes')).to.equal(undefined);
      expect(await target.listStacks()).to.deep.equal([]);
      const events = await target.listEvents(stack.stackId, token);
      const gone = events.filter(({ status }) => status === 'DELETE_COMPLETE').map(({ logicalId }) => logicalId);
      expect(gone.slice(0, 2)).to.deep.equal(['Queue', 'Topic']);
      await target.deleteStack(stack.stackId, newToken('delete'));
    });

    it('deletes by id, and so never a younger stack of the same name', async () => {
      const { target } = harness;
      const old = await deploy(harness, { stackName: 'twice', template: templates.topic() });
      await target.deleteStack(old.stackId, newToken('delete'));
      await settle(harness, old.stackId);
      const young = await deploy(harness, { stackName: 'twice', template: templates.topic() });
      await target.deleteStack(old.stackId, newToken('delete'));
      expect((await target.describeStack('twice'))?.stackId).to.equal(young.stackId);
      expect((await target.describeStack('twice'))?.status).to.equal('CREATE_COMPLETE');
      expect((await target.describeStack(old.stackId))?.status).to.equal('DELETE_COMPLETE');
    });

    it('stops at a resource that cannot be deleted and goes on when asked again', async () => {
      const { target } = harness;
      const stackName = 'clings';
      const stack = await deploy(harness, { stackName, template: templates.topicAndQueue() });
      const reason = 'messages are left';
      await harness.failResource({ stackName, logicalId: 'Topic', operation: 'delete', reason });
      await target.deleteStack(stack.stackId, newToken('delete'));
      expect((await settle(harness, stack.stackId)).status).to.equal('DELETE_FAILED');
      const failed = (await target.listEvents(stack.stackId)).find(({ status }) => status === 'DELETE_FAILED');
      expect([failed?.logicalId, failed?.reason?.includes(reason)]).to.deep.equal(['Topic', true]);
      const [operation] = await target.listOperations(stackName);
      expect(operation?.reason).to.equal(`Topic (AWS::SNS::Topic): ${failed?.reason ?? ''}`);
      await target.deleteStack(stack.stackId, newToken('delete'));
      expect((await settle(harness, stack.stackId)).status).to.equal('DELETE_COMPLETE');
      expect((await target.listOperations(stackName))[0]).to.not.have.property('reason');
    });

    it('continues a rollback that was stuck', async () => {
      const { target } = harness;
      const stack = await deploy(harness, { stackName: 'stuck', template: templates.topic() });
      await harness.forceStatus('stuck', 'UPDATE_ROLLBACK_FAILED');
      expect((await target.describeStack('stuck'))?.status).to.equal('UPDATE_ROLLBACK_FAILED');
      const request = { stackName: 'stuck', kind: 'update', template: templates.topic('other') } as const;
      expect((await target.createChangeSet(requestOf(request))).result).to.equal('failed');
      await target.continueUpdateRollback(stack.stackId, newToken('rollback'));
      expect((await settle(harness, stack.stackId)).status).to.equal('UPDATE_ROLLBACK_COMPLETE');
    });

    it('shows a forced status in the list as well', async () => {
      await deploy(harness, { stackName: 'forced', template: templates.topic() });
      await harness.forceStatus('forced', 'UPDATE_FAILED');
      expect((await harness.target.listStacks()).map(({ status }) => status)).to.deep.equal(['UPDATE_FAILED']);
    });

    it('remembers the operations of a stack, newest first, with their commit', async () => {
      const { target } = harness;
      const stackName = 'history';
      const stack = await deploy(harness, { stackName, template: templates.topic('first', 'f1') });
      const updated = await deploy(harness, { stackName, kind: 'update', template: templates.topic('second', 'f2') });
      const operations = await target.listOperations(stackName);
      expect(operations.map(({ kind, status }) => [kind, status])).to.deep.equal([
        ['update', 'UPDATE_COMPLETE'],
        ['create', 'CREATE_COMPLETE'],
      ]);
      expect(operations.map(({ token }) => token)).to.deep.equal([updated.token, stack.token]);
      expect(operations.map(({ commit }) => commit)).to.deep.equal(['0123456789ab', '0123456789ab']);
      expect(
        operations.every(({ startedAt, finishedAt }) => finishedAt !== undefined && startedAt <= finishedAt),
      ).to.equal(true);
    });

    it('does not execute a change set that was used up by another', async () => {
      const { target } = harness;
      await deploy(harness, { stackName: 'raced', template: templates.topic('first') });
      const request = { stackName: 'raced', kind: 'update' } as const;
      const mine = await readyChangeSet(target, { ...request, template: templates.topic('mine') });
      await deploy(harness, { ...request, template: templates.topic('theirs') });
      const refused = await target.executeChangeSet(mine, newToken('update')).then(
        () => 'executed',
        () => 'refused',
      );
      expect(refused).to.equal('refused');
      expect(await target.readTemplate('raced')).to.deep.equal(templates.topic('theirs'));
    });
  });
}
