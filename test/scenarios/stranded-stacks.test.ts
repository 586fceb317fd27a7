import { expect } from 'chai';
import { CliWorld } from '../helpers/cli-world.ts';

const OLD = 'mlops-pipeline-dev-churn-modeltraining';
const MODEL = {
  pipeline_type: 'model_training_builtin',
  model_name: 'churn',
  model_framework: 'xgboost',
  model_framework_version: '1.7-1',
  training_data: 'churn/train/',
  job_output_location: 'churn/models',
  algo_hyperparameters: { objective: 'binary:logistic', num_round: 100 },
};

function stage(name: string, account = '111111111111') {
  return { name, account, region: 'eu-west-1' };
}

describe('stacks that the settings no longer reach', function () {
  this.timeout(60_000);
  let world: CliWorld;

  beforeEach(async () => {
    world = new CliWorld({ settings: { stages: [stage('dev'), stage('prod')] } });
    world.write({ 'churn/mlops-config.json': MODEL });
    world.repository.commit();
    expect((await world.apply()).code).to.equal(0);
    expect((await world.run('plan')).stderr).not.to.contain('left alone');
  });

  afterEach(() => {
    world.remove();
  });

  const changes = {
    'another stack prefix': { stack_prefix: 'team', stages: [stage('dev'), stage('prod')] },
    'a stage that was renamed': { stages: [stage('test'), stage('prod')] },
  };
  for (const [name, settings] of Object.entries(changes)) {
    it(`are told of and can be deleted: ${name}`, async () => {
      world.write({ 'mlops-settings.json': settings });
      world.repository.commit();
      const planned = await world.run('plan');
      expect(planned.stderr).to.contain('left alone: 1 stack of this repository').and.to.contain(OLD);
      expect(planned.stdout).to.contain('1 to create');
      expect(planned.stdout).not.to.contain(OLD);
      expect((await world.run('apply', '--auto-approve', '--prune')).code).to.equal(0);
      const status = await world.run('status');
      expect(status.stdout).not.to.contain(OLD);
      const [first = ''] = settings.stages.map(({ name: stageName }) => stageName);
      expect(status.stderr).to.contain(
        `mlops destroy --target local --state-dir ${world.stateDir} --stage ${first} ${OLD}`,
      );

      const destroyed = await world.run('destroy', '--stage', first, OLD, '--auto-approve');
      expect([destroyed.code, destroyed.stdout.includes('deleted')], destroyed.stderr).to.deep.equal([0, true]);
      expect((await world.run('status')).stderr).to.equal('');
      expect((await world.list('status')).length).to.equal(1);
    });
  }

  it('are told of with the stage at whose account they are: others may have stacks of the same names', async () => {
    const [dev, test] = [stage('dev', '222222222222'), stage('test', '333333333333')];
    const everywhere = { ...MODEL, stages: ['dev', 'test'] };
    world.write({ 'mlops-settings.json': { stages: [dev, test] }, 'churn/mlops-config.json': everywhere });
    world.repository.commit();
    expect((await world.apply()).code).to.equal(0);

    const renamed = { ...test, name: 'staging' };
    world.write({
      'mlops-settings.json': { stages: [dev, renamed] },
      'churn/mlops-config.json': { ...MODEL, stages: ['dev', 'staging'] },
    });
    world.repository.commit();
    const planned = await world.run('plan');
    expect(planned.stderr).to.contain('1 stack of this repository in account 333333333333, eu-west-1, that');
    const command = /mlops (destroy .+)/.exec(planned.stderr)?.[1]?.split(' ').slice(1) ?? [];
    expect(command).to.include.members(['--stage', 'staging']);

    expect((await world.run('destroy', '--auto-approve', ...command.slice(4))).code).to.equal(0);
    const left = (await world.list('status')).map((each) => each['stage']);
    expect(left).to.deep.equal(['dev']);
    expect((await world.apply()).code).to.equal(0);
  });
});
