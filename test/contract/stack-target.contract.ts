import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { deploy, newToken, readyChangeSet, requestOf, settle, templates, type TargetHarness } from './drive-stack.ts';

/**
 * What every StackTarget must do, whatever is behind it. `makeHarness` gives a target with nothing deployed; it is
 * called once for each test.
 */
export function describeStackTarget(name: string, makeHarness: () => Promise<TargetHarness>): void {
  describe(`${name}: the contract of a stack target`, function () {
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

    it('knows nothing before anything was deployed', async () => {
      expect(await harness.target.listStacks()).to.deep.equal([]);
      expect(await harness.target.describeStack('no-such-stack')).to.equal(undefined);
      expect(await harness.target.readTemplate('no-such-stack')).to.equal(undefined);
      expect(await harness.target.listOperations('no-such-stack')).to.deep.equal([]);
    });

    it('leaves an empty stack in review until a create change set is executed', async () => {
      const { target } = harness;
      const tags = { 'mlops:managed-by': 'mlops-config-processor' };
      const token = newToken('create');
      const changeSet = await readyChangeSet(target, { stackName: 'review', template: templates.topic(), tags, token });
      const stack = await target.describeStack('review');
      expect(stack?.status).to.equal('REVIEW_IN_PROGRESS');
      expect(stack?.tags).to.deep.equal(tags);
      expect(stack?.pendingChangeSets).to.deep.equal([token]);
      const listed = (await target.listStacks()).find(({ stackName }) => stackName === 'review');
      expect(listed?.pendingChangeSets).to.deep.equal([token]);
      expect(changeSet.resources.map(({ logicalId, action }) => [logicalId, action])).to.deep.equal([
        ['Topic', 'create'],
      ]);
    });

    it('discards a change set together with the empty stack that it made', async () => {
      const { target } = harness;
      const changeSet = await readyChangeSet(target, { stackName: 'discarded', template: templates.topic() });
      await target.discardChangeSet(changeSet);
      expect(await target.describeStack('discarded')).to.equal(undefined);
      await target.discardChangeSet(changeSet);
    });

    it('creates a stack with its outputs and tags', async () => {
      const { target } = harness;
      const stack = await deploy(harness, {
        stackName: 'created',
        template: templates.topicAndQueue(),
        tags: { team: 'fraud', 'mlops:stage': 'dev' },
      });
      expect(stack.status).to.equal('CREATE_COMPLETE');
      expect(stack.outputs['MlopsFingerprint']).to.equal('f1');
      expect(stack.outputs['QueueArn']).to.match(/^arn:aws:sqs:[a-z0-9-]+:\d{12}:.+/);
      expect(stack.outputs['Where']).to.equal(`${target.stage.region}/created`);
      expect(stack.tags).to.deep.equal({ team: 'fraud', 'mlops:stage': 'dev' });
      expect(stack.stackId).to.match(/^arn:aws:cloudformation:[a-z0-9-]+:\d{12}:stack\/created\/[0-9a-f-]{36}$/);
      expect(stack.terminationProtection).to.equal(false);
      const listed = (await target.listStacks()).find((each) => each.stackName === 'created');
      expect(listed?.outputs).to.deep.equal(stack.outputs);
      expect(listed?.tags).to.deep.equal(stack.tags);
      expect((await target.describeStack('created'))?.stackId).to.equal(stack.stackId);
    });

    it('tells in order what happened to each resource, and for which operation', async () => {
      const stack = await deploy(harness, { stackName: 'events', template: templates.topicAndQueue() });
      const events = await harness.target.listEvents(stack.stackId, stack.token);
      const done = events.filter(({ status }) => status === 'CREATE_COMPLETE').map(({ logicalId }) => logicalId);
      expect(done).to.deep.equal(['Topic', 'Queue', 'events']);
      expect(events.every(({ token }) => token === stack.token)).to.equal(true);
      expect(new Set(events.map(({ eventId }) => eventId)).size).to.equal(events.length);
      expect(await harness.target.listEvents(stack.stackId, 'another-token')).to.deep.equal([]);
      expect((await harness.target.listEvents(stack.stackId)).length).to.be.at.least(events.length);
    });

    it('gives the template back as it was submitted', async () => {
      const template = { ...templates.topic(), Metadata: { 'mlops:commit': 'abc', number: 1.5, text: 'ü "q"' } };
      const stack = await deploy(harness, { stackName: 'read-back', template });
      expect(await harness.target.readTemplate('read-back')).to.deep.equal(template);
      expect(await harness.target.readTemplate(stack.stackId)).to.deep.equal(template);
    });

    it('finds a change set empty when nothing differs', async () => {
      const { target } = harness;
      const stack = await deploy(harness, { stackName: 'same', template: templates.topic(), tags: { a: '1' } });
      const again = await target.createChangeSet(
        requestOf({ stackName: 'same', kind: 'update', template: templates.topic(), tags: { a: '1' } }),
      );
      expect(again).to.deep.equal({ result: 'empty' });
      expect((await target.describeStack(stack.stackId))?.status).to.equal('CREATE_COMPLETE');
    });

    it('updates a resource in place', async () => {
      const created = await deploy(harness, { stackName: 'updated', template: templates.topic('first', 'f1') });
      const changeSet = await readyChangeSet(harness.target, {
        stackName: 'updated',
        kind: 'update',
        template: templates.topic('second', 'f2'),
      });
      expect(changeSet.stackId).to.equal(created.stackId);
      expect(changeSet.resources.map(({ logicalId, action }) => [logicalId, action])).to.deep.equal([
        ['Topic', 'update'],
      ]);
      await harness.target.executeChangeSet(changeSet, newToken('update'));
      const updated = await settle(harness, changeSet.stackId);
      expect(updated.status).to.equal('UPDATE_COMPLETE');
      expect(updated.outputs['MlopsFingerprint']).to.equal('f2');
      expect(updated.outputs['TopicArn']).to.equal(created.outputs['TopicArn']);
      expect(await harness.target.readTemplate('updated')).to.deep.equal(templates.topic('second', 'f2'));
    });

    it('takes a change of outputs alone for an update', async () => {
      await deploy(harness, { stackName: 'outputs', template: templates.topic('same', 'f1') });
      const updated = await deploy(harness, {
        stackName: 'outputs',
        kind: 'update',
        template: templates.topic('same', 'f2'),
      });
      expect(updated.status).to.equal('UPDATE_COMPLETE');
      expect(updated.outputs['MlopsFingerprint']).to.equal('f2');
    });

    it('adds and removes resources', async () => {
      await deploy(harness, { stackName: 'grown', template: templates.topic() });
      const more = await readyChangeSet(harness.target, {
        stackName: 'grown',
        kind: 'update',
        template: templates.topicAndQueue(),
      });
      expect(more.resources.map(({ logicalId, action }) => [logicalId, action])).to.deep.equal([['Queue', 'create']]);
      await harness.target.executeChangeSet(more, newToken('update'));
      await settle(harness, more.stackId);
      const less = await readyChangeSet(harness.target, {
        stackName: 'grown',
        kind: 'update',
        template: templates.topic(),
      });
      expect(less.resources.map(({ logicalId, action }) => [logicalId, action])).to.deep.equal([['Queue', 'delete']]);
      await harness.target.executeChangeSet(less, newToken('update'));
      const stack = await settle(harness, less.stackId);
      expect(stack.status).to.equal('UPDATE_COMPLETE');
      const events = await harness.target.listEvents(stack.stackId);
      expect(events.map(({ logicalId, status }) => `${logicalId} ${status}`)).to.include('Queue DELETE_COMPLETE');
    });

    it('replaces a resource whose identity changes, and cleans the old one up', async () => {
      const before = await deploy(harness, { stackName: 'replaced', template: templates.namedQueue('old-queue') });
      const changeSet = await readyChangeSet(harness.target, {
        stackName: 'replaced',
        kind: 'update',
        template: templates.namedQueue('new-queue'),
      });
      expect(changeSet.resources.map(({ logicalId, replacement }) => [logicalId, replacement])).to.deep.equal([
        ['Queue', 'yes'],
      ]);
      const token = newToken('update');
      await harness.target.executeChangeSet(changeSet, token);
      const after = await settle(harness, changeSet.stackId);
      expect(after.status).to.equal('UPDATE_COMPLETE');
      expect(before.outputs['QueueArn']).to.match(/:old-queue$/);
      expect(after.outputs['QueueArn']).to.match(/:new-queue$/);
      const statuses = (await harness.target.listEvents(after.stackId, token)).map(({ status }) => status);
      expect(statuses).to.include('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
      expect(statuses).to.include('DELETE_COMPLETE');
    });

    it('refuses a template whose reference leads nowhere, with the reason', async () => {
      const template = { ...templates.topic(), Outputs: { Lost: { Value: { Ref: 'Nowhere' } } } };
      const result = await harness.target.createChangeSet(requestOf({ stackName: 'broken', template }));
      expect(result.result).to.equal('failed');
      expect(result).to.have.property('reason').that.includes('Nowhere');
    });

    it('refuses to create what exists and to update what does not', async () => {
      await deploy(harness, { stackName: 'exists', template: templates.topic() });
      const { target } = harness;
      const again = await target.createChangeSet(requestOf({ stackName: 'exists', template: templates.topic('x') }));
      expect(again.result).to.equal('failed');
      const absent = { stackName: 'absent', kind: 'update', template: templates.topic() } as const;
      expect((await target.createChangeSet(requestOf(absent))).result).to.equal('failed');
      expect(await target.describeStack('absent')).to.equal(undefined);
    });

    it('has one effect when a request is repeated with its token', async () => {
      const { target } = harness;
      const request = requestOf({ stackName: 'idempotent', template: templates.topic() });
      const first = await target.createChangeSet(request);
      const second = await target.createChangeSet(request);
      expect(second).to.deep.equal(first);
      if (first.result !== 'ready') return expect.fail('not ready');
      const token = newToken('create');
      await target.executeChangeSet(first, token);
      await target.executeChangeSet(first, token);
      const stack = await settle(harness, first.stackId);
      await target.executeChangeSet(first, token);
      expect(stack.status).to.equal('CREATE_COMPLETE');
      const events = await target.listEvents(first.stackId, token);
      expect(
        events.filter(({ logicalId, status }) => logicalId === 'Topic' && status === 'CREATE_COMPLETE'),
      ).to.have.length(1);
    });

    it('publishes an asset once', async () => {
      const content = Buffer.from('exports.handler = async () => 1;');
      const digest = createHash('sha256').update(content).digest('hex');
      let reads = 0;
      const asset = {
        key: `lambda/${digest}.zip`,
        sha256: digest,
        bytes: content.length,
        read: () => {
          reads += 1;
          return Promise.resolve(content);
        },
      };
      expect(await harness.target.publishAsset(asset)).to.equal('uploaded');
      expect(await harness.target.publishAsset(asset)).to.equal('present');
      expect(reads).to.equal(1);
    });

    it('lists every stack, page after page', async () => {
      const names = Array.from({ length: 7 }, (_, index) => `many-${index}`);
      for (const stackName of names) await deploy(harness, { stackName, template: templates.topic(stackName) });
      const listed = await harness.target.listStacks();
      expect(listed.map(({ stackName }) => stackName).sort()).to.deep.equal(names);
      expect(listed.every(({ outputs }) => outputs['MlopsFingerprint'] === 'f1')).to.equal(true);
    });
  });
}
