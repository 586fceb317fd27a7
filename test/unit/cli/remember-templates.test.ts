import { expect } from 'chai';
import { createLocalTargets } from '../../../processor/adapters/local/create-local-target.ts';
import { createSystemClock } from '../../../processor/adapters/system-clock.ts';
import { rememberTemplates } from '../../../processor/cli/plan/remember-templates.ts';
import type { Provenance, Synthesizer } from '../../../processor/ports/synthesizer.ts';
import { useCliWorlds, type CliWorld, type Ended } from '../../helpers/cli-world.ts';
import { endpoint } from '../../helpers/endpoint-config.ts';
import { realtime } from '../../helpers/specs.ts';

const ORIGIN: Provenance = { fingerprint: 'f', configPath: 'mlops-config.json', commit: null, dependsOn: [] };

describe('remembered templates', () => {
  it('are compiled once for each workload, place and origin', async () => {
    const compiled: string[] = [];
    const synthesizer: Synthesizer = {
      codeDigest: () => 'digest',
      synthesize: ({ stackName }) => {
        compiled.push(stackName);
        return Promise.resolve({ stackName, template: { Resources: {} }, tags: {}, assets: [] });
      },
    };
    const remembering = rememberTemplates(synthesizer);
    const spec = realtime();
    const first = await remembering.synthesize(spec, ORIGIN);
    expect(await remembering.synthesize(spec, { ...ORIGIN })).to.equal(first);
    expect(compiled).to.have.length(1);

    const elsewhere = { ...spec, environment: { ...spec.environment, region: 'eu-north-1' } };
    await remembering.synthesize(elsewhere, ORIGIN);
    await remembering.synthesize(realtime('price'), ORIGIN);
    for (const change of [{ fingerprint: 'g' }, { commit: 'c' }, { configPath: 'p' }, { dependsOn: ['other'] }]) {
      await remembering.synthesize(spec, { ...ORIGIN, ...change });
    }
    expect(compiled).to.have.length(7);
    expect(remembering.codeDigest('byom_realtime_builtin')).to.equal('digest');
  });
});

describe('a plan that is made and applied in one run', function () {
  this.timeout(60_000);
  const makeWorld = useCliWorlds();

  /** The templates of everything deployed, after a creation and an update. */
  async function deployed(apply: (world: CliWorld) => Promise<Ended>) {
    const world = makeWorld();
    for (const instance_count of [1, 2]) {
      world.write({ 'churn/mlops-config.json': endpoint('churn', { instance_count }) });
      const { code, stderr } = await apply(world);
      expect(code, stderr).to.equal(0);
    }
    const stage = { name: 'default', account: '000000000000', region: 'us-east-1', assetsBucket: 'b' };
    const target = createLocalTargets({ stateDir: world.stateDir, clock: createSystemClock() })({
      ...stage,
      approval: false,
      protected: false,
    });
    const stacks = await target.listStacks();
    return Promise.all(stacks.map(async ({ stackId }) => JSON.stringify(await target.readTemplate(stackId))));
  }

  it('deploys what it deploys when it is saved and applied later', async () => {
    const saved = await deployed(async (world) => {
      await world.run('plan', '--out', 'plan.json');
      return world.run('apply', 'plan.json');
    });
    const atOnce = await deployed((world) => world.run('apply', '--auto-approve'));
    expect(saved).to.have.length(1);
    expect(atOnce).to.deep.equal(saved);
  });
});
