import { expect } from 'chai';
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { canonicalJson } from '../../../pipelines/canonical-json.ts';
import { fingerprint, planDigest } from '../../../processor/plan/digest.ts';
import { realtime } from '../../helpers/specs.ts';
import { world } from '../../helpers/world.ts';

describe('canonicalJson', () => {
  it('writes keys in the order of code units, without spaces', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true })).to.equal('{"a":true,"b":[1,{"c":"x","d":null}]}');
  });

  it('leaves undefined members out and writes undefined elements as null, as JSON does', () => {
    expect(canonicalJson({ a: undefined, b: [undefined] })).to.equal('{"b":[null]}');
  });

  it('gives equal texts exactly to equal values', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const left: unknown = JSON.parse(JSON.stringify(a));
        const right: unknown = JSON.parse(JSON.stringify(b));
        expect(canonicalJson(left) === canonicalJson(right)).to.equal(isDeepStrictEqual(left, right));
        expect(JSON.parse(canonicalJson(left))).to.eql(left);
      }),
    );
  });

  it('does not see the order in which keys were written', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const turned = Object.fromEntries(Object.entries(object).reverse());
        expect(canonicalJson(turned)).to.equal(canonicalJson({ ...object }));
      }),
    );
  });
});

describe('fingerprint', () => {
  it('depends on the spec and on the pipeline code, and on nothing else', () => {
    const one = fingerprint(realtime(), 'code');

    expect(one).to.match(/^[0-9a-f]{64}$/);
    expect(fingerprint(structuredClone(realtime()), 'code')).to.equal(one);
    expect(fingerprint(realtime('churn', { instance_count: 2 }), 'code')).not.to.equal(one);
    expect(fingerprint(realtime(), 'other code')).not.to.equal(one);
  });
});

describe('planDigest', () => {
  it('does not depend on the time at which the plan was made', () => {
    const plan = world().wants(realtime()).plan();

    expect(planDigest({ ...plan, createdAt: '2030-01-01T00:00:00Z' })).to.equal(plan.digest);
  });

  it('depends on everything else, such as the account and the commit', () => {
    const plan = world().wants(realtime()).plan();

    expect(planDigest({ ...plan, commit: null })).not.to.equal(plan.digest);
    expect(planDigest({ ...plan, stages: [] })).not.to.equal(plan.digest);
  });
});
