import { expect } from 'chai';
import type { Change, ResourceChange } from '../../../processor/model/plan.ts';
import { groupChanges } from '../../../processor/review/group-changes.ts';
import { changeOf } from './reviews.ts';

const ROLE: ResourceChange = { logicalId: 'Role', type: 'AWS::IAM::Role', action: 'update', replacement: 'no' };
const RIGHT = { change: 'added', kind: 'allow', widens: true, actions: ['s3:GetObject'], text: 'allow a' } as const;

function groupsOf(inDev: Partial<Change>, inProd: Partial<Change>): readonly (readonly string[])[] {
  const about = { region: 'eu-west-1', approval: false, pending: [], takenBack: [], unchanged: [] };
  const stages = [
    { ...about, stage: 'dev', account: '111111111111', own: [changeOf(inDev)] },
    { ...about, stage: 'prod', account: '222222222222', own: [changeOf(inProd)] },
  ];
  return groupChanges(stages, ({ own }) => own).map((group) => group.stages);
}

describe('changes of several stages', () => {
  it('are told once where only the stack is called otherwise', () => {
    expect(groupsOf({ stack: 'mlops-dev-churn' }, { stack: 'mlops-prod-churn' })).to.deep.equal([['dev', 'prod']]);
  });

  // Told together, the second would be hidden behind the first.
  const apart: Readonly<Record<string, readonly [Partial<Change>, Partial<Change>]>> = {
    'pipeline type': [{}, { pipelineType: 'model_tuner_builtin' }],
    'model name': [{}, { modelName: 'fraud' }],
    name: [{ name: 'a' }, { name: 'b' }],
    'config file': [{}, { configPath: 'other/mlops-config.json' }],
    action: [{}, { action: 'replace' }],
    reason: [{ reasons: ['config changed'] }, { reasons: ['pipeline code changed'] }],
    'side effect': [{ sideEffects: ['1 × ml.m5.large runs'] }, { sideEffects: ['2 × ml.m5.large run'] }],
    value: [{ config: [{ path: 'a', after: 1 }] }, { config: [{ path: 'a', after: 2 }] }],
    resource: [{ resources: [ROLE] }, { resources: [{ ...ROLE, logicalId: 'Other' }] }],
    'property of a resource': [
      { resources: [{ ...ROLE, properties: ['Policies'] }] },
      { resources: [{ ...ROLE, properties: ['Tags'] }] },
    ],
    'right of an update': [
      { resources: [{ ...ROLE, rights: [RIGHT] }] },
      { resources: [{ ...ROLE, rights: [{ ...RIGHT, text: 'allow b' }] }] },
    ],
    'right that comes, not goes': [
      { resources: [{ ...ROLE, rights: [RIGHT] }] },
      { resources: [{ ...ROLE, rights: [{ ...RIGHT, change: 'removed' }] }] },
    ],
    'number of rights of a creation': [
      { action: 'create', resources: [{ ...ROLE, rights: [RIGHT] }] },
      { action: 'create', resources: [{ ...ROLE, rights: [RIGHT, { ...RIGHT, actions: ['iam:PassRole'] }] }] },
    ],
    guard: [{}, { blocked: { guard: 'prune', reason: 'waits' } }],
  };
  for (const [what, [dev, prod]] of Object.entries(apart)) {
    it(`are told apart where they differ in the ${what}`, () => {
      expect(groupsOf(dev, prod)).to.have.deep.members([['dev'], ['prod']]);
    });
  }

  it('are told once where rights of a creation differ in their places alone', () => {
    const [dev, prod] = ['arn:of-dev', 'arn:of-prod'].map((text) => {
      return { action: 'create', resources: [{ ...ROLE, rights: [{ ...RIGHT, text }] }] } as const;
    });
    expect(groupsOf(dev ?? {}, prod ?? {})).to.deep.equal([['dev', 'prod']]);
  });
});
