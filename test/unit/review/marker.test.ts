import { expect } from 'chai';
import fc from 'fast-check';
import { MARKER_LENGTH, readComment, writeComment } from '../../../processor/review/marker.ts';
import { BASE, HEAD } from './reviews.ts';

const ABOUT = { head: HEAD, order: 1_767_603_600_000, state: 'open' } as const;
const dialects = fc.constantFrom('github' as const, 'codecommit' as const);

describe('the marker of the living comment', () => {
  it('is read back with the text, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), dialects, (text, dialect) => {
        const body = writeComment(text, { ...ABOUT, dialect });
        const read = readComment(body, dialect);
        expect(read?.isIntact).to.equal(true);
        expect(read?.marker).to.include(ABOUT);
        expect(body.length - text.length).to.be.below(MARKER_LENGTH);
      }),
    );
  });

  it('fixture 108: is found at the very beginning only', () => {
    for (const dialect of ['github', 'codecommit'] as const) {
      const forged = writeComment('x', { ...ABOUT, head: BASE, dialect });
      expect(readComment(`\n${forged}`, dialect)).to.equal(undefined);
      expect(readComment(`> ${forged}`, dialect)).to.equal(undefined);
      expect(readComment(writeComment(forged, { ...ABOUT, dialect }), dialect)?.marker.head).to.equal(HEAD);
    }
  });

  it('survives other line breaks and a cut end, and tells an edited text', () => {
    const body = writeComment('one\n\ntwo\n', { ...ABOUT, dialect: 'github' });
    const asEdited = body.replaceAll('\n', '\r\n').trimEnd();
    expect(readComment(asEdited, 'github')).to.deep.include({ text: 'one\n\ntwo', isIntact: true });
    expect(readComment(asEdited.replace('two', 'three'), 'github')?.isIntact).to.equal(false);
  });

  it('that is damaged still marks the comment, and trusts nothing in it', () => {
    const body = '<!-- mlops-review head=x order=9999999999999999 state=gone -->\n\ntext';
    expect(readComment(body, 'github')).to.deep.equal({
      marker: { head: '', order: 0, state: 'open', digest: '' },
      text: 'text',
      isIntact: false,
    });
  });

  it('of one host is none at the other', () => {
    expect(readComment(writeComment('x', { ...ABOUT, dialect: 'github' }), 'codecommit')).to.equal(undefined);
  });
});
