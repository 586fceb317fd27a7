import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { expect } from 'chai';
import { makeConfigs } from '../../bench/support/configs.ts';
import { PROGRAM } from '../../bench/support/processes.ts';
import { initRepository } from '../../helpers/git-repository.ts';
import { useTemporaryFolder } from '../../helpers/temporary-folder.ts';
import { pend } from '../../helpers/pend.ts';

/** A file of Linux that takes nothing. */
const FULL = '/dev/full';

describe('a report that nobody reads', function () {
  this.timeout(60_000);
  const folder = useTemporaryFolder();

  /** Exit code and stderr of a validation whose reader leaves at once. */
  async function validateUnheard(): Promise<readonly unknown[]> {
    const child = spawn(process.execPath, [PROGRAM, 'validate', '--repo', folder()], { stdio: 'pipe' });
    child.stdout.destroy();
    return endOf(child);
  }

  async function endOf(child: ChildProcess): Promise<readonly unknown[]> {
    let stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const [code] = (await once(child, 'close')) as readonly unknown[];
    return [code, stderr];
  }

  it('is no fault', async () => {
    initRepository(folder()).write(Object.fromEntries(makeConfigs(12).map((file) => [file.path, file.text])));
    expect(await validateUnheard()).to.deep.equal([0, '']);
  });

  it('nor where a thread took part, which has gone when the report is long', async () => {
    const repository = initRepository(folder());
    const files = Array.from({ length: 4000 }, (_, index) => [`${index}/mlops-config.json`, '{}']);
    repository.write(Object.fromEntries(files) as Record<string, string>);
    repository.commit();
    expect(await validateUnheard()).to.deep.equal([1, '']);
  });

  it('is one where the disk is full', async function () {
    if (!existsSync(FULL)) pend(this, `this system has no ${FULL}`);
    initRepository(folder()).write(Object.fromEntries(makeConfigs(12).map((file) => [file.path, file.text])));
    const full = openSync(FULL, 'w');
    const child = spawn(process.execPath, [PROGRAM, 'validate', '--repo', folder()], {
      stdio: ['ignore', full, 'pipe'],
    });
    closeSync(full);
    expect(await endOf(child)).to.deep.equal([
      1,
      'error: the report cannot be written: the disk is full [unwritable-file]\n' +
        '  → send it elsewhere and run the command again: what is done already is not done twice\n',
    ]);
  });
});
