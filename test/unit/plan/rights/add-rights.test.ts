import { expect } from 'chai';
import type { ResourceChange } from '../../../../processor/model/plan.ts';
import { addRights } from '../../../../processor/plan/rights/add-rights.ts';
import { verifyPlan } from '../../../../processor/plan/verify-plan.ts';
import { renderSavedPlan } from '../../../../processor/render/plan/plan-json.ts';
import { roleOf } from '../../../helpers/scenarios.ts';
import { realtime, training } from '../../../helpers/specs.ts';
import { world } from '../../../helpers/world.ts';

const OLD = roleOf({ model: 'team-assets/v1', capture: 'team-capture/*' });
const NEW = roleOf({ model: 'team-assets/v2', capture: 'team-capture/*' });
const PLACE = { account: '111111111111', region: 'eu-central-1' };

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

  it('are looked for in resources that change alone, each by its id', () => {
    const Role = { Type: 'AWS::IAM::Role', Properties: OLD };
    const after = { Resources: { Role, Other: { Type: 'AWS::IAM::Role', Properties: NEW } } };
    const change = { type: 'AWS::IAM::Role', action: 'update', replacement: 'no' } as const;
    const templates = { before: { Resources: { Role, Other: Role } }, after, place: PLACE };

    const [same, other, ...rest] = addRights(
      [
        { ...change, logicalId: 'Role' },
        { ...change, logicalId: 'Other' },
      ],
      templates,
    );
    expect(same).not.to.have.property('rights');
    expect(other?.rights).to.have.length(2);
    expect(rest).to.deep.equal([]);
    expect(addRights([{ ...change, logicalId: 'Role' }], templates)).to.deep.equal([{ ...change, logicalId: 'Role' }]);
  });

  it('say account, region and what else is known of the place, whatever part of a right it stands in', () => {
    const Properties = {
      AssumeRolePolicyDocument: {
        Statement: {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { Service: { 'Fn::Sub': 'logs.${AWS::Region}.${AWS::URLSuffix}' } },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        },
      },
      ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/${AWS::StackName}' }],
      Policies: [
        {
          PolicyDocument: {
            Statement: { 'Fn::If': ['IsProd', { Resource: { 'Fn::Sub': 'arn:${AWS::Region}:a' } }, { Ref: 'None' }] },
          },
        },
      ],
    };
    const after = { Resources: { Role: { Type: 'AWS::IAM::Role', Properties } } };
    const change = { logicalId: 'Role', type: 'AWS::IAM::Role', action: 'create', replacement: 'no' } as const;

    const [role] = addRights([change], { before: undefined, after, place: { ...PLACE, region: 'cn-north-1' } });
    expect(role?.rights?.map(({ text }) => text)).to.deep.equal([
      'may be assumed by logs.cn-north-1.amazonaws.com.cn if aws:SourceAccount StringEquals 111111111111',
      'everything of arn:aws-cn:iam::aws:policy/${AWS::StackName}',
      'allow {"Fn::If":["IsProd",{"Resource":{"Fn::Sub":"arn:cn-north-1:a"}},{"Ref":"None"}]}',
    ]);
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
