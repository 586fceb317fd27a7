/** Config files from which it is worth it. Below, few functions run often enough to be optimised at all. */
const MANY = 1000;

/**
 * Bytes of bytecode that a function runs before the engine optimises it. Its own measure, a seventh of this, is meant
 * for programs that run for minutes: of a run that reads ten thousand files once, a third of the processor's time went
 * into optimising functions that were soon done, on a second core where there is a free one and else in our way.
 */
const BUDGET = 1_000_000;

/**
 * Has the engine optimise later from here on; for commands that look at many files once and end. Only after the program
 * is loaded: the engine takes no compiled form that was made with other settings. An engine without this setting goes
 * on as it is.
 */
export async function optimizeLater(configFiles: number): Promise<void> {
  if (configFiles < MANY) return;
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString(`--interrupt-budget=${BUDGET}`);
}
