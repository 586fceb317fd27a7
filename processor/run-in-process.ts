import type { ExitCode } from './cli/shared/exit-code.ts';
import type { World } from './cli/shared/world.ts';
import { createReportStreams } from './report-streams.ts';

/** Runs a command line with the words, the streams and the signals of a process, which ends with the exit code. */
export function runInProcess(host: NodeJS.Process, run: (world: World) => Promise<ExitCode>): void {
  const streams = createReportStreams(host);

  const code = run({
    argv: host.argv.slice(2),
    env: host.env,
    cwd: host.cwd(),
    // Node.js opens a stream, and loads what it takes, when it is first asked for.
    get stdin() {
      return host.stdin;
    },
    get stdout() {
      return streams.stdout;
    },
    get stderr() {
      return streams.stderr;
    },
    onInterrupt: (stop) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) host.once(signal, stop);
    },
  });

  void code.then((exitCode) => {
    host.exitCode = exitCode;
  });
}
