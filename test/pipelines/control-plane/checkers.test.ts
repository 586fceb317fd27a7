import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { CelEngine, TemplateFile } from '@aws/cloudformation-validate';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';
import { expect } from 'chai';

import {
  CONTROL_ACKNOWLEDGEMENTS,
  CONTROL_LINTER_ACKNOWLEDGEMENTS,
} from '../../../pipelines/control-plane/acknowledgements.ts';
import type { ControlTemplate } from '../../../pipelines/control-plane/synthesize-control-plane.ts';
import { memberTemplates, REGION, SUBJECTS, templateOf } from './support/specs.ts';
import { pendOrFail } from '../../helpers/pend-or-fail.ts';

const LINTER = fileURLToPath(new URL('../../../.venv/bin/cfn-lint', import.meta.url));

/** Every template, and those that are inside of one. */
function allTemplates(): readonly { readonly name: string; readonly template: ControlTemplate }[] {
  return SUBJECTS.flatMap(({ name, spec }) => {
    const template = templateOf(spec);
    const members = memberTemplates(template).map((one, index) => ({ name: `${name}-${index}`, template: one }));
    return [{ name, template }, ...members];
  });
}

describe('checkers and the stacks of the control plane', function () {
  this.timeout(180_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'mlops-control-'));
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  function write({ name, template }: { readonly name: string; readonly template: ControlTemplate }): string {
    const file = join(folder, `${name.replaceAll(' ', '-')}.json`);
    writeFileSync(file, JSON.stringify(template));
    return file;
  }

  it('cdk-nag (AwsSolutions, NIST 800-53 R5) finds nothing without a reason, and no reason is without a finding', () => {
    const findings: string[] = [];
    for (const { name, spec } of SUBJECTS) {
      const open: string[] = [];
      templateOf(spec, {
        inspect: (stack) => {
          for (const pack of [new AwsSolutionsChecks(stack), new NIST80053R5Checks(stack)]) {
            for (const { ruleName, violatingResources } of pack.validateScope(stack).violations) {
              findings.push(ruleName);
              if (CONTROL_ACKNOWLEDGEMENTS.some(({ finding }) => finding.test(ruleName))) continue;
              open.push(...violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath ?? '?'}`));
            }
          }
        },
      });
      expect(open, name).to.deep.equal([]);
    }
    const unused = CONTROL_ACKNOWLEDGEMENTS.filter(({ finding }) => !findings.some((rule) => finding.test(rule)));
    expect(unused.map(({ finding }) => String(finding))).to.deep.equal([]);
  });

  it('the validator of CloudFormation finds nothing without a reason', () => {
    const engine = new CelEngine();
    const used = new Set<string>();
    try {
      for (const subject of allTemplates()) {
        const report = engine.validateStandard(new TemplateFile(write(subject)), {
          severityLevel: 'WARN',
          pseudoParameterOverrides: { region: REGION },
        });
        expect(report.status).to.equal('OK');
        const open = report.diagnostics
          .map(({ ruleId, entity, propertyPath, message }) => {
            return { ruleId, text: `${entity?.logicalId ?? ''}.${propertyPath ?? ''}: ${message}` };
          })
          .filter(({ ruleId, text }) => {
            const known = CONTROL_LINTER_ACKNOWLEDGEMENTS.some(
              ({ rule, finding }) => rule === ruleId && finding.test(text),
            );
            if (known) used.add(ruleId);
            return !known;
          });
        expect(open, subject.name).to.deep.equal([]);
      }
    } finally {
      engine.free();
    }
    expect([...used].sort()).to.deep.equal(CONTROL_LINTER_ACKNOWLEDGEMENTS.map(({ rule }) => rule).sort());
  });

  it('cfn-lint finds nothing', function () {
    if (!existsSync(LINTER)) pendOrFail(this, 'cfn-lint');
    const files = allTemplates().map(write);

    const found = lint(files);

    expect(found).to.equal('');
  });

  it('cfn-lint finds a fault that is there', function () {
    if (!existsSync(LINTER)) pendOrFail(this, 'cfn-lint');
    const template = structuredClone(templateOf(SUBJECTS[0]?.spec ?? expect.fail()));
    Object.assign(Object.values(template.Resources)[0]?.Properties ?? {}, { Nope: 1 });

    expect(lint([write({ name: 'broken', template })])).to.include('Nope');
  });
});

function lint(files: readonly string[]): string {
  try {
    return execFileSync(LINTER, ['--format', 'parseable', '--', ...files], { encoding: 'utf8' });
  } catch (error) {
    const { stdout = '' } = error as { readonly stdout?: string };
    if (stdout === '') throw error;
    return stdout;
  }
}
