import * as fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { reviewRecordsFile } from '../../../../processor/adapters/watch/review-records-file.ts';
import { UserError } from '../../../../processor/model/errors.ts';
import { useTemporaryFolder } from '../../../helpers/temporary-folder.ts';

describe('the record of reviews', () => {
  const folder = useTemporaryFolder();

  it('is empty at first, and holds what was written also for another process', () => {
    expect(reviewRecordsFile(fs, folder()).read().size).to.equal(0);
    const heads = new Map([[7, 'a'.repeat(40)]]);
    reviewRecordsFile(fs, path.join(folder(), 'new')).write(heads);
    expect(reviewRecordsFile(fs, path.join(folder(), 'new')).read()).to.deep.equal(heads);
  });

  it('is told when it is damaged, with what losing it costs', () => {
    for (const text of ['{', '[]', '{"schema":2,"heads":{}}', '{"schema":1,"heads":{"x":"a"}}']) {
      fs.writeFileSync(path.join(folder(), 'reviews.json'), text);
      expect(() => reviewRecordsFile(fs, folder()).read(), text)
        .to.throw(UserError, 'is damaged')
        .with.property('code', 'corrupt-state');
    }
  });
});
