import { expect } from 'chai';
import type { ResourceChange } from '../../../../processor/model/plan.ts';
import { addRights } from '../../../../processor/plan/rights/add-rights.ts';
import { verifyPlan } from '../../../../processor/plan/verify-plan.ts';
import { renderSavedPlan } from '../../../../processor/render/plan-json.ts';
import { roleOf } from '../../../helpers/scenarios.ts';
import { realtime, training } from '../../../helpers/specs.ts';
import { world } from '../../../helpers/world.ts';

const OLD = roleOf({ model: 'team-assets/v1', capture: 'team-capture/*' });
const NEW = roleOf({ model: 'team-assets/v2', capture: 'team-capture/*' });

function roleIn(plan: ReturnType<ReturnType<typeof world>['plan']>): ResourceChange | undefined {
  return plan.stages[0]?.changes[0]?.resources.find(({ logicalId }) => logicalId === 'Role');
}

describe('the rights in a plan', () => {
  it('are those that an update moves, with what CloudFormation knows of the place written out', () => {
    const china = world().stage('dev', { region: 'cn-north-1' });
    const plan = china.has(realtime(), { role: OLD }).wants(realtime('churn', { instance_count: 2 }), { role: NEW });

    expect(roleIn(plan.plan())?.rights).to.deep.equal([
      {
        ...{ change: 'added', kind: 'allow', widens: true, moved: true, actions: ['s3:GetObject'] },
        text: 'allow s3:GetObject on arn:aws-cn:s3:::team-assets/v2',
      },
      {
        ...{ change: 'removed', kind: 'allow', widens: false, actions: ['s3:GetObject'] },
        text: 'allow s3:GetObject on arn:aws-cn:s3:::team-assets/v1',
      },
    ]);
  });

  it('are all of a stack that is created', () => {
    const rights = roleIn(world().wants(training(), { role: OLD }).plan())?.rights ?? [];

    expect(rights.map(({ change, kind }) => `${change} ${kind}`)).to.deep.equal([
      'added trust',
      'added allow',
      'added allow',
    ]);
    expect(rights[0]?.principals).to.deep.equal(['sagemaker.amazonaws.com']);
  });

  it('are absent where they stay as they are', () => {
    const plan = world()
      .has(realtime(), { role: OLD })
      .wants(realtime('churn', { instance_count: 2 }), { role: OLD });

    const [change] = plan.plan().stages[0]?.changes ?? [];
    expect(change?.resources).to.have.length.greaterThan(0);
    expect(JSON.stringify(change)).not.to.include('"rights"');
  });

  it('are looked for in resources that change alone', () => {
    const template = { Resources: { Role: { Type: 'AWS::IAM::Role', Properties: OLD } } };
    const place = { account: '111111111111', region: 'eu-central-1' };

    expect(addRights([], { before: undefined, after: template, place })).to.deep.equal([]);
  });

  it('are part of the digest, so that nobody takes them out of a saved plan', () => {
    const plan = world()
      .has(realtime(), { role: OLD })
      .wants(realtime('churn', { instance_count: 2 }), { role: NEW });
    const saved = renderSavedPlan(plan.plan({ savesDesired: true }));

    expect(verifyPlan(saved).result).to.equal('valid');
    expect(verifyPlan(saved.replace('team-assets/v2', 'team-assets/v3')).result).to.equal('invalid');
  });

  it('need not be in a saved plan', () => {
    const saved = renderSavedPlan(world().wants(realtime()).plan({ savesDesired: true }));

    expect(saved).not.to.include('"rights"');
    expect(verifyPlan(saved).result).to.equal('valid');
  });
});
