/**
 * `node dist/check-order.cjs EXECUTIONS EXECUTION COMMIT [HEAD]`: what the pipeline's history says of the commit that
 * it is about to plan. EXECUTIONS is the answer of ListPipelineExecutions. Ends with 1 for a commit that was overtaken;
 * prints a few words for whoever approves when it goes back, and nothing else.
 */
import { readFileSync } from 'node:fs';

import { judgeOrder, type PastExecution } from './judge-order.ts';

const [file = '', execution = '', commit = '', head = ''] = process.argv.slice(2);
try {
  check();
} catch (error) {
  process.stderr.write(
    `the pipeline's history cannot be read: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
}

function check(): void {
  // A source that CodePipeline knows no commit of is kept in order by who stores it.
  if (commit === '') return;
  const { pipelineExecutionSummaries: executions } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly pipelineExecutionSummaries: readonly PastExecution[];
  };
  const found = judgeOrder({ executions, execution, commit, ...(head !== '' && { head }) });
  switch (found.order) {
    case 'forward':
      return;
    case 'back':
      process.stderr.write(
        `warning: commit ${short(commit)} was run before, and ${short(found.from)} after it; what that brought is taken back\n`,
      );
      process.stdout.write(`goes back from commit ${short(found.from)} to ${short(commit)}`);
      return;
    case 'overtaken':
      process.stderr.write(
        `commit ${short(commit)} is not what the branch is at: that is ${short(found.by)}, and an earlier execution has run it\n` +
          '  → nothing is planned; to go back, commit a revert (git revert); to deploy the newest commit, release it again\n',
      );
      process.exitCode = 1;
      return;
    default:
      found satisfies never;
  }
}

function short(id: string): string {
  return id.replace(/[^0-9a-zA-Z._-]/g, '').slice(0, 12);
}
