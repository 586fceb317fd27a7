import { stripVTControlCharacters } from 'node:util';

import { expect } from 'chai';

import { renderFindingsText } from '../../../processor/render/findings/findings-text.ts';
import { EMPTY, HOSTILE, hostileReport, MIXED, WARNING } from './findings-fixtures.ts';

describe('findings as text', () => {
  it('say place, severity, message, code, hint and related places, and what to do next', () => {
    expect(renderFindingsText(MIXED, { color: false })).to.equal(
      [
        'models/churn/mlops-config.json:12:20 error the endpoint name `live` is taken by another workload [duplicate-endpoint-name]',
        '  hint rename one endpoint',
        '  see  models/fraud/mlops-config.json:3:5 taken here',
        '',
        'models/fraud/mlops-config.json:9:3 warning `algo_hyperparamaters` is the old spelling of `algo_hyperparameters` [old-spelling]',
        '',
        '✖ 1 error and 1 warning in 2 of 3 files',
        '  correct the errors and run `mlops validate` again; docs/errors.md explains each code',
        '',
      ].join('\n'),
    );
  });

  it('are one line when there are none', () => {
    expect(renderFindingsText(EMPTY, { color: false })).to.equal('✔ 2 files with 3 workloads: no findings\n');
  });

  it('say that warnings do not stop a run', () => {
    const text = renderFindingsText({ ...EMPTY, findings: [WARNING] }, { color: false });
    expect(text).to.contain('! 1 warning in 1 of 2 files (3 workloads)\n  warnings do not stop a run');
  });

  it('are the same text in colour and without', () => {
    const colored = renderFindingsText(MIXED, { color: true });
    expect(colored).to.contain('\u001b[31m');
    expect(stripVTControlCharacters(colored)).to.equal(renderFindingsText(MIXED, { color: false }));
  });

  for (const text of HOSTILE) {
    it(`fixture 80: cannot be moved about by ${JSON.stringify(text)}`, () => {
      const rendered = renderFindingsText(hostileReport(text), { color: false });
      expect(rendered.replaceAll('\n', '')).to.not.match(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
      // Two findings of three lines, an empty one, and two lines of summary
      expect(rendered.split('\n')).to.have.length(10);
    });
  }
});
