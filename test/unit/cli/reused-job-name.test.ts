import { join } from 'node:path';
import { expect } from 'chai';
import { useCliWorlds, type CliWorld } from '../../helpers/cli-world.ts';
import { useTemporaryFolder } from '../../helpers/temporary-folder.ts';

const PATH = 'fraud/mlops-config.json';
const STACK = 'mlops-pipeline-fraud-modeltraining';

function config(change: { readonly job_name?: string; readonly rounds?: number; readonly tags?: object } = {}): object {
  const { rounds = 10, ...others } = change;
  return {
    pipeline_type: 'model_training_builtin',
    model_name: 'fraud',
    training_data: 'fraud/train/',
    job_output_location: 'fraud/models',
    model_framework: 'xgboost',
    model_framework_version: '1.7-1',
    algo_hyperparameters: { objective: 'binary:logistic', num_round: rounds },
    job_name: 'fraud-1',
    ...others,
  };
}

describe('a job name that is used again for other inputs, from the command line', function () {
  this.timeout(60_000);
  const newWorld = useCliWorlds();
  const folder = useTemporaryFolder();
  let cli: CliWorld;

  beforeEach('deploy a training job with a name', async () => {
    cli = newWorld();
    commit(config());
    expect((await cli.apply()).code).to.equal(0);
  });

  function commit(content: object): string {
    cli.write({ [PATH]: content });
    return cli.repository.commit();
  }

  function failOnce(failure: object): void {
    cli.localFaults({ failures: [{ stack: STACK, logicalId: 'Job', times: 1, reason: 'no capacity', ...failure }] });
  }

  it('is refused by plan, review and apply, also from a saved plan, and nothing is touched', async () => {
    const before = await cli.list('status');
    const base = cli.repository.git('rev-parse', 'HEAD').trim();
    commit(config({ rounds: 11 }));
    const file = join(folder(), 'plan.json');

    const planned = await cli.run('plan', '--out', file);
    const refusal =
      /job-name-reused: job_name `fraud-1` in `fraud\/mlops-config\.json` .* `algo_hyperparameters\.num_round` changed/;
    expect(planned.stdout).to.match(refusal).and.include('(1 blocked)').and.not.include('starts a training job');
    for (const format of ['markdown', 'html', 'json']) {
      const { stdout } = await cli.run('show', file, '--format', format);
      expect(stdout, format).to.include('job-name-reused').and.not.include('starts a training job');
    }

    const reviewed = await cli.run('review', '--base', base);
    expect(reviewed.code).to.equal(1);
    expect(reviewed.stdout)
      .to.match(/⛔ \*\*update\*\* `fraud` .*job-name-reused/)
      .and.not.include('starts a training job');

    for (const args of [[], [file]]) {
      const { code, changes } = await cli.apply(...args);
      expect(code).to.equal(1);
      expect(changes.map(({ outcome }) => outcome)).to.have.length(1);
      expect(changes[0]?.outcome).to.include({ result: 'refused', guard: 'job-name-reused' });
    }
    expect(await cli.list('status')).to.deep.equal(before);
  });

  it('is cured by another name, by none, and by the inputs as they were', async () => {
    for (const cure of [
      config({ rounds: 11, job_name: 'fraud-2' }),
      config({ rounds: 12, job_name: undefined }),
      config(),
    ]) {
      commit(cure);
      const { code, changes } = await cli.apply();
      expect([code, changes[0]?.outcome.result], JSON.stringify(cure)).to.deep.equal([0, 'deployed']);
    }
  });

  it('is nothing where only tags change', async () => {
    commit(config({ tags: { team: 'risk' } }));
    const [change] = await cli.plan();
    expect(change).to.deep.include({ sideEffects: ['nothing restarts: only tags change'] });
    expect((await cli.apply()).code).to.equal(0);
  });

  for (const keepFailed of [true, false]) {
    it(`leaves an update that failed repairable under its own name${keepFailed ? ', not rolled back' : ''}`, async () => {
      failOnce({ operation: 'update', keepFailed });
      commit(config({ rounds: 11, job_name: 'fraud-2' }));
      expect((await cli.apply()).changes[0]?.outcome.result).to.equal('failed');

      commit(config({ rounds: 12, job_name: 'fraud-2' }));
      const { code, changes } = await cli.apply();
      expect([code, changes[0]?.outcome.result]).to.deep.equal([0, 'deployed']);
    });
  }

  it('leaves a first deployment that failed repairable under its own name', async () => {
    cli = newWorld();
    failOnce({ operation: 'create' });
    commit(config());
    expect((await cli.apply()).changes[0]?.outcome.result).to.equal('failed');

    commit(config({ rounds: 11 }));
    const { code, changes } = await cli.apply();
    expect([code, changes[0]?.action, changes[0]?.outcome.result]).to.deep.equal([0, 'create', 'deployed']);
  });
});
