import { runCommands } from './cli/run-commands.ts';
import { addValidate } from './cli/validate/add-validate.ts';
import { runInProcess } from './run-in-process.ts';

// The program with one command: the one that runs before every commit, and has the least to load.
runInProcess(process, (world) => runCommands({ validate: addValidate }, world));
