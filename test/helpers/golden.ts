import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';

/**
 * Compares a text with the file that holds what it should be. `UPDATE_GOLDEN=1` writes the files instead: read the
 * difference before committing it.
 */
export function expectGolden(text: string, file: URL): void {
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, text);
  expect(text).to.equal(readFileSync(file, 'utf8'));
}
