import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

import { expect } from 'chai';

const ROOT = join(import.meta.dirname, '../../..');

/** Folders with documents of ours; golden files of tests are not meant for readers. */
const FOLDERS = ['docs', 'pipelines', 'examples', 'test/emulator'];

const DOCUMENTS = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => join(folder, name)),
  ),
];

/** The lines of a document outside of its code blocks. */
function proseOf(document: string): readonly string[] {
  let isCode = false;
  return readFileSync(join(ROOT, document), 'utf8')
    .split('\n')
    .filter((line) => {
      if (/^\s*```/.test(line)) isCode = !isCode;
      return !isCode && !/^\s*```/.test(line);
    });
}

/** What a heading's anchor is called: lower case, without punctuation, hyphens for spaces. */
function anchorsOf(document: string): readonly string[] {
  return proseOf(document)
    .filter((line) => /^#+ /.test(line))
    .map((line) =>
      line
        .replace(/^#+ /, '')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    );
}

function matchesOf(document: string, pattern: RegExp): readonly string[] {
  return [...proseOf(document).join('\n').matchAll(pattern)].map(([, match = '']) => match);
}

describe('links of documents', () => {
  it('are in documents at all', () => {
    expect(DOCUMENTS).to.include.members(['README.md', 'docs/install.md', 'docs/pipelines/byom_image_builder.md']);
    expect(matchesOf('README.md', /\]\(([^)\s]+)\)/g)).to.have.length.greaterThan(10);
  });

  for (const document of DOCUMENTS) {
    it(`lead somewhere in ${document}`, () => {
      const links = matchesOf(document, /\]\(([^)\s]+)\)/g).filter((link) => !/^https?:/.test(link));
      const broken = links.filter((link) => {
        const [path = '', anchor] = link.split('#');
        const target = path === '' ? document : normalize(join(dirname(document), path));
        return !existsSync(join(ROOT, target)) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
      });

      expect(broken).to.deep.equal([]);
    });

    it(`name files that there are in ${document}`, () => {
      // `examples/<type>/` and the like are patterns; what the program makes is not there yet.
      const named = matchesOf(document, /`((?:processor|pipelines|schema|scripts|test|examples|docs)\/[\w./-]*)`/g);
      const missing = named.filter((path) => !path.includes('/.mlops') && !existsSync(join(ROOT, path)));

      expect(missing).to.deep.equal([]);
    });

    it(`begin no line of a paragraph with a sign that Markdown takes for a quotation in ${document}`, () => {
      expect(proseOf(document).filter((line) => /^\s*>/.test(line))).to.deep.equal([]);
    });
  }
});
