import { describeUserError } from './cli/shared/describe-error.ts';
import { EXIT } from './cli/shared/exit-code.ts';
import { UserError } from './model/errors.ts';
import { describeSystemError } from './model/system-error.ts';

/**
 * Standard output and error of a process, as a run reports to them. Whoever reads may leave (`mlops apply | head`, a
 * terminal that is closed), and the disk that takes a report may be full. The rest is lost then, but an apply must not
 * end in the middle because of it: the run goes on. What was lost for another reason than that nobody reads is said at
 * its end on standard error, and the process ends with 1.
 */
export function createReportStreams(owner: NodeJS.Process): Pick<NodeJS.Process, 'stdout' | 'stderr'> {
  let lost: NodeJS.ErrnoException | undefined;

  function bear(error: NodeJS.ErrnoException): void {
    if (error.code !== 'EPIPE') lost ??= error;
  }

  function bearing<Stream extends NodeJS.WriteStream>(stream: Stream): Stream {
    // Listeners of others come and go: those of a thread leave with it, before the report is written.
    return stream.listeners('error').includes(bear) ? stream : stream.on('error', bear);
  }

  owner.once('exit', (code) => {
    if (lost === undefined) return;
    bearing(owner.stderr).write(describeUserError(unwritable(lost)));
    if (code === EXIT.success || code === EXIT.changesPending) owner.exitCode = EXIT.failure;
  });

  return {
    // Node.js opens a stream, and loads what it takes, when it is first asked for.
    get stdout() {
      return bearing(owner.stdout);
    },
    get stderr() {
      return bearing(owner.stderr);
    },
  };
}

function unwritable(cause: Error): UserError {
  const why = describeSystemError(cause) ?? cause.message;
  return new UserError('unwritable-file', `the report cannot be written: ${why}`, {
    instructions: ['send it elsewhere and run the command again: what is done already is not done twice'],
    cause,
  });
}
