import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { benchLocalState } from './local-state.bench.ts';
import { benchPlan } from './plan.bench.ts';
import { benchStartUp } from './start-up.bench.ts';
import type { Measurement } from './support/pairs.ts';
import { removeFolders } from './support/repository.ts';
import { isReached, renderTable } from './support/table.ts';
import { benchValidateFiles } from './validate-files.bench.ts';

/**
 * `npm run bench`: measures the built program and prints a table; ends with 1 when a goal is missed. `--only NAME`
 * measures one part, `--write` puts the table of all parts into docs/benchmarks.md.
 */
const PARTS: Readonly<Record<string, () => Promise<readonly Measurement[]>>> = {
  'start-up': benchStartUp,
  validate: benchValidateFiles,
  plan: benchPlan,
  'local-state': benchLocalState,
};
const DOCUMENT = new URL('../../docs/benchmarks.md', import.meta.url);
const START = '<!-- measured -->';

const { values } = parseArgs({ options: { only: { type: 'string', multiple: true }, write: { type: 'boolean' } } });
const measurements: Measurement[] = [];
try {
  for (const name of values.only ?? Object.keys(PARTS)) {
    const part = PARTS[name];
    if (part === undefined) throw new Error(`there is no part ${name}; there are ${Object.keys(PARTS).join(', ')}`);
    measurements.push(...(await part()));
  }
} finally {
  removeFolders();
}
const table = renderTable(measurements);
process.stdout.write(table);
if (values.write === true) await write(table);
if (!measurements.every(isReached)) process.exitCode = 1;

async function write(text: string): Promise<void> {
  if (values.only !== undefined) throw new Error('--write needs all parts');
  const document = readFileSync(DOCUMENT, 'utf8');
  const head = document.slice(0, document.indexOf(START) + START.length);
  const machine = `Measured on ${new Date().toISOString().slice(0, 10)} with Node.js ${process.versions.node}, ${availableParallelism()} cores, ${process.platform} ${process.arch}.`;
  writeFileSync(DOCUMENT, await format(`${head}\n\n${machine}\n\n${text}`, { parser: 'markdown' }));
}
