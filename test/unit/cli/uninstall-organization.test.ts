import { expect } from 'chai';
import { CliWorld } from '../../helpers/cli-world.ts';
import { members, queryAnswer, startScriptedAws, type Script, type ScriptedAws } from '../../helpers/scripted-aws.ts';

const [HOME, OTHER] = ['111111111111', '222222222222'];
const REGION = 'eu-west-1';
const NAME = 'mlops-pipeline-stage-accounts';
const ID = `arn:aws:cloudformation:${REGION}:${HOME}:stack/${NAME}/1`;
const SETTINGS = {
  stages: [
    { name: 'dev', account: HOME, region: REGION },
    { name: 'prod', account: OTHER, region: REGION },
  ],
  source: { provider: 'codecommit', repository: 'models' },
  control_plane: {},
};
const UNINSTALL = ['bootstrap', '--uninstall', '--organization', 'ou-abcd-12345678'];

function stack(status: string, change: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return {
    StackName: NAME,
    StackId: ID,
    StackStatus: status,
    CreationTime: '2026-03-02T09:30:00Z',
    Tags: '<member><Key>mlops:managed-by</Key><Value>mlops-config-processor</Value></member>',
    ...change,
  };
}

function ours(name: string, tags: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const all = { 'mlops:managed-by': 'mlops-config-processor', ...tags };
  const members = Object.entries(all).map(
    ([key, value]) => `<member><Key>${key}</Key><Value>${value}</Value></member>`,
  );
  const id = `arn:aws:cloudformation:${REGION}:${HOME}:stack/${name}/1`;
  return stack('CREATE_COMPLETE', { StackName: name, StackId: id, Tags: members.join('') });
}

const WORKLOAD = ours('mlops-pipeline-churn-byompipelinerealtimebuiltin', {
  'mlops:model-name': 'churn',
  'mlops:pipeline-type': 'byom_realtime_builtin',
  'mlops:stage': 'dev',
});

/** An account with the stack that holds the stack sets, and what becomes of it. */
function accountWith(...stacks: readonly Readonly<Record<string, string>>[]): Script {
  return accountOver(...stacks.map((one) => [one]));
}

/** The same with several stacks: those that are there at each look. */
function accountOver(...looks: readonly (readonly Readonly<Record<string, string>>[])[]): Script {
  const event = {
    EventId: '1',
    StackId: ID,
    StackName: NAME,
    LogicalResourceId: NAME,
    PhysicalResourceId: ID,
    ResourceType: 'AWS::CloudFormation::Stack',
    ResourceStatus: 'DELETE_COMPLETE',
    Timestamp: '2026-03-02T09:31:00Z',
  };
  const template = JSON.stringify({ Resources: { Roles: { Type: 'AWS::CloudFormation::StackSet' } } });
  return {
    GetCallerIdentity: [queryAnswer('GetCallerIdentity', `<Account>${HOME}</Account>`)],
    DescribeStacks: looks.map((all) => queryAnswer('DescribeStacks', `<Stacks>${members(all)}</Stacks>`)),
    GetTemplate: [queryAnswer('GetTemplate', `<TemplateBody>${template.replaceAll('"', '&quot;')}</TemplateBody>`)],
    DeleteStack: [queryAnswer('DeleteStack', '')],
    DescribeStackEvents: [queryAnswer('DescribeStackEvents', `<StackEvents>${members([event])}</StackEvents>`)],
  };
}

describe('mlops bootstrap --uninstall --organization', function () {
  this.timeout(20_000);
  let aws: ScriptedAws | undefined;
  let world: CliWorld | undefined;

  afterEach(async () => {
    await aws?.stop();
    world?.remove();
  });

  async function run(script: Script, ...args: readonly string[]) {
    aws = await startScriptedAws(script);
    const keys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: REGION };
    world = new CliWorld({ aws: { AWS_ENDPOINT_URL: aws.endpoint, ...keys }, settings: SETTINGS });
    world.repository.commit();
    const ended = await world.run(...UNINSTALL, ...args);
    const asked = aws.requests.map(({ action }) => action);
    return { ...ended, asked, deleted: aws.requests.filter(({ action }) => action === 'DeleteStack') };
  }

  it('shows the stack sets and what cannot be seen, and deletes nothing', async () => {
    const { code, stdout, deleted } = await run(accountWith(stack('CREATE_COMPLETE')), '--plan');

    expect([code, deleted]).to.deep.equal([0, []]);
    expect(stdout).to.include(NAME).and.include('cannot be looked at from here');
    expect(stdout).to.include('with `mlops destroy` and credentials of each account');
    expect(stdout).not.to.include(OTHER);
  });

  it('deletes that stack alone, with credentials of its account alone', async () => {
    const there = stack('CREATE_COMPLETE');
    const { code, stderr, deleted } = await run(accountWith(there, there, stack('DELETE_COMPLETE')), '--auto-approve');

    expect(code, stderr).to.equal(0);
    expect(deleted.map(({ parameters }) => parameters.get('StackName'))).to.deep.equal([ID]);
  });

  it('asks nobody of the other account, and says so when there is nothing to remove', async () => {
    const { code, stdout, asked, deleted } = await run(
      accountWith(stack('CREATE_COMPLETE', { StackName: 'something-else', Tags: '' })),
      '--auto-approve',
    );

    expect([code, deleted], stdout).to.deep.equal([0, []]);
    expect(new Set(asked)).to.deep.equal(new Set(['GetCallerIdentity', 'DescribeStacks']));
  });

  it('leaves a stack of that name alone that mlops did not make', async () => {
    const { code, stdout, deleted } = await run(accountWith(stack('CREATE_COMPLETE', { Tags: '' })), '--auto-approve');

    expect([code, deleted]).to.deep.equal([1, []]);
    expect(stdout).to.include('mlops did not create');
  });

  it('goes past workloads of that account, whose roles are its own and stay', async () => {
    const there = stack('CREATE_COMPLETE');
    const { code, stdout, stderr, deleted } = await run(
      accountOver([there, ours('mlops-pipeline-roles'), WORKLOAD], [there], [stack('DELETE_COMPLETE')]),
      '--auto-approve',
    );

    expect(code, stderr).to.equal(0);
    expect(stdout + stderr)
      .to.include(NAME)
      .and.not.include('mlops-pipeline-roles');
    expect(deleted.map(({ parameters }) => parameters.get('StackName'))).to.deep.equal([ID]);
  });

  it('refuses while workloads of that account may have their roles from the stack sets', async () => {
    const { code, stderr, deleted } = await run(accountOver([stack('CREATE_COMPLETE'), WORKLOAD]), '--auto-approve');

    expect([code, deleted]).to.deep.equal([1, []]);
    expect(stderr).to.include('[still-in-use]').and.include('mlops destroy --stage dev mlops-pipeline-churn');
  });

  it('needs credentials of the account that administers the stack sets', async () => {
    const script = { GetCallerIdentity: [queryAnswer('GetCallerIdentity', `<Account>${OTHER}</Account>`)] };
    const { code, stderr, asked } = await run(script, '--auto-approve');

    expect(code).to.equal(1);
    expect(stderr).to.include(`the control plane is account ${HOME}`).and.include('[wrong-account]');
    expect(asked).to.deep.equal(['GetCallerIdentity']);
  });
});
