import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { readBranchName } from '../../../../processor/adapters/git/branch-name.ts';
import { readRemoteUrl } from '../../../../processor/adapters/git/remote-url.ts';
import { UserError } from '../../../../processor/model/errors.ts';
import { useTemporaryFolder } from '../../../helpers/temporary-folder.ts';

function errorOf(action: () => unknown): UserError {
  try {
    action();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  return expect.fail('no error');
}

describe('the name of a branch', () => {
  for (const name of ['main', 'release/2026', 'a;b', '$(id)', 'ünïcode', "it's", 'refs/x']) {
    it(`may be ${name}`, () => {
      expect(readBranchName(name)).to.equal(name);
      expect(readBranchName(`refs/heads/${name}`)).to.equal(name);
    });
  }

  const wrong = [
    ...['', '-', '--upload-pack=touch x', '-u', 'HEAD', '@', 'a..b', '../../x', 'refs/heads/../../x', 'a b', 'a:b'],
    ...['a~1', 'a^', 'a?', 'a*', 'a[0]', 'a\\b', 'a@{1}', '/a', 'a/', 'a//b', 'a.', '.a', 'a/.b', 'a.lock', 'a\nb'],
    ...['a\0b', 'refs/heads/', 'x'.repeat(241), 'a\u007f'],
  ];
  for (const name of wrong) {
    it(`90: may not be ${JSON.stringify(name.slice(0, 30))}`, () => {
      const error = errorOf(() => readBranchName(name));
      expect([error.code, error.exitCode]).to.deep.equal(['invalid-branch', 64]);
      expect(error.message).not.to.match(/\p{Cc}/u);
    });
  }
});

describe('the address of a remote', () => {
  const folder = useTemporaryFolder();

  it('is a path, also a relative one', () => {
    mkdirSync(join(folder(), 'a.git'));

    expect(readRemoteUrl('a.git', folder())).to.deep.equal({ url: join(folder(), 'a.git'), protocol: 'file' });
  });

  const taken = {
    'https://github.com/acme/models.git': 'https',
    'HTTPS://github.com/acme/models': 'https',
    'ssh://git@github.com/acme/models.git': 'ssh',
    'git@github.com:acme/models.git': 'ssh',
    'https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/models': 'https',
    'http://127.0.0.1:3000/models.git': 'http',
    'http://localhost/models.git': 'http',
    'file:///srv/git/models.git': 'file',
  };
  for (const [url, protocol] of Object.entries(taken)) {
    it(`is ${url}`, () => {
      expect(readRemoteUrl(url, '/')).to.deep.equal({ url, protocol });
    });
  }

  const refused = {
    '': /is neither/,
    '--upload-pack=touch x': /is neither/,
    nowhere: /is not a folder/,
    'ext::sh -c touch% x': /would run a program/,
    'fd::17': /would run a program/,
    'git://example.com/x.git': /uses git:/,
    'http://example.com/x.git': /is not encrypted/,
    'ftp://example.com/x.git': /uses ftp:/,
    'ssh://-oProxyCommand=x/y': /begins like an option|is not a URL/,
    'ssh://-x@host/y': /begins like an option/,
    '-oProxyCommand=x:y': /is neither/,
    'https://': /is not a URL/,
    'a\nb': /is neither/,
  };
  for (const [url, message] of Object.entries(refused)) {
    it(`is never ${JSON.stringify(url)}`, () => {
      const error = errorOf(() => readRemoteUrl(url, folder()));
      expect([error.code, error.exitCode]).to.deep.equal(['invalid-remote', 64]);
      expect(error.message).to.match(message);
    });
  }

  it('never holds a password, and such a one is not shown', () => {
    for (const url of [
      'https://ada:hunter2@github.com/acme/models.git',
      `https://ghp_${'a'.repeat(36)}@github.com/acme/models.git`,
    ]) {
      const error = errorOf(() => readRemoteUrl(url, '/'));
      expect(error.code).to.equal('invalid-remote');
      expect(error.message + error.instructions.join()).not.to.match(/hunter2|ghp_/);
    }
  });
});
