// Runs all tests, in as many processes as there are processors: two at least, since many tests wait for other programs,
// and four at most. Arguments go on to mocha: `npm test -- --grep lock`. One file alone: `npx mocha <file>`.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * These start hundreds of processes. On Linux Node.js copies its page tables for each, which takes ten times as long
 * once the rest has filled the memory: they go first.
 */
const FIRST = ['test/scenarios/', 'test/unit/cli/', 'test/unit/adapters/', 'test/emulator/', 'test/contract/'];

function rank(file) {
  const found = FIRST.findIndex((folder) => file.startsWith(folder));
  return found < 0 ? FIRST.length : found;
}

const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => `test/${name.split(sep).join('/')}`)
  .sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));

const jobs = Math.min(4, Math.max(2, availableParallelism()));
const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
const options = ['--parallel', '--jobs', String(jobs), ...process.argv.slice(2)];
spawn(process.execPath, [mocha, ...options, ...files], { cwd: root, stdio: 'inherit' }).once('exit', (code) => {
  process.exitCode = code ?? 1;
});
