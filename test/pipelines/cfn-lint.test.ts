import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect } from 'chai';

import { LINTER_ACKNOWLEDGEMENTS } from '../../pipelines/shared/acknowledgements.ts';
import { synthesizableExamples } from './support/examples.ts';
import { templateOf } from './support/template.ts';
import { pendOrFail } from '../helpers/pend-or-fail.ts';

const LINTER = fileURLToPath(new URL('../../.venv/bin/cfn-lint', import.meta.url));

const KNOWN = LINTER_ACKNOWLEDGEMENTS.filter(({ tool }) => tool === 'cfn-lint');

const BAD = { Resources: { A: { Type: 'AWS::SNS::Topic', Properties: { Nope: 1 } } } };

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

  let folder: string | undefined;
  /** By file name. One run for all: the linter takes seconds to start. */
  let found: ReadonlyMap<string, readonly Match[]>;

  before(function () {
    if (!existsSync(LINTER)) pendOrFail(this, 'cfn-lint');
    const made = mkdtempSync(join(tmpdir(), 'mlops-lint-'));
    folder = made;
    const examples = synthesizableExamples().map(({ name, spec }) => [name, templateOf(spec)] as const);
    const files = [...examples, ['bad', BAD] as const].map(([name, template]) => {
      const file = join(made, `${name.replace('/', '.')}.json`);
      writeFileSync(file, JSON.stringify(template, null, 2));
      return file;
    });
    const matches = lint(files);
    found = new Map(
      files.map((file) => [basename(file, '.json'), matches.filter(({ Filename }) => Filename === file)]),
    );
    expect(matches.length, 'matches of other files').to.equal([...found.values()].flat().length);
  });

  after(() => {
    if (folder !== undefined) rmSync(folder, { recursive: true });
  });

  it('finds nothing in the templates of all examples', () => {
    const examples = [...found].filter(([name]) => name !== 'bad');
    expect(examples.length).to.be.greaterThan(12);
    const open = examples.flatMap(([name, matches]) =>
      matches
        .filter((match) => !isKnown(match))
        .map(({ Rule, Message, Location }) => `${name} ${Rule.Id} ${(Location.Path ?? []).join('.')}: ${Message}`),
    );
    expect(open).to.deep.equal([]);
  });

  it('finds a fault that is there', () => {
    expect(found.get('bad')?.map(({ Level }) => Level)).to.include('Error');
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
