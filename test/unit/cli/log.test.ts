import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { describeInternalError } from '../../../processor/cli/shared/describe-error.ts';
import { createTextLog } from '../../../processor/cli/shared/log.ts';

const HOSTILE = 'branch \u001b[2J\u009b31m\u202e';
const SHOWN = 'branch \\u{1B}[2J\\u{9B}31m\\u{202E}';

describe('what commands write for people', () => {
  it('steers no terminal from a log', () => {
    const stderr = new PassThrough();
    createTextLog(stderr).write('warning', `${HOSTILE}\nof somebody else`);

    expect(String(stderr.read())).to.equal(`warning: ${SHOWN}\nof somebody else\n`);
  });

  it('steers no terminal from an error that nobody expected', () => {
    const world = { argv: ['plan', HOSTILE] } as unknown as Parameters<typeof describeInternalError>[1];
    const said = describeInternalError(new Error(HOSTILE), world);

    expect(said).to.include(`Error: ${SHOWN}\n`).and.to.include(`mlops plan ${SHOWN}\n`);
    expect(said).not.to.match(/[^\P{C}\n]/u);
  });
});
