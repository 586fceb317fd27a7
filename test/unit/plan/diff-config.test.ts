import { expect } from 'chai';
import fc from 'fast-check';
import { REDACTED } from '../../../processor/model/redact.ts';
import { alignLists } from '../../../processor/plan/align-lists.ts';
import { diffConfig } from '../../../processor/plan/diff-config.ts';

type Config = Readonly<Record<string, unknown>>;

const CASES: readonly {
  readonly title: string;
  readonly before: Config;
  readonly after: Config;
  readonly diff: unknown;
}[] = [
  { title: 'nothing between equal values', before: { a: { b: [1] } }, after: { a: { b: [1] } }, diff: [] },
  { title: 'nothing for another order of keys', before: { a: 1, b: 2 }, after: { b: 2, a: 1 }, diff: [] },
  { title: 'a changed value', before: { a: 1 }, after: { a: 2 }, diff: [{ path: 'a', before: 1, after: 2 }] },
  { title: 'an added value', before: {}, after: { a: 1 }, diff: [{ path: 'a', after: 1 }] },
  { title: 'a removed value', before: { a: 1 }, after: {}, diff: [{ path: 'a', before: 1 }] },
  {
    title: 'a value of which every object has one of that name',
    before: { environment: {} },
    after: { environment: { constructor: 'a' } },
    diff: [{ path: 'environment.constructor', after: 'a' }],
  },
  { title: 'null as a value of its own', before: {}, after: { a: null }, diff: [{ path: 'a', after: null }] },
  {
    title: 'nested attributes by their path',
    before: { autoscaling: { min: 1, max: 2 } },
    after: { autoscaling: { min: 1, max: 4 } },
    diff: [{ path: 'autoscaling.max', before: 2, after: 4 }],
  },
  {
    title: 'keys that are no words in brackets',
    before: { tags: { 'cost.center': 'a' } },
    after: { tags: { 'cost.center': 'b' } },
    diff: [{ path: 'tags["cost.center"]', before: 'a', after: 'b' }],
  },
  {
    title: 'an ARN of a secret, which is no secret',
    before: { secret_arn: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:a-AbCdEf' },
    after: { secret_arn: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:b-AbCdEf' },
    diff: [
      {
        path: 'secret_arn',
        before: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:a-AbCdEf',
        after: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:b-AbCdEf',
      },
    ],
  },
  {
    title: 'an ARN under a name in capitals, and no secret that only speaks of one',
    before: { SECRET_ARN: 'a', dbSecretARN: 'a', secret_arn_password: 'a', secretToken: 'a' },
    after: { SECRET_ARN: 'b', dbSecretARN: 'b', secret_arn_password: 'b', secretToken: 'b' },
    diff: [
      { path: 'SECRET_ARN', before: 'a', after: 'b' },
      { path: 'dbSecretARN', before: 'a', after: 'b' },
      { path: 'secretToken', before: REDACTED, after: REDACTED },
      { path: 'secret_arn_password', before: REDACTED, after: REDACTED },
    ],
  },
  {
    title: 'an element inserted at the front as one addition',
    before: { subnets: ['b', 'c'] },
    after: { subnets: ['a', 'b', 'c'] },
    diff: [{ path: 'subnets[0]', after: 'a' }],
  },
  {
    title: 'an element removed from the middle as one removal',
    before: { subnets: ['a', 'b', 'c'] },
    after: { subnets: ['a', 'c'] },
    diff: [{ path: 'subnets[1]', before: 'b' }],
  },
  {
    title: 'one attribute of one object in a list',
    before: {
      metrics: [
        { Name: 'auc', Regex: 'x' },
        { Name: 'f1', Regex: 'y' },
      ],
    },
    after: {
      metrics: [
        { Name: 'auc', Regex: 'z' },
        { Name: 'f1', Regex: 'y' },
      ],
    },
    diff: [{ path: 'metrics[0].Regex', before: 'x', after: 'z' }],
  },
  {
    title: 'another kind of value as a whole',
    before: { baseline: 's3://a/b' },
    after: { baseline: [[1, 2]] },
    diff: [{ path: 'baseline', before: 's3://a/b', after: [[1, 2]] }],
  },
  {
    title: 'a secret by its key without its value',
    before: { environment: { DB_PASSWORD: 'one' } },
    after: { environment: { DB_PASSWORD: 'two' } },
    diff: [{ path: 'environment.DB_PASSWORD', before: REDACTED, after: REDACTED }],
  },
  {
    title: 'a secret by its form, deep in an added value',
    before: {},
    after: { environment: { A: { B: ['AKIAABCDEFGHIJKLMNOP', 'fine'] } } },
    diff: [{ path: 'environment', after: { A: { B: [REDACTED, 'fine'] } } }],
  },
  {
    title: 'a kms_key_arn openly, for it is none',
    before: {},
    after: { kms_key_arn: 'arn:aws:kms:eu-west-1:111111111111:key/1' },
    diff: [{ path: 'kms_key_arn', after: 'arn:aws:kms:eu-west-1:111111111111:key/1' }],
  },
];

const configs = fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 5 });

describe('diffConfig', () => {
  for (const { title, before, after, diff } of CASES) {
    it(`tells ${title}`, () => {
      expect(diffConfig(before, after)).to.eql(diff);
    });
  }

  it('finds nothing between a config and itself, and something between different ones', () => {
    fc.assert(
      fc.property(configs, configs, (a, b) => {
        expect(diffConfig(a, structuredClone(a))).to.eql([]);
        const isEqual = JSON.stringify(sortKeys(a)) === JSON.stringify(sortKeys(b));
        expect(diffConfig(a, b).length === 0).to.equal(isEqual);
      }),
    );
  });

  it('places every element of two lists exactly once, in order', () => {
    const lists = fc.array(fc.constantFrom('a', 'b', 'c', null, 1), { maxLength: 8 });
    fc.assert(
      fc.property(lists, lists, (before, after) => {
        const pairs = alignLists(before, after);
        const [left, right] = [pairs.map((pair) => pair.beforeIndex), pairs.map((pair) => pair.afterIndex)];

        expect(left.filter((index) => index !== undefined)).to.eql([...before.keys()]);
        expect(right.filter((index) => index !== undefined)).to.eql([...after.keys()]);
      }),
    );
  });

  it('matches as many equal elements as can be matched in order', () => {
    const lists = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 7 });
    function most([first, ...rest]: readonly string[], other: readonly string[]): number {
      if (first === undefined) return 0;
      const at = other.indexOf(first);
      return Math.max(most(rest, other), at < 0 ? 0 : 1 + most(rest, other.slice(at + 1)));
    }
    fc.assert(
      fc.property(lists, lists, (before, after) => {
        const equal = alignLists(before, after).filter(
          ({ beforeIndex, afterIndex }) =>
            beforeIndex !== undefined && afterIndex !== undefined && before[beforeIndex] === after[afterIndex],
        );
        expect(equal).to.have.length(most(before, after));
      }),
      { numRuns: 500 },
    );
  });

  it('pairs in their order the elements of lists that are too long to be compared each with each', () => {
    function changes(length: number): number {
      const list = Array.from({ length }, (_, index) => index);
      // All but the new ends is the same, one place further on.
      return diffConfig({ list: ['first', ...list] }, { list: [...list, 'last'] }).length;
    }

    expect([changes(499), changes(500)]).to.eql([2, 501]);
  });

  it('changes one element, and no more, when one element differs', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { minLength: 1 }), fc.nat(), (list, seed) => {
        const changed = list.map((item, index) => (index === seed % list.length ? 99 : item));
        expect(diffConfig({ list }, { list: changed })).to.have.length(1);
      }),
    );
  });

  it('lets no value below a secret key out, however deep', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 }),
        fc.string({ minLength: 6 }),
        (path, text) => {
          const canary = `canary${text}`;
          const value = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), { api_key: { deep: [canary] } });
          expect(JSON.stringify(diffConfig({}, { attribute: value }))).not.to.include('canary');
        },
      ),
    );
  });
});

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => ({ key, inner: sortKeys(inner) }));
}
