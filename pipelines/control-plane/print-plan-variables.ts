/**
 * `node dist/print-plan-variables.cjs PLAN NOTE STAGE…`, each stage as `writeStage` has it: prints shell commands that
 * export what the pipeline wants to know of a saved plan, with a note about its commit for whoever approves it. A
 * program of its own beside `mlops`, because only the pipeline's build wants it.
 */
import { readFileSync } from 'node:fs';

import { exportCommands, planVariables, readStage, type SavedPlan } from './plan-variables.ts';

const [file = '', note = '', ...stages] = process.argv.slice(2);
try {
  const plan = JSON.parse(readFileSync(file, 'utf8')) as SavedPlan;
  process.stdout.write(exportCommands(planVariables(plan, { stages: stages.map(readStage), note })));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
