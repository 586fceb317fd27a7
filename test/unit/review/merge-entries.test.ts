import { expect } from 'chai';
import fc from 'fast-check';
import { mergeEntries, type MergeableEntry } from '../../../processor/review/merge-entries.ts';

function files(blobs: Readonly<Record<string, string>>): readonly MergeableEntry[] {
  return Object.entries(blobs).map(([path, blobId]) => ({ path, kind: 'file', blobId }));
}

function merged(base: Record<string, string>, head: Record<string, string>, ancestor?: Record<string, string>) {
  const result = mergeEntries({ base: files(base), head: files(head), ...(ancestor && { ancestor: files(ancestor) }) });
  return {
    entries: Object.fromEntries(result.entries.map(({ path, blobId }) => [path, blobId])),
    bothChanged: result.bothChanged,
  };
}

describe('merging two sides file by file', () => {
  it('keeps what others merged since the branch began', () => {
    expect(merged({ a: '2', b: '1', new: '1' }, { a: '1', b: '2' }, { a: '1', b: '1' })).to.deep.equal({
      entries: { a: '2', b: '2', new: '1' },
      bothChanged: [],
    });
  });

  it('takes deletions of either side', () => {
    expect(merged({ b: '1' }, { a: '1' }, { a: '1', b: '1' })).to.deep.equal({ entries: {}, bothChanged: [] });
  });

  it('takes the head where both sides changed, and says so', () => {
    expect(merged({ a: '2', b: '2', c: '3' }, { a: '3', c: '3' }, { a: '1', b: '1', c: '1' })).to.deep.equal({
      entries: { a: '3', c: '3' },
      bothChanged: ['a', 'b'],
    });
  });

  it('names in order what both sides changed, also where one of them deleted it', () => {
    expect(merged({ b: '2' }, { a: '3' }, { a: '1', b: '1' }).bothChanged).to.deep.equal(['a', 'b']);
  });

  it('takes a file that became a link to the same text for changed', () => {
    const [file, link] = [files({ a: '1' }), [{ path: 'a', kind: 'symlink', blobId: '1' }]];
    expect(mergeEntries({ base: link, head: file, ancestor: file }).entries).to.deep.equal(link);
  });

  it('takes the head for the result without an ancestor', () => {
    expect(merged({ a: '2', b: '1' }, { a: '1' })).to.deep.equal({ entries: { a: '1' }, bothChanged: [] });
  });

  it('is the head when the base did not move, the base when the head did not, and one file where both are alike', () => {
    const side = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('1', '2', '3'));
    fc.assert(
      fc.property(side, side, (one, other) => {
        expect(merged(one, other, one)).to.deep.equal({ entries: { ...other }, bothChanged: [] });
        expect(merged(one, other, other)).to.deep.equal({ entries: { ...one }, bothChanged: [] });
        expect(merged(one, one, other)).to.deep.equal({ entries: { ...one }, bothChanged: [] });
      }),
    );
  });
});
