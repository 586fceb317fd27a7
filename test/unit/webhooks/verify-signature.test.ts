import { expect } from 'chai';
import fc from 'fast-check';
import { verifySignature } from '../../../processor/webhooks/verify-signature.ts';
import { SECRET, sign } from '../../helpers/deliveries.ts';

describe('a signature', () => {
  it('accepts the example of GitHub’s documentation', () => {
    const signature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';

    expect(verifySignature(Buffer.from('Hello, World!'), signature, [SECRET])).to.equal(true);
    expect(verifySignature(Buffer.from('Hello, World?'), signature, [SECRET])).to.equal(false);
  });

  it('never takes anything signed with another secret', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), fc.string(), (body, ours, theirs) => {
        fc.pre(ours !== theirs);
        expect(verifySignature(body, sign(body, ours), [ours])).to.equal(true);
        // HMAC pads short keys with zeros (RFC 2104), so that these two are one key.
        fc.pre(ours.replace(/\0+$/, '') !== theirs.replace(/\0+$/, ''));
        expect(verifySignature(body, sign(body, theirs), [ours])).to.equal(false);
      }),
    );
  });
});
