import { expect } from 'chai';
import fc from 'fast-check';
import { fitBlocks, type Block } from '../../../processor/review/fit-blocks.ts';

const NOUNS = [
  ['apple', 'apples'],
  ['pear', 'pears'],
  ['plum', 'plums'],
] as const;

const item = fc.record(
  {
    brief: fc.integer({ min: 3, max: 200 }).map((length) => `- ${'b'.repeat(length)}`),
    full: fc.integer({ min: 210, max: 3000 }).map((length) => `- ${'f'.repeat(length)}`),
  },
  { requiredKeys: ['brief'] },
);
const blocks = fc.array(item, { maxLength: 60 }).chain((items) =>
  fc.tuple(fc.constant(items), fc.array(item, { maxLength: 60 }), fc.array(item, { maxLength: 60 })).map((lists) =>
    lists.map((list, index): Block => {
      const noun = NOUNS[index] ?? NOUNS[0];
      return { heading: `### ${noun[1]}`, items: list, noun, rank: 2 - index, isExtra: index === 2 };
    }),
  ),
);

function fit(list: readonly Block[], limit: number) {
  let counted = { items: 0, details: 0 };
  const text = fitBlocks({
    head: '## head',
    foot: 'foot',
    blocks: list,
    limit,
    notice: (omitted) => {
      counted = {
        items: omitted.reduce((sum, { items }) => sum + items, 0),
        details: omitted.reduce((sum, { details }) => sum + details, 0),
      };
      return 'NOTICE';
    },
  });
  return { text, counted };
}

describe('fitting a comment into the limit of a host', () => {
  it('fixture 109: never exceeds it, and counts exactly what is left out', () => {
    fc.assert(
      fc.property(blocks, fc.integer({ min: 1_200, max: 20_000 }), (list, limit) => {
        const { text, counted } = fit(list, limit);
        expect(text.length).to.be.at.most(limit);
        const items = list.flatMap((block) => block.items);
        const lines = text.split('\n').filter((line) => line.startsWith('- '));
        const full = lines.filter((line) => line.startsWith('- f')).length;
        expect(items.length - lines.length).to.equal(counted.items);
        const shownWithDetails = items.filter((one) => one.full !== undefined && lines.includes(one.brief)).length;
        // Two items may read alike: then counting lines cannot tell which of them it is.
        const isUnique = new Set(items.map(({ brief }) => brief)).size === items.length;
        if (isUnique) expect(shownWithDetails).to.equal(counted.details);
        expect(counted.details).to.be.at.most(items.filter((one) => one.full !== undefined).length - full);
        expect(text.includes('NOTICE')).to.equal(counted.items + counted.details > 0);
      }),
    );
  });

  it('cuts nothing that fits', () => {
    fc.assert(
      fc.property(blocks, (list) => {
        const whole = fit(list, Number.MAX_SAFE_INTEGER);
        expect(whole.counted).to.deep.equal({ items: 0, details: 0 });
        expect(fit(list, whole.text.length)).to.deep.equal(whole);
      }),
    );
  });

  it('keeps lines before details, the important before the rest, and what is good to know for last', () => {
    const many = Array.from({ length: 20 }, (_, index) => ({
      brief: `- a${index}`,
      full: `- A${index} ${'x'.repeat(300)}`,
    }));
    const list: readonly Block[] = [
      { heading: 'minor', items: many, noun: ['minor', 'minors'], rank: 1 },
      { heading: 'major', items: many, noun: ['major', 'majors'], rank: 0 },
      {
        heading: 'extra',
        items: many.map(({ full: brief }) => ({ brief })),
        noun: ['extra', 'extras'],
        rank: 2,
        isExtra: true,
      },
    ];
    const { text } = fit(list, 3_000);

    expect(text).to.match(/major\n\n- A0/);
    expect(text).to.match(/minor\n\n- a0/);
    expect(text).not.to.include('extra\n');
  });

  it('says below its block how many more there are', () => {
    const items = Array.from({ length: 100 }, () => ({ brief: `- ${'b'.repeat(98)}` }));
    const { text, counted } = fit([{ heading: '### apples', end: 'END', items, noun: NOUNS[0], rank: 0 }], 3_000);

    expect(text).to.include(`\n\n… and ${counted.items} apples more\n\nEND`);
  });
});
