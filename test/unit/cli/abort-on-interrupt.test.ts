import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { abortOnInterrupt } from '../../../processor/cli/apply/abort-on-interrupt.ts';
import type { World } from '../../../processor/cli/shared/world.ts';

describe('the signal of an interrupt', () => {
  it('is aborted once somebody interrupts, with a word about what goes on', () => {
    const stderr = new PassThrough();
    const listeners: (() => void)[] = [];
    function onInterrupt(listener: () => void): void {
      listeners.push(listener);
    }

    const signal = abortOnInterrupt({ stderr, onInterrupt } as unknown as World);
    expect([signal.aborted, String(stderr.read())]).to.deep.equal([false, 'null']);

    for (const listener of listeners) listener();
    expect(signal.aborted).to.equal(true);
    expect(String(stderr.read())).to.equal(
      'stopping: nothing new is started, what runs is left to itself; run again to continue\n',
    );
  });
});
