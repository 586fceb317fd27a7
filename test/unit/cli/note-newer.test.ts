import { expect } from 'chai';
import { CliWorld } from '../../helpers/cli-world.ts';
import { endpoint } from '../../helpers/endpoint-config.ts';

describe('a plan of a commit older than what is deployed', function () {
  this.timeout(60_000);
  let world: CliWorld;
  let first: string;
  let second: string;

  beforeEach('deploy two commits', async () => {
    world = new CliWorld();
    world.write({ 'churn/mlops-config.json': endpoint('churn'), 'price/mlops-config.json': endpoint('price') });
    first = world.repository.commit('first');
    expect((await world.apply()).code).to.equal(0);
    world.write({ 'churn/mlops-config.json': endpoint('churn', { instance_count: 2 }) });
    second = world.repository.commit('second');
    expect((await world.apply()).code).to.equal(0);
  });

  afterEach(() => {
    world.remove();
  });

  function warningOf(newer: string, older: string): string {
    const stack = 'mlops-pipeline-churn-byompipelinerealtimebuiltin';
    const commits = [newer, older].map((id) => id.slice(0, 12));
    return `warning: deployed from commit ${String(commits[0])}, which is newer than ${String(commits[1])}: ${stack}; this plan takes back what it brought\n`;
  }

  it('warns, in plan and in apply, of what it takes back', async () => {
    const planned = await world.run('plan', '--ref', first);
    expect(planned.code).to.equal(0);
    expect(planned.stderr).to.equal(warningOf(second, first));

    const applied = await world.run('apply', '--ref', first, '--auto-approve');
    expect(applied.code).to.equal(0);
    expect(applied.stderr).to.include(warningOf(second, first));
  });

  it('warns of a work tree that began with the older commit', async () => {
    world.repository.git('checkout', '--quiet', first);
    world.write({ 'churn/mlops-config.json': endpoint('churn', { instance_count: 3 }) });
    expect((await world.run('plan')).stderr).to.equal(warningOf(second, first));
  });

  it('is silent about what is newer, reverted, on another branch, or changes nothing', async () => {
    expect((await world.run('plan', '--ref', second)).stderr).to.equal('');
    world.repository.git('revert', '--no-edit', second);
    const revert = await world.run('plan', '--detailed-exitcode');
    expect([revert.code, revert.stderr]).to.deep.equal([2, '']);

    world.repository.git('checkout', '--quiet', '-b', 'beside', first);
    world.write({ 'churn/mlops-config.json': endpoint('churn', { instance_count: 4 }) });
    world.repository.commit('beside');
    const beside = await world.run('plan', '--detailed-exitcode');
    expect([beside.code, beside.stderr]).to.deep.equal([2, '']);
  });

  it('is silent where the history does not know the deployed commit', async () => {
    world.repository.git('checkout', '--quiet', '--orphan', 'alone', first);
    world.write({ 'churn/mlops-config.json': endpoint('churn', { instance_count: 5 }) });
    world.repository.commit('alone');
    world.repository.git('branch', '-D', 'main');
    world.repository.git('reflog', 'expire', '--expire=now', '--all');
    world.repository.git('gc', '--quiet', '--prune=now');
    const { code, stderr } = await world.run('plan', '--detailed-exitcode');
    expect([code, stderr]).to.deep.equal([2, '']);
  });
});
