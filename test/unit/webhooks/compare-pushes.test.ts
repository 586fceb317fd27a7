import { expect } from 'chai';
import type { KnownPush, PushPlace } from '../../../processor/ports/push-order.ts';
import { comparePushes } from '../../../processor/webhooks/compare-pushes.ts';

const [FIRST, SECOND, THIRD] = ['1', '2', '3'].map((digit) => digit.repeat(40)) as [string, string, string];
/** The second push is known; it came at second 100. */
const KNOWN: KnownPush = { deliveryId: 'known', commit: SECOND, before: FIRST, pushedAt: 100 };

interface Push {
  readonly id?: string;
  readonly commit: string | null;
  readonly pushedAt?: number;
}

function placeOf({ id = 'other', commit, pushedAt }: Push, known: KnownPush | undefined): PushPlace {
  const subject = { kind: 'push', branch: 'main', commit, before: null, pushedAt } as const;
  return comparePushes({ id, bodySha256: '', receivedAt: '', subject }, known);
}

describe('the place of a push', () => {
  const cases: Readonly<Record<string, readonly [Push, PushPlace]>> = {
    'a later one': [{ commit: THIRD, pushedAt: 101 }, 'newest'],
    'an earlier one': [{ commit: FIRST, pushedAt: 99 }, 'overtaken'],
    'one of the same second, on top of what is known': [{ commit: THIRD, pushedAt: 100 }, 'newest'],
    'one of the same second, below what is known': [{ commit: FIRST, pushedAt: 100 }, 'overtaken'],
    'one of an unknown time, on top of what is known': [{ commit: THIRD }, 'newest'],
    'one of an unknown time, below what is known': [{ commit: FIRST }, 'overtaken'],
    'another delivery of the same commit, earlier or not': [{ commit: SECOND, pushedAt: 99 }, 'repeated'],
    'a branch set back to the commit before, later': [{ commit: FIRST, pushedAt: 101 }, 'newest'],
    'a deletion of the branch, later': [{ commit: null, pushedAt: 101 }, 'newest'],
    'the same delivery once more': [{ id: 'known', commit: SECOND, pushedAt: 100 }, 'newest'],
  };
  for (const [what, [push, place]] of Object.entries(cases)) {
    it(`${what}: ${place}`, () => {
      expect(placeOf(push, KNOWN)).to.equal(place);
    });
  }

  it('the first: newest', () => {
    expect(placeOf({ commit: FIRST, pushedAt: 1 }, undefined)).to.equal('newest');
  });

  it('where the time of what is known is unknown, the chain tells', () => {
    const known = { ...KNOWN, pushedAt: undefined };
    expect(placeOf({ commit: THIRD, pushedAt: 1 }, known)).to.equal('newest');
    expect(placeOf({ commit: FIRST, pushedAt: 101 }, known)).to.equal('overtaken');
  });
});
