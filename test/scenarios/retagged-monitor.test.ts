import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { createLocalTarget } from '../../processor/adapters/local/create-local-target.ts';
import { CliWorld } from '../helpers/cli-world.ts';
import { localStage, steppingClock } from '../helpers/local-target.ts';

const MONITOR = JSON.parse(
  readFileSync('examples/byom_data_quality_monitor/minimal/mlops-config.json', 'utf8'),
) as Readonly<Record<string, unknown>>;

describe('a monitor that gets other tags', function () {
  this.timeout(60_000);
  let world: CliWorld;

  beforeEach(async () => {
    world = new CliWorld();
    world.write({ 'monitor/mlops-config.json': MONITOR });
    expect((await world.apply()).code).to.equal(0);
  });

  afterEach(() => {
    world.remove();
  });

  async function jobDefinition(): Promise<string> {
    const target = createLocalTarget({ stateDir: world.stateDir, stage: localStage, clock: steppingClock() });
    const [stack] = await target.listStacks();
    const events = await target.listEvents(stack?.stackId ?? '');
    const made = events.filter(({ resourceType, status }) => {
      return resourceType === 'AWS::SageMaker::DataQualityJobDefinition' && /^(?:CREATE|UPDATE)_COMPLETE$/.test(status);
    });
    return made.at(-1)?.physicalId ?? '';
  }

  it('has its job definition replaced on the local target, as planned', async () => {
    world.write({ 'monitor/mlops-config.json': { ...MONITOR, tags: { team: 'risk' } } });
    const [planned] = await world.plan();
    expect(planned?.resources.find(({ type }) => type.endsWith('JobDefinition'))?.replacement).to.equal('yes');
    const before = await jobDefinition();
    expect((await world.apply()).code).to.equal(0);
    expect(await jobDefinition()).to.not.equal(before);
  });

  it('has it replaced for the name of the repository, too', async () => {
    world.write({ 'mlops-settings.json': { source: { provider: 'github', repository: 'example/models' } } });
    const [planned] = await world.plan();
    expect(planned?.resources.find(({ type }) => type.endsWith('JobDefinition'))?.forcedBy).to.eql(['Tags']);
  });

  it('keeps it where something else changes in place', async () => {
    world.write({ 'monitor/mlops-config.json': { ...MONITOR, schedule_expression: 'cron(0 12 ? * * *)' } });
    const [planned] = await world.plan();
    expect(planned?.action).to.equal('update');
    const before = await jobDefinition();
    expect(before).to.not.equal('');
    expect((await world.apply()).code).to.equal(0);
    expect(await jobDefinition()).to.equal(before);
  });
});
