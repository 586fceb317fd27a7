import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { expect } from 'chai';

import { deploy, settled } from './stacks.ts';
import { useEmulator } from './use-emulator.ts';

const TWO_TOPICS = { Resources: { One: { Type: 'AWS::SNS::Topic' }, Two: { Type: 'AWS::SNS::Topic' } } };

describe('deletions in the emulator', function () {
  this.timeout(30_000);
  const emulator = useEmulator();

  it('are begun once, however many ask for them', async () => {
    const client = new CloudFormationClient(emulator().clientConfig());
    const { StackId = '' } = await deploy(client, { stackName: 'twice', type: 'CREATE', template: TWO_TOPICS });
    await emulator().faults.delayResource({ stackName: 'twice', operation: 'delete', milliseconds: 200, times: 2 });
    for (const ClientRequestToken of ['first', 'second']) {
      await client.send(new DeleteStackCommand({ StackName: StackId, ClientRequestToken }));
    }
    expect((await settled(client, StackId)).StackStatus).to.equal('DELETE_COMPLETE');
    const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName: StackId }));
    const begun = StackEvents.filter(isBegun).map(({ LogicalResourceId }) => LogicalResourceId);
    expect(begun.sort()).to.deep.equal(['One', 'Two', 'twice']);
    client.destroy();
  });
});

function isBegun({ ResourceStatus }: StackEvent): boolean {
  return ResourceStatus === 'DELETE_IN_PROGRESS';
}
