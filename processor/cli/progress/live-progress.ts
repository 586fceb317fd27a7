import { createLogUpdate } from 'log-update';
import type { ApplyEvent } from '../../model/progress.ts';
import type { Clock } from '../../ports/clock.ts';
import { brokenLine, liveLine } from './live-line.ts';
import { describeEvent, type Progress } from './progress.ts';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** Time between two frames, in milliseconds. */
const FRAME = 120;

/**
 * For a terminal: finished changes scroll up as lines, those in flight stay below with their latest event and the
 * seconds they have taken.
 */
export function createLiveProgress(
  screen: NodeJS.WriteStream,
  options: { readonly verbose: boolean; readonly clock: Clock },
): Progress {
  const { clock, verbose } = options;
  const live = createLogUpdate(screen);
  const running = new Map<
    string,
    { readonly stage: string; readonly stack: string; readonly since: number; latest: string }
  >();
  let frame = 0;
  const timer = setInterval(draw, FRAME);
  timer.unref();

  return {
    onEvent: (event) => {
      update(event);
      const line = describeEvent(event, verbose);
      // What is in flight shows in the lines below; only what stays true is written above them.
      if (line !== undefined && event.kind !== 'change-started' && event.kind !== 'change-waits') {
        live.clear();
        screen.write(`${brokenLine(line, screen.columns)}\n`);
      }
      draw();
    },
    close: () => {
      clearInterval(timer);
      live.clear();
      live.done();
    },
  };

  function update(event: ApplyEvent): void {
    if (event.kind === 'change-started' || event.kind === 'change-waits') {
      const { stage, stack } = event;
      const latest = event.kind === 'change-started' ? event.action : `waits (${event.status})`;
      running.set(`${stage}/${stack}`, { stage, stack, since: clock.elapsed(), latest });
    } else if (event.kind === 'change-finished') {
      running.delete(`${event.stage}/${event.stack}`);
    } else if (event.kind === 'step' || event.kind === 'stack-event') {
      const entry = running.get(`${event.stage}/${event.stack}`);
      if (entry !== undefined) {
        entry.latest = event.kind === 'step' ? event.step : `${event.event.logicalId} ${event.event.status}`;
      }
    }
  }

  function draw(): void {
    frame += 1;
    const mark = FRAMES[frame % FRAMES.length] ?? '';
    const lines = [...running.values()].map(({ since, ...entry }) => {
      const seconds = Math.round((clock.elapsed() - since) / 1000);
      return liveLine(mark, { ...entry, seconds }, screen.columns);
    });
    live(lines.join('\n'));
  }
}
