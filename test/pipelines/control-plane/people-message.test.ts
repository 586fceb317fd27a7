import { expect } from 'chai';
import { writeLetter, type Letter } from '../../../pipelines/control-plane/lambda/people-message.ts';

const LETTER: Letter = { event: 'plan-ready', subject: 'a plan', headline: 'A plan.', facts: [], next: [], links: [] };

describe('a message for people', () => {
  it('has attributes that can be sent, wherever an author’s name is cut', () => {
    for (const length of [254, 255, 256]) {
      const { attributes } = writeLetter({ ...LETTER, author: `${'x'.repeat(length)}😀😀` });

      expect(attributes.author?.length).to.be.within(length, 256);
      expect(() => encodeURIComponent(attributes.author ?? '')).not.to.throw();
    }
  });
});
