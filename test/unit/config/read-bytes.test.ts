import { expect } from 'chai';

import { readConfigText } from '../../../processor/config/read/read-config-text.ts';
import { realtime, toBytes } from './support/load.ts';

const valid = JSON.stringify(realtime());

function bytesOf(...parts: readonly (string | readonly number[])[]): Uint8Array {
  return Buffer.concat(parts.map((part) => Buffer.from(typeof part === 'string' ? toBytes(part) : part)));
}

interface Case {
  readonly fixture: string;
  readonly bytes: Uint8Array;
  readonly code: string;
  readonly at?: string;
  readonly says?: RegExp;
}

const lfs = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`;
const cases: readonly Case[] = [
  { fixture: '1: empty file', bytes: bytesOf(), code: 'empty-file' },
  { fixture: '2: only blanks', bytes: bytesOf(' \n\t\r\n'), code: 'empty-file', says: /blanks/ },
  { fixture: '3: byte order mark', bytes: bytesOf([0xef, 0xbb, 0xbf], valid), code: 'byte-order-mark', says: /BOM/ },
  { fixture: '4: UTF-16LE', bytes: Buffer.from(`\ufeff${valid}`, 'utf16le'), code: 'utf-16', says: /UTF-8/ },
  { fixture: '4: UTF-16LE without mark', bytes: Buffer.from(valid, 'utf16le'), code: 'utf-16' },
  { fixture: '4: UTF-16BE', bytes: Buffer.from(`\ufeff${valid}`, 'utf16le').swap16(), code: 'utf-16' },
  {
    fixture: '5: 0xFF in a string',
    bytes: bytesOf('{\n "aé": "', [0xff], '"}'),
    code: 'invalid-utf-8',
    at: '2:9',
    says: /0xFF/,
  },
  { fixture: '6: overlong slash', bytes: bytesOf('{"a":"', [0xc0, 0xaf], '"}'), code: 'invalid-utf-8', at: '1:7' },
  { fixture: '6: cut sequence', bytes: bytesOf('{"a":"', [0xe2, 0x82], '"}'), code: 'invalid-utf-8' },
  {
    fixture: '7: lone surrogate',
    bytes: bytesOf('{"a":"\\ud800"}'),
    code: 'broken-unicode',
    at: '1:6',
    says: /U\+D800/,
  },
  { fixture: '8: NUL in a string', bytes: bytesOf('{"a":"x\\u0000"}'), code: 'invisible-character', says: /U\+0000/ },
  { fixture: '32: 256 KB and one byte', bytes: bytesOf('"', 'a'.repeat(262_143), '"'), code: 'file-too-large' },
  {
    fixture: '33: a million keys',
    bytes: toBytes(`{${Array.from({ length: 1_000_000 }, (_, index) => `"k${index}":1`).join(',')}}`),
    code: 'file-too-large',
    says: /more than 262144 bytes/,
  },
  { fixture: '35: Git LFS pointer', bytes: bytesOf(lfs), code: 'git-lfs-pointer', says: /LFS/ },
  {
    fixture: '36: merge conflict',
    bytes: bytesOf('{\n<<<<<<< HEAD\n  "a": 1\n=======\n  "a": 2\n>>>>>>> topic\n}\n'),
    code: 'merge-conflict',
    at: '2:1',
    says: />>>>>>>/,
  },
  { fixture: '37: gzip', bytes: bytesOf([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xab, 0x56]), code: 'binary-file' },
  { fixture: '37: random bytes', bytes: bytesOf([0x9c, 0x22, 0xfe, 0xd1, 0x93, 0xa4, 0x81]), code: 'invalid-utf-8' },
];

describe('reading bytes', () => {
  for (const { fixture, bytes, code, at, says } of cases) {
    it(`fixture ${fixture}`, () => {
      const { findings } = readConfigText(bytes, 'a/mlops-config.json');
      expect(findings.map((finding) => finding.code)).to.deep.equal([code]);
      const [finding] = findings;
      expect(finding?.severity).to.equal('error');
      expect(finding?.file).to.equal('a/mlops-config.json');
      if (at !== undefined) expect(`${finding?.line}:${finding?.column}`).to.equal(at);
      if (says !== undefined) expect(`${finding?.message} ${finding?.hint}`).to.match(says);
    });
  }

  it('fixture 3: reads on behind a byte order mark, so that other faults show too', () => {
    const { parsed, findings } = readConfigText(bytesOf([0xef, 0xbb, 0xbf], '{"a":-0}'), 'x');
    expect(findings.map(({ code }) => code)).to.deep.equal(['byte-order-mark', 'negative-zero']);
    expect(parsed?.value).to.deep.equal({ a: -0 });
  });

  it('fixture 32: a file of exactly 256 KB is read', () => {
    const { parsed, findings } = readConfigText(bytesOf('"', 'a'.repeat(262_142), '"'), 'x');
    expect(findings).to.deep.equal([]);
    expect(parsed?.value).to.have.lengthOf(262_142);
  });

  it('fixture 5: never turns a bad byte into U+FFFD, and takes a written U+FFFD for what it is', () => {
    expect(readConfigText(bytesOf('{"a":"', [0xff], '"}'), 'x').parsed).to.equal(undefined);
    expect(readConfigText(bytesOf('{"a":"\ufffd"}'), 'x').findings).to.deep.equal([]);
  });
});
