import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A new folder for each test of the describe block that calls this, removed after it. */
export function useTemporaryFolder(): () => string {
  let folder = '';
  beforeEach('make a temporary folder', () => {
    folder = mkdtempSync(path.join(tmpdir(), 'mlops-test-'));
  });
  afterEach('remove the temporary folder', function () {
    // One test fills its folder with 20,000 files.
    this.timeout(300_000);
    rmSync(folder, { recursive: true, force: true });
  });
  return () => folder;
}
