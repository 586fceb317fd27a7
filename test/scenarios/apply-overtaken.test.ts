import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { expect } from 'chai';
import { useCliWorlds, type CliWorld } from '../helpers/cli-world.ts';
import { endpoint } from '../helpers/endpoint-config.ts';

const STACK = 'mlops-pipeline-churn-byompipelinerealtimebuiltin';
const CONFIG = 'churn/mlops-config.json';

describe('mlops apply, when what is deployed moves after it was planned', function () {
  this.timeout(60_000);
  const makeWorld = useCliWorlds();
  let world: CliWorld;

  beforeEach('deploy, and change the config', async () => {
    world = makeWorld();
    world.write({ [CONFIG]: endpoint('churn') });
    expect((await world.apply()).code).to.equal(0);
    world.write({ [CONFIG]: endpoint('churn', { instance_count: 2 }), 'price/mlops-config.json': endpoint('price') });
  });

  /** Applies; the stack moves after each of the first plans. */
  async function apply(moves: number, args: readonly string[], answer = '') {
    const output = { stdout: '', stderr: '', plans: 0 };
    const stdin = Object.assign(new PassThrough(), { isTTY: true });
    const stdout = new PassThrough();
    stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
    const stderr = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        const text = chunk.toString();
        output.stderr += text;
        if (text.startsWith('Plan ')) {
          output.plans += 1;
          if (output.plans <= moves) move(output.plans);
        }
        if (text.includes('?')) stdin.write(answer);
        done();
      },
    });
    const { run } = await import('../../processor/cli/run.ts');
    const argv = ['apply', '--state-dir', world.stateDir, ...args];
    const { env } = world.repository;
    const code = await run({ argv, env, cwd: world.root, stdin, stdout, stderr, onInterrupt: () => undefined });
    return { code, ...output };
  }

  function move(time: number): void {
    const status = time % 2 === 1 ? 'UPDATE_ROLLBACK_COMPLETE' : 'UPDATE_COMPLETE';
    mkdirSync(world.stateDir, { recursive: true });
    writeFileSync(join(world.stateDir, 'faults.json'), JSON.stringify({ statuses: { [STACK]: status } }));
  }

  it('plans again where the plan was approved whatever it is, and tells of all that was done', async () => {
    const { code, plans, stdout, stderr } = await apply(1, ['--auto-approve']);
    expect([code, plans], stderr).to.deep.equal([0, 2]);
    expect(stderr).to.include('what is deployed has moved since it was planned: planning again\n');
    expect(stdout)
      .to.match(/Done: 2 deployed\n$/)
      .and.not.to.include('stale-plan');
  });

  it('gives up where it moves each time', async () => {
    const { code, plans, stdout } = await apply(9, ['--auto-approve']);
    expect([code, plans]).to.deep.equal([1, 3]);
    expect(stdout)
      .to.include('refused by stale-plan')
      .and.to.include(`next: run \`mlops plan --state-dir ${world.stateDir}\` again`);
  });

  it('applies no other plan than the one that was looked at', async () => {
    const { code, plans, stdout, stderr } = await apply(1, [], 'yes\n');
    expect([code, plans], stderr).to.deep.equal([1, 1]);
    expect(stdout).to.include('refused by stale-plan');
  });
});
