import { expect } from 'chai';
import fc from 'fast-check';
import type { PipelineSpec } from '../../../pipelines/spec.ts';
import { verifyPlan } from '../../../processor/plan/verify-plan.ts';
import { renderPlanJson, renderSavedPlan } from '../../../processor/render/plan/plan-json.ts';
import { batch, monitor, realtime, training } from '../../helpers/specs.ts';
import { world, type World } from '../../helpers/world.ts';

const NAMES = ['churn', 'fraud', 'price', 'basket'];
const MAKERS = [training, realtime, batch, monitor];

/** Some workloads, no two of one identity, each with one attribute that varies. */
const workloads = fc
  .uniqueArray(
    fc.record({
      name: fc.constantFrom(...NAMES),
      kind: fc.nat(MAKERS.length - 1),
      count: fc.integer({ min: 1, max: 3 }),
    }),
    { selector: ({ name, kind }) => `${name}/${kind}`, maxLength: 8 },
  )
  .map((items) => items.map(({ name, kind, count }) => (MAKERS[kind] ?? training)(name, { instance_count: count })));

function worldOf(deployed: readonly PipelineSpec[], desired: readonly PipelineSpec[]): World {
  const one = world();
  for (const spec of deployed) one.has(spec);
  for (const spec of desired) one.wants(spec);
  return one;
}

function actionsOf(one: World): readonly string[] {
  return one.plan().stages.flatMap((stage) => stage.changes.map((change) => change.action));
}

describe('plans in general', () => {
  it('change nothing when what is deployed is what is wanted', () => {
    fc.assert(
      fc.property(workloads, (specs) => {
        expect(actionsOf(worldOf(specs, specs)).every((action) => action === 'none')).to.equal(true);
      }),
    );
  });

  it('only create when nothing is deployed, and only delete when nothing is wanted', () => {
    fc.assert(
      fc.property(workloads, (specs) => {
        expect(actionsOf(worldOf([], specs))).to.eql(specs.map(() => 'create'));
        expect(actionsOf(worldOf(specs, []))).to.eql(specs.map(() => 'delete'));
      }),
    );
  });

  it('cover every stack that is wanted or deployed exactly once, with the right action', () => {
    fc.assert(
      fc.property(workloads, workloads, (deployed, desired) => {
        const changes = worldOf(deployed, desired)
          .plan()
          .stages.flatMap((stage) => stage.changes);
        const stacks = new Set([...deployed, ...desired].map((spec) => spec.stackName));

        expect(changes.map(({ stack }) => stack)).to.have.members([...stacks]);
        for (const { stack, action, config } of changes) {
          const [before, after] = [deployed, desired].map((specs) => specs.find((spec) => spec.stackName === stack));
          if (before === undefined) expect(action).to.equal('create');
          else if (after === undefined) expect(action).to.equal('delete');
          else expect(action === 'none').to.equal(JSON.stringify(before) === JSON.stringify(after));
          expect(config.length > 0).to.equal(action === 'update' || action === 'replace');
        }
      }),
      { numRuns: 30 },
    );
  });

  it('do not depend on the order of files or of stacks', () => {
    fc.assert(
      fc.property(workloads, workloads, (deployed, desired) => {
        const turned = worldOf([...deployed].reverse(), [...desired].reverse()).plan();

        expect(turned).to.eql(worldOf(deployed, desired).plan());
      }),
      { numRuns: 30 },
    );
  });

  it('survive being saved and read back, and the summary counts them', () => {
    fc.assert(
      fc.property(workloads, workloads, (deployed, desired) => {
        const plan = worldOf(deployed, desired).plan({ savesDesired: true });
        const read = verifyPlan(renderSavedPlan(plan));

        expect(read.result).to.equal('valid');
        expect(read)
          .to.have.property('plan')
          .that.eql(JSON.parse(JSON.stringify(plan)));
        const counted = Object.values(plan.summary).reduce((sum, count) => sum + count, 0);
        expect(counted).to.equal(plan.stages.flatMap((stage) => stage.changes).length);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a saved plan', () => {
  const saved = renderSavedPlan(
    world()
      .has(realtime())
      .wants(realtime('churn', { instance_count: 2 }))
      .plan({ savesDesired: true }),
  );

  it('is refused after any change of one character that changes its meaning', () => {
    const meaning = withoutTime(saved);
    fc.assert(
      fc.property(fc.nat(saved.length - 1), fc.integer({ min: 32, max: 126 }), (at, code) => {
        const edited = saved.slice(0, at) + String.fromCharCode(code) + saved.slice(at + 1);
        const read = verifyPlan(edited);
        if (read.result === 'valid') expect(withoutTime(edited)).to.equal(meaning);
      }),
      { numRuns: 2000 },
    );
  });

  it('is refused when any character is missing that means something', () => {
    const meaning = withoutTime(saved);
    fc.assert(
      fc.property(fc.nat(saved.length - 1), (at) => {
        const edited = saved.slice(0, at) + saved.slice(at + 1);
        if (verifyPlan(edited).result === 'valid') expect(withoutTime(edited)).to.equal(meaning);
      }),
      { numRuns: 1000 },
    );
  });

  it('is refused when it is cut off', () => {
    expect(verifyPlan(saved.slice(0, -3))).to.include({ result: 'invalid', code: 'not-json' });
    expect(verifyPlan('')).to.include({ result: 'invalid', code: 'not-json' });
  });

  it('is refused when a newer program made it, with what to do', () => {
    const newer = saved.replace('"formatVersion": 1', '"formatVersion": 2');

    expect(verifyPlan(newer)).to.deep.include({ result: 'invalid', code: 'newer-format' });
  });

  it('is refused when it only was printed', () => {
    const printed = renderPlanJson(world().wants(realtime()).plan({ savesDesired: true }));

    expect(verifyPlan(printed))
      .to.have.property('reason')
      .that.matches(/only a plan saved with --out/);
  });

  for (const text of [
    '[]',
    'null',
    '1',
    '"x"',
    '{}',
    '{"formatVersion":"1"}',
    '{"formatVersion":0}',
    '{"formatVersion":1}',
  ]) {
    it(`is not ${text}`, () => {
      expect(verifyPlan(text)).to.include({ result: 'invalid', code: 'not-a-plan' });
    });
  }

  it('never makes the reader throw, whatever JSON it is', () => {
    const fields = fc.record(
      {
        formatVersion: fc.constantFrom(1, 1, 1, 2, 'x'),
        digest: fc.string(),
        createdAt: fc.string(),
        commit: fc.constant(null),
        summary: fc.constant({}),
        stages: fc.oneof(
          fc.jsonValue(),
          fc.array(fc.record({ stage: fc.string(), changes: fc.array(fc.jsonValue()) })),
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fields, fc.jsonValue()), (value) => {
        expect(verifyPlan(JSON.stringify(value)).result).to.equal('invalid');
      }),
    );
  });
});

/** What a plan says, in one spelling, but for the time at which it was made. */
function withoutTime(text: string): string {
  const plan = JSON.parse(text) as Record<string, unknown>;
  return JSON.stringify({ ...plan, createdAt: undefined });
}
