import { emulatorAvailable, startEmulator, type Emulator, type EmulatorOptions } from './emulator.ts';

const START_TIMEOUT_MS = 90_000;

/**
 * One emulator for the describe block that calls this: started before its tests, stopped after them.
 * The function it returns gives the running emulator to the tests.
 * Without the virtual environment the tests are pending, and say so; with MLOPS_REQUIRE_EMULATOR=1 they fail.
 */
export function useEmulator(options: EmulatorOptions = {}): () => Emulator {
  let emulator: Emulator | undefined;

  before('start the emulator', async function () {
    this.timeout(START_TIMEOUT_MS);
    if (!emulatorAvailable()) {
      const message = 'no emulator: .venv is missing; run `node scripts/emulator-setup.mjs` (Python 3.10 or later)';
      if (process.env['MLOPS_REQUIRE_EMULATOR'] === '1') throw new Error(message);
      process.stderr.write(`\n  !! ${message}; its tests are PENDING\n`);
      this.skip();
    }
    emulator = await startEmulator(options);
  });

  after('stop the emulator', async () => {
    await emulator?.stop();
    emulator = undefined;
  });

  return () => {
    if (emulator === undefined) throw new Error('the emulator runs only inside the tests of its describe block');
    return emulator;
  };
}
