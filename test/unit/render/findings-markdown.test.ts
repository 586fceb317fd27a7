import { expect } from 'chai';
import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

import { renderFindingsMarkdown } from '../../../processor/render/findings/findings-markdown.ts';
import { EMPTY, HOSTILE, hostileReport, MIXED } from './findings-fixtures.ts';

/** HTML as GitHub would make it, dangerous parts included, so that they would show. */
function toHtml(markdown: string): string {
  return micromark(markdown, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
  });
}

/** The tags that our own layout makes; anything else came out of a text. */
const OURS = /<\/?(?:p|strong|h4|code|ul|li)>/g;

/** What hosts turn into links after Markdown is done; they leave code alone. */
const ACTIVE = /@\w|#\d|:\/\/|www\.|\bGH-\d|:\w+:|\b[0-9a-f]{7,40}\b/i;

function expectInert(text: string): void {
  const html = toHtml(renderFindingsMarkdown(hostileReport(text)));
  expect(html.replace(OURS, ''), html).to.not.match(/[<>]/);
  const outside = html.replace(/<code>[^<]*<\/code>/g, '');
  expect(outside, html).to.not.match(ACTIVE);
}

describe('findings as Markdown', () => {
  it('say everything', () => {
    expect(renderFindingsMarkdown(MIXED)).to.equal(
      [
        '**1 error and 1 warning in 2 of 3 files**',
        '',
        '#### `models/churn/mlops-config.json`',
        '',
        '- ❌ **error** line 12, column 20: the endpoint name `live` is taken by another workload (`duplicate-endpoint-name`)',
        '  - hint: rename one endpoint',
        '  - see `models/fraud/mlops-config.json:3:5`: taken here',
        '',
        '#### `models/fraud/mlops-config.json`',
        '',
        '- ⚠️ **warning** line 9, column 3: `algo_hyperparamaters` is the old spelling of `algo_hyperparameters` (`old-spelling`)',
        '',
      ].join('\n'),
    );
  });

  it('are one line when there are none', () => {
    expect(renderFindingsMarkdown(EMPTY)).to.equal('**2 files with 3 workloads: no findings**\n');
  });

  for (const text of HOSTILE) {
    it(`fixture 108: are inert with ${JSON.stringify(text)}`, () => {
      expectInert(text);
    });
  }

  it('property P10: are inert with any text', () => {
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
    );
    const text = fc
      .array(fc.oneof(pieces, fc.string({ unit: 'binary' })), { maxLength: 6 })
      .map((parts) => parts.join(''));
    fc.assert(fc.property(text, expectInert), { numRuns: 300 });
  });
});
