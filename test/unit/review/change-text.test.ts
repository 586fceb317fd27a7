import { expect } from 'chai';
import type { Change, ResourceChange } from '../../../processor/model/plan.ts';
import { attentionItems } from '../../../processor/review/attention.ts';
import { changeItem, sentence } from '../../../processor/review/change-text.ts';
import { changeOf } from './reviews.ts';

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function fullOf(change: Partial<Change>, dialect: 'github' | 'codecommit' = 'github'): string {
  return changeItem({ change: changeOf(change), stages: ['dev'] }, dialect).full ?? '';
}

function attributes(count: number): Change['config'] {
  return numbers(count).map((index) => ({ path: `tags.t${index}`, before: 'a', after: 'b' }));
}

function resources(count: number): readonly ResourceChange[] {
  return numbers(count).map((index) => {
    return { logicalId: `R${index}`, type: 'AWS::IAM::Role', action: 'update', replacement: 'no' };
  });
}

function roles(count: number): readonly ResourceChange[] {
  const right = { change: 'added', kind: 'allow', widens: true, actions: ['s3:GetObject'], text: 'allow x' } as const;
  return numbers(count).map((index) => {
    return { logicalId: `R${index}`, type: 'AWS::IAM::Role', action: 'create', replacement: 'no', rights: [right] };
  });
}

/** All that may be many: what is shown of it, and how the rest is counted. */
describe('a change in the comment', () => {
  for (const dialect of ['github', 'codecommit'] as const) {
    for (const [what, make, row, noun] of [
      ['attributes', (count: number) => ({ config: attributes(count) }), /^[-|] `tags/gm, 'attribute'],
      ['resources', (count: number) => ({ resources: resources(count) }), /^[-|] `~` `R/gm, 'resource'],
    ] as const) {
      for (const [count, shown, rest] of [
        [40, 40, undefined],
        [41, 40, `… and 1 ${noun} more`],
        [45, 40, `… and 5 ${noun}s more`],
      ] as const) {
        it(`shows ${shown} of ${count} ${what} for ${dialect}${rest === undefined ? '' : ', and counts the rest'}`, () => {
          const text = fullOf(make(count), dialect).replace(/^ {2}/gm, '');

          expect(text.match(row)).to.have.length(shown);
          if (rest === undefined) expect(text).not.to.include('… and');
          // Below a blank line: else it would be the last row of the table.
          else expect(text).to.include(`\n\n${rest}\n`);
        });
      }
    }
  }

  it('shows an attribute that comes or goes in its one line', () => {
    const { brief } = changeItem(
      {
        change: changeOf({ config: [{ path: 'a', after: 1 }, { path: 'b', before: 2 }, ...attributes(1)] }),
        stages: ['dev'],
      },
      'github',
    );
    expect(brief).to.equal('- `~` update `churn` (training) in `dev`: `a` added: `1`, `b` removed, 1 more');
  });

  it('shows in its details what was there of an attribute that comes, or will be of one that goes', () => {
    const change: Partial<Change> = {
      config: [
        { path: 'a', after: 1 },
        { path: 'b', before: 2 },
      ],
    };
    expect(fullOf(change)).to.include('\n| `a` |  | `1` |\n| `b` | `2` |  |\n');
    expect(fullOf(change, 'codecommit')).to.include('\n  - `a`: (none) → `1`\n  - `b`: `2` → (none)\n');
  });

  it('tells all of its reasons', () => {
    expect(fullOf({ reasons: ['config changed', 'pipeline code changed'] })).to.include(
      '\n- **why:** config changed; pipeline code changed\n',
    );
  });

  it('names five stacks that it comes after, and counts the rest', () => {
    const stacks = numbers(7).map((index) => `s${index}`);
    expect(fullOf({ dependsOn: stacks.slice(0, 5) })).to.include('**after:** `s0`, `s1`, `s2`, `s3`, `s4`\n');
    expect(fullOf({ dependsOn: stacks })).to.include('**after:** `s0`, `s1`, `s2`, `s3`, `s4` and 2 more\n');
  });

  for (const [count, rest] of [
    [3, undefined],
    [4, '**rights** of 1 more resource, fewer than these'],
    [5, '**rights** of 2 more resources, fewer than these'],
  ] as const) {
    it(`tells of a creation the rights of three resources out of ${count}, of an update those of all`, () => {
      const created = fullOf({ action: 'create', resources: roles(count) });
      expect(created.match(/\*\*rights\*\* of `R/g)).to.have.length(3);
      if (rest === undefined) expect(created).not.to.include('fewer than these');
      else expect(created).to.include(rest);

      const updated = fullOf({ resources: roles(count) });
      expect(updated.match(/\*\*rights\*\* of `R/g)).to.have.length(count);
      expect(updated).not.to.include('fewer than these');
    });
  }

  for (const [count, tail] of [
    [4, 'e0; e1; e2; e3'],
    [5, 'e0; e1; e2; e3; 1 more'],
  ] as const) {
    it(`tells four of ${count} effects at the top`, () => {
      const change = changeOf({ sideEffects: numbers(count).map((index) => `e${index}`) });
      const [item] = attentionItems([{ change, stages: ['dev'] }]);
      expect(item?.brief).to.equal(`- ⚡ **update** \`churn\` (training) in \`dev\`: ${tail}`);
    });
  }

  it('tells many creations that are alike by their number, and three of them', () => {
    const groups = numbers(12).map((index) => {
      return {
        change: changeOf({ action: 'create', modelName: `m${index}`, sideEffects: ['a job'] }),
        stages: ['dev'],
      };
    });
    expect(attentionItems(groups).map(({ brief }) => brief)).to.deep.equal([
      '- ⚡ **create** 12 workloads (training) in `dev`, each like these:',
      ...numbers(3).map((index) => `- ⚡ **create** \`m${index}\` (training) in \`dev\`: a job`),
    ]);
    expect(attentionItems(groups.slice(1))).to.have.length(11);
  });

  it('cuts a sentence of more than 400 characters', () => {
    expect(sentence('x'.repeat(400))).to.equal('x'.repeat(400));
    expect(sentence('x'.repeat(401))).to.equal(`${'x'.repeat(400)}…`);
  });
});
