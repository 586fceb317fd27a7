import { expect } from 'chai';
import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { composeComment } from '../../../processor/review/compose-comment.ts';
import { composeElsewhere, composeFailure, composeFinal } from '../../../processor/review/compose-final.ts';
import { findingMessage } from '../../../processor/review/finding-text.ts';
import { readComment, writeComment } from '../../../processor/review/marker.ts';
import type { ReviewDialect } from '../../../processor/review/review.ts';
import { linkTo, sourceLinks } from '../../../processor/review/source-links.ts';
import { realtime, training } from '../../helpers/specs.ts';
import { world } from '../../helpers/world.ts';
import { HOSTILE } from '../render/findings-fixtures.ts';
import { finding, GITHUB_LINKS, HEAD, reviewOf } from './reviews.ts';

/** HTML as a host would make it, dangerous parts included, so that they would show. */
function toHtml(markdown: string): string {
  return micromark(markdown, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
  });
}

/** The tags that our own layout makes; anything else came out of a text. */
const OURS =
  /<\/?(?:p|strong|h2|h3|code|ul|li|blockquote|table|thead|tbody|tr|sub|details|summary)>|<t[hd](?: align="right")?>|<\/t[hd]>|<hr \/>/g;
const OUR_LINK = /<a href="https:\/\/github\.example\/acme\/models\/blob\/[0-9a-f]{40}\/[\w.%/-]*#L\d+">|<\/a>/g;

/** What hosts turn into links and references after Markdown is done; they leave code alone. */
const ACTIVE = /@\w|#\d|:\/\/|www\.|\bGH-\d|:[a-z]\w+:|\b[0-9a-f]{7,40}\b/i;

function expectInert(markdown: string): void {
  const html = toHtml(markdown).replace(OUR_LINK, '');
  expect(html.replace(OURS, ''), markdown).to.not.match(/[<>]/);
  expect(html.replace(/<code>[^<]*<\/code>/g, ''), markdown).to.not.match(ACTIVE);
}

/** A review in which every text that a pull request can decide is the given one. */
function hostileReview(text: string, other: string, dialect: ReviewDialect) {
  const found = finding({ file: `models/${text}/mlops-config.json`, message: text, hint: other });
  const plan = world()
    .settings({ guards: { prune: false, maxReplacements: 0 } })
    .stage(other === '' ? 'dev' : other)
    .has(realtime('live', { endpoint_name: text }), { configPath: text })
    .wants({ ...realtime('live', { endpoint_name: other }), modelName: text }, { configPath: other })
    .has(training('gone'), { configPath: text })
    .wants({ ...training('new', { environment: { [text]: other } }), modelName: other, name: text })
    .guarded();
  const review = reviewOf(plan, {
    dialect,
    baseBranch: text,
    findings: { own: [found], inherited: [found], later: [found] },
    settings: { kind: 'changed', config: [{ path: text, before: other, after: { [text]: other } }] },
    bothChanged: [text, other],
  });
  const stages = (review.stages ?? []).map((stage) => ({
    ...stage,
    pending: stage.own,
    unchanged: stage.own,
    takenBack: [
      { stack: text, pipelineType: 'byom_realtime_builtin' as const, modelName: text, what: 'update' as const },
    ],
  }));
  return { ...review, stages };
}

const pieces = fc.constantFrom(
  ...HOSTILE,
  '`',
  '``',
  '\\',
  '\n',
  ' ',
  '    ',
  '- ',
  '1. ',
  '> ',
  '|',
  '---',
  '~~~',
  '[x]: y',
  '&lt;',
  '](',
  '<',
  '-->',
);
const text = fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' })), { maxLength: 6 }).map((parts) => parts.join(''));

describe('the comment of a review, as text from a pull request', () => {
  for (const dialect of ['github', 'codecommit'] as const) {
    for (const hostile of HOSTILE) {
      it(`fixture 108: is inert in the ${dialect} dialect with ${JSON.stringify(hostile)}`, () => {
        expectInert(composeComment(hostileReview(hostile, hostile, dialect), 1_000_000));
      });
    }

    it(`property P10: is inert in the ${dialect} dialect with any text, at any length`, () => {
      fc.assert(
        fc.property(text, text, fc.integer({ min: 6_000, max: 30_000 }), (one, other, limit) => {
          expectInert(composeComment(hostileReview(one, other, dialect), limit));
        }),
        { numRuns: 50 },
      );
    }).timeout(60_000);
  }

  it('closes every fold that it opens, wherever it is cut', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 6_000, max: 30_000 }), (one, limit) => {
        const comment = composeComment(hostileReview(one, 'x', 'github'), limit);
        expect(comment.match(/^<details>/gm)?.length).to.equal(comment.match(/^<\/details>$/gm)?.length);
      }),
      { numRuns: 30 },
    );
  }).timeout(60_000);

  it('never holds a marker but the first', () => {
    const forged = writeComment('x', { head: 'c'.repeat(40), order: 1, state: 'open', dialect: 'github' });
    const comment = composeComment(hostileReview(forged, forged, 'github'), 1_000_000);
    const body = writeComment(comment, { head: HEAD, order: 2, state: 'open', dialect: 'github' });

    expect(comment.replace(/`[^`]*`/g, '')).not.to.include('<!--');
    expect(readComment(body, 'github')?.marker.head).to.equal(HEAD);
  });

  it('is inert when the review failed, is elsewhere or ended', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        expectInert(composeFailure({ headCommit: HEAD, code: 'no-source', message: one, instructions: [other, one] }));
        expectInert(composeElsewhere({ baseBranch: one, watchedBranch: other }));
        const last = composeElsewhere({ baseBranch: one, watchedBranch: other });
        expectInert(composeFinal({ dialect: 'github', state: 'merged', baseBranch: one, last, limit: 9_000 }));
        expectInert(findingMessage(finding({ message: one, hint: other })));
      }),
      { numRuns: 300 },
    );
  });

  it('shows no account id of an error to the world', () => {
    const message = 'arn:aws:iam::123456789012:role/x may not';
    expect(
      composeFailure({ headCommit: HEAD, code: 'access-denied', message, instructions: [message] }),
    ).not.to.include('123456789012');
  });
});

describe('links to lines', () => {
  it('lead to the file and nowhere else, whatever its path', () => {
    fc.assert(
      fc.property(text, (path) => {
        const link = linkTo(GITHUB_LINKS, { commit: HEAD, file: path, line: 3 });
        expect(link).to.match(/^https:\/\/github\.example\/acme\/models\/blob\/a{40}\/[\w.%/-]*#L3$/);
        expect(new URL(link).pathname.startsWith(`/acme/models/blob/${HEAD}/`)).to.equal(true);
      }),
    );
  });

  it('are known from the page of the pull request', () => {
    expect(sourceLinks('github', 'https://github.example/acme/models/pull/7')).to.deep.equal(GITHUB_LINKS);
    const console = 'https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/models';
    const links = sourceLinks('codecommit', `${console}/pull-requests/12/details?region=eu-west-1`);
    if (links === undefined) throw new Error('no links');
    expect(linkTo(links, { commit: HEAD, file: 'a b/c.json', line: 3 })).to.equal(
      `${console}/browse/${HEAD}/--/a%20b/c.json?lines=3-3`,
    );
  });

  for (const [file, path] of [
    ['../../../evil/x.json', '%2E%2E/%2E%2E/%2E%2E/evil/x.json'],
    ['./a.json', '%2E/a.json'],
    ['a..b/.c.json', 'a..b/.c.json'],
    ["a_(b)*'~!.json", 'a%5F%28b%29%2A%27%7E%21.json'],
  ] as const) {
    it(`lead to ${path} for the path ${file}`, () => {
      const link = linkTo(GITHUB_LINKS, { commit: HEAD, file, line: 3 });
      expect(link).to.equal(`https://github.example/acme/models/blob/${HEAD}/${path}#L3`);
    });
  }

  for (const url of [
    'javascript:alert(1)',
    'javascript:alert(1)/pull/7',
    'https://github.example/acme/mo)dels/pull/7',
    'https://github.example/acme/models/pull/7/files',
    'https://github.example/acme/models/issues/7',
    'https://x/y',
    '',
  ]) {
    it(`are none from ${JSON.stringify(url)}`, () => {
      expect(sourceLinks('github', url)).to.equal(undefined);
    });
  }
});
