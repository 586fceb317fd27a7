import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { findSourceCodes } from './source-codes.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** The entries of docs/errors.md: code and the lines below its heading. */
function readEntries(): readonly { readonly code: string; readonly text: string }[] {
  const [, ...entries] = readFileSync(join(ROOT, 'docs/errors.md'), 'utf8').split(/^### /m);
  return entries.map((entry) => {
    const [code = '', ...lines] = entry.split(/^## /m)[0]?.split('\n') ?? [];
    return { code, text: lines.join('\n') };
  });
}

describe('docs/errors.md', () => {
  const entries = readEntries();
  const codes = entries.map(({ code }) => code);
  const used = findSourceCodes(join(ROOT, 'processor'));

  it('has an entry for every code in the source', () => {
    expect([...used].filter(([code]) => !codes.includes(code))).to.deep.equal([]);
  });

  it('has no entry for a code that the source does not have', () => {
    expect(codes.filter((code) => !used.has(code))).to.deep.equal([]);
  });

  it('has each code once', () => {
    expect(codes).to.deep.equal([...new Set(codes)]);
  });

  it('finds codes at all', () => {
    expect(used.size).to.be.greaterThan(100);
    expect(used.has('spot-wait-too-short') && used.has('lock-held') && used.has('trailing-comma')).to.equal(true);
  });

  for (const { code, text } of entries) {
    it(`says severity, example and cure of ${code}`, () => {
      expect(text).to.match(/^\n(?:Error|Warning|Ends the run)\. \S[^\n]+\n\n- Example: \S[^\n]+\n- Cure: \S[^\n]+\n/);
    });
  }
});
