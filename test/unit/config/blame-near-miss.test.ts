import { expect } from 'chai';

import { blameNearMiss } from '../../../processor/config/blame-near-miss.ts';
import { nearMiss } from '../../../processor/config/near-miss.ts';
import type { Finding } from '../../../processor/model/finding.ts';

const AT = { file: 'a/mlops-config.json', line: 4, column: 3, pointer: '/x', message: 'x' };
const UNKNOWN: Finding = { ...AT, severity: 'error', code: 'unknown-stage' };
const UNWATCHED: Finding = { ...AT, severity: 'warning', code: 'monitored-endpoint-unknown' };
const OTHER: Finding = { ...AT, severity: 'error', code: 'out-of-range' };

function codes(files: readonly string[], desired: readonly Finding[], hasSettings = false): readonly string[] {
  const discovered = files.map((file) => nearMiss(file)).filter((finding) => finding !== undefined);
  expect(discovered).to.have.length(files.length);
  const blamed = blameNearMiss(discovered, desired, hasSettings);
  return [...blamed.discovered, ...blamed.desired].map(({ severity, code }) => `${severity} ${code}`);
}

describe('a file that is not read because of its name', () => {
  it('is the one error where it holds the stages that config files name', () => {
    for (const file of ['mlops-setting.json', 'config/mlops-settings.json']) {
      expect(codes([file], [UNKNOWN, OTHER]), file).to.deep.equal(['error near-miss', 'error out-of-range']);
    }
  });

  it('stays a warning where nothing follows from it, or where it is one of several, or not the only settings', () => {
    expect(codes(['mlops-setting.json'], [OTHER])).to.deep.equal(['warning near-miss', 'error out-of-range']);
    expect(codes(['mlops-setting.json'], [UNKNOWN], true)).to.deep.equal(['warning near-miss', 'error unknown-stage']);
    expect(codes(['a/mlops-settings.json', 'b/mlops-settings.json'], [UNKNOWN])).to.deep.equal([
      'warning near-miss',
      'warning near-miss',
      'error unknown-stage',
    ]);
  });

  it('may hold the endpoint that another file misses', () => {
    expect(codes(['a/mlops-confg.json'], [UNWATCHED, OTHER])).to.deep.equal([
      'warning near-miss',
      'error out-of-range',
    ]);
    expect(codes(['mlops-setting.json'], [UNWATCHED])).to.deep.equal([
      'warning near-miss',
      'warning monitored-endpoint-unknown',
    ]);
  });
});
