/**
 * A mistake of the user or of the surroundings that ends the run: wrong option, unreadable repository, stale plan,
 * lock held, credentials missing. Printed as one message with its instructions, never with a stack trace.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  /** Stable kebab-case code with an entry in docs/errors.md. */
  readonly code: string;
  /** What to do next. */
  readonly instructions: readonly string[];
  /** 64 for a wrong command line, else 1. */
  readonly exitCode: 1 | 64;

  constructor(
    code: string,
    message: string,
    options: { readonly instructions?: readonly string[]; readonly exitCode?: 1 | 64; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.instructions = options.instructions ?? [];
    this.exitCode = options.exitCode ?? 1;
  }
}

/** Something that must not happen: our bug. The command line asks for a report and exits with 70. */
export class InternalError extends Error {
  override readonly name = 'InternalError';
}
