import { expect } from 'chai';

import { brokenLine, liveLine } from '../../../processor/cli/progress/live-line.ts';

const ENTRY = {
  stage: 'staging',
  stack: 'mlops-pipeline-customer-churn-byompipelinerealtimebuiltin',
  latest: 'EndpointConfiguration CREATE_IN_PROGRESS',
  seconds: 125,
};

describe('liveLine', () => {
  for (const columns of [10, 20, 40, 60, 80, 200]) {
    it(`leaves a column free of ${columns}, and ends with the time`, () => {
      const line = liveLine('⠋', ENTRY, columns);
      expect(line.length).to.be.at.most(columns - 1);
      if (columns >= 20) expect(line).to.match(/^⠋ .+ 125 s$/);
    });
  }

  it('shows the end of the name, which tells stacks apart, and the start of the state', () => {
    expect(liveLine('⠋', { ...ENTRY, latest: 'update' }, 40)).to.equal('⠋ staging/…realtimebuiltin update 125 s');
  });

  it('shows everything where there is room, and takes 80 columns for a terminal that does not say', () => {
    const short = { ...ENTRY, stack: 'a', latest: 'create' };
    expect(liveLine('⠋', short, 40)).to.equal('⠋ staging/a create 125 s');
    expect(liveLine('⠋', ENTRY, undefined)).to.have.lengthOf(79);
    expect(liveLine('⠋', ENTRY, 0)).to.have.lengthOf(79);
  });
});

describe('brokenLine', () => {
  it('breaks a line that is too long behind the name', () => {
    expect(brokenLine('  a-long-name: created in 1 s', 20)).to.equal('  a-long-name:\n    created in 1 s');
    expect(brokenLine('  a-long-name: created in 1 s', 80)).to.equal('  a-long-name: created in 1 s');
    expect(brokenLine('  a-long-name: created in 1 s', undefined)).to.equal('  a-long-name: created in 1 s');
  });
});
