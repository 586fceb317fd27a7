import {
  CloudFormationClient,
  ContinueUpdateRollbackCommand,
  CreateChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  RollbackStackCommand,
} from '@aws-sdk/client-cloudformation';
import { S3Client } from '@aws-sdk/client-s3';
import { expect } from 'chai';
import { createCloudFormationTarget } from '../../../../processor/adapters/cloudformation/cloudformation-target.ts';
import { createSystemClock } from '../../../../processor/adapters/system-clock.ts';
import { mockedClient } from '../../../helpers/mocked-client.ts';

const ROLE = 'arn:aws:iam::111111111111:role/execution';
const ID = 'arn:aws:cloudformation:eu-west-1:111111111111:stack/churn/1';

describe('CloudFormation’s own role', () => {
  const mock = mockedClient(CloudFormationClient);

  beforeEach(() => {
    mock.reset();
    mock.resolves({});
    mock.on(CreateChangeSetCommand).resolves({ Id: 'change-set', StackId: ID });
    mock.on(DescribeChangeSetCommand).resolves({ Status: 'CREATE_COMPLETE', Changes: [] });
  });

  async function operate(executionRoleArn?: string): Promise<readonly unknown[]> {
    const stage = {
      ...{ name: 'dev', account: '111111111111', region: 'eu-west-1', approval: false, protected: false },
      ...{ assetsBucket: 'assets', executionRoleArn },
    };
    const clients = { cloudFormation: new CloudFormationClient({}), s3: new S3Client({}) };
    const target = createCloudFormationTarget({ stage, clients, clock: createSystemClock() });
    await target.createChangeSet({
      ...{ stackName: 'churn', kind: 'create', template: { Resources: {} }, tags: {} },
      ...{ token: 'mlops-create-worktree-0-1', description: 'test' },
    });
    await target.deleteStack(ID, 'token');
    await target.continueUpdateRollback(ID, 'token');
    await target.rollbackStack(ID, 'token');
    return [CreateChangeSetCommand, DeleteStackCommand, ContinueUpdateRollbackCommand, RollbackStackCommand].map(
      (command) => mock.commandCalls(command as typeof DeleteStackCommand)[0]?.args[0].input.RoleARN,
    );
  }

  it('is given with every operation that changes resources', async () => {
    expect(await operate(ROLE)).to.deep.equal([ROLE, ROLE, ROLE, ROLE]);
  });

  it('is not given where the stage names none', async () => {
    expect(await operate()).to.deep.equal([undefined, undefined, undefined, undefined]);
  });
});
