import { expect } from 'chai';
import fc from 'fast-check';
import type { WorkloadDependency } from '../../../processor/model/workload.ts';
import { orderByDependency, type Orderable } from '../../../processor/plan/order.ts';

function item(stack: string, ...waitsFor: readonly (string | WorkloadDependency)[]): Orderable {
  return {
    stack,
    waitsFor: waitsFor.map((edge) => (typeof edge === 'string' ? { stackName: edge, because: 'endpoint' } : edge)),
  };
}

function names(items: readonly Orderable[]): readonly string[] {
  return orderByDependency(items).map(({ stack }) => stack);
}

const BECAUSE = ['data', 'artifact', 'endpoint', 'image', 'depends_on'] as const;
const graphs = fc.array(
  fc.record({
    stack: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    waitsFor: fc.array(
      fc.record({
        stackName: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'x'),
        because: fc.constantFrom(...BECAUSE),
      }),
      { maxLength: 4 },
    ),
  }),
);
const distinct = graphs.map((items) => [...new Map(items.map((one) => [one.stack, one])).values()]);

describe('orderByDependency', () => {
  it('puts each stack after what it waits for, equals by name', () => {
    expect(names([item('monitor', 'endpoint'), item('z'), item('endpoint', 'image'), item('image')])).to.eql([
      'image',
      'z',
      'endpoint',
      'monitor',
    ]);
  });

  it('numbers the waves by the longest chain', () => {
    const ordered = orderByDependency([item('a'), item('b', 'a'), item('c', 'a', 'b'), item('d')]);

    expect(ordered.map(({ stack, wave }) => [stack, wave])).to.eql([
      ['a', 0],
      ['d', 0],
      ['b', 1],
      ['c', 2],
    ]);
  });

  it('drops dependencies on itself and on stacks that are not in the list', () => {
    const ordered = orderByDependency([item('a', 'a', 'gone'), item('b')]);

    expect(ordered.map(({ stack, wave, dependsOn }) => [stack, wave, dependsOn])).to.eql([
      ['a', 0, []],
      ['b', 0, []],
    ]);
  });

  it('breaks a circle at its weakest link', () => {
    const ordered = orderByDependency([
      item('train', { stackName: 'batch', because: 'data' }),
      item('batch', { stackName: 'train', because: 'artifact' }),
    ]);

    expect(ordered.map(({ stack, dependsOn }) => [stack, dependsOn])).to.eql([
      ['train', []],
      ['batch', ['train']],
    ]);
  });

  it('counts the stronger of two links to one stack, in whichever order they stand', () => {
    const twice = (['data', 'depends_on'] as const).map((because): WorkloadDependency => ({ stackName: 'a', because }));
    for (const links of [twice, [...twice].reverse()]) {
      const ordered = orderByDependency([item('a', { stackName: 'b', because: 'image' }), item('b', ...links)]);
      expect(ordered.map(({ stack }) => stack)).to.eql(['a', 'b']);
    }
  });

  it('names what a stack waits for by the alphabet', () => {
    expect(orderByDependency([item('c', 'b', 'a'), item('b'), item('a')])[2]?.dependsOn).to.eql(['a', 'b']);
  });

  it('breaks the weaker of two links that go round, as the kinds of dependencies are ranked', () => {
    BECAUSE.slice(1).forEach((stronger, index) => {
      const weaker = BECAUSE[index] ?? stronger;
      for (const [one, other] of [
        [stronger, weaker],
        [weaker, stronger],
      ] as const) {
        const circle = [item('a', { stackName: 'b', because: one }), item('b', { stackName: 'a', because: other })];
        const left = orderByDependency(circle).flatMap(({ stack, dependsOn }) => (dependsOn.length > 0 ? [stack] : []));

        expect(left, `${weaker}, then ${stronger}`).to.eql([one === stronger ? 'a' : 'b']);
      }
    });
  });

  it('breaks, of links that are alike, the first by the name of who waits, then of what it waits for', () => {
    for (const a of [item('a', 'b', 'c'), item('a', 'c', 'b')]) {
      const ordered = orderByDependency([a, item('b', 'a'), item('c', 'a')]);

      expect(ordered.map(({ stack, dependsOn }) => [stack, ...dependsOn])).to.eql([['a'], ['b', 'a'], ['c', 'a']]);
    }
  });

  it('leaves alone what only waits for a circle', () => {
    const ordered = orderByDependency([item('after', 'x', 'y'), item('x', 'y'), item('y', 'x')]);

    expect(ordered.find(({ stack }) => stack === 'after')?.dependsOn).to.eql(['x', 'y']);
    expect(ordered.map(({ stack }) => stack).at(-1)).to.equal('after');
  });

  it('keeps everything, satisfies what is left of the dependencies, and ignores the order of the input', () => {
    fc.assert(
      fc.property(distinct, fc.array(fc.nat(), { minLength: 6, maxLength: 6 }), (items, randoms) => {
        const ordered = orderByDependency(items);
        const shuffled = items
          .map((one, index) => ({ one, at: randoms[index] ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one);

        expect(ordered.map(({ stack }) => stack)).to.have.members(items.map(({ stack }) => stack));
        const placed = new Set<string>();
        for (const { stack, dependsOn } of ordered) {
          expect(dependsOn.every((before) => placed.has(before))).to.equal(true);
          placed.add(stack);
        }
        expect(orderByDependency(shuffled).map(({ stack, wave, dependsOn }) => ({ stack, wave, dependsOn }))).to.eql(
          ordered.map(({ stack, wave, dependsOn }) => ({ stack, wave, dependsOn })),
        );
      }),
    );
  });

  it('takes no edge out of a graph without circles', () => {
    const acyclic = distinct.map((items) =>
      items.map((one) => ({ ...one, waitsFor: one.waitsFor.filter((edge) => edge.stackName < one.stack) })),
    );
    fc.assert(
      fc.property(acyclic, (items) => {
        const known = new Set<string>(items.map(({ stack }) => stack));
        for (const { waitsFor, dependsOn } of orderByDependency(items)) {
          const expected = new Set(waitsFor.map((edge) => edge.stackName).filter((stack) => known.has(stack)));
          expect(dependsOn).to.have.members([...expected]);
        }
      }),
    );
  });
});
