/** Leaves a test pending where this machine cannot run it, and says why: it must not look as if it had passed. */
export function pend(test: Mocha.Context, why: string): never {
  process.stderr.write(`\n  !! PENDING: ${why}\n`);
  return test.skip();
}
