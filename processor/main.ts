import { run } from './cli/run.ts';
import { createReportStreams } from './report-streams.ts';

// The SDK's advice to update Node.js would stand between plan and question at every start.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const streams = createReportStreams(process);

const code = run({
  argv: process.argv.slice(2),
  env: process.env,
  cwd: process.cwd(),
  // Node.js opens a stream, and loads what it takes, when it is first asked for.
  get stdin() {
    return process.stdin;
  },
  get stdout() {
    return streams.stdout;
  },
  get stderr() {
    return streams.stderr;
  },
  onInterrupt: (stop) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  },
});

void code.then((exitCode) => {
  process.exitCode = exitCode;
});
