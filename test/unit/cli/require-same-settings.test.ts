import { expect } from 'chai';
import { requireSameSettings } from '../../../processor/cli/apply/require-same-settings.ts';
import { parseSettings } from '../../../processor/config/settings/settings.ts';
import { UserError } from '../../../processor/model/errors.ts';
import type { Plan } from '../../../processor/model/plan.ts';
import type { Settings, Stage } from '../../../processor/model/settings.ts';
import { useCliWorlds } from '../../helpers/cli-world.ts';
import { endpoint } from '../../helpers/endpoint-config.ts';
import { environment, realtime, training } from '../../helpers/specs.ts';
import { COMMIT, world } from '../../helpers/world.ts';

const { account, region, assetsBucket, stackPrefix } = environment();
const DEV: Stage = { name: 'dev', account, region, assetsBucket, approval: false, protected: false };

function settings(change: Partial<Settings>): Settings {
  return { ...world().wants(realtime()).input().settings, stackPrefix, stages: [DEV], ...change };
}

const { source: written } = parseSettings(Buffer.from('{}'));

function refusal(plan: Plan, now: Partial<Settings>): UserError | undefined {
  try {
    requireSameSettings(plan, { settings: settings(now), source: written });
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

describe('requireSameSettings', () => {
  const plan = world().wants(realtime()).plan({ savesDesired: true });

  it('lets a plan pass whose stages are where they were', () => {
    expect(refusal(plan, {})).to.equal(undefined);
    expect(refusal(plan, { stages: [{ ...DEV, name: 'qa', account: '999999999999' }, DEV] })).to.equal(undefined);
  });

  it('refuses to deploy where no stage of the settings leads any more, and says what moved', () => {
    const was = `account ${account}, ${region}`;
    const cases: readonly [Partial<Settings>, string][] = [
      [{ stages: [{ ...DEV, name: 'test' }] }, `stage dev (${was}): it is not in the settings any more`],
      [
        { stages: [{ ...DEV, account: '999999999999' }] },
        `stage dev: it was ${was}, now account 999999999999, ${region}`,
      ],
      [{ stages: [{ ...DEV, region: 'ap-south-1' }] }, `stage dev: it was ${was}, now account ${account}, ap-south-1`],
      [{ stackPrefix: 'team' }, `stage dev: stack_prefix was \`${stackPrefix}\`, now \`team\``],
    ];
    for (const [now, reason] of cases) {
      const error = refusal(plan, now);
      expect(error?.code, reason).to.equal('stale-plan');
      expect(error?.instructions).to.deep.equal([
        reason,
        'make a new plan and have it reviewed: mlops plan --out FILE',
        `or apply this one where commit ${COMMIT.slice(0, 12)} is checked out`,
      ]);
    }
  });

  it('does not mind a stage in which nothing is done: all is as it was, or waits', () => {
    const idle = world().keeps(realtime()).guarded();
    const waiting = world().has(realtime()).guarded();
    for (const one of [idle, waiting]) {
      expect(refusal(one, { stages: [{ ...DEV, account: '999999999999' }] })).to.equal(undefined);
    }
  });

  it('does not compare what nobody wrote down: an account of AWS, a misspelt region, the prefix of what goes', () => {
    const onAws: Plan = { ...plan, stages: plan.stages.map((stage) => ({ ...stage, target: 'aws' as const })) };
    const unnamed = { ...DEV, account: '000000000000', region: 'ap-south-1' };
    expect(refusal(onAws, { stages: [unnamed] })).to.equal(undefined);
    expect(refusal(plan, { stages: [{ ...DEV, region: 'us-east-1', isRegionDoubtful: true }] })).to.equal(undefined);
    const gone = world().keeps(training()).has(realtime()).guarded({ prune: true });
    expect(refusal(gone, { stackPrefix: 'team' })).to.equal(undefined);
  });
});

describe('mlops apply PLANFILE, when the settings have changed', function () {
  this.timeout(60_000);
  const makeWorld = useCliWorlds();

  it('refuses a stage in another account, or without settings, before anything is written', async () => {
    const stage = { name: 'dev', account: '111111111111', region: 'us-east-1' };
    const cli = makeWorld({ settings: { stages: [stage] } });
    cli.write({ 'churn/mlops-config.json': endpoint('churn') });
    await cli.run('plan', '--out', 'plan.json');
    cli.write({ 'mlops-settings.json': { stages: [{ ...stage, account: '999999999999' }] } });
    const { code, stdout, stderr } = await cli.run('apply', 'plan.json');
    expect([code, stdout]).to.deep.equal([1, '']);
    expect(stderr).to.include('error: the plan is stale: mlops-settings.json has changed since it was made');
    expect(stderr).to.include('stage dev: it was account 111111111111, us-east-1, now account 999999999999, us-east-1');

    cli.drop('mlops-settings.json');
    const without = await cli.run('apply', 'plan.json');
    expect([without.code, without.stdout]).to.deep.equal([1, '']);
    expect(without.stderr).to.include(
      'error: the plan is stale: there is no mlops-settings.json here; nothing was applied',
    );
    expect(without.stderr).to.include(
      'stage dev (account 111111111111, us-east-1): it is not in the settings any more',
    );
  });

  it('needs no settings where no workload is written down, nor where the plan was made without', async () => {
    const stage = { name: 'dev', account: '111111111111', region: 'us-east-1' };
    const cli = makeWorld({ settings: { stages: [stage] } });
    cli.write({ 'churn/mlops-config.json': endpoint('churn') });
    await cli.run('plan', '--out', 'plan.json');
    cli.drop('mlops-settings.json');
    cli.drop('churn/mlops-config.json');
    expect((await cli.run('apply', 'plan.json')).code).to.equal(0);

    const plain = makeWorld();
    plain.write({ 'churn/mlops-config.json': endpoint('churn') });
    await plain.run('plan', '--out', 'plan.json');
    expect((await plain.run('apply', 'plan.json')).code).to.equal(0);
  });
});
