import { expect } from 'chai';
import { XMLParser, XMLValidator } from 'fast-xml-parser';

import { renderFindingsJunit } from '../../../processor/render/findings-junit.ts';
import { EMPTY, HOSTILE, hostileReport, MIXED } from './findings-fixtures.ts';

interface Case {
  readonly '@name': string;
  readonly failure?: { readonly '@type': string; readonly '@message': string; readonly '#text': string };
  readonly 'system-out'?: string;
}

interface Document {
  readonly testsuites: {
    readonly testsuite: { readonly '@tests': string; readonly '@failures': string; readonly testcase: readonly Case[] };
  };
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  trimValues: false,
  isArray: (name) => name === 'testcase',
});

function render(report: typeof MIXED) {
  const xml = renderFindingsJunit(report);
  expect(XMLValidator.validate(xml)).to.equal(true);
  return (parser.parse(xml) as Document).testsuites.testsuite;
}

describe('findings as JUnit XML', () => {
  it('have one test case per file, failed by errors, with warnings beside', () => {
    const suite = render(MIXED);
    expect([suite['@tests'], suite['@failures']]).to.deep.equal(['3', '1']);
    const [settings, churn, fraud] = suite.testcase;
    expect(settings).to.not.have.any.keys('failure', 'system-out');
    expect(churn?.failure?.['@type']).to.equal('duplicate-endpoint-name');
    expect(churn?.failure?.['@message']).to.equal('the endpoint name `live` is taken by another workload');
    expect(churn?.failure?.['#text']).to.contain('models/churn/mlops-config.json:12:20 error the endpoint name');
    expect(churn?.failure?.['#text']).to.contain(
      '\n  hint rename one endpoint\n  see  models/fraud/mlops-config.json:3:5 taken here',
    );
    expect(fraud?.failure).to.equal(undefined);
    expect(fraud?.['system-out']).to.contain('[old-spelling]');
  });

  it('pass without findings', () => {
    const suite = render(EMPTY);
    expect([suite['@tests'], suite['@failures'], suite.testcase.length]).to.deep.equal(['2', '0', 2]);
  });

  it('have a case for a finding of a file that was not read', () => {
    expect(render({ ...MIXED, files: [] }).testcase.map((one) => one['@name'])).to.have.length(2);
  });

  for (const text of HOSTILE) {
    it(`stay well-formed with ${JSON.stringify(text)}`, () => {
      const suite = render(hostileReport(text));
      expect(suite.testcase).to.have.length(1);
      const elements = Object.keys(suite.testcase[0] ?? {})
        .filter((key) => key !== '#text')
        .sort();
      expect(elements).to.deep.equal(['@classname', '@file', '@name', 'failure', 'system-out']);
    });
  }
});
