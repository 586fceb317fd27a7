import { run } from './cli/run.ts';

// The SDK's advice to update Node.js would stand between plan and question at every start.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const code = run({
  argv: process.argv.slice(2),
  env: process.env,
  cwd: process.cwd(),
  // Node.js opens a stream, and loads what it takes, when it is first asked for.
  get stdin() {
    return process.stdin;
  },
  get stdout() {
    return goingOnUnheard(process.stdout);
  },
  get stderr() {
    return goingOnUnheard(process.stderr);
  },
  onInterrupt: (stop) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  },
});

void code.then((exitCode) => {
  process.exitCode = exitCode;
});

/**
 * Whoever reads may leave (`mlops apply | head`, a terminal that is closed). The report is lost then, but an apply must
 * not end in the middle because of it.
 */
function goingOnUnheard<Stream extends NodeJS.WriteStream>(stream: Stream): Stream {
  if (stream.listenerCount('error') > 0) return stream;
  return stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
