import { expect } from 'chai';
import { covers } from '../../../../processor/plan/rights/covers.ts';
import type { Right } from '../../../../processor/plan/rights/list-rights.ts';

const READ: Right = { kind: 'allow', action: 's3:GetObject', resource: 'arn:a', principal: '', condition: '' };

describe('a right that covers another', () => {
  const names: readonly (readonly [wide: string, narrow: string, covered: boolean])[] = [
    ['arn:a', 'arn:a', true],
    ['arn:a', 'arn:ab', false],
    ['arn:ab', 'arn:a', false],
    ['*', 'arn:a', true],
    ['*', '', true],
    ['arn:*', 'arn:', true],
    ['arn:**', 'arn:', true],
    ['arn:*', 'arn:a/*', true],
    ['arn:a/*', 'arn:*', false],
    ['*:b', 'arn:a:b', true],
    ['*ab', 'aab', true],
    ['*ab', 'aabb', false],
    ['a*c', 'abcbc', true],
    ['a*c', 'ac', true],
    ['a*c', 'abcd', false],
    ['a*b*c', 'a1b2b3c', true],
    ['a*b*c', 'a1c2b', false],
    ['*aab*', 'xaaab', true],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['a?c', 'abbc', false],
    ['a?', 'a*', false],
    ['a?', 'a?', true],
    ['?*', 'ab', true],
    ['all but s3:*', 'all but s3:*', true],
    ['all but s3:*', 'all but s3:Get*', false],
    ['all but *', 'all but s3:*', false],
  ];
  for (const [wide, narrow, covered] of names) {
    it(`is told by its names: \`${wide}\` ${covered ? 'covers' : 'does not cover'} \`${narrow}\``, () => {
      expect(covers({ ...READ, resource: wide }, { ...READ, resource: narrow }), 'resource').to.equal(covered);
      expect(covers({ ...READ, action: wide }, { ...READ, action: narrow }), 'action').to.equal(covered);
    });
  }

  it('is of the same kind', () => {
    expect(covers({ ...READ, kind: 'deny', action: '*', resource: '*' }, READ)).to.equal(false);
  });

  it('is for everybody, or for the same one', () => {
    function by(principal: string): Right {
      return { ...READ, principal };
    }
    expect([covers(by('everybody'), by('arn:one')), covers(by('arn:one'), by('arn:one'))]).to.deep.equal([true, true]);
    expect([covers(by('arn:one'), by('arn:two')), covers(by('arn:one'), by('everybody'))]).to.deep.equal([
      false,
      false,
    ]);
  });

  it('has no condition, or the same one', () => {
    function when(condition: string): Right {
      return { ...READ, condition };
    }
    expect([covers(READ, when('a Bool true')), covers(when('a Bool true'), when('a Bool true'))]).to.deep.equal([
      true,
      true,
    ]);
    expect([covers(when('a Bool true'), READ), covers(when('a Bool true'), when('b Bool true'))]).to.deep.equal([
      false,
      false,
    ]);
  });

  it('is looked for without going back to each of many stars', () => {
    const wide = { ...READ, resource: `${'*a'.repeat(40)}b` };
    expect(covers(wide, { ...READ, resource: 'a'.repeat(200) })).to.equal(false);
  });
});
