import { expect } from 'chai';
import { FINGERPRINT_OUTPUT, TAGS } from '../../../processor/model/stack.ts';
import { ownTags, world } from '../../helpers/world.ts';
import { realtime, training } from '../../helpers/specs.ts';

const LIVE = realtime('churn', { endpoint_name: 'live' });
/** The same workload as it was deployed under another prefix. */
const OLD = { ...LIVE, stackName: 'former-prefix-churn-byompipelinerealtimebuiltin' };
const outputs = { [FINGERPRINT_OUTPUT]: 'f'.repeat(64), EndpointName: 'live' };

describe('an endpoint name that a stack out of reach has', () => {
  it('stands against the creation of another: SageMaker would refuse it', () => {
    const [change] = world().has(OLD, { outputs }).wants(LIVE).guarded({ prune: true }).stages[0]?.changes ?? [];

    expect(change).to.deep.include({
      action: 'create',
      blocked: {
        guard: 'foreign-stack',
        reason: `endpoint \`live\` is that of stack \`${OLD.stackName}\`, which these settings do not reach; delete that stack first, or use another endpoint_name`,
      },
    });
  });

  it('stands also after an update that was rolled back, and where the stage of that stack is elsewhere', () => {
    const rolledBack = world().has(OLD, { outputs, status: 'UPDATE_ROLLBACK_COMPLETE' }).wants(LIVE);
    expect(rolledBack.plan().stages[0]?.changes[0]?.blocked?.guard).to.equal('foreign-stack');
    const astray = { ...OLD, stackName: 'mlops-pipeline-churn--old-byompipelinerealtimebuiltin' };
    for (const place of [{ account: '999999999999' }, { region: 'eu-west-3' }]) {
      const plan = world()
        .stage('prod', place)
        .stage('dev')
        .has(astray, { outputs, tags: ownTags(astray, 'prod') })
        .wants(LIVE)
        .plan();
      expect(plan.stages[1]?.changes[0]?.blocked?.guard, JSON.stringify(place)).to.equal('foreign-stack');
    }
  });

  it('stands against a new name as well', () => {
    const before = realtime('churn', { endpoint_name: 'calm' });
    const [change] = world().has(OLD, { outputs }).has(before).wants(LIVE).plan().stages[0]?.changes ?? [];
    expect([change?.action, change?.blocked?.guard]).to.deep.equal(['replace', 'foreign-stack']);
  });

  it('stands against nothing else', () => {
    const tags = { ...ownTags(OLD, 'dev'), [TAGS.managedBy]: 'somebody' };
    const harmless = {
      'another name': world()
        .has(OLD, { outputs })
        .wants(realtime('churn', { endpoint_name: 'calm' })),
      'its own, which is there already': world()
        .has(OLD, { outputs })
        .has(LIVE, { outputs })
        .wants(realtime('churn', { endpoint_name: 'live', instance_count: 2 })),
      'what stays as it is': world().has(OLD, { outputs }).keeps(LIVE),
      'a creation that failed': world().has(OLD, { outputs, status: 'ROLLBACK_COMPLETE' }).wants(LIVE),
      'a stack that mlops did not make': world().has(OLD, { outputs, tags }).wants(LIVE),
      'a type without endpoint': world().has(OLD, { outputs }).wants(training('churn')),
      'one beside another without endpoint': world()
        .has({ ...training('churn'), stackName: 'former-prefix-churn-modeltraining' })
        .wants(training('churn')),
      'a stack that hands it over': world()
        .has({ ...OLD, stackName: 'mlops-pipeline-churn--old-byompipelinerealtimebuiltin' }, { outputs })
        .wants(LIVE),
    };
    for (const [title, one] of Object.entries(harmless)) {
      const changes = one.plan().stages.flatMap((stage) => stage.changes);
      expect(
        changes.filter(({ blocked }) => blocked?.guard === 'foreign-stack'),
        title,
      ).to.deep.equal([]);
    }
  });

  it('does not stand in the way of another stage, which may let go of it before', () => {
    const plan = world()
      .stage('dev')
      .has({ ...OLD, stackName: 'mlops-pipeline-dev-churn-byompipelinerealtimebuiltin' }, { outputs })
      .stage('prod')
      .has(
        { ...OLD, stackName: 'mlops-pipeline-dev-churn-byompipelinerealtimebuiltin' },
        { outputs, tags: ownTags(OLD, 'dev') },
      )
      .wants(LIVE)
      .plan();
    expect(plan.stages[1]?.changes.map(({ blocked }) => blocked)).to.deep.equal([undefined]);
  });
});
