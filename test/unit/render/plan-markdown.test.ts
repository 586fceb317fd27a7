import { expect } from 'chai';
import fc from 'fast-check';
import { codeSpan, inertSentence } from '../../../processor/render/plan/plan-markdown-text.ts';
import { renderPlanMarkdown } from '../../../processor/render/plan/plan-markdown.ts';
import { batch, realtime, training } from '../../helpers/specs.ts';
import { ownTags, world } from '../../helpers/world.ts';

const HOSTILE = [
  '```',
  '</details>',
  '<!-- marker -->',
  '[x](javascript:alert(1))',
  '![](http://t/pixel.png)',
  '@org/team',
  'Fixes #1',
  'GH-12',
  'a|b',
  'https://evil.example',
  'www.evil.example',
  'mail@evil.example',
  '\u202egpj',
  '**bold**',
  '_x_',
  '~~x~~',
  '# heading',
  '- item',
  '\n',
  'a \n\t \u2028 b',
  '&lt;',
  ':smile:',
];

const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary' }), fc.string());

/** What is left of a line when its code spans are taken out: only that is read as Markdown. */
function outside(line: string): string {
  return line.replace(/`[^`]*`/g, '');
}

describe('codeSpan', () => {
  it('is one code span, whatever is in it', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(codeSpan(value)).to.match(/^`[^`|\n\r]+`$/);
        expect(outside(codeSpan(value))).to.equal('');
      }),
    );
  });

  it('tells different values apart', () => {
    const plain = fc.string().filter((value) => value === value.trim() && !/\\|^$|^""$/.test(value));
    fc.assert(
      fc.property(plain, plain, (one, other) => {
        expect(codeSpan(one) === codeSpan(other)).to.equal(one === other);
      }),
    );
  });
});

describe('inertSentence', () => {
  it('leaves our own words as they are', () => {
    const sentence = 'starts a training job: 1 × ml.m4.xlarge, spot, at most 24 h';

    expect(inertSentence(sentence)).to.equal(sentence);
  });

  it('shows blanks that are no spaces, which could end a line', () => {
    expect(inertSentence('from \n to \u2028 and \t')).to.equal('from `\\u{A}` to `\\u{2028}` and `\\u{9}`');
  });

  it('lets nothing out of its code spans that Markdown or a review host reads', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const rest = outside(inertSentence(`the schedule changes from ${one} to \`${other}\``));

        expect(rest).not.to.match(/[`<>&@#[\]!*_~|\\\n]|:\/\/|www\./);
        expect(rest).not.to.match(/\bGH-\d|:smile:/i);
      }),
    );
  });
});

describe('renderPlanMarkdown', () => {
  for (const dialect of ['github', 'codecommit'] as const) {
    it(`is inert in the ${dialect} dialect: no line holds anything but our own Markdown`, () => {
      fc.assert(
        fc.property(text, text, (one, other) => {
          const spec = { ...training('churn', { environment: { [one]: other } }), modelName: other };
          const plan = world()
            .has(training('churn', { environment: { a: one } }), { configPath: one })
            .wants(spec, { configPath: other })
            .has(training('gone'), { configPath: one })
            .has(batch(), { tags: ownTags(batch(), one) })
            .wants({ ...batch(), modelName: other })
            .guarded();
          const lines = renderPlanMarkdown(plan, { dialect }).split('\n');

          for (const line of lines) {
            const rest = line.startsWith('<details')
              ? line.replace(/^<details( open)?><summary>[+~±=-] \w+ <code>[^<>`]*<\/code> [\w ,]+<\/summary>$/, '')
              : outside(line).replace('</details>', '');
            expect(rest).not.to.match(/[<>@[\]!\\]|:\/\/|www\.|\bGH-\d/i);
          }
        }),
      );
    });
  }

  it('says above all stages what applying refuses, once for each reason', () => {
    const gone = Array.from({ length: 7 }, (_, index) => realtime(`m${index}`));
    const plan = gone.reduce((story, spec) => story.has(spec), world().keeps(training())).guarded({ prune: true });
    const [, blocked = ''] = renderPlanMarkdown(plan, { dialect: 'github' }).split('###');

    expect(blocked).to.match(/^ Blocked\n\n\*\*Applying refuses 7 changes and ends with exit code 1, .*\*\*\n\n- /);
    expect(blocked).to.match(
      /\n- \*\*delete\*\* `m0` .* and 2 more: \*\*blocked by max-deletions\*\*: 7 deletions in one run/,
    );
    expect(blocked.match(/\n- /g)).to.have.length(1);
    expect(blocked).to.match(/\n\nMend what the reasons name, and plan again\.\n\n$/);
    const waiting = world().has(training('gone')).keeps(training()).guarded();
    expect(renderPlanMarkdown(waiting, { dialect: 'github' })).not.to.include('Blocked');
  });

  it('counts the changes whose reasons it leaves no room for', () => {
    const gone = Array.from({ length: 13 }, (_, index) => realtime(`m${index}`));
    const plan = gone.reduce((story, spec) => story.has(spec), world()).guarded({ prune: true });
    const [, blocked = ''] = renderPlanMarkdown(plan, { dialect: 'github' }).split('###');

    expect(blocked.match(/everything-would-vanish/g)).to.have.length(10);
    expect(blocked).to.include('\n- and 3 more\n');
  });

  it('uses no HTML for CodeCommit', () => {
    expect(renderPlanMarkdown(world().wants(training()).plan(), { dialect: 'codecommit' })).not.to.match(/<\w/);
  });

  it('closes every fold that it opens, open where a reader must look', () => {
    const plan = world().wants(training()).keeps(training('kept')).has(training('gone')).guarded();
    const markdown = renderPlanMarkdown(plan, { dialect: 'github' });

    expect(markdown.match(/<details/g)).to.have.length(2);
    expect(markdown.match(/<\/details>/g)).to.have.length(2);
    expect(markdown.match(/<details open>/g)).to.have.length(1);
  });
});
