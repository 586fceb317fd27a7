import { expect } from 'chai';
import fc from 'fast-check';
import type { Action, Change, StagePlan } from '../../../processor/model/plan.ts';
import { separateChanges, type DesiredByBase } from '../../../processor/review/separate-changes.ts';
import { training } from '../../helpers/specs.ts';

type World = Readonly<Record<string, string>>;

/** What the planner would say, in miniature: fingerprints by stack, deployed and wanted. */
function planOf(deployed: World, wanted: World): StagePlan {
  const changes = [...new Set([...Object.keys(deployed), ...Object.keys(wanted)])].map((stack): Change => {
    const [before, after] = [deployed[stack], wanted[stack]];
    const action: Action =
      before === undefined ? 'create' : after === undefined ? 'delete' : before === after ? 'none' : 'update';
    return {
      stack,
      pipelineType: 'model_training_builtin',
      modelName: stack,
      action,
      reasons: [],
      sideEffects: [],
      config: [],
      resources: [],
      dependsOn: [],
      deployedFingerprint: before,
      desiredFingerprint: after,
    };
  });
  return { stage: 'dev', account: '1', region: 'r', target: 'local', changes };
}

function baseOf(wanted: World): readonly DesiredByBase[] {
  return Object.entries(wanted).map(([stack, fingerprint]) => {
    const spec = { ...training(stack), stackName: stack };
    const identity = { stage: 'dev', modelName: stack, pipelineType: spec.pipelineType };
    return { workload: { identity, configPath: '', pointer: '', spec, dependsOn: [] }, fingerprint };
  });
}

function separated(deployed: World, base: World, head: World) {
  const result = separateChanges(planOf(deployed, head), { desired: baseOf(base), approval: true });
  return {
    own: result.own.map(({ stack, action }) => `${action} ${stack}`),
    pending: result.pending.map(({ stack, action }) => `${action} ${stack}`),
    takenBack: result.takenBack.map(({ stack, what }) => `${what} ${stack}`),
    unchanged: result.unchanged.map(({ stack }) => stack),
  };
}

describe('telling whose a change is', () => {
  for (const [title, deployed, base, head, expected] of [
    ['an update of the pull request', { a: '1' }, { a: '1' }, { a: '2' }, { own: ['update a'] }],
    ['an update that the base asks for already', { a: '1' }, { a: '2' }, { a: '2' }, { pending: ['update a'] }],
    ['an update beyond that of the base', { a: '1' }, { a: '2' }, { a: '3' }, { own: ['update a'] }],
    ['a creation', {}, {}, { a: '1' }, { own: ['create a'] }],
    ['a creation that is pending', {}, { a: '1' }, { a: '1' }, { pending: ['create a'] }],
    ['a creation taken back', {}, { a: '1' }, {}, { takenBack: ['create a'] }],
    ['a deletion', { a: '1' }, { a: '1' }, {}, { own: ['delete a'] }],
    ['a deletion that is pending', { a: '1' }, {}, {}, { pending: ['delete a'] }],
    ['a deletion taken back', { a: '1' }, {}, { a: '1' }, { takenBack: ['delete a'], unchanged: ['a'] }],
    ['an update taken back', { a: '1' }, { a: '2' }, { a: '1' }, { takenBack: ['update a'], unchanged: ['a'] }],
    ['nothing', { a: '1' }, { a: '1' }, { a: '1' }, { unchanged: ['a'] }],
  ] as const) {
    it(`knows ${title}`, () => {
      const none = { own: [], pending: [], takenBack: [], unchanged: [] };
      expect(separated(deployed, base, head)).to.deep.equal({ ...none, ...expected });
    });
  }

  it('puts each change into exactly one list, and finds nothing of its own where both sides ask for the same', () => {
    const world = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('1', '2', '3'));
    fc.assert(
      fc.property(world, world, world, (deployed, base, head) => {
        const all = separated(deployed, base, head);
        const changes = [...all.own, ...all.pending].map((text) => text.split(' ')[1] ?? '');
        const stacks = planOf(deployed, head).changes.map(({ stack }) => stack);
        expect([...changes, ...all.unchanged].sort()).to.deep.equal(stacks.sort());

        const same = separated(deployed, base, base);
        expect([...same.own, ...same.takenBack]).to.deep.equal([]);
      }),
    );
  });
});
