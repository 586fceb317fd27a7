import { expect } from 'chai';
import { mergeNewestFirst } from '../../../processor/cli/status/merge-newest-first.ts';

describe('merging lists that have the newest first', () => {
  it('goes by time between lists, and by their own order within', () => {
    const here = ['05 after the clock was put back', '09', '07'].map((startedAt) => ({ startedAt }));
    const there = ['08', '06', '04'].map((startedAt) => ({ startedAt }));

    const merged = mergeNewestFirst([there, here, []]).map(({ startedAt }) => startedAt);

    expect(merged).to.deep.equal(['08', '06', '05 after the clock was put back', '09', '07', '04']);
    expect(mergeNewestFirst([])).to.deep.equal([]);
  });
});
