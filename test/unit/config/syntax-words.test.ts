import { expect } from 'chai';
import { explainSyntax } from '../../../processor/config/read/syntax/explain-syntax.ts';

/** Code, unless it is `invalid-json`, place, message, hint, and what is read in its place from where on. */
function told(text: string): string {
  const { code, offset, message, hint, mend } = explainSyntax(text) ?? {};
  const special = code === 'invalid-json' ? '' : `${code} `;
  const meant = mend === undefined ? '' : ` [${mend.offset} ${JSON.stringify(mend.text)}]`;
  return `${special}@${offset} ${message}${hint === undefined ? '' : ` -- ${hint}`}${meant}`;
}

const LONG = 'k'.repeat(100);
const SHORT = `${'k'.repeat(60)}… (100 characters)`;

const TEXTS: readonly (readonly [text: string, told: string])[] = [
  ['', '@0 the file ends before a value -- write one object'],
  [' ', '@1 the file ends before a value -- write one object'],
  ['{', '@1 the file ends inside the `{` that opens on line 1 -- is the file cut off? close it with `}`'],
  ['[1', '@2 the file ends inside the `[` that opens on line 1 -- is the file cut off? close it with `]`'],
  ['{"a": 1', '@7 the file ends inside the `{` that opens on line 1 -- is the file cut off? close it with `}`'],
  [
    '{"a": {\n"b": [\n',
    '@15 the file ends inside the `[` that opens on line 2 -- is the file cut off? close it with `]`',
  ],
  [
    '{} {}',
    '@3 a second document follows the first -- one file holds one JSON document: put more workloads into `workloads`',
  ],
  [
    '{} "a"',
    '@3 a second document follows the first -- one file holds one JSON document: put more workloads into `workloads`',
  ],
  ['{}]', '@2 `]` follows the end of the document -- remove it'],
  [
    '{}x',
    '@2 `x` follows the end of the document -- one file holds one JSON document: put more workloads into `workloads`',
  ],
  ['{}\u0000', '@2 `\\u{0}` follows the end of the document -- remove it'],
  ['"a": 1', '@0 the file begins with a key, outside of any object -- write `{` before it'],
  [' "a": 1', '@1 the file begins with a key, outside of any object -- write `{` before it [0 "{"]'],
  ['\n"a": 1', '@1 the file begins with a key, outside of any object -- write `{` before it'],
  ['"a": 1}', '@0 the file begins with a key, outside of any object -- write `{` before it'],
  ['{"a": 1,}', 'trailing-comma @7 a comma stands before the closing bracket -- remove the comma [7 " "]'],
  ['[1,]', 'trailing-comma @2 a comma stands before the closing bracket -- remove the comma [2 " "]'],
  ['[1,\n]', 'trailing-comma @2 a comma stands before the closing bracket -- remove the comma [2 " "]'],
  ['{,}', '@1 `,` stands where a key in double quotes belongs -- remove this comma [1 " "]'],
  ['{"a"}', '@4 `}` stands where a colon after the key belongs -- put a colon between the key and its value'],
  ['{"a" 1}', '@5 `1` stands where a colon after the key belongs -- put a colon between the key and its value [4 ":"]'],
  ['{"a"1}', '@4 `1` stands where a colon after the key belongs -- put a colon between the key and its value'],
  ['{"a" = 1}', '@5 `=` stands where a colon after the key belongs -- write a colon [5 ":"]'],
  ['{"a"=>1}', '@4 `=` stands where a colon after the key belongs -- write a colon [4 ": "]'],
  ['{"a": }', '@6 `}` stands where a value belongs -- write a value, or remove the key'],
  ['{"a":,"b":1}', '@5 `,` stands where a value belongs -- write a value, or remove the key'],
  ['[,1]', '@1 `,` stands where a value belongs -- remove this comma [1 " "]'],
  ['{"a": 1 "b": 2}', '@8 a comma is missing before `"b"` -- put a comma between the two [7 ","]'],
  ['{"a": 1\n"b": 2}', '@8 a comma is missing before `"b"` -- put a comma between the two [7 ","]'],
  ['{"a": 1"b": 2}', '@7 a comma is missing before `"b"` -- put a comma between the two'],
  ['[1 2]', '@3 a comma is missing before `2` -- put a comma between the two [2 ","]'],
  ['["a" "b"]', '@5 a comma is missing before `"` -- put a comma between the two [4 ","]'],
  ['[1}', '@2 `}` stands where a comma or `]` belongs -- close it with `]`'],
  ['{"a": 1]', '@7 `]` stands where a comma or `}` belongs -- close it with `}`'],
  ['{"a": 1; "b": 2}', '@7 `;` stands where a comma or `}` belongs -- write a comma [7 ","]'],
  ['{"a": 1;}', '@7 `;` stands where a comma or `}` belongs -- remove it [7 " "]'],
  ['{"a": 1;\n}', '@7 `;` stands where a comma or `}` belongs -- remove it [7 " "]'],
  ['{"a": 1，"b": 2}', '@7 `，` (U+FF0C) stands where a comma or `}` belongs -- write an ordinary comma [7 ","]'],
  ['{"a": 1}', '@5 `\\u{A0}` (U+00A0) stands where a value belongs -- write an ordinary blank [5 " "]'],
  ['{"a": “b”}', '@6 `“b”` is no value of JSON -- write straight double quotes, `"`'],
  ['{“a”: 1}', '@1 `“` (U+201C) stands where a key in double quotes belongs -- write straight double quotes, `"`'],
  ["{'a': 1}", 'single-quotes @1 a text stands in single quotes -- write it in double quotes [1 "\\"a\\""]'],
  ["{'it''s': 1}", 'single-quotes @1 a text stands in single quotes -- write it in double quotes [1 "\\"it\\""]'],
  ['{"a": \'b\'}', 'single-quotes @6 a text stands in single quotes -- write it in double quotes [6 "\\"b\\""]'],
  ["{\"a\": 'b\\'c'}", 'single-quotes @6 a text stands in single quotes -- write it in double quotes'],
  ['{a: 1}', 'bare-key @1 the key `a` has no quotes -- write it in double quotes'],
  ['{"a": b}', '@6 `b` is no value of JSON -- write a text in double quotes'],
  ['a', '@0 `a` is no value of JSON -- the file is to hold one JSON object, in braces'],
  [
    'a: 1',
    '@0 the file is YAML, and not JSON -- write one JSON object, in braces, with keys and texts in double quotes',
  ],
  [
    '---\na: 1',
    '@0 the file is YAML, and not JSON -- write one JSON object, in braces, with keys and texts in double quotes',
  ],
  [
    'pipeline_type:',
    '@0 the file is YAML, and not JSON -- write one JSON object, in braces, with keys and texts in double quotes',
  ],
  ['{"a": True}', '@6 `True` is no JSON -- write `true` [6 "true"]'],
  ['{"a": False}', '@6 `False` is no JSON -- write `false` [6 "false"]'],
  ['{"a": None}', '@6 `None` is no JSON -- write `null` [6 "null"]'],
  ['{"a": undefined}', '@6 `undefined` is no JSON -- write `null` [6 "null     "]'],
  ['{"a": NaN}', 'non-finite-number @6 `NaN` is no number of JSON -- write a finite number'],
  ['{"a": -Infinity}', 'non-finite-number @6 `-Infinity` is no number of JSON -- write a finite number'],
  ['{"a": +1}', '@6 `+1` is no number of JSON -- write `1`: a number has no plus sign'],
  ['{"a": 01}', '@6 `01` is no number of JSON -- write `1`: a number has no leading zero'],
  ['{"a": .5}', '@6 `.5` is no number of JSON -- write `0.5`: a number has a digit on both sides of its point'],
  ['{"a": 50%}', '@6 `50%` is no number of JSON -- write `50`, or `0.5` where a share of 1 is asked for'],
  ['{"a": 0,5}', '@6 `0,5` is no number of JSON -- write `0.5`'],
  ['{"a": 1,000}', '@6 `1,000` is no number of JSON -- write `1000`'],
  ['{"a": 1,000,000}', '@6 `1,000,000` is no number of JSON -- write `1000000`'],
  ['[0,5,]', 'trailing-comma @4 a comma stands before the closing bracket -- remove the comma [4 " "]'],
  ['1x', '@0 `1x` is no number of JSON -- the file is to hold one JSON object, in braces'],
  ['{"a": 12h}', '@6 `12h` is no number of JSON -- write a text in double quotes, or a number such as `0.5`'],
  ['{// x\n}', 'comment @1 a comment stands in the file -- JSON has no comments: remove it [1 "    "]'],
  ['{"a": 1 # x\n}', 'comment @8 a comment stands in the file -- JSON has no comments: remove it [8 "   "]'],
  ['{/* x', 'comment @1 a comment stands in the file -- JSON has no comments: remove it'],
  ['<!-- x -->{}', 'comment @0 a comment stands in the file -- JSON has no comments: remove it [0 "          "]'],
  ['{"a": "b\n"}', '@6 a string is not closed on its line -- close it with `"`'],
  ['{"a": "\t"}', '@7 a string holds the control character U+0009 -- write `\\t`'],
  ['{"a": "\u0001"}', '@7 a string holds the control character U+0001 -- write it as an escape such as `\\n`'],
  ['{"a": "C:\\x"}', '@9 `\\x` is no escape of JSON -- write a backslash as `\\\\`'],
  ['{"a": "\\u12"}', '@7 `\\u` is no escape of JSON -- write a backslash as `\\\\`'],
  [
    '{{ a }}',
    '@1 `{` stands where a key in double quotes belongs -- templates are not filled in: write the value itself',
  ],
  [
    '{"a": {{ b }}}',
    '@7 `{` stands where a key in double quotes belongs -- templates are not filled in: write the value itself',
  ],
  [
    '{"a": [{"b": 1}, {{"c": 1}}]}',
    '@18 `{` stands where a key in double quotes belongs -- templates are not filled in: write the value itself',
  ],
  [
    '{"a": 1, {"b": 2}}',
    '@9 `{` stands where a key in double quotes belongs -- a list of objects stands in `[` and `]`',
  ],
  ['{"a": 1: 2}', '@7 `:` stands where a comma or `}` belongs -- is a `{` missing before the key?'],
  ['{"a": \\"b\\"}', '@6 `\\` is no value of JSON -- remove the backslash'],
  ['{"a": ...}', '@6 `...` is no value of JSON -- write a value, or remove the key'],
  ['{...}', '@1 `.` stands where a key in double quotes belongs -- remove the dots'],
  ['{"a": 1, …}', '@9 `…` (U+2026) stands where a key in double quotes belongs -- remove the dots'],
  ['[1,,2]', '@3 `,` stands where a value belongs -- remove this comma [3 " "]'],
  ['{"a": 1,, "b": 2}', '@8 `,` stands where a key in double quotes belongs -- remove this comma [8 " "]'],
  ['{"a": @}', '@6 `@` is no value of JSON -- write a text in double quotes'],
  ['{"a": é}', '@6 `é` is no value of JSON -- write a text in double quotes'],
  ['{"a": 1 é}', '@8 `é` (U+00E9) stands where a comma or `}` belongs'],
  ['{"a": -.5}', '@6 `-.5` is no number of JSON -- write `-0.5`: a number has a digit on both sides of its point'],
  ['{"a": 5.}', '@6 `5.` is no number of JSON -- write `5`: a number has a digit on both sides of its point'],
  ['{"a": 1_000}', '@6 `1_000` is no number of JSON -- write `1000`: a number has no `_` between its digits'],
  ['{"a": 1.7-1}', '@6 `1.7-1` is no number of JSON -- write a text in double quotes, or a number such as `0.5`'],
  ['{"a": -05}', '@6 `-05` is no number of JSON -- write `-5`: a number has no leading zero'],
  ['{"a": +0.5%}', '@6 `+0.5%` is no number of JSON -- write `0.5`, or `0.005` where a share of 1 is asked for'],
  ['{"a": 1,0005}', '@6 `1,0005` is no number of JSON -- write `1.0005`'],
  ['{"a": 12,345.6}', '@6 `12,345.6` is no number of JSON -- write `12345.6`'],
  ['{"a": ..}', '@6 `..` is no value of JSON -- write a value, or remove the key'],
  ['{"a": [1, 2}', '@11 `}` stands where a comma or `]` belongs -- close it with `]`'],
  [`{${LONG}: 1}`, `bare-key @1 the key \`${SHORT}\` has no quotes -- write it in double quotes`],
  [`{"a": ${LONG}}`, `@6 \`${SHORT}\` is no value of JSON -- write a text in double quotes`],
];

describe('the first fault of a text that is no JSON', () => {
  for (const [text, expected] of TEXTS) {
    it(`is told to the word: ${JSON.stringify(text).slice(0, 40)}`, () => {
      expect(told(text)).to.equal(expected);
    });
  }
});
