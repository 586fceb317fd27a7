import { expect } from 'chai';
import fc from 'fast-check';

import { canonicalJson } from '../../../pipelines/canonical-json.ts';
import { readConfigText } from '../../../processor/config/read/read-config-text.ts';
import { ATTRIBUTES } from '../../../schema/generated/attributes.ts';
import { check, type Config, examples, load, summary, toBytes } from './support/load.ts';
import { expectQuick } from './support/expect-quick.ts';

const RUNS = 1000;

/** An independent reader: slow, recursive, and sure of what JSON.parse hides. */
function hasHiddenFault(text: string): boolean {
  let hidden = false;
  const keys: string[][] = [];
  const tokens = [...text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}:,]|[^\s[\]{}:,"]+/g)].map(([token]) => token);
  for (const [index, token] of tokens.entries()) {
    if (token === '{' || token === '[') keys.push([]);
    else if (token === '}' || token === ']') keys.pop();
    else if (token.startsWith('"')) {
      const value = JSON.parse(token) as string;
      if (tokens[index + 1] === ':') {
        hidden ||= keys.at(-1)?.includes(value) === true || value in {} || value === 'prototype';
        hidden ||= /[\p{Cc}\p{Cf}\u2028\u2029]/u.test(value);
        keys.at(-1)?.push(value);
      }
      hidden ||= /[\0\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(value);
    } else if (/^[-\d]/.test(token)) {
      const value = Number(token);
      hidden ||= Object.is(value, -0) || !Number.isFinite(value) || Math.abs(value) > 2 ** 53 - 1;
    }
    hidden ||= keys.length > 32;
  }
  return hidden;
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const jsonText = fc
  .tuple(fc.json({ maxDepth: 4 }), fc.constantFrom('', ' ', '\n', '\t\r\n'))
  .map(([text, blanks]) => text.replaceAll(',', `,${blanks}`).replaceAll(':', `${blanks}:`));
const shortKeys = fc
  .array(
    fc.tuple(
      fc.constantFrom('a', 'b', '\\u0061', '__proto__', 'a:b'),
      fc.constantFrom('1', '":"', '-0', '1e999', '{}', '"\\u0000"'),
    ),
  )
  .map((members) => `{${members.map(([key, value]) => `"${key}" :${value}`).join(',')}}`);
const nearlyJson = fc
  .tuple(
    fc.oneof(jsonText, shortKeys),
    fc.nat(),
    fc.string({ maxLength: 2, unit: fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '\\', 'n', 'e', '1', '-') }),
  )
  .map(([text, at, extra]) => text.slice(0, at % (text.length + 1)) + extra + text.slice(at % (text.length + 1)));

describe('reading, for any input', () => {
  it('property P1: never throws, on any bytes, and always says where', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ unit: 'binary' }).map(toBytes),
      nearlyJson.map(toBytes),
      fc.json().map(toBytes),
    );
    fc.assert(
      fc.property(bytes, (input) => {
        const { findings } = load([input]);
        for (const { line, column, message } of findings) {
          expect(line).to.be.at.least(1);
          expect(column).to.be.at.least(1);
          expect(message)
            .to.match(/\S/)
            .and.not.match(/[\p{Cc}\p{Cf}\p{Cs}]/u);
        }
        if (findings.length === 0) expect(parses(Buffer.from(input).toString())).to.equal(true);
      }),
      { numRuns: RUNS },
    );
  });

  it('property P1: 300 KB of anything are read or refused in less than 50 ms', () => {
    for (const unit of [
      '[',
      '{"a":',
      '"',
      '\\',
      '1',
      ' ',
      ',',
      '"a":1,',
      '<<<<<<<\n',
      '//',
      "'",
      '\u202e',
      '{"a":"b"},',
    ]) {
      const bytes = toBytes(unit.repeat(262_000 / Buffer.byteLength(unit)));
      expect(readConfigText(bytes, 'x').findings.length, unit).to.be.at.least(1);
      expectQuick(() => readConfigText(bytes, 'x'));
    }
  });

  it('property P2: accepts exactly what JSON.parse accepts and nothing is hidden in', () => {
    fc.assert(
      fc.property(fc.oneof(jsonText, shortKeys, nearlyJson), (text) => {
        const { parsed, findings } = readConfigText(toBytes(text), 'x');
        expect(findings.length === 0).to.equal(parses(text) && !hasHiddenFault(text));
        if (findings.length === 0) expect(parsed?.value).to.deep.equal(JSON.parse(text));
      }),
      { numRuns: 5 * RUNS },
    );
  });
});

function shuffled(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => shuffled(item, seed));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value as Config).map(([key, member], index) => ({
    key,
    member,
    rank: (index * 7919 + seed) % 101,
  }));
  return Object.fromEntries(
    members.sort((a, b) => a.rank - b.rank).map(({ key, member }) => [key, shuffled(member, seed)]),
  );
}

describe('validating, for any config', () => {
  it('property P3: order, blanks and escapes change nothing', () => {
    const all = examples();
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.nat(100), fc.constantFrom(0, 2, '\t'), ({ config }, seed, indent) => {
        const text = JSON.stringify(shuffled(config, seed), null, indent).replaceAll(/"[^"\\]*"/g, (word) =>
          word.replaceAll('a', '\\u0061'),
        );
        const one = load([text]);
        const other = load([config]);
        expect(one.findings).to.deep.equal([]);
        expect(canonicalJson(one.workloads)).to.equal(canonicalJson(other.workloads));
      }),
      { numRuns: 200 },
    );
  });

  /** One fault each: what is done to the config, and the pointer and code of the one finding. */
  function faults(
    config: Config,
    type: keyof typeof ATTRIBUTES,
  ): readonly { readonly config: Config; readonly finding: string }[] {
    const known = ATTRIBUTES[type].filter(({ name }) => name in config && name !== 'pipeline_type');
    return [
      ...known.map(({ name }) => ({ config: { ...config, [name]: null }, finding: `/${name}` })),
      ...known
        .filter(({ kind }) => kind === 'integer')
        .map(({ name, maximum = 0 }) => ({ config: { ...config, [name]: maximum + 1 }, finding: `/${name}` })),
      ...known
        .filter(({ kind }) => kind === 'text' || kind === 'assets-key' || kind === 's3-location' || kind === 'arn')
        .map(({ name }) => ({ config: { ...config, [name]: ['x'] }, finding: `/${name}` })),
      { config: { ...config, zzz_unknown: 1 }, finding: '/zzz_unknown' },
    ];
  }

  it('property P4: one fault is one finding at its place, n faults are n findings', () => {
    const single = examples().flatMap(({ type, config }) =>
      faults(config, type).map((fault) => ({ ...fault, base: config })),
    );
    fc.assert(
      fc.property(fc.constantFrom(...single), fc.constantFrom(...single), (a, b) => {
        expect(check(a.base)).to.deep.equal([]);
        expect(check(a.config).map(({ pointer }) => pointer)).to.deep.equal([a.finding]);
        if (a.base === b.base && a.finding !== b.finding) {
          const name = b.finding.slice(1);
          const both = { ...a.config, [name]: b.config[name] };
          expect(new Set(summary(check(both)).map((text) => text.split(' ')[1]))).to.deep.equal(
            new Set([a.finding, b.finding]),
          );
        }
      }),
      { numRuns: RUNS },
    );
  });
});
