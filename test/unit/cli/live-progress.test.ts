import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { createLiveProgress } from '../../../processor/cli/progress/live-progress.ts';
import type { ApplyEvent } from '../../../processor/model/progress.ts';

const WHERE = { stage: 'dev', stack: 'mlops-pipeline-churn' };

/** What a terminal is sent for some events, once it is closed; colours and movements are in it. */
function shown(events: readonly ApplyEvent[]): string {
  const stream = new PassThrough();
  const screen = Object.assign(stream, { columns: 100, rows: 20, isTTY: true }) as unknown as NodeJS.WriteStream;
  let elapsed = 0;
  const clock = {
    now: () => '2026-03-02T09:30:00Z',
    elapsed: () => (elapsed += 1000),
    sleep: () => Promise.resolve(),
  };
  const progress = createLiveProgress(screen, { verbose: false, clock });
  for (const event of events) progress.onEvent(event);
  progress.close();
  return String(stream.read() ?? '');
}

describe('the progress on a terminal', () => {
  it('shows what waits, and what has started, as long as it lasts and no longer', () => {
    const waiting = shown([{ kind: 'change-waits', ...WHERE, status: 'UPDATE_IN_PROGRESS' }]);
    expect(waiting).to.include('mlops-pipeline-churn').and.include('waits (UPDATE_IN_PROGRESS)');
    expect(waiting).not.to.include('started').and.not.include('waits for the operation');

    const started = shown([{ kind: 'change-started', ...WHERE, action: 'update' }]);
    expect(started).to.include('mlops-pipeline-churn').and.include('update').and.not.include('update started');
  });

  it('says of what was as it should be that alone', () => {
    const outcome = { result: 'unchanged', reason: 'it is what this plan makes of it already' } as const;
    const text = shown([{ kind: 'change-finished', ...WHERE, action: 'create', outcome }]);
    expect(text).to.include('mlops-pipeline-churn: unchanged: it is what this plan makes of it already');
    expect(text).not.to.include('started');
  });
});
