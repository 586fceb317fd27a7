import { emulatorAvailable, startEmulator, type Emulator, type EmulatorPace } from './emulator.ts';
import { pendOrFail } from '../helpers/pend-or-fail.ts';

const START_TIMEOUT_MS = 90_000;
const USUAL_PACE: Required<EmulatorPace> = { pageSize: 100, latencyMs: 30 };

/** The emulator of this process: to start one takes seconds, to empty it none. */
let shared: Promise<Emulator> | undefined;

/**
 * An emulator for the describe block that calls this: empty before its first test, and at the pace that it asks for.
 * The blocks of a process share one, one after the other; it ends with the process.
 * The function it returns gives the running emulator to the tests.
 * Without the virtual environment the tests are pending, and say so; with MLOPS_REQUIRE_EMULATOR=1 they fail.
 */
export function useEmulator(pace: EmulatorPace = {}): () => Emulator {
  let emulator: Emulator | undefined;

  before('start the emulator', async function () {
    this.timeout(START_TIMEOUT_MS);
    if (!emulatorAvailable()) pendOrFail(this, 'emulator');
    emulator = await runningEmulator();
    await emulator.reset({ ...USUAL_PACE, ...pace });
  });

  after('leave the emulator', () => {
    emulator = undefined;
  });

  return () => {
    if (emulator === undefined) throw new Error('the emulator runs only inside the tests of its describe block');
    return emulator;
  };
}

async function runningEmulator(): Promise<Emulator> {
  const before = await shared?.catch(() => undefined);
  if (before?.isRunning() === true) return before;
  shared = startEmulator();
  const started = await shared;
  started.unref();
  return started;
}
