import { pend } from './pend.ts';

const SETUP = 'node scripts/emulator-setup.mjs';

/** What the virtual environment brings, and what is said where it does not. */
const MISSING = {
  emulator: `the emulator is not installed: run \`${SETUP}\` (Python 3.10 or later)`,
  'cfn-lint': `cfn-lint is not installed: run \`${SETUP}\` (Python 3.10 or later)`,
  sdk: `the SageMaker Python SDK is not installed: run \`${SETUP} --sdk\` (Python 3.10 or later)`,
};

/** Leaves a test pending, or a block of tests, that needs what is missing; with MLOPS_REQUIRE_EMULATOR=1 it fails. */
export function pendOrFail(test: Mocha.Context, missing: keyof typeof MISSING): never {
  if (process.env['MLOPS_REQUIRE_EMULATOR'] === '1') throw new Error(MISSING[missing]);
  return pend(test, MISSING[missing]);
}
