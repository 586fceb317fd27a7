import type { Readable, Writable } from 'node:stream';

/** A stream that may be a terminal. */
export type Screen = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** Whether a stream is a terminal, with all that Node's terminals can do. */
export function isTerminal(screen: Screen): screen is NodeJS.WriteStream {
  return screen.isTTY === true;
}

/** Everything that the program takes from the process it runs in; tests give their own. */
export interface World {
  /** Arguments after the program's name. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  /** Data: findings, plans, reports. */
  readonly stdout: Screen;
  /** Progress, logs, questions and errors. */
  readonly stderr: Screen;
  /** Registers what is to happen when the user or the system asks to stop. */
  readonly onInterrupt: (stop: () => void) => void;
}
