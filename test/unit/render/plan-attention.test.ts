import { expect } from 'chai';
import type { Change } from '../../../processor/model/plan.ts';
import { attend } from '../../../processor/render/plan/plan-attention.ts';
import { changeOf } from '../review/reviews.ts';

const RIGHT = { change: 'added', kind: 'allow', widens: true, text: 'allow a' } as const;
const ROLE = {
  logicalId: 'Role',
  type: 'AWS::IAM::Role',
  action: 'update',
  replacement: 'no',
  rights: [RIGHT],
} as const;
const ALIKE: Partial<Change> = { action: 'update', sideEffects: ['endpoint `a` rolls'] };

/** For each line that a reader gets: how many changes it tells of, or whose it is. */
function told(changes: readonly Partial<Change>[], stageOf: (index: number) => string = () => 'dev') {
  const items = changes.map((change, index) => {
    return { change: changeOf({ ...change, modelName: `m${index}` }), stages: [stageOf(index)] };
  });
  return attend(items).map(({ item, count }) => count ?? item.change.modelName);
}

function twelve(other: Partial<Change> = ALIKE): readonly Partial<Change>[] {
  return Array.from({ length: 12 }, (_, index) => (index === 11 ? other : ALIKE));
}

describe('many changes that are alike', () => {
  it('are told by their number from twelve on, and three of them by name', () => {
    expect(told(twelve())).to.deep.equal([12, 'm0', 'm1', 'm2']);
    expect(told(twelve().slice(1))).to.have.length(11);
  });

  it('are alike where their effects differ in names alone', () => {
    expect(told(twelve({ ...ALIKE, sideEffects: ['endpoint `b` rolls'] }))).to.have.length(4);
  });

  const others: Readonly<Record<string, Partial<Change>>> = {
    action: { ...ALIKE, action: 'create' },
    'pipeline type': { ...ALIKE, pipelineType: 'model_tuner_builtin' },
    guard: { ...ALIKE, blocked: { guard: 'dependency', reason: 'it waits' } },
    effect: { ...ALIKE, sideEffects: ['endpoint `a` stops'] },
    'widened rights': { ...ALIKE, resources: [ROLE] },
  };
  for (const [what, other] of Object.entries(others)) {
    it(`are told each by itself where one differs in its ${what}`, () => {
      expect(told(twelve(other))).to.have.length(12);
    });
  }

  it('are told each by itself where one is of another stage', () => {
    expect(told(twelve(), (index) => (index === 0 ? 'prod' : 'dev'))).to.have.length(12);
  });

  it('are told each by itself where they take something away, or are refused', () => {
    const blocked = { guard: 'foreign-stack', reason: 'not ours' } as const;
    for (const change of [{ action: 'delete' }, { action: 'replace' }, { ...ALIKE, blocked }] as const) {
      expect(told(Array.from({ length: 12 }, () => change))).to.have.length(12);
    }
  });
});
