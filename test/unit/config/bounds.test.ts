import { expect } from 'chai';

import { meantS3Uri } from '../../../processor/config/shared/meant-s3-uri.ts';
import { parseSettings } from '../../../processor/config/settings/settings.ts';
import { check, realtime, summary, toBytes, training } from './support/load.ts';
import { expectQuick } from './support/expect-quick.ts';

describe('bounds', () => {
  it('fixture 70: 10,000 hyperparameters are one finding', () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`p${index}`, index]));
    expect(summary(check(JSON.stringify(training({ algo_hyperparameters: many }))))).to.deep.equal([
      'too-many /algo_hyperparameters',
    ]);
  });

  it('fixture 71: 100,000 wrong items are one finding, in less than 50 ms', () => {
    const text = JSON.stringify(training({ attribute_names: new Array(100_000).fill(1) }));
    expect(summary(check(text))).to.deep.equal(['too-many /attribute_names']);
    expectQuick(() => check(text));
  });

  it('fixture 71: 4,000 wrong members are 20 findings and how many more', () => {
    const wrong = Object.fromEntries(Array.from({ length: 4000 }, (_, index) => [`z${index}`, 1]));
    const text = JSON.stringify(realtime(wrong));
    const findings = check(text);
    expect(findings).to.have.lengthOf(21);
    expect(findings.at(-1)?.message).to.equal('and 3980 more errors in this file');
    expectQuick(() => check(text));
  });

  it('fixture 71: 20,000 members are one finding', () => {
    const wrong = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`z${index}`, 1]));
    expect(summary(check(JSON.stringify(realtime(wrong))))).to.deep.equal(['too-many']);
  });

  it('fixture 71: many wrong workloads are 20 findings and how many more', () => {
    const workloads = Array.from({ length: 400 }, () => ({ pipeline_type: 'x' }));
    const findings = check({ workloads });
    expect(findings).to.have.lengthOf(21);
    expect(findings.at(-1)?.message).to.equal('and 380 more errors in this file');
  });

  it('400 workloads that are no objects are 20 findings and how many more', () => {
    const findings = check({ workloads: new Array(400).fill(5) });
    expect(findings).to.have.lengthOf(21);
    expect(findings.at(-1)).to.include({ code: 'and-more', message: 'and 380 more errors in this file' });
  });

  it('60 faults of the settings are 20 findings and how many more, and none of them is worked with', () => {
    const stages = Array.from({ length: 20 }, (_, index) => ({ name: `s${index}`, region: 5, account: 5, acount: 1 }));
    const { findings, settings } = parseSettings(toBytes({ stages }));
    expect(findings).to.have.lengthOf(21);
    expect(findings.at(-1)).to.include({ code: 'and-more', message: 'and 40 more errors in this file' });
    expect(settings.stages.map(({ region }) => region)).to.deep.equal(new Array(20).fill('us-east-1'));
  });

  it('fixture 73: 5,000 stages are refused for their number before they are compared', () => {
    const text = JSON.stringify(realtime({ stages: Array.from({ length: 5000 }, (_, index) => ({ index })) }));
    expect(summary(check(text))).to.deep.equal(['too-many /stages']);
    expectQuick(() => check(text));
  });

  const nasty = ['a-', '((((', '%', ':', 'a.', '/', 'ml.', 's3://', '-', '.', ' ', '["a",', 'cron(', 'arn:aws:'];
  for (const unit of nasty) {
    it(`fixture 72: 50 KB of ${JSON.stringify(unit)} in any attribute take less than 50 ms`, () => {
      const text = unit.repeat(50_000 / unit.length);
      for (const name of Object.keys(training()).filter((key) => key !== 'pipeline_type')) {
        const config = JSON.stringify(training({ [name]: text }));
        expect(check(config).length, name).to.be.at.least(1);
        expectQuick(() => check(config));
      }
      for (const name of ['custom_image_uri', 'kms_key_arn', 'endpoint_name', 'data_capture_location']) {
        const config = JSON.stringify(realtime({ pipeline_type: 'byom_realtime_custom', [name]: text }));
        expectQuick(() => check(config));
      }
    });
  }

  for (const [what, value] of [
    ['hyphens after `s3`', `s3${'-'.repeat(60)}!.amazonaws.com`],
    ['a hundred thousand of them', `s3${'--'.repeat(50_000)}!.amazonaws.com`],
    ['hosts in hosts', `${'a.s3.'.repeat(50_000)}!.amazonaws.com`],
  ] as const) {
    it(`an address of S3 with ${what} is judged in less than 50 ms`, () => {
      const config = training({ training_data: value, job_output_location: `https://${value}` });
      expectQuick(() => check(JSON.stringify(config)));
      expectQuick(() => meantS3Uri(value));
    });
  }

  it('a number with a hundred thousand blanks in it is judged in less than 50 ms', () => {
    const number = `1${' '.repeat(100_000)}2`;
    expectQuick(() => check(JSON.stringify(training({ instance_count: number }))));
    expectQuick(() => parseSettings(toBytes({ guards: { max_deletions: number } })));
  });
});
