import { expect } from 'chai';

import { ATTRIBUTES } from '../../../schema/generated/attributes.ts';
import { check, examples, load, monitor, summary } from './support/load.ts';

const PLAIN = ['', ' ', '\u00a0', '0', 0, 1, '1', true, 'True', 'x', 0.5, '.5', 's3://abc/d', 'abc', 'abc/d', null];
const EDGES: readonly unknown[] = [
  ...PLAIN,
  ...PLAIN.map((value) => ({ default: value })),
  [],
  {},
  ['a'],
  '[]',
  '["a"]',
];

describe('values at the edge of what schemas allow', () => {
  for (const { type, config } of examples()) {
    it(`are refused or normalised in ${type} (${Object.keys(config).length} members)`, () => {
      for (const { name } of ATTRIBUTES[type]) {
        for (const value of EDGES) {
          const { findings, workloads } = load([{ ...config, [name]: value }]);
          expect(findings.length === 0, `${name}: ${JSON.stringify(value)}`).to.equal(workloads.length === 1);
        }
      }
    });
  }

  it('a blank location is refused, in a map too', () => {
    expect(summary(check(monitor({ baseline_data: ' ' })))).to.deep.equal(['wrong-form /baseline_data']);
    expect(summary(check(monitor({ baseline_data: { default: ' ' } })))).to.deep.equal([
      'wrong-form /baseline_data/default',
    ]);
  });

  it('a blank text means an absent one where an empty one does', () => {
    const { findings, workloads } = load([monitor({ kms_key_arn: '', baseline_max_runtime_seconds: '' })]);
    expect(findings).to.deep.equal([]);
    expect(workloads[0]?.spec.attributes).not.to.have.any.keys('kms_key_arn', 'baseline_max_runtime_seconds');
  });
});
