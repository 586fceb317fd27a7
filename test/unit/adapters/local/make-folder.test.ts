import { expect } from 'chai';
import * as fs from 'node:fs';
import path from 'node:path';
import { makeFolder } from '../../../../processor/adapters/local/durable-files.ts';
import type { FileSystem } from '../../../../processor/adapters/local/file-system.ts';
import { useTemporaryFolder } from '../../../helpers/temporary-folder.ts';

describe('folders of the local target', () => {
  const folder = useTemporaryFolder();

  it('are made with their parents, for their owner alone', () => {
    const made = path.join(folder(), 'a/b/c');
    makeFolder(fs, made);
    makeFolder(fs, made);
    expect(fs.statSync(made).mode & 0o777).to.equal(0o700);
  });

  it('may be reached through a link', () => {
    fs.mkdirSync(path.join(folder(), 'real'));
    fs.symlinkSync('real', path.join(folder(), 'link'));
    makeFolder(fs, path.join(folder(), 'link'));
    makeFolder(fs, path.join(folder(), 'link/inner'));
    expect(fs.existsSync(path.join(folder(), 'real/inner'))).to.equal(true);
  });

  it('may be made by another run at the same time', () => {
    const raced: FileSystem = {
      ...fs,
      mkdirSync: ((made: string) => {
        fs.mkdirSync(made);
        // The other run comes right after the parents, so before our next call.
        if (path.basename(made) === 'a') fs.mkdirSync(path.join(made, 'b'));
      }) as typeof fs.mkdirSync,
    };
    makeFolder(raced, path.join(folder(), 'a/b'));
    expect(fs.statSync(path.join(folder(), 'a/b')).isDirectory()).to.equal(true);
  });

  it('are an error where a file stands in the way', () => {
    fs.writeFileSync(path.join(folder(), 'file'), '');
    expect(() => {
      makeFolder(fs, path.join(folder(), 'file'));
    })
      .to.throw('is not usable')
      .with.property('code', 'state-not-accessible');
  });

  it('are an error where the system says of every folder that its parent is missing', () => {
    const refusing: FileSystem = {
      ...fs,
      mkdirSync: () => {
        throw Object.assign(new Error('no such file or directory'), { code: 'ENOENT' });
      },
    };
    expect(() => {
      makeFolder(refusing, path.join(folder(), 'a/b'));
    }).to.throw('ENOENT');
  });
});
