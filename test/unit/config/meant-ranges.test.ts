import { expect } from 'chai';

import { checkConfigs } from './rules/check-configs.ts';
import { tuner } from './rules/workloads.ts';

/** The hint of the one fault of these ranges. */
function hint(hyperparameters_ranges: unknown): string | undefined {
  const [finding, ...others] = checkConfigs({ 'a.json': tuner({ hyperparameters_ranges }) });
  expect(others).to.deep.equal([]);
  return finding?.hint;
}

describe('ranges of hyperparameters in another form', () => {
  const eta = '"eta": ["continuous", [0.1, 0.5]]';
  const depth = '"max_depth": ["integer", [3, 9, "Auto"]]';
  const parameter = { Name: 'eta', MinValue: '0.1', MaxValue: '0.5' };
  const integer = { Name: 'max_depth', MinValue: '3', MaxValue: '9', ScalingType: 'Auto' };

  const one: readonly (readonly [range: unknown, meant: string])[] = [
    [[0.1, 0.5], '["continuous", [0.1, 0.5]]'],
    [['0.1', '0.5'], '["continuous", [0.1, 0.5]]'],
    [[0.1, 0.5, 'Auto'], '["continuous", [0.1, 0.5, "Auto"]]'],
    [[0.1, 0.5, 'logarithmic'], '["continuous", [0.1, 0.5, "Logarithmic"]]'],
    [['continuous', 0.1, 0.5], '["continuous", [0.1, 0.5]]'],
    [['continuous', 0.1, 0.5, 'ReverseLogarithmic'], '["continuous", [0.1, 0.5, "ReverseLogarithmic"]]'],
    [['float', [0.1, 0.5]], '["continuous", [0.1, 0.5]]'],
    [['float', [1, 5]], '["continuous", [1, 5]]'],
    [['ContinuousParameter', [0.1, 0.5]], '["continuous", [0.1, 0.5]]'],
    [['int', [1, 5]], '["integer", [1, 5]]'],
    [['choice', ['a', 'b']], '["categorical", ["a", "b"]]'],
    [['a', 'b'], '["categorical", ["a", "b"]]'],
    [['categorical', 'a', 'b'], '["categorical", ["a", "b"]]'],
    [['categorical', 'a'], '["categorical", ["a"]]'],
    // Words that are kinds elsewhere.
    [['list', 'tree'], '["categorical", ["list", "tree"]]'],
    [{ min: 0.1, max: 0.5 }, '["continuous", [0.1, 0.5]]'],
    [{ type: 'int', min_value: 1, max_value: 5 }, '["integer", [1, 5]]'],
    [{ MinValue: '0.1', MaxValue: '0.5', ScalingType: 'Linear' }, '["continuous", [0.1, 0.5, "Linear"]]'],
    [{ low: 0.1, high: 0.5 }, '["continuous", [0.1, 0.5]]'],
    ['ContinuousParameter(min_value=0.1, max_value=0.5)', '["continuous", [0.1, 0.5]]'],
    ['IntegerParameter(1, 5, scaling_type="Logarithmic")', '["integer", [1, 5, "Logarithmic"]]'],
    ["CategoricalParameter(['a', 'b'])", '["categorical", ["a", "b"]]'],
    [{ values: ['a', 3, true] }, '["categorical", ["a", "3", "true"]]'],
  ];
  for (const [range, meant] of one) {
    it(`are written out: ${JSON.stringify(range)}`, () => {
      expect(hint({ size: range })).to.equal(`write \`"size": ${meant}\``);
      expect(hint({ size: JSON.parse(meant) as unknown }), 'what is advised').to.equal(undefined);
    });
  }

  it('may be of fractions, too, where whole numbers are bounds of no kind', () => {
    const doubt = ', or `"continuous"` where fractions count as well';
    expect(hint({ size: [1, 5] })).to.equal(`write \`"size": ["integer", [1, 5]]\`${doubt}`);
    expect(hint({ size: { MinValue: '1', MaxValue: '5' } })).to.equal(`write \`"size": ["integer", [1, 5]]\`${doubt}`);
    expect(hint([{ Name: 'size', MinValue: '1', MaxValue: '5' }])).to.equal(
      `write \`{ "size": ["integer", [1, 5]] }\`${doubt}`,
    );
  });

  it('are written out where they are lists of the SageMaker API', () => {
    const categorical = { Name: 'booster', Values: ['gbtree', 'dart'] };
    const all = { ContinuousParameterRanges: [parameter], IntegerParameterRanges: [integer] };
    const written = `write \`{ ${eta}, ${depth} }\``;
    expect(hint(all)).to.equal(written);
    expect(hint({ ParameterRanges: { ...all, CategoricalParameterRanges: [] } })).to.equal(written);
    expect(hint({ ...all, CategoricalParameterRanges: [] })).to.equal(written);
    expect(hint({ CategoricalParameterRanges: [categorical] })).to.equal(
      'write `{ "booster": ["categorical", ["gbtree", "dart"]] }`',
    );
    const doubt = ', or `"continuous"` where fractions count as well';
    expect(hint([parameter, integer])).to.equal(`write \`{ ${eta}, ${depth} }\`${doubt}`);
  });

  const untold: readonly (readonly [range: unknown, hint: RegExp])[] = [
    [['continous', [0.1, 0.5]], /^did you mean `continuous`\?$/],
    [['continuous', [0.1]], /./],
    [['continuous', ['low', 'high']], /./],
    [['continuous', [0.1, 0.5, 'log']], /./],
    [['integer', [1, 5], 'Linear'], /./],
    [[{ min: 1 }], /./],
    [{ min: 0.1 }, /./],
    ['ContinuousParameter(low, high)', /./],
    ['Parameter(1, 2)', /./],
    [['AKIAABCDEFGHIJKLMNOP', 'b'], /./],
    [Array.from({ length: 50 }, (_, index) => `value-${index}`), /./],
  ];
  for (const [range, expected] of untold) {
    it(`are not made up: ${JSON.stringify(range).slice(0, 60)}`, () => {
      const [finding] = checkConfigs({ 'a.json': tuner({ hyperparameters_ranges: { eta: range } }) });
      expect(finding?.hint)
        .to.match(expected)
        .and.not.match(/^write `"eta"/);
    });
  }
});
