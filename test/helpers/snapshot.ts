import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect } from 'chai';

/**
 * Compares a value with the JSON file beside the tests that holds what it was when somebody last looked at it. A
 * difference is a decision: run with UPDATE_SNAPSHOTS=1 and review the file's diff. A missing file fails, too.
 */
export function expectSnapshot(url: URL, actual: unknown): void {
  const path = fileURLToPath(url);
  const text = `${JSON.stringify(actual, null, 2)}\n`;
  if (process.env['UPDATE_SNAPSHOTS'] === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return;
  }
  const name = path.split('/').slice(-1).join('');
  expect(existsSync(path), `no snapshot ${name}; run with UPDATE_SNAPSHOTS=1 and review it`).to.equal(true);
  expect(JSON.parse(text), `differs from ${name}; UPDATE_SNAPSHOTS=1 accepts it`).to.deep.equal(
    JSON.parse(readFileSync(path, 'utf8')),
  );
}
