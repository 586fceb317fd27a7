import { expect } from 'chai';
import { pollIntervalOf } from '../../../processor/cli/apply/poll-interval.ts';
import type { Targets } from '../../../processor/cli/shared/targets.ts';
import type { World } from '../../../processor/cli/shared/world.ts';

function intervalOf(kinds: readonly ('local' | 'aws')[], endpoint?: string): number {
  const targets = new Map(kinds.map((kind, index) => [`stage-${index}`, { kind }])) as unknown as Targets;
  const env = endpoint === undefined ? {} : { AWS_ENDPOINT_URL: endpoint };
  return pollIntervalOf(targets, { env } as World);
}

describe('the pause between two looks at a stack', () => {
  it('is seconds long on AWS, so that nothing is throttled', () => {
    for (const endpoint of [
      undefined,
      '',
      'https://cloudformation.eu-west-1.amazonaws.com',
      'https://my.localhost.io',
    ]) {
      expect(intervalOf(['aws'], endpoint), endpoint).to.be.at.least(1_000);
    }
  });

  it('is that of AWS also where one stage of several is there', () => {
    expect(intervalOf(['local', 'aws'])).to.equal(intervalOf(['aws']));
  });

  it('is short on an emulator, and shorter on the local target', () => {
    const emulator = intervalOf(['aws'], 'http://localhost:4566');
    expect(intervalOf(['aws'], 'http://127.0.0.1:4566')).to.equal(emulator);
    expect(emulator).to.be.below(1_000);
    expect(intervalOf(['local', 'local'], 'http://localhost:4566')).to.be.below(emulator);
  });
});
