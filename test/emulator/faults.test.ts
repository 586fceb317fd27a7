import {
  CloudFormationClient,
  ContinueUpdateRollbackCommand,
  CreateChangeSetCommand,
  DescribeStacksCommand,
  UpdateTerminationProtectionCommand,
  paginateDescribeStacks,
} from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect } from 'chai';

import { createChangeSet, deploy, events, remove, settled, type Template } from './stacks.ts';
import { useEmulator } from './use-emulator.ts';

function topics(names: Readonly<Record<string, string>>): Template {
  const resources = Object.entries(names).map(([id, DisplayName]) => [
    id,
    { Type: 'AWS::SNS::Topic', Properties: { DisplayName } },
  ]);
  return { Resources: Object.fromEntries(resources) as Template };
}

describe('the emulator goes wrong on demand', function () {
  this.timeout(60_000);
  const emulator = useEmulator({ pageSize: 2 });
  let client: CloudFormationClient;

  before(() => {
    client = new CloudFormationClient({ ...emulator().clientConfig(), maxAttempts: 4 });
  });

  beforeEach(() => emulator().reset());

  it('throttles as often as asked; the SDK tries again and is counted', async () => {
    await emulator().faults.throttle({ service: 'cloudformation', action: 'DescribeStacks', times: 2 });
    await client.send(new DescribeStacksCommand({}));
    const { counts } = await emulator().calls();
    expect(counts).to.deep.equal([{ service: 'cloudformation', action: 'DescribeStacks', count: 3 }]);

    await emulator().faults.throttle({ action: 'Describe*', times: 0 });
    await client.send(new DescribeStacksCommand({})).then(
      () => expect.fail('throttled until cleared'),
      (error: unknown) => {
        expect((error as Error).name).to.equal('Throttling');
      },
    );
    await emulator().faults.clear();
    await client.send(new DescribeStacksCommand({}));
  });

  it('loses the answer to a call that did its work', async () => {
    await emulator().faults.failCall({ action: 'CreateChangeSet', status: 500, after: true });
    await createChangeSet(client, { stackName: 'lost', type: 'CREATE', template: topics({ A: 'a' }) }).then(
      () => expect.fail('the repeated call meets the first one'),
      (error: unknown) => {
        expect((error as Error).name).to.equal('AlreadyExistsException');
      },
    );
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: 'lost' }));
    expect(Stacks[0]?.StackStatus).to.equal('REVIEW_IN_PROGRESS');
  });

  it('pages its lists', async () => {
    for (const stackName of ['a', 'b', 'c', 'd', 'e']) {
      await deploy(client, { stackName, type: 'CREATE', template: topics({ T: stackName }) });
    }
    const sizes: number[] = [];
    for await (const page of paginateDescribeStacks({ client }, {})) sizes.push(page.Stacks?.length ?? 0);
    expect(sizes).to.deep.equal([2, 2, 1]);
  });

  it('fails a resource with a reason: ROLLBACK_COMPLETE, UPDATE_ROLLBACK_COMPLETE, DELETE_FAILED', async () => {
    const { faults } = emulator();
    await faults.failResource({ logicalId: 'B', operation: 'create', reason: 'quota of topics exceeded' });
    const broken = await deploy(client, { stackName: 'broken', type: 'CREATE', template: topics({ A: 'a', B: 'b' }) });
    expect(broken.StackStatus).to.equal('ROLLBACK_COMPLETE');

    await deploy(client, { stackName: 'good', type: 'CREATE', template: topics({ A: 'a' }) });
    await faults.failResource({ type: 'AWS::SNS::*', operation: 'update', reason: 'not today' });
    const kept = await deploy(client, { stackName: 'good', type: 'UPDATE', template: topics({ A: 'b' }) });
    expect(kept.StackStatus).to.equal('UPDATE_ROLLBACK_COMPLETE');
    const reasons = (await events(client, 'good')).map((event) => event.ResourceStatusReason);
    expect(reasons).to.include('not today');

    await faults.failResource({ stackName: 'good', operation: 'delete', reason: 'in use' });
    expect(await remove(client, kept)).to.equal('DELETE_FAILED');
    expect(await remove(client, kept)).to.equal('DELETE_COMPLETE');
  });

  it('gets stuck in UPDATE_ROLLBACK_FAILED, and out of it', async () => {
    await deploy(client, { stackName: 'stuck', type: 'CREATE', template: topics({ A: 'a', B: 'b' }) });
    await emulator().faults.failResource({ logicalId: 'B', operation: 'update', reason: 'no' });
    await emulator().faults.failResource({ logicalId: 'A', operation: 'update', skip: 1, reason: 'no way back' });
    const stuck = await deploy(client, {
      stackName: 'stuck',
      type: 'UPDATE',
      template: topics({ A: 'x', B: 'y' }),
    });
    expect(stuck.StackStatus).to.equal('UPDATE_ROLLBACK_FAILED');
    expect((await events(client, 'stuck')).map((event) => event.ResourceStatusReason)).to.include('no way back');
    const refused = await createChangeSet(client, { stackName: 'stuck', type: 'UPDATE', template: topics({ A: 'z' }) })
      .then(() => 'accepted')
      .catch((error: unknown) => String(error));
    expect(refused).to.contain('UPDATE_ROLLBACK_FAILED state and can not be updated');
    await client.send(new ContinueUpdateRollbackCommand({ StackName: 'stuck' }));
    expect((await settled(client, 'stuck')).StackStatus).to.equal('UPDATE_ROLLBACK_COMPLETE');
  });

  it('forces a stack into a status', async () => {
    await deploy(client, { stackName: 'forced', type: 'CREATE', template: topics({ A: 'a' }) });
    await emulator().faults.forceStackStatus('forced', 'UPDATE_ROLLBACK_FAILED', { reason: 'by hand' });
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: 'forced' }));
    expect(Stacks[0]?.StackStatus).to.equal('UPDATE_ROLLBACK_FAILED');
    expect(Stacks[0]?.StackStatusReason).to.equal('by hand');
  });

  it('fails a change set with a reason', async () => {
    await emulator().faults.failChangeSet({ stackName: 'hooked', reason: 'a hook said no' });
    const template = topics({ A: 'a' });
    const { Status, StatusReason } = await createChangeSet(client, { stackName: 'hooked', type: 'CREATE', template });
    expect([Status, StatusReason]).to.deep.equal(['FAILED', 'a hook said no']);
  });

  it('shows a stack in progress while a resource takes its time', async () => {
    await emulator().faults.delayResource({ type: 'AWS::SNS::Topic', milliseconds: 400 });
    const started = Date.now();
    const deployed = deploy(client, { stackName: 'slow', type: 'CREATE', template: topics({ A: 'a' }) });
    const seen = new Set<string>();
    while (Date.now() - started < 350) {
      const { Stacks = [] } = await client.send(new DescribeStacksCommand({}));
      for (const { StackStatus = '' } of Stacks) seen.add(StackStatus);
    }
    expect(seen).to.include('CREATE_IN_PROGRESS');
    expect((await deployed).StackStatus).to.equal('CREATE_COMPLETE');
    expect(Date.now() - started).to.be.at.least(400);
  });

  it('refuses an inline template over 51,200 bytes and takes it from S3, by either form of its URL', async () => {
    const config = emulator().clientConfig();
    const s3 = new S3Client(config);
    const template = { ...topics({ A: 'a' }), Metadata: { Padding: 'x'.repeat(52_000) } };
    const inline = createChangeSet(client, { stackName: 'large', type: 'CREATE', template });
    expect(await inline.then(String, (error: unknown) => String(error))).to.contain('less than or equal to 51200');

    await s3.send(new CreateBucketCommand({ Bucket: 'templates' }));
    await s3.send(new PutObjectCommand({ Bucket: 'templates', Key: 'a/large.json', Body: JSON.stringify(template) }));
    const urls = {
      'large-1': 'https://templates.s3.us-east-1.amazonaws.com/a/large.json',
      'large-2': `${config.endpoint}/templates/a/large.json`,
    };
    for (const [StackName, TemplateURL] of Object.entries(urls)) {
      await client.send(
        new CreateChangeSetCommand({ StackName, ChangeSetName: 'first', ChangeSetType: 'CREATE', TemplateURL }),
      );
      expect((await events(client, StackName)).map((event) => event.ResourceStatus)).to.deep.equal([
        'REVIEW_IN_PROGRESS',
      ]);
    }
  });

  it('protects a stack from termination', async () => {
    const stack = await deploy(client, { stackName: 'kept', type: 'CREATE', template: topics({ A: 'a' }) });
    function protect(EnableTerminationProtection: boolean): UpdateTerminationProtectionCommand {
      return new UpdateTerminationProtectionCommand({ StackName: 'kept', EnableTerminationProtection });
    }
    await client.send(protect(true));
    expect(await remove(client, stack).catch((error: unknown) => String(error))).to.contain('TerminationProtection');
    await client.send(protect(false));
    expect(await remove(client, stack)).to.equal('DELETE_COMPLETE');
  });

  it('refuses a fault that makes no sense', async () => {
    const rule = { action: 'X', times: -1 };
    expect(
      await emulator()
        .faults.throttle(rule)
        .catch((error: unknown) => String(error)),
    ).to.contain('0 or more');
  });
});
