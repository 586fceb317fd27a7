import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { expect } from 'chai';
import { EmulatorWorld, onlyChange, type Configs } from '../helpers/emulator-world.ts';
import { eventually } from './stacks.ts';
import { useEmulator } from './use-emulator.ts';

const STACK = 'mlops-pipeline-churn-byompipelinerealtimebuiltin';
const FOREIGN = JSON.stringify({ Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: {} } } });

function configs(change: object = {}): Configs {
  return {
    'models/churn/mlops-config.json': {
      pipeline_type: 'byom_realtime_builtin',
      model_name: 'churn',
      inference_instance: 'ml.m5.large',
      model_framework: 'xgboost',
      model_framework_version: '1.7-1',
      model_artifact_location: 'churn/v1/model.tar.gz',
      data_capture_location: 'team-capture/churn',
      ...change,
    },
  };
}

describe('stacks that somebody changed behind our back on AWS (F17)', function () {
  this.timeout(60_000);
  const emulator = useEmulator({ latencyMs: 5 });
  let world: EmulatorWorld;
  let client: CloudFormationClient;

  beforeEach(async () => {
    world = new EmulatorWorld(emulator());
    await world.reset();
    client = new CloudFormationClient(world.clientConfig());
  });

  afterEach(() => {
    client.destroy();
    world.remove();
  });

  async function settled(): Promise<void> {
    await eventually('the stack to settle', async () => {
      const { Stacks = [] } = await client.send(new DescribeStacksCommand({}));
      return Stacks.every(({ StackStatus }) => StackStatus?.endsWith('_COMPLETE') === true) ? true : undefined;
    });
  }

  async function updateByHand(change: {
    readonly template?: (template: Record<string, unknown>) => void;
    readonly tags?: [];
  }): Promise<void> {
    const { TemplateBody = '{}' } = await client.send(new GetTemplateCommand({ StackName: STACK }));
    const template = JSON.parse(TemplateBody) as Record<string, unknown>;
    change.template?.(template);
    await client.send(
      new UpdateStackCommand({
        StackName: STACK,
        TemplateBody: JSON.stringify(template),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        ...(change.tags === undefined ? {} : { Tags: change.tags }),
      }),
    );
    await settled();
  }

  it('creates again what was deleted, and does not apply the plan of before', async () => {
    await world.deploy(configs());
    const plan = await world.plan(configs({ instance_count: 2 }));
    await client.send(new DeleteStackCommand({ StackName: STACK }));
    await settled();
    expect(onlyChange(await world.apply(plan)).outcome).to.include({ result: 'refused', guard: 'stale-plan' });
    const again = await world.plan(configs());
    expect(again.summary.create).to.equal(1);
    expect(onlyChange(await world.apply(again)).outcome).to.include({ result: 'deployed' });
  });

  it('says that another template is deployed, and puts ours back', async () => {
    await world.deploy(configs());
    await updateByHand({
      template: (template) => {
        template['Outputs'] = { Other: { Value: 'x' } };
      },
    });
    const plan = await world.plan(configs());
    const [change] = plan.stages[0]?.changes ?? [];
    expect([change?.action, ...(change?.reasons ?? [])]).to.deep.equal([
      'update',
      'the deployed fingerprint is another one',
    ]);
    expect(onlyChange(await world.apply(plan)).outcome).to.include({ result: 'deployed' });
    expect((await world.plan(configs())).summary.none).to.equal(1);
  });

  it('asks for the tags back by which it knows its own, and touches nothing', async () => {
    await world.deploy(configs());
    await updateByHand({
      tags: [],
      template: (template) => {
        template['Outputs'] = { ...(template['Outputs'] as object), Other: { Value: 'x' } };
      },
    });
    const report = await world.deploy(configs({ instance_count: 2 }));
    expect(onlyChange(report).outcome).to.deep.include({ result: 'refused', guard: 'foreign-stack' });
    expect(onlyChange(report).outcome)
      .to.have.property('reason')
      .that.contains('its tags no longer say so; put `mlops:managed-by`');
  });

  it('leaves a stack of somebody else alone that has the name', async () => {
    await client.send(new CreateStackCommand({ StackName: STACK, TemplateBody: FOREIGN }));
    await settled();
    const report = await world.deploy(configs());
    expect(report.succeeded).to.equal(false);
    expect(onlyChange(report).outcome).to.deep.include({ result: 'refused', guard: 'foreign-stack' });
    const { TemplateBody } = await client.send(new GetTemplateCommand({ StackName: STACK }));
    expect(TemplateBody).to.contain('AWS::SNS::Topic');
  });
});
