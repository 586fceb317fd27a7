import { expect } from 'chai';
import { listStatus } from '../../../processor/plan/list-status.ts';
import { realtime, training } from '../../helpers/specs.ts';
import { ownTags, world } from '../../helpers/world.ts';

describe('what status lists of a stage', () => {
  it('is each workload of it, by the name of its stack, and nothing of others', () => {
    const one = world()
      .has(training('b'))
      .has(realtime('a'), { status: 'UPDATE_ROLLBACK_FAILED' })
      .has(training('c'), { tags: {} })
      .has(training('d'), { tags: ownTags(training('d'), 'elsewhere') })
      .has(training('e'), { status: 'DELETE_COMPLETE' });
    const { settings, stages } = one.input();
    const [facts] = stages;
    if (facts === undefined) return expect.fail('no stage');
    const { stage, target, deployed, deployedTemplates: templates } = facts;
    const listed = listStatus({ settings, stage, target, deployed, templates });

    expect(listed.map(({ stack, status }) => [stack, status])).to.eql([
      [realtime('a').stackName, 'UPDATE_ROLLBACK_FAILED'],
      [training('b').stackName, 'CREATE_COMPLETE'],
    ]);
    expect(listed[1]).to.deep.include({
      modelName: 'b',
      pipelineType: 'model_training_builtin',
      stage: 'dev',
      target: 'local',
      outputs: {},
      updatedAt: '2026-03-01T08:00:00Z',
    });
  });
});
