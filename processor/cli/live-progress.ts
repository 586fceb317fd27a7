import { createLogUpdate } from 'log-update';
import type { ApplyEvent } from '../model/progress.ts';
import type { Clock } from '../ports/clock.ts';
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
  const running = new Map<string, { readonly since: number; latest: string }>();
  let frame = 0;
  const timer = setInterval(draw, FRAME);
  timer.unref();

  return {
    onEvent: (event) => {
      update(event);
      const line = describeEvent(event, verbose);
      // What is in flight shows in the lines below; only what stays true is written above them.
      if (line !== undefined && event.kind !== 'change-started') {
        live.clear();
        screen.write(`${line}\n`);
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
    if (event.kind === 'change-started') {
      running.set(`${event.stage}/${event.stack}`, { since: clock.elapsed(), latest: event.action });
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
    const lines = [...running].map(([key, entry]) => {
      const seconds = Math.round((clock.elapsed() - entry.since) / 1000);
      return `${mark} ${key} ${entry.latest} ${seconds} s`.slice(0, Math.max(20, screen.columns - 1));
    });
    live(lines.join('\n'));
  }
}
