import { expect } from 'chai';
import { fitDetail } from '../../../../processor/adapters/eventbridge/fit-event.ts';
import type { EventOrigin } from '../../../../processor/model/deployment-event.ts';
import { configRejected } from '../../../../processor/render/deployment-events.ts';
import { ERROR, MIXED, WARNING } from '../../render/findings-fixtures.ts';

const ORIGIN: EventOrigin = { version: 1, commit: null, links: {} };
const LIMIT = 256 * 1024;

interface Detail {
  readonly errors: number;
  readonly findings: readonly { readonly severity: string }[];
  readonly omitted: number;
}

function rejected(count: number, length: number): Detail {
  const findings = Array.from({ length: count }, () => ({ ...ERROR, message: 'ü'.repeat(length) }));
  const text = fitDetail(configRejected({ ...MIXED, findings: [WARNING, ...findings] }, ORIGIN));
  expect(Buffer.byteLength(text)).to.be.at.most(LIMIT - Buffer.byteLength('mlopsConfig rejected'));
  return JSON.parse(text) as Detail;
}

describe('the details of an event', () => {
  it('name every finding where they fit, errors first', () => {
    const { findings, omitted, errors } = rejected(3, 10);
    expect(findings.map(({ severity }) => severity)).to.deep.equal(['error', 'error', 'error', 'warning']);
    expect({ omitted, errors }).to.deep.equal({ omitted: 0, errors: 3 });
  });

  it('name fifty at most, and count the others', () => {
    const { findings, omitted, errors } = rejected(100_000, 10);
    expect(findings).to.have.lengthOf(50);
    expect({ omitted, errors }).to.deep.equal({ omitted: 99_951, errors: 100_000 });
  });

  it('name fewer where the bus would not take them, counted in bytes', () => {
    const { findings, omitted } = rejected(50, 10_000);
    expect(findings.length).to.be.within(1, 13);
    expect(findings.length + omitted).to.equal(51);
  });

  it('name none rather than be lost', () => {
    expect(rejected(2, 200_000).findings).to.deep.equal([]);
  });
});
