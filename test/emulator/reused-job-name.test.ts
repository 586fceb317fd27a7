import { expect } from 'chai';
import { EmulatorWorld, onlyChange, type Configs } from '../helpers/emulator-world.ts';
import { useEmulator } from './use-emulator.ts';

const STACK = 'mlops-pipeline-churn-modeltraining';

function configs(
  change: { readonly job_name?: string; readonly rounds?: number; readonly tags?: object } = {},
): Configs {
  const { rounds = 10, ...others } = change;
  return {
    'models/churn/mlops-config.json': {
      pipeline_type: 'model_training_builtin',
      model_name: 'churn',
      training_data: 'churn/train/',
      job_output_location: 'churn/models',
      model_framework: 'xgboost',
      model_framework_version: '1.7-1',
      algo_hyperparameters: { objective: 'binary:logistic', num_round: rounds },
      job_name: 'churn-1',
      ...others,
    },
  };
}

describe('a job name that is used again for other inputs on AWS', function () {
  this.timeout(60_000);
  const emulator = useEmulator({ latencyMs: 5 });
  let world: EmulatorWorld;

  beforeEach(async () => {
    world = new EmulatorWorld(emulator());
    await world.reset();
  });

  afterEach(() => {
    world.remove();
  });

  function failJob(operation: 'create' | 'update'): Promise<void> {
    const match = { stackName: STACK, type: 'Custom::SageMakerJob', operation } as const;
    return emulator().faults.failResource({ ...match, reason: 'no capacity' });
  }

  async function outcome(wanted: Configs): Promise<string> {
    const { outcome: ended } = onlyChange(await world.deploy(wanted));
    return ended.result === 'refused' ? ended.guard : ended.result;
  }

  it('is refused, also after an update that was rolled back; a name of its own is not', async () => {
    expect(await outcome(configs())).to.equal('deployed');
    expect(await outcome(configs({ rounds: 11 }))).to.equal('job-name-reused');
    expect(await outcome(configs({ tags: { team: 'risk' } }))).to.equal('deployed');

    await failJob('update');
    expect(await outcome(configs({ rounds: 11, job_name: 'churn-2' }))).to.equal('failed');
    expect(await outcome(configs({ rounds: 11 }))).to.equal('job-name-reused');
    expect(await outcome(configs({ rounds: 12, job_name: 'churn-2' }))).to.equal('deployed');
  });

  it('is free again for a first deployment that failed', async () => {
    await failJob('create');
    expect(await outcome(configs())).to.equal('failed');
    expect(await outcome(configs({ rounds: 11 }))).to.equal('deployed');
  });
});
