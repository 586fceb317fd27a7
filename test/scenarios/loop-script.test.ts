import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

describe('npm run loop', function () {
  this.timeout(120_000);

  it('shows the whole loop to a newcomer', async () => {
    const run = promisify(execFile);
    const { stdout, stderr } = await run(process.execPath, ['--import', 'tsx', 'scripts/loop.ts'], { cwd: ROOT });

    expect(stdout).to.match(/the receiver answered 401/);
    expect(stdout.match(/serve {2}\w{12} applied: 1 deployed/g)).to.have.length(3);
    expect(stdout).to.match(/status mlops\/plan of \w{12}: success, 1 to update/);
    expect(stdout).to.match(/│ ## .*MLOps: 1 to update/);
    expect(stdout).to.match(/comments on the pull request: 1\n/);
    expect(stdout).to.match(/the remote has no branch `main`; what is deployed stays as it is/);
    expect(stdout).to.match(/mlops serve ended with 0\n$/);
    expect(stderr).to.equal('');
  });
});
