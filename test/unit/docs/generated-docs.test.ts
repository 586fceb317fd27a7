import { readFileSync } from 'node:fs';

import { expect } from 'chai';

import { buildDocs } from '../../../scripts/generate/build-docs.ts';

const ROOT = new URL('../../../', import.meta.url);

describe('generated parts of the documents', function () {
  this.timeout(60_000);

  it('are up to date; run npx tsx scripts/generate-docs.ts', async () => {
    const docs = await buildDocs();

    expect(Object.keys(docs)).to.have.lengthOf(13);
    for (const [path, text] of Object.entries(docs)) {
      expect(readFileSync(new URL(path, ROOT), 'utf8'), path).to.equal(text);
    }
  });

  it('stand in pages that have all that a reader looks for', async () => {
    for (const [path, text] of Object.entries(await buildDocs())) {
      if (!path.startsWith('docs/pipelines/')) continue;
      for (const heading of [
        'What it deploys',
        'Attributes',
        'What an update does',
        'What it costs',
        'Permissions',
        'Outputs',
        'Troubleshooting',
      ]) {
        expect(text, path).to.include(`\n## ${heading}\n`);
      }
      if (path.includes('_monitor')) expect(text, path).to.include('closed Model Monitor to new customers');
    }
  });
});
