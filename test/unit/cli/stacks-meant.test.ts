import { expect } from 'chai';
import { stacksMeant } from '../../../processor/cli/shared/stacks-meant.ts';

const KNOWN = ['mlops-pipeline-churn-modeltraining', 'mlops-pipeline-churn-realtime', 'mlops-pipeline-fraud-realtime'];

describe('stacksMeant', () => {
  it('names the stack that a slip of the finger missed', () => {
    expect(stacksMeant('mlops-pipeline-churn-modeltrainin', KNOWN)).to.eql([
      'did you mean `mlops-pipeline-churn-modeltraining`?',
    ]);
  });

  it('names the stacks of a model that is given in place of one, each once', () => {
    expect(stacksMeant('Churn', [...KNOWN, ...KNOWN])).to.eql([
      'stacks with this in their name: `mlops-pipeline-churn-modeltraining`, `mlops-pipeline-churn-realtime`',
    ]);
    expect(
      stacksMeant(
        'mel',
        Array.from({ length: 5 }, (_, index) => `caramel-${index}`),
      )[0],
    ).to.match(/ and 2 more$/);
  });

  it('names three at most, in order', () => {
    const names = ['caramel-d', 'caramel-b', 'caramel-a', 'caramel-c'];
    const three = 'stacks with this in their name: `caramel-a`, `caramel-b`, `caramel-';

    expect(stacksMeant('mel', names)).to.eql([`${three}c\` and 1 more`]);
    expect(stacksMeant('mel', names.slice(0, 3))).to.eql([`${three}d\``]);
  });

  it('says nothing where nothing is near', () => {
    expect([stacksMeant('nothing-like-it', KNOWN), stacksMeant('', KNOWN)]).to.eql([[], []]);
  });
});
