/** Exit codes of the program; see docs/cli.md. */
export const EXIT = {
  success: 0,
  /** Invalid config, failed or refused change, stale plan, lock held. */
  failure: 1,
  /** Only `plan --detailed-exitcode`: changes are pending. */
  changesPending: 2,
  usage: 64,
  internal: 70,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
