import { expect } from 'chai';
import { annotationsOf } from '../../../processor/review/annotations.ts';
import { findingItem, findingMessage } from '../../../processor/review/finding-text.ts';
import { finding, GITHUB_LINKS, HEAD } from './reviews.ts';

const WITHOUT_HINT = finding({ severity: 'warning', hint: undefined, line: 3 });

describe('a finding in a review', () => {
  it('stands without a link where none is known, or where no browser would open it', () => {
    const place = '`models/churn/mlops-config.json:12`';
    expect(findingItem(finding(), { commit: HEAD }).brief).to.match(new RegExp(`^- ❌ ${place}: `));

    const deep = finding({ file: `${'a/'.repeat(1_000)}mlops-config.json` });
    expect(findingItem(deep, { commit: HEAD, links: GITHUB_LINKS }).brief).to.match(
      /^- ❌ `…[a/]+mlops-config\.json:12`: /,
    );
  });

  it('has nothing more to say without a hint', () => {
    expect(findingItem(WITHOUT_HINT, { commit: HEAD })).to.deep.equal({
      brief: '- ⚠️ `models/churn/mlops-config.json:3`: `instance_typ` is no attribute (`unknown-key`)',
    });
  });

  it('is told at its line in words, with its hint where it has one', () => {
    expect(findingMessage(finding())).to.equal(
      '`instance_typ` is no attribute. did you mean `instance_type`? (`unknown-key`)',
    );
    expect(findingMessage(WITHOUT_HINT)).to.equal('`instance_typ` is no attribute (`unknown-key`)');
  });

  it('comes before all warnings when it is an error: hosts take only so many', () => {
    const notes = annotationsOf([WITHOUT_HINT, finding({ line: 7 }), WITHOUT_HINT, finding({ line: 9 })]);
    expect(notes.map(({ level, line }) => [level, line])).to.deep.equal([
      ['failure', 7],
      ['failure', 9],
      ['warning', 3],
      ['warning', 3],
    ]);
    expect(notes[0]).to.deep.equal({
      path: 'models/churn/mlops-config.json',
      line: 7,
      level: 'failure',
      message: findingMessage(finding()),
    });
  });
});
