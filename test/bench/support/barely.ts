import { readFileSync } from 'node:fs';
import { readAll, validateBarely } from './validation-path.ts';

/**
 * A program that does the least: `node barely.mjs <root> <list>` reads the files that the list names, parses them, runs
 * the compiled validators and says how many are invalid.
 */
const [root = '', list = ''] = process.argv.slice(2);
const paths = JSON.parse(readFileSync(list, 'utf8')) as readonly string[];
process.stdout.write(`${validateBarely(readAll(root, paths))} of ${paths.length} files are invalid\n`);
