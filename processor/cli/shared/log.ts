import { Writable } from 'node:stream';
import { escapeControls } from '../../model/escape-text.ts';
import type { Screen } from './world.ts';

/** Members of a line besides its message: ids, counts, codes. Never a body, never a secret. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | readonly string[] | undefined>>;

export type LogLevel = 'info' | 'warning' | 'error';

/** Writes what a command that runs for long has to tell. */
export interface Log {
  write(level: LogLevel, message: string, fields?: LogFields): void;
  /** A screen for what other commands write there; each line becomes a line of the log. */
  readonly screen: Screen;
}

/** Lines for people, as other commands write them; fields are for machines and left out. */
export function createTextLog(stderr: Screen): Log {
  return {
    write: (level, message) => {
      stderr.write(`${level === 'info' ? '' : `${level}: `}${escapeControls(message)}\n`);
    },
    screen: stderr,
  };
}

/** One JSON object a line: `time`, `level`, `message`, and the fields. */
export function createJsonLog(stderr: Screen, now: () => string): Log {
  function write(level: LogLevel, message: string, fields: LogFields = {}): void {
    stderr.write(`${JSON.stringify({ time: now(), level, message, ...fields })}\n`);
  }
  return {
    write,
    screen: lineWriter((line) => {
      write('info', line, { event: 'output' });
    }),
  };
}

/** A stream that gives each of its lines to a function; what has no end yet waits for it. */
function lineWriter(onLine: (line: string) => void): Screen {
  let rest = '';
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      const lines = `${rest}${chunk.toString()}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.trim() !== '') onLine(line);
      done();
    },
  });
}
