import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundle } from './support/bundle.ts';
import { spoilTenth } from './support/configs.ts';
import { measurePairs, time, type Measurement } from './support/pairs.ts';
import { runNode, runProgram } from './support/processes.ts';
import { bytesOf, makeRepository } from './support/repository.ts';
import type * as ValidationPath from './support/validation-path.ts';

const COUNT = 10_000;

/** `mlops validate` on 10,000 files against reading, parsing and validating them in the barest way. */
export async function benchValidateFiles(): Promise<readonly Measurement[]> {
  const { readAll, readStrictly, validateBarely, validateFully } = (await import(
    await bundle('validation-path')
  )) as typeof ValidationPath;
  const { root, files, beside } = makeRepository(COUNT);
  const paths = files.map((file) => file.path);
  const bytes = bytesOf(files);
  const list = path.join(beside, 'list.json');
  writeFileSync(list, JSON.stringify(paths));
  const barely = await bundle('barely');
  const spoilt = bytesOf(spoilTenth(files));
  const faults = validateFully(spoilt);
  const expected = Math.ceil(COUNT / 10) * 2;

  return [
    await measurePairs({
      name: `validate ${COUNT} files, in process`,
      ratioOf: 'read + all checks ÷ read + JSON.parse + ajv',
      goal: 1.5,
      rounds: 9,
      warmUp: 2,
      ours: () => time(() => none(validateFully(readAll(root, paths)))),
      theirs: () => time(() => none(validateBarely(readAll(root, paths)))),
    }),
    await measurePairs({
      name: `validate ${COUNT} files, whole process`,
      ratioOf: 'mlops validate ÷ Node.js + read + JSON.parse + ajv',
      goal: 1.5,
      rounds: 7,
      ours: async () => (await runProgram(['validate', '--repo', root])).milliseconds,
      theirs: async () => (await runNode([barely, root, list])).milliseconds,
    }),
    await measurePairs({
      name: `strict reading and shape of ${COUNT} files in memory`,
      ratioOf: 'our reader + ajv ÷ JSON.parse + ajv',
      goal: 1.5,
      rounds: 9,
      warmUp: 2,
      ours: () => time(() => none(readStrictly(bytes))),
      theirs: () => time(() => none(validateBarely(bytes))),
    }),
    await measurePairs({
      name: 'a tenth of the files with two faults each',
      ratioOf: 'all checks, all errors ÷ the same files without faults',
      goal: 1.5,
      rounds: 9,
      warmUp: 2,
      facts: [{ says: `${faults} errors for ${expected} faults`, holds: faults === expected }],
      ours: () => time(() => validateFully(spoilt)),
      theirs: () => time(() => none(validateFully(bytes))),
    }),
  ];
}

function none(count: number): number {
  if (count !== 0) throw new Error(`${count} errors in valid files`);
  return count;
}
