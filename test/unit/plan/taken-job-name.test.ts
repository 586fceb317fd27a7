import { expect } from 'chai';
import type { Change } from '../../../processor/model/plan.ts';
import { FINGERPRINT_OUTPUT } from '../../../processor/model/stack.ts';
import { training, tuner } from '../../helpers/specs.ts';
import { ownTags, world, type World } from '../../helpers/world.ts';

const MINE = { job_name: 'mine' };
const RAN = { outputs: { [FINGERPRINT_OUTPUT]: 'f'.repeat(64), JobName: 'mine' } };

function ofModel(one: World, model: string): Change | undefined {
  const plan = one.guarded({ prune: true });
  return plan.stages[0]?.changes.find(({ modelName }) => modelName === model);
}

describe('the name of a job that another stack ran', () => {
  it('is refused to a renamed workload, which keeps it, also where the old stack goes; no job is announced', () => {
    const old = training('old', MINE);
    const change = ofModel(world().has(old, RAN).wants(training('new', MINE)).keeps(tuner()), 'new');

    expect(change).to.deep.include({ action: 'create', sideEffects: [] });
    expect(change?.blocked).to.deep.equal({
      guard: 'job-name-reused',
      reason:
        'job_name `mine` in `models/new/model_training_builtin/mlops-config.json` is the name of the job of stack ' +
        `\`${old.stackName}\`, and SageMaker never runs two jobs of one name; ` +
        'give another job_name, or leave it out, then the name follows the content',
    });
  });

  it('is refused to a workload that is deployed, and to one of another prefix or repository', () => {
    const taking = world()
      .has(training('old', MINE), RAN)
      .wants(training('old'))
      .has(training('new'))
      .wants(training('new', MINE));
    expect(ofModel(taking, 'new')?.blocked?.guard).to.equal('job-name-reused');

    const theirs = { ...training('old', MINE), stackName: 'team-x-old-modeltraining' };
    const tags = ownTags(theirs, 'elsewhere');
    const besides = world()
      .has(theirs, { ...RAN, tags })
      .wants(training('new', MINE));
    expect(ofModel(besides, 'new')?.blocked?.guard).to.equal('job-name-reused');
  });

  it('is free where it is that of another kind of job, where no job starts, and for the stack that ran it', () => {
    const free: readonly World[] = [
      world().has(tuner('old', MINE), RAN).wants(training('new', MINE)),
      world()
        .has(training('old', MINE), RAN)
        .has(training('new', MINE))
        .wants(training('new', { ...MINE, tags: { team: 'risk' } })),
      world()
        .has(training('new', MINE), { ...RAN, status: 'ROLLBACK_COMPLETE' })
        .wants(training('new', MINE)),
      world().has(training('old', MINE), RAN).wants(training('new')),
    ];
    for (const one of free) expect(ofModel(one, 'new')).to.include({ blocked: undefined });
  });
});
