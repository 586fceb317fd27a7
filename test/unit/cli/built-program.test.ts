import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { useCliWorlds } from '../../helpers/cli-world.ts';
import { endpoint } from '../../helpers/endpoint-config.ts';

describe('the built program', function () {
  this.timeout(60_000);
  const makeWorld = useCliWorlds();

  for (const program of ['program', 'validate']) {
    it(`is ASCII, as it is read: ${program}.js`, () => {
      const text = readFileSync(new URL(`../../../dist/${program}.js`, import.meta.url), 'latin1');
      expect(/.{0,40}[\x80-\xff]+.{0,40}/.exec(text)?.[0]).to.equal(undefined);
    });
  }

  it('knows signs beyond ASCII in its patterns', async () => {
    const world = makeWorld();
    world.write({ 'churn/mlops-config.json': endpoint('churn') });
    const { stdout, stderr } = await world.start('plan', '--format', 'markdown').ended;
    expect(stdout, stderr).to.match(/ is created: \d+ × ml\./);
  });
});
