import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect } from 'chai';

import { LINTER_ACKNOWLEDGEMENTS } from '../../pipelines/shared/acknowledgements.ts';
import { synthesizableExamples } from './support/examples.ts';
import { templateOf } from './support/template.ts';

const LINTER = fileURLToPath(new URL('../../.venv/bin/cfn-lint', import.meta.url));

const KNOWN = LINTER_ACKNOWLEDGEMENTS.filter(({ tool }) => tool === 'cfn-lint');

/** Findings that stand, each with its reason; everything else counts. */
function isKnown({ Rule, Location, Message }: Match): boolean {
  const finding = `${(Location.Path ?? []).join('.')}: ${Message}`;
  return KNOWN.some((known) => known.rule === Rule.Id && known.finding.test(finding));
}

interface Match {
  readonly Rule: { readonly Id: string };
  readonly Level: string;
  readonly Message: string;
  readonly Filename: string;
  readonly Location: { readonly Path: readonly unknown[] | null };
}

describe('cfn-lint', function () {
  this.timeout(180_000);

  before(function () {
    if (existsSync(LINTER)) return;
    if (process.env['MLOPS_REQUIRE_EMULATOR'] === '1')
      throw new Error(`${LINTER} is missing; run npm run emulator:setup`);
    this.skip();
  });

  it('finds nothing in the templates of all examples', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mlops-lint-'));
    try {
      const examples = synthesizableExamples();
      for (const { name, spec } of examples) {
        writeFileSync(join(folder, `${name.replace('/', '.')}.json`), JSON.stringify(templateOf(spec), null, 2));
      }
      const files = examples.map(({ name }) => join(folder, `${name.replace('/', '.')}.json`));

      const found = lint(files).filter((match) => !isKnown(match));

      expect(
        found.map(({ Rule, Message, Filename, Location }) => {
          return `${Filename.slice(folder.length + 1)} ${Rule.Id} ${(Location.Path ?? []).join('.')}: ${Message}`;
        }),
      ).to.deep.equal([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('finds a fault that is there', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mlops-lint-'));
    try {
      const file = join(folder, 'bad.json');
      writeFileSync(file, JSON.stringify({ Resources: { A: { Type: 'AWS::SNS::Topic', Properties: { Nope: 1 } } } }));

      expect(lint([file]).map(({ Level }) => Level)).to.include('Error');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** Exit codes 2 to 14 say what was found; the text on stdout says it better. */
function lint(files: readonly string[]): readonly Match[] {
  try {
    return parse(execFileSync(LINTER, ['--format', 'json', '--', ...files], { encoding: 'utf8' }));
  } catch (error) {
    const { stdout, status } = error as { readonly stdout?: string; readonly status?: number };
    if (stdout === undefined || stdout === '' || status === 1) throw error;
    return parse(stdout);
  }
}

function parse(text: string): readonly Match[] {
  return text.trim() === '' ? [] : (JSON.parse(text) as readonly Match[]);
}
