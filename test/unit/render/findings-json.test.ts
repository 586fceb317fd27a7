import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';

import { renderFindingsJson } from '../../../processor/render/findings/findings-json.ts';
import { EMPTY, HOSTILE, hostileReport, MIXED, WARNING } from './findings-fixtures.ts';

const schema = readFileSync(join(import.meta.dirname, '../../../schema/findings.schema.json'), 'utf8');
const validate = new Ajv2020({ allErrors: true }).compile(JSON.parse(schema) as object);

describe('findings as JSON', () => {
  it('follow the schema and hold everything', () => {
    const value: unknown = JSON.parse(renderFindingsJson(MIXED));
    expect(validate(value), JSON.stringify(validate.errors)).to.equal(true);
    expect(value).to.deep.equal({ valid: false, files: 3, workloads: 3, findings: MIXED.findings });
  });

  it('are valid with warnings alone, and without findings', () => {
    for (const findings of [[], [WARNING]]) {
      const value = JSON.parse(renderFindingsJson({ ...EMPTY, findings })) as { valid: boolean };
      expect(validate(value)).to.equal(true);
      expect(value.valid).to.equal(true);
    }
  });

  for (const text of HOSTILE) {
    it(`keep ${JSON.stringify(text)} as it is`, () => {
      const report = hostileReport(text);
      const value = JSON.parse(renderFindingsJson(report)) as { findings: unknown };
      expect(value.findings).to.deep.equal(report.findings);
    });
  }
});
