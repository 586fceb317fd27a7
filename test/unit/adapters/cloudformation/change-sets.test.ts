import { expect } from 'chai';
import { createClients } from '../../../../processor/adapters/cloudformation/clients.ts';
import { createCloudFormationTarget } from '../../../../processor/adapters/cloudformation/cloudformation-target.ts';
import { UserError } from '../../../../processor/model/errors.ts';
import type { ChangeSetRequest, StackTarget } from '../../../../processor/ports/stack-target.ts';
import { localStage, steppingClock } from '../../../helpers/local-target.ts';
import {
  members,
  queryAnswer,
  queryFailure,
  startScriptedAws,
  type Script,
  type ScriptedAws,
} from '../../../helpers/scripted-aws.ts';

const TOKEN = 'mlops-create-0123456789ab-00000000feed-run1';
const STACK = 'arn:aws:cloudformation:us-east-1:000000000000:stack/churn/1';
const SET = `arn:aws:cloudformation:us-east-1:000000000000:changeSet/${TOKEN}/1`;
const IDS = `<ChangeSetId>${SET}</ChangeSetId><StackId>${STACK}</StackId>`;
const READY = { changeSetId: SET, stackId: STACK };

const CREATED = queryAnswer('CreateChangeSet', `<Id>${SET}</Id><StackId>${STACK}</StackId>`);
const NOT_FOUND = queryFailure('ChangeSetNotFound', `ChangeSet [${TOKEN}] does not exist`, 404);
const DONE = queryAnswer('DeleteStack', '');

const request: ChangeSetRequest = {
  stackName: 'churn',
  kind: 'create',
  template: { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } },
  tags: { team: 'retention' },
  token: TOKEN,
  description: 'create',
};

function described(status: string, more = '') {
  return queryAnswer('DescribeChangeSet', `${IDS}<Status>${status}</Status>${more}`);
}

function stackIn(status: string) {
  const stack = { StackName: 'churn', StackId: STACK, StackStatus: status, CreationTime: '2026-01-05T09:00:00Z' };
  return queryAnswer('DescribeStacks', `<Stacks>${members([stack])}</Stacks>`);
}

function change(logicalId: string): string {
  const resource = `<Action>Add</Action><LogicalResourceId>${logicalId}</LogicalResourceId><ResourceType>AWS::SNS::Topic</ResourceType>`;
  return `<member><Type>Resource</Type><ResourceChange>${resource}</ResourceChange></member>`;
}

describe('change sets against answers that AWS may give', function () {
  this.timeout(20_000);
  let aws: ScriptedAws;
  let target: StackTarget;
  const close: (() => void)[] = [];

  async function start(script: Script): Promise<void> {
    aws = await startScriptedAws(script);
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const clients = createClients({ region: 'us-east-1', endpoint: aws.endpoint, credentials, maxAttempts: 2 });
    target = createCloudFormationTarget({ stage: localStage, clients, clock: steppingClock() });
    close.push(() => {
      clients.cloudFormation.destroy();
      clients.s3.destroy();
    });
  }

  afterEach(async () => {
    for (const end of close.splice(0)) end();
    await aws.stop();
  });

  it('waits for one that is not found right after it was created', async () => {
    await start({
      CreateChangeSet: [CREATED],
      DescribeChangeSet: [NOT_FOUND, NOT_FOUND, described('CREATE_PENDING'), described('CREATE_COMPLETE')],
    });
    expect(await target.createChangeSet(request)).to.deep.equal({ result: 'ready', ...READY, resources: [] });
  });

  it('does not wait for ever for one that is never found', async () => {
    await start({ CreateChangeSet: [CREATED], DescribeChangeSet: [NOT_FOUND] });
    const error = await target.createChangeSet(request).catch((caught: unknown) => caught);
    expect(error).to.be.instanceOf(UserError).with.property('code', 'change-set-not-found');
    expect(aws.count('DescribeChangeSet')).to.be.lessThan(20);
  });

  it('knows at once that one is gone which was there before', async () => {
    await start({ CreateChangeSet: [CREATED], DescribeChangeSet: [described('CREATE_IN_PROGRESS'), NOT_FOUND] });
    const error = await target.createChangeSet(request).catch((caught: unknown) => caught);
    expect(error).to.be.instanceOf(UserError).with.property('code', 'change-set-not-found');
    expect(aws.count('DescribeChangeSet')).to.equal(2);
  });

  it('does not wait for ever for one that is never made', async () => {
    await start({ CreateChangeSet: [CREATED], DescribeChangeSet: [described('CREATE_IN_PROGRESS')] });
    const error = await target.createChangeSet(request).catch((caught: unknown) => caught);
    expect(error).to.be.instanceOf(UserError).with.property('code', 'aws-unavailable');
  });

  it('takes up its own one when the answer to the first attempt was lost', async () => {
    await start({
      CreateChangeSet: ['reset', queryFailure('AlreadyExistsException', `ChangeSet [${TOKEN}] already exists`)],
      DescribeChangeSet: [described('CREATE_COMPLETE')],
    });
    expect(await target.createChangeSet(request)).to.deep.equal({ result: 'ready', ...READY, resources: [] });
    const [first, second] = aws.requests.filter(({ action }) => action === 'CreateChangeSet');
    expect(first?.parameters.get('ClientToken')).to.equal(TOKEN);
    expect(second?.parameters.get('ClientToken')).to.equal(TOKEN);
  });

  it('reads every page of its changes', async () => {
    const first = described('CREATE_COMPLETE', `<Changes>${change('A')}</Changes><NextToken>2</NextToken>`);
    const second = described('CREATE_COMPLETE', `<Changes>${change('B')}${change('C')}</Changes>`);
    await start({ CreateChangeSet: [CREATED], DescribeChangeSet: [first, second] });
    const result = await target.createChangeSet(request);
    if (result.result !== 'ready') return expect.fail(result.result);
    expect(result.resources.map(({ logicalId }) => logicalId)).to.deep.equal(['A', 'B', 'C']);
  });

  it('says that it was refused without a reason, and takes the empty stack away', async () => {
    await start({
      CreateChangeSet: [CREATED],
      DescribeChangeSet: [described('FAILED')],
      DescribeStacks: [stackIn('REVIEW_IN_PROGRESS'), stackIn('DELETE_COMPLETE')],
      ListChangeSets: [queryAnswer('ListChangeSets', `<Summaries>${members([{ ChangeSetId: SET }])}</Summaries>`)],
      DeleteStack: [DONE],
    });
    const result = await target.createChangeSet(request);
    expect(result).to.deep.equal({
      result: 'failed',
      reason: 'CloudFormation refused the change set without a reason',
    });
    expect(aws.requests.at(-2)?.parameters.get('StackName')).to.equal(STACK);
    expect(aws.count('DeleteStack')).to.equal(1);
  });

  it('leaves an empty stack that another run has put a change set on', async () => {
    const both = members([{ ChangeSetId: SET }, { ChangeSetId: `${SET}-of-another` }]);
    await start({
      DescribeStacks: [stackIn('REVIEW_IN_PROGRESS')],
      ListChangeSets: [queryAnswer('ListChangeSets', `<Summaries>${both}</Summaries>`)],
      DeleteChangeSet: [queryAnswer('DeleteChangeSet', '')],
    });
    await target.discardChangeSet(READY);
    expect(aws.count('DeleteStack')).to.equal(0);
    expect(aws.count('DeleteChangeSet')).to.equal(1);
  });

  it('never takes a stack away that is more than a review', async () => {
    await start({ DescribeStacks: [stackIn('CREATE_IN_PROGRESS')], DeleteChangeSet: [NOT_FOUND] });
    await target.discardChangeSet(READY);
    expect(aws.count('DeleteStack')).to.equal(0);
  });

  it('takes for executed what is being executed when the first answer was lost', async () => {
    await start({
      ExecuteChangeSet: [{ status: 500, body: '' }, queryFailure('InvalidChangeSetStatus', 'is EXECUTE_IN_PROGRESS')],
      DescribeChangeSet: [described('CREATE_COMPLETE', '<ExecutionStatus>EXECUTE_IN_PROGRESS</ExecutionStatus>')],
    });
    await target.executeChangeSet(READY, TOKEN);
    expect(aws.count('ExecuteChangeSet')).to.equal(2);
  });

  const refusals = {
    OBSOLETE: 'change-set-not-found',
    AVAILABLE: 'stack-busy',
  } as const;
  for (const [executionStatus, code] of Object.entries(refusals)) {
    it(`says ${code} when it cannot be executed and is ${executionStatus}`, async () => {
      await start({
        ExecuteChangeSet: [queryFailure('InvalidChangeSetStatus', `the change set is ${executionStatus}`)],
        DescribeChangeSet: [described('CREATE_COMPLETE', `<ExecutionStatus>${executionStatus}</ExecutionStatus>`)],
      });
      const error = await target.executeChangeSet(READY, TOKEN).catch((caught: unknown) => caught);
      expect(error).to.be.instanceOf(UserError).with.property('code', code);
    });
  }

  it('knows an empty stack as ours by the tags of its change set', async () => {
    const summaries = members([
      { ChangeSetId: 'somebody', ChangeSetName: 'by-hand' },
      { ChangeSetId: SET, ChangeSetName: TOKEN },
    ]);
    const tags = `<Tags>${members([{ Key: 'mlops:stage', Value: 'dev' }])}</Tags>`;
    await start({
      DescribeStacks: [stackIn('REVIEW_IN_PROGRESS')],
      ListChangeSets: [queryAnswer('ListChangeSets', `<Summaries>${summaries}</Summaries>`)],
      DescribeChangeSet: [described('CREATE_COMPLETE', tags)],
    });
    expect((await target.listStacks())[0]?.tags).to.deep.equal({ 'mlops:stage': 'dev' });
  });

  it('asks for no change set of a stack that is deployed', async () => {
    await start({ DescribeStacks: [stackIn('CREATE_COMPLETE')] });
    const [stack] = await target.listStacks();
    expect(stack).to.deep.equal({
      stackName: 'churn',
      stackId: STACK,
      status: 'CREATE_COMPLETE',
      outputs: {},
      tags: {},
      createdAt: '2026-01-05T09:00:00.000Z',
      terminationProtection: false,
    });
    expect(aws.requests).to.have.length(1);
  });

  it('never reads a page of somebody else as "nothing is deployed"', async () => {
    await start({ DescribeStacks: [{ status: 200, body: '<html><body>Sign in</body></html>', type: 'text/html' }] });
    for (const look of [() => target.listStacks(), () => target.describeStack('churn')]) {
      const error = await look().catch((caught: unknown) => caught);
      expect(error).to.be.instanceOf(UserError).with.property('code', 'aws-unavailable');
    }
  });

  it('reads a status of the future, empty reasons and missing members', async () => {
    const odd = { StackName: 'churn', StackId: STACK, StackStatus: 'QUANTUM_COMPLETE', StackStatusReason: '' };
    await start({ DescribeStacks: [queryAnswer('DescribeStacks', `<Stacks>${members([odd])}</Stacks>`)] });
    const stack = await target.describeStack('churn');
    expect([stack?.status, stack?.statusReason, stack?.createdAt]).to.deep.equal(['UNKNOWN', undefined, undefined]);
  });

  it('takes a template in YAML for none of ours', async () => {
    await start({ GetTemplate: [queryAnswer('GetTemplate', '<TemplateBody>Resources:\n  Topic: {}</TemplateBody>')] });
    expect(await target.readTemplate('churn')).to.equal(undefined);
  });
});
