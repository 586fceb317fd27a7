import { expect } from 'chai';
import { showPair } from '../../../processor/render/plan/plan-pair.ts';

describe('showPair', () => {
  it('leaves short values as they are', () => {
    expect(showPair(6, 8, 30)).to.eql(['6', '8']);
  });

  it('shows the part of long values that differs', () => {
    const bucket = 's3://mlops-assets-000000000000-us-east-1/churn/models';

    const [before, after] = showPair(`${bucket}/1/model.tar.gz`, `${bucket}/2/model.tar.gz`, 40);

    expect(before).to.contain('/1/').and.match(/^…/);
    expect(after).to.contain('/2/').and.match(/^…/);
    expect(before.length).to.be.at.most(42);
  });

  it('shows a difference at the end of texts that begin alike', () => {
    const long = 'x'.repeat(200);

    expect(showPair(`${long}a`, `${long}b`, 40)).to.eql([`…${'x'.repeat(12)}a`, `…${'x'.repeat(12)}b`]);
  });

  it('keeps the quotes of a text that it cuts', () => {
    function image(tag: string): string {
      return `a text ${'x'.repeat(60)} ${tag} ${'y'.repeat(60)}`;
    }

    expect(showPair(image('1.0'), image('1.1'), 40)).to.eql([
      `"…${'x'.repeat(9)} 1.0 ${'y'.repeat(11)}…"`,
      `"…${'x'.repeat(9)} 1.1 ${'y'.repeat(11)}…"`,
    ]);
    const uri = '000000000000.dkr.ecr.us-east-1.amazonaws.com/images:1.0';
    expect(showPair(uri, '1.0', 60)).to.eql([uri, '"1.0"']);
  });

  it('hides nothing where the sign for it would be as long', () => {
    expect(showPair('s3://dat/churn/model.tar.gz', 's3://dat/churn/v2/model.tar.gz', 27)).to.eql([
      's3://dat/churn/model.tar.gz',
      's3://dat/churn/v2/model.tar.gz',
    ]);
    expect(showPair('a'.repeat(45), 'b', 40)[0]).to.equal('a'.repeat(45));
  });

  it('says how long a value is that does not fit at all', () => {
    const [before, after] = showPair('a'.repeat(300), 'b', 40);

    expect(before).to.equal(`${'a'.repeat(39)}… (300 characters)`);
    expect(after).to.equal('b');
  });
});
