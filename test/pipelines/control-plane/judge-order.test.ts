import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect } from 'chai';

import { judgeOrder, type PastExecution } from '../../../pipelines/control-plane/judge-order.ts';
import { useTemporaryFolder } from '../../helpers/temporary-folder.ts';

const PROGRAM = fileURLToPath(new URL('../../../pipelines/control-plane/check-order.ts', import.meta.url));
const [A, B, C] = ['a', 'b', 'c'].map((letter) => letter.repeat(40)) as [string, string, string];

/** Executions as CodePipeline lists them, newest first, of commits in the order in which they were run. */
function ran(...commits: readonly (string | undefined)[]): readonly PastExecution[] {
  return commits
    .map((revisionId, index) => ({
      pipelineExecutionId: `run-${index}`,
      sourceRevisions: revisionId === undefined ? [] : [{ revisionId }],
    }))
    .reverse();
}

describe('the order of commits in the pipeline', () => {
  it('is forward for what is new, for the first, and for what is released again', () => {
    for (const [executions, commit] of [
      [[], A],
      [ran(A), A],
      [ran(A, B), B],
      [ran(A, B, B), B],
      [ran(undefined, A), A],
    ] as const) {
      const execution = `run-${executions.length - 1}`;
      expect(judgeOrder({ executions, execution, commit })).to.deep.equal({ order: 'forward' });
      expect(judgeOrder({ executions, execution, commit, head: commit })).to.deep.equal({ order: 'forward' });
    }
  });

  it('is back for what was run before something else, whatever brings it back', () => {
    const back = { executions: ran(A, B, C, A), execution: 'run-3', commit: A };
    expect(judgeOrder(back)).to.deep.equal({ order: 'back', from: C });
    // The branch itself was set back: that is what somebody wants, and it is seen.
    expect(judgeOrder({ ...back, head: A })).to.deep.equal({ order: 'back', from: C });
  });

  it('is overtaken by what the branch is at, once that was run: a late event, a revision named by hand', () => {
    const late = { executions: ran(A, C, B), execution: 'run-2', commit: B, head: C };
    expect(judgeOrder(late)).to.deep.equal({ order: 'overtaken', by: C });
    const back = { executions: ran(A, B, A), execution: 'run-2', commit: A, head: B };
    expect(judgeOrder(back)).to.deep.equal({ order: 'overtaken', by: B });
  });

  it('is forward while what is newer has yet to be run: it follows', () => {
    const first = { executions: ran(A, B, C), execution: 'run-1', commit: B, head: C };
    expect(judgeOrder(first)).to.deep.equal({ order: 'forward' });
    expect(judgeOrder({ ...first, executions: ran(A, B) })).to.deep.equal({ order: 'forward' });
  });

  it('counts all executions as earlier when this one is not listed yet', () => {
    expect(judgeOrder({ executions: ran(A, B), execution: 'run-2', commit: A })).to.include({ order: 'back' });
  });
});

describe('check-order', function () {
  this.timeout(20_000);
  const folder = useTemporaryFolder();

  function check(text: string, ...args: readonly string[]) {
    const file = join(folder(), 'executions.json');
    writeFileSync(file, text);
    return spawnSync(process.execPath, ['--import', 'tsx', PROGRAM, file, ...args], { encoding: 'utf8' });
  }

  it('says nothing of a commit that goes forward, and nothing without a commit', () => {
    const text = JSON.stringify({ pipelineExecutionSummaries: ran(A, B) });
    for (const args of [
      ['run-1', B, B],
      ['run-1', B, ''],
      ['run-1', ''],
    ]) {
      const { status, stdout, stderr } = check(text, ...args);
      expect([status, stdout, stderr], args.join()).to.deep.equal([0, '', '']);
    }
  });

  it('notes that a commit goes back, and ends with 1 for one that was overtaken', () => {
    const text = JSON.stringify({ pipelineExecutionSummaries: ran(A, B, A) });
    const back = check(text, 'run-2', A, A);
    expect([back.status, back.stdout]).to.deep.equal([0, 'goes back from commit bbbbbbbbbbbb to aaaaaaaaaaaa']);
    expect(back.stderr).to.include('what that brought is taken back');
    expect(back.stdout.length).to.be.at.most(80);

    const overtaken = check(text, 'run-2', A, B);
    expect([overtaken.status, overtaken.stdout]).to.deep.equal([1, '']);
    expect(overtaken.stderr).to.include('an earlier execution has run it').and.include('git revert');
  });

  it('asks for no history where there is no commit, which keeps a stored source in nobody’s way', () => {
    const { status, stderr } = check('', 'run-1', '', B);
    expect([status, stderr]).to.deep.equal([0, '']);
  });

  it('ends with 1 when the history cannot be read', () => {
    for (const text of ['', '{}', '<html>']) {
      const { status, stderr } = check(text, 'run-1', A, '');
      expect([status, stderr.includes('cannot be read')], text).to.deep.equal([1, true]);
    }
  });
});
