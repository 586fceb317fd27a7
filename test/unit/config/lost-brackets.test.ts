import { expect } from 'chai';

import { readConfigText } from '../../../processor/config/read/read-config-text.ts';
import { withoutRepeats } from '../../../processor/config/shared/without-repeats.ts';
import { toBytes } from './support/load.ts';

const TEXT = [
  '{',
  '  "a": {',
  '    "x": 1,',
  '    "y": 2',
  '  },',
  '  "list": [',
  '    {',
  '      "name": "one",',
  '      "size": 1',
  '    },',
  '    {',
  '      "name": "two",',
  '      "size": 2',
  '    }',
  '  ],',
  '  "z": 3',
  '}',
];

/** What is said of the text whose lines, counted from 1, are replaced: `code line:column message`. */
function said(lines: Readonly<Record<number, string | undefined>>, base: readonly string[] = TEXT): readonly string[] {
  const text = base
    .map((line, index) => (Object.hasOwn(lines, index + 1) ? lines[index + 1] : line))
    .filter((line) => line !== undefined)
    .join('\n');
  const { findings } = readConfigText(toBytes(text), 'x');
  return withoutRepeats(findings).map(({ code, line, column, message }) => `${code} ${line}:${column} ${message}`);
}

describe('a bracket that was lost', () => {
  it('is missed where what is outside of it stands, not at the end of the file', () => {
    const unclosed = 'the `{` that opens on line 2 is not closed before this';
    expect(said({ 5: undefined })).to.deep.equal([`invalid-json 5:3 ${unclosed}`]);
    expect(said({ 4: '    "y": 2,', 5: undefined })).to.deep.equal([`invalid-json 5:3 ${unclosed}`]);
    expect(said({ 5: '' })).to.deep.equal([`invalid-json 6:3 ${unclosed}`]);
    expect(said({ 14: undefined })).to.deep.equal([
      'invalid-json 14:3 the `{` that opens on line 11 is not closed before this',
    ]);
    expect(said({ 15: undefined })).to.deep.equal([
      'invalid-json 15:3 the `[` that opens on line 6 is not closed before this',
    ]);
    expect(said({ 10: undefined })).to.deep.equal([
      'invalid-json 10:5 the `{` that opens on line 7 is not closed before this',
    ]);
  });

  it('hides nothing behind it, nor another one', () => {
    expect(said({ 5: undefined, 16: '  "z": True' })).to.deep.equal([
      'invalid-json 5:3 the `{` that opens on line 2 is not closed before this',
      'invalid-json 15:8 `True` is no JSON',
    ]);
    expect(said({ 5: undefined, 10: undefined })).to.have.length(2);
  });

  it('is what a parser says where lines are not indented, or what is wrong comes before', () => {
    const flat = TEXT.map((line) => line.trim());
    expect(said({ 5: undefined }, flat)[0]).to.equal('invalid-json 5:1 a comma is missing before `"list"`');
    expect(said({ 3: '    "x": 1', 5: undefined })[0]).to.equal('invalid-json 4:5 a comma is missing before `"y"`');
    expect(said({ 17: undefined })).to.deep.equal([
      'invalid-json 16:9 the file ends inside the `{` that opens on line 1',
    ]);
    expect(said({ 5: '  }' })).to.deep.equal(['invalid-json 6:3 a comma is missing before `"list"`']);
  });

  it('that opens is missed at the first key', () => {
    const { findings } = readConfigText(toBytes('{\n  "a": "x": 1\n  }\n}'), 'x');
    expect(findings.map(({ hint }) => hint)).to.deep.equal(['is a `{` missing before the key?']);
    expect(readConfigText(toBytes('{"list": {\n  {"a": 1}]}'), 'x').findings[0]?.hint).to.match(/stands in `\[`/);
  });
});

describe('what a merge leaves', () => {
  it('is one slip where a line stands twice', () => {
    expect(said({ 4: '    "y": 2\n    "y": 3' })).to.deep.equal([
      'duplicate-key 5:5 the key `y` stands twice in one object, first on line 4',
    ]);
  });

  it('is one slip where two items of a list run into one', () => {
    expect(said({ 10: undefined, 11: undefined })).to.deep.equal([
      'invalid-json 10:7 two objects of a list have run into one before this',
    ]);
  });

  it('is as many slips as there are commas missing', () => {
    expect(said({ 3: '    "x": 1', 8: '      "name": "one"', 12: '      "name": "two"' })).to.deep.equal([
      'invalid-json 4:5 a comma is missing before `"y"`',
      'invalid-json 9:7 a comma is missing before `"size"`',
      'invalid-json 13:7 a comma is missing before `"size"`',
    ]);
    expect(said({ 4: '    "y": 2,', 13: '      "size": 2,' })).to.have.length(2);
  });
});
