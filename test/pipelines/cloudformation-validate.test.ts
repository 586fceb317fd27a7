import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { CelEngine, TemplateFile, type Engine } from '@aws/cloudformation-validate';
import { expect } from 'chai';

import { LINTER_ACKNOWLEDGEMENTS } from '../../pipelines/shared/acknowledgements.ts';
import { synthesizableExamples } from './support/examples.ts';
import { templateOf } from './support/template.ts';

const KNOWN = LINTER_ACKNOWLEDGEMENTS.filter(({ tool }) => tool === 'cloudformation-validate');

describe('the validator of CloudFormation', function () {
  this.timeout(180_000);
  let engine: Engine;
  let folder: string;

  before(() => {
    engine = new CelEngine();
    folder = mkdtempSync(join(tmpdir(), 'mlops-validate-'));
  });

  after(() => {
    rmSync(folder, { recursive: true });
    engine.free();
  });

  /** Errors and warnings as `<rule> <path>: <message>`; advice (INFO) tells of nothing wrong. */
  function findings(template: unknown, region: string): readonly string[] {
    const file = join(folder, 'template.json');
    writeFileSync(file, JSON.stringify(template));
    const report = engine.validateStandard(new TemplateFile(file), {
      severityLevel: 'WARN',
      pseudoParameterOverrides: { region },
    });
    expect(report.status).to.equal('OK');
    return report.diagnostics.map(({ ruleId, entity, propertyPath, message }) => {
      return `${ruleId} ${entity?.logicalId ?? ''}.${propertyPath ?? ''}: ${message}`;
    });
  }

  it('has no error and no warning without a reason in the templates of all examples', () => {
    const used = new Set<string>();
    for (const { name, spec } of synthesizableExamples()) {
      const open = findings(templateOf(spec), spec.environment.region).filter((found) => {
        const [rule = ''] = found.split(' ', 1);
        const known = KNOWN.find((one) => one.rule === rule && one.finding.test(found));
        if (known !== undefined) used.add(rule);
        return known === undefined;
      });
      expect(open, name).to.deep.equal([]);
    }
    expect([...used].sort(), 'reasons that nothing needs').to.deep.equal(KNOWN.map(({ rule }) => rule).sort());
  });

  it('finds a fault that is there', () => {
    const found = findings({ Resources: { A: { Type: 'AWS::SNS::Topic', Properties: { Nope: 1 } } } }, 'eu-west-1');

    expect(found.join()).to.include('Nope');
  });
});
