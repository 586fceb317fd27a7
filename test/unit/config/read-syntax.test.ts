import { expect } from 'chai';

import { explainSyntax } from '../../../processor/config/read/syntax/explain-syntax.ts';
import { readConfigText } from '../../../processor/config/read/read-config-text.ts';
import type { Finding } from '../../../processor/model/finding.ts';
import { realtime, toBytes } from './support/load.ts';
import { expectQuick } from './support/expect-quick.ts';

function read(text: string): readonly Finding[] {
  return readConfigText(toBytes(text), 'x').findings;
}

/** text, code, line:column, words of message and hint */
type Case = readonly [fixture: string, text: string, code: string, at: string, says: RegExp];

const cases: readonly Case[] = [
  ['10: trailing comma', '{"a": 1,\n}', 'trailing-comma', '1:8', /remove the comma/],
  ['10: trailing comma in an array', '[1, ]', 'trailing-comma', '1:3', /remove/],
  ['11: line comment', '{\n  // why\n  "a": 1\n}', 'comment', '2:3', /no comments/],
  ['11: block comment', '{"a": /* b */ 1}', 'comment', '1:7', /no comments/],
  ['11: hash comment', '# a\n{}', 'comment', '1:1', /no comments/],
  ['11: comment of HTML', '{<!-- why\n -->"a": 1}', 'comment', '1:2', /no comments/],
  ['11: comment of HTML before everything', '<!-- why -->\n{}', 'comment', '1:1', /no comments/],
  ['11: comment of HTML that does not end', '{}\n<!-- why', 'comment', '2:1', /no comments/],
  ['12: single quotes', "{'a': 1}", 'single-quotes', '1:2', /double quotes/],
  ['12: single quotes around a value', '{"a": \'x\'}', 'single-quotes', '1:7', /double quotes/],
  ['12: bare key', '{a: 1}', 'bare-key', '1:2', /`a` has no quotes/],
  ['13: NaN', '{"a": NaN}', 'non-finite-number', '1:7', /`NaN`/],
  ['13: Infinity', '{"a": Infinity}', 'non-finite-number', '1:7', /`Infinity`/],
  ['13: -Infinity', '{"a": -Infinity}', 'non-finite-number', '1:7', /`-Infinity`/],
  ['14: two documents', '{}\n{}', 'invalid-json', '2:1', /second document/],
  ['15: rest after the end', '{} x', 'invalid-json', '1:4', /`x` follows the end/],
  ['15: one bracket too many', '{"a":1}}', 'invalid-json', '1:8', /follows the end/],
  ['9: cut off', '{"a": {"b": 1', 'invalid-json', '1:14', /cut off/],
  ['42: semicolon behind a number', '{"a": 5; "b": 1}', 'invalid-json', '1:8', /write a comma/],
  ['42: semicolon behind the last', '{"a": true;\n}', 'invalid-json', '1:11', /remove it/],
  ['42: Python words', '{"a": True}', 'invalid-json', '1:7', /write `true`/],
  ['42: None', '{"a": None}', 'invalid-json', '1:7', /write `null`/],
  ['42: word of JavaScript', '{"a": toString}', 'invalid-json', '1:7', /double quotes/],
  ['42: misspelt word', '{"a": tru}', 'invalid-json', '1:7', /`tru` is no value/],
  ['42: missing colon', '{"a" 1}', 'invalid-json', '1:6', /colon/],
  ['42: arrow for a colon', '{"a" => 1}', 'invalid-json', '1:6', /write a colon/],
  ['42: arrow for a colon without blanks', '{"a"=>1}', 'invalid-json', '1:5', /write a colon/],
  ['42: missing comma between members', '{"a": 1\n "b": 2}', 'invalid-json', '2:2', /comma is missing/],
  ['42: missing value', '{"a": }', 'invalid-json', '1:7', /where a value belongs/],
  ['42: wrong bracket', '{"a": [1}', 'invalid-json', '1:9', /comma or `\]`/],
  ['42: leading zero', '{"a": 01}', 'invalid-json', '1:7', /leading zero/],
  ['42: plus sign', '{"a": +1}', 'invalid-json', '1:7', /plus sign/],
  ['42: bare point', '{"a": 1.}', 'invalid-json', '1:7', /both sides of its point/],
  ['42: hexadecimal', '{"a": 0x1F}', 'invalid-json', '1:7', /no number/],
  ['42: unknown escape', '{"a": "C:\\dir"}', 'invalid-json', '1:10', /`\\d` is no escape/],
  ['42: short escape', '{"a": "\\u12"}', 'invalid-json', '1:8', /no escape/],
  ['42: line break in a string', '{"a": "x\ny"}', 'invalid-json', '1:7', /not closed on its line/],
  ['42: tab in a string', '{"a": "x\ty"}', 'invalid-json', '1:9', /write `\\t`/],
  ['42: curly quotes', '{“a”: 1}', 'invalid-json', '1:2', /“/],
  ['42: no-break space', '{\u00a0"a": 1}', 'invalid-json', '1:2', /U\+00A0/],
  ['42: vertical tab', '{\v"a": 1}', 'invalid-json', '1:2', /where a key/],
  ['42: curly quotes of a key', '{“a”: 1}', 'invalid-json', '1:2', /straight double quotes/],
  ['42: curly quotes of a value', '{"a": “x”}', 'invalid-json', '1:7', /straight double quotes/],
  ['42: comma of another width', '{"a": 1，"b": 2}', 'invalid-json', '1:8', /ordinary comma/],
  ['42: escaped quotes', '{\\"a\\": 1}', 'invalid-json', '1:2', /remove the backslash/],
  ['42: dots for the rest', '{"a": 1, ...}', 'invalid-json', '1:10', /remove the dots/],
  ['42: decimal comma', '{"a": 0,5}', 'invalid-json', '1:7', /write `0\.5`/],
  ['15: a bracket too many is no second workload', '{}\n}', 'invalid-json', '2:1', /remove it/],
  ['15: end of file of DOS', '{}\u001a', 'invalid-json', '1:3', /remove it/],
  ['42: YAML', 'a: 1\n', 'invalid-json', '1:1', /is YAML, and not JSON write one JSON object, in braces/],
  [
    '42: YAML with its marker',
    '---\na: 1\n',
    'invalid-json',
    '1:1',
    /is YAML, and not JSON write one JSON object, in braces/,
  ],
  ['42: lone comma', '[,]', 'invalid-json', '1:2', /value belongs/],
];

function nest(levels: number): string {
  return '['.repeat(levels) + ']'.repeat(levels);
}

describe('reading JSON', () => {
  for (const [fixture, text, code, at, says] of cases) {
    it(`fixture ${fixture}`, () => {
      expect(() => JSON.parse(text) as unknown).to.throw(SyntaxError);
      const findings = read(text);
      expect(findings.map((finding) => `${finding.code} ${finding.line}:${finding.column}`)).to.deep.equal([
        `${code} ${at}`,
      ]);
      expect(`${findings[0]?.message} ${findings[0]?.hint}`).to.match(says);
    });
  }

  it('finds every slip of a file, and what is behind them, each at its place', () => {
    const text = [
      '{',
      '  // the churn model',
      '  // (second line)',
      '  "a": True, # yes',
      "  'b': 'x',",
      '  "c": [1 2,],',
      '  "d": 1',
      '  "d": 12345678901234567890',
      '}',
    ].join('\n');
    expect(read(text).map(({ code, line, column }) => `${code} ${line}:${column}`)).to.deep.equal([
      'comment 2:3',
      'invalid-json 4:8',
      'comment 4:14',
      'single-quotes 5:3',
      'single-quotes 5:8',
      'invalid-json 6:11',
      'trailing-comma 6:12',
      'duplicate-key 8:3',
      'unsafe-number 8:8',
    ]);
    expect(readConfigText(toBytes(text), 'x').parsed?.value).to.include({ a: true, b: 'x' });
  });

  it('reads no further than it is clear what was meant', () => {
    for (const [text, ...codes] of [
      ['{"a": 1,\n b: 2,}', 'bare-key'],
      ['{"a": "x" "b"}', 'invalid-json'],
      ['{"a": "say "hi" there",}', 'invalid-json'],
      ["{'it's': 1,}", 'single-quotes', 'invalid-json'],
      ['[1,]]', 'trailing-comma', 'invalid-json'],
      ['{"a": 1} // end', 'comment'],
      ['/* {"a": 1}', 'comment'],
    ] as const) {
      expect(
        read(text).map(({ code }) => code),
        text,
      ).to.deep.equal(codes);
    }
  });

  it('ends with the slips of a file in another language', () => {
    const { parsed, findings } = readConfigText(toBytes(`[${"'a', ".repeat(500)}1]`), 'x');
    expect(parsed).to.equal(undefined);
    expect(findings).to.have.lengthOf(20);
  });

  it('fixture 9: a file cut at any byte is one finding in its last line', () => {
    const text = JSON.stringify(realtime({ tags: { team: 'a b', list: '[1,2]' }, stages: ['default'] }), null, 2);
    for (let length = 1; length < text.length; length++) {
      const findings = read(text.slice(0, length));
      expect(findings, text.slice(0, length)).to.have.lengthOf(1);
      expect(findings[0]?.message).not.to.equal('the file is no JSON');
    }
  });

  it('fixture 42: what JSON allows is read unchanged', () => {
    const texts = [
      '[]',
      '{}',
      ' [ ] ',
      '[[[]]]',
      '"x"',
      'true',
      'null',
      '-1.5e-3',
      '[1E+2]',
      '[0]',
      '["\\"\\\\\\/\\b\\f\\n\\r\\t"]',
      '["\\u00e9\\uD83D\\uDE00"]',
      '{"":0}',
      '{"a":{"a":{"a":1}}}',
      '["a:b","{","}","[","]",","]',
      '[0.1,1e-7,123456789012]',
      '\t{"a"\r\n:\n1 }\n',
    ];
    for (const text of texts) {
      const { parsed, findings } = readConfigText(toBytes(text), 'x');
      expect(findings, text).to.deep.equal([]);
      expect(parsed?.value, text).to.deep.equal(JSON.parse(text));
    }
  });

  it('fixture 26: a million levels are refused in less than 50 ms', () => {
    const bombs = ['['.repeat(1_000_000), '['.repeat(262_000), nest(131_000)];
    expect(bombs.map((text) => read(text)[0]?.code)).to.deep.equal(['file-too-large', 'invalid-json', 'too-deep']);
    for (const text of bombs) expectQuick(() => read(text));
  });

  it('fixture 25: 32 levels are read, 33 are not', () => {
    expect(read(nest(32))).to.deep.equal([]);
    const [finding] = read(`\n${nest(33)}`);
    expect(finding).to.include({ code: 'too-deep', line: 2, column: 33 });
  });

  it('finds no fault in what JSON.parse takes', () => {
    for (const text of ['{"a":[1,{"b":null}]}', '1', ' "x" ']) expect(explainSyntax(text)).to.equal(undefined);
  });
});

describe('reading numbers', () => {
  const numbers: readonly (readonly [fixture: string, text: string, code: string | undefined])[] = [
    ['27: 1e400', '1e400', 'unsafe-number'],
    ['27: -1e400', '-1e400', 'unsafe-number'],
    ['28: 9007199254740993', '9007199254740993', 'unsafe-number'],
    ['28: 9007199254740991', '9007199254740991', undefined],
    ['29: 1.0', '1.0', undefined],
    ['29: 1e2', '1e2', undefined],
    ['29: -0', '-0', 'negative-zero'],
    ['29: -0.0', '-0.0', 'negative-zero'],
    ['31: 200,000 digits', '1'.repeat(200_000), 'unsafe-number'],
    ['31: 1,000,000 digits', '1'.repeat(1_000_000), 'file-too-large'],
  ];
  for (const [fixture, text, code] of numbers) {
    it(`fixture ${fixture}`, () => {
      const findings = read(`{"a": [${text}]}`);
      expect(findings.map((finding) => finding.code)).to.deep.equal(code === undefined ? [] : [code]);
      if (code !== undefined && code !== 'file-too-large') expect(findings[0]?.pointer).to.equal('/a/0');
    });
  }
});
