import { createRequire } from 'node:module';

import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { expect } from 'chai';

import type { Finding } from '../../../processor/model/finding.ts';
import { renderFindingsSarif } from '../../../processor/render/findings/findings-sarif.ts';
import { EMPTY, ERROR, HOSTILE, hostileReport, MIXED } from './findings-fixtures.ts';

// The schema is of draft 4; apart from the name of its draft it says the same to a validator of draft 7
const schema = createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as object;
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile({ ...schema, $schema: undefined, id: undefined });

interface Log {
  readonly runs: readonly {
    readonly tool: {
      readonly driver: { readonly rules: readonly { readonly id: string; readonly helpUri: string }[] };
    };
    readonly results: readonly {
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly relatedLocations?: readonly unknown[];
      readonly locations: readonly {
        readonly logicalLocations: unknown;
        readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: unknown };
      }[];
    }[];
  }[];
}

function render(report: typeof MIXED): Log['runs'][number] {
  const helpBase = 'https://docs.example/errors.md';
  const log = JSON.parse(renderFindingsSarif(report, { version: '1.2.3', helpBase })) as Log;
  expect(validate(log), JSON.stringify(validate.errors)).to.equal(true);
  const [run] = log.runs;
  if (!run) throw new Error('no run');
  return run;
}

describe('findings as SARIF', () => {
  it('follow the official schema, with rules, levels, regions and related places', () => {
    const run = render(MIXED);
    expect(run.tool.driver.rules.map(({ id, helpUri }) => [id, helpUri])).to.deep.equal([
      ['duplicate-endpoint-name', 'https://docs.example/errors.md#duplicate-endpoint-name'],
      ['old-spelling', 'https://docs.example/errors.md#old-spelling'],
    ]);
    expect(run.results.map(({ ruleIndex, level }) => [ruleIndex, level])).to.deep.equal([
      [0, 'error'],
      [1, 'warning'],
    ]);
    expect(run.results[0]?.locations[0]?.physicalLocation).to.deep.equal({
      artifactLocation: { uri: 'models/churn/mlops-config.json', uriBaseId: '%SRCROOT%' },
      region: { startLine: 12, startColumn: 20 },
    });
    expect(run.results.map(({ message }) => message.text)).to.deep.equal([
      'the endpoint name `live` is taken by another workload; rename one endpoint',
      '`algo_hyperparamaters` is the old spelling of `algo_hyperparameters`',
    ]);
    expect(run.results[0]?.locations[0]?.logicalLocations).to.deep.equal([
      { fullyQualifiedName: '/endpoint_name', kind: 'value' },
    ]);
    expect(run.results[0]?.relatedLocations).to.deep.equal([
      {
        id: 0,
        physicalLocation: {
          artifactLocation: { uri: 'models/fraud/mlops-config.json', uriBaseId: '%SRCROOT%' },
          region: { startLine: 3, startColumn: 5 },
        },
        message: { text: 'taken here' },
      },
    ]);
    expect(run.results[1]).not.to.have.property('relatedLocations');
  });

  it('keep their rules in one order, in whichever order they were found', () => {
    const rules = render({ ...MIXED, findings: [...MIXED.findings].reverse() }).tool.driver.rules;
    expect(rules.map(({ id }) => id)).to.deep.equal(['duplicate-endpoint-name', 'old-spelling']);
  });

  it('name the document in words where its address is not known', () => {
    const log = JSON.parse(renderFindingsSarif(MIXED, { version: '1.2.3' })) as unknown;
    expect(validate(log), JSON.stringify(validate.errors)).to.equal(true);
    expect(JSON.stringify(log)).to.contain('docs/errors.md#old-spelling').and.not.contain('helpUri');
  });

  it('are valid without findings', () => {
    expect(render(EMPTY).results).to.deep.equal([]);
  });

  it('keep the fingerprint when lines move, and tell equal findings apart', () => {
    function prints(findings: readonly Finding[]) {
      return render({ ...EMPTY, findings }).results.map(
        ({ partialFingerprints }) => partialFingerprints['mlopsFinding/v1'],
      );
    }
    const [first, second, third] = prints([ERROR, ERROR, ERROR]);
    expect(new Set([first, second, third]).size).to.equal(3);
    expect(prints([{ ...ERROR, line: 99, column: 1, message: 'other words' }])).to.deep.equal([first]);
    expect(prints([{ ...ERROR, pointer: '/other' }])).to.not.deep.equal([first]);
  });

  for (const text of HOSTILE) {
    it(`stay valid and link nowhere with ${JSON.stringify(text)}`, () => {
      for (const result of render(hostileReport(text)).results) {
        // A link of SARIF is [text](target); escaped brackets are text
        expect(result.message.text.replace(/\\[\\[\]]/g, '')).to.not.match(/[[\]]/);
        expect(result.locations[0]?.physicalLocation.artifactLocation.uri).to.match(
          /^models\/[\x21-\x7e]+mlops-config\.json$/,
        );
      }
    });
  }
});
