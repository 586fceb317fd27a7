import { DOMParser, onErrorStopParsing, type Element } from '@xmldom/xmldom';
import { expect } from 'chai';

import { renderFindingsJunit } from '../../../processor/render/findings/findings-junit.ts';
import { EMPTY, ERROR, HOSTILE, hostileReport, MIXED } from './findings-fixtures.ts';

/** Reads the report back; the parser stops at the first fault. */
function render(report: typeof MIXED) {
  const document = new DOMParser({ onError: onErrorStopParsing }).parseFromString(
    renderFindingsJunit(report),
    'text/xml',
  );
  const suite = childrenOf(document.documentElement, 'testsuite')[0];
  const cases = childrenOf(suite, 'testcase').map((element) => ({
    name: element.getAttribute('name'),
    elements: childrenOf(element).map((child) => child.tagName),
    failure: childrenOf(element, 'failure')[0],
    output: childrenOf(element, 'system-out')[0]?.textContent,
  }));
  return { tests: suite?.getAttribute('tests'), failures: suite?.getAttribute('failures'), cases };
}

function childrenOf(element: Element | null | undefined, name?: string): readonly Element[] {
  const children = [...(element?.childNodes ?? [])].filter((node): node is Element => node.nodeType === 1);
  return name === undefined ? children : children.filter(({ tagName }) => tagName === name);
}

describe('findings as JUnit XML', () => {
  it('have one test case per file, failed by errors, with warnings beside', () => {
    const { tests, failures, cases } = render(MIXED);
    expect([tests, failures]).to.deep.equal(['3', '1']);
    const [settings, churn, fraud] = cases;
    expect(settings?.elements).to.deep.equal([]);
    expect(churn?.elements).to.deep.equal(['failure']);
    expect(churn?.failure?.getAttribute('type')).to.equal('duplicate-endpoint-name');
    expect(churn?.failure?.getAttribute('message')).to.equal('the endpoint name `live` is taken by another workload');
    expect(churn?.failure?.textContent).to.equal(
      [
        'models/churn/mlops-config.json:12:20 error the endpoint name `live` is taken by another workload [duplicate-endpoint-name]',
        '  hint rename one endpoint',
        '  see  models/fraud/mlops-config.json:3:5 taken here',
      ].join('\n'),
    );
    expect(fraud?.elements).to.deep.equal(['system-out']);
    expect(fraud?.output).to.equal(
      'models/fraud/mlops-config.json:9:3 warning `algo_hyperparamaters` is the old spelling of `algo_hyperparameters` [old-spelling]',
    );
  });

  it('count several errors of one file, and tell all of them', () => {
    const [churn] = render({ ...EMPTY, findings: [ERROR, { ...ERROR, line: 14 }] }).cases;
    expect(churn?.failure?.getAttribute('message')).to.equal('2 errors');
    expect(churn?.failure?.textContent?.match(/:1[24]:20 error/g)).to.deep.equal([':12:20 error', ':14:20 error']);
  });

  it('show what XML cannot hold, and what turns text around', () => {
    const [churn] = render({ ...EMPTY, findings: [{ ...ERROR, message: 'a\u0000\u001b[2J\u202eb' }] }).cases;
    expect(churn?.failure?.getAttribute('message')).to.equal('a\\u{0}\\u{1B}[2J\\u{202E}b');
  });

  it('pass without findings', () => {
    const { tests, failures, cases } = render(EMPTY);
    expect([tests, failures, cases.length]).to.deep.equal(['2', '0', 2]);
  });

  it('have a case for a finding of a file that was not read', () => {
    expect(render({ ...MIXED, files: [] }).cases).to.have.length(2);
  });

  for (const text of HOSTILE) {
    it(`stay well-formed with ${JSON.stringify(text)}`, () => {
      const { cases } = render(hostileReport(text));
      expect(cases).to.have.length(1);
      expect(cases[0]?.elements).to.deep.equal(['failure', 'system-out']);
      // What XML can hold comes back as it was
      if (/^[\x20-\x7e]*$/.test(text)) expect(cases[0]?.name).to.equal(`models/${text}/mlops-config.json`);
    });
  }
});
