import { versions } from 'node:process';
import { setFlagsFromString } from 'node:v8';

/**
 * Bytes of bytecode that a function runs before the engine optimises it. Its own measure, about half of this, is
 * meant for programs that run for minutes: of a run that reads ten thousand files once, a third of the processor's time
 * went into optimising functions too early and again. With a larger one the slow forms of functions stay too long.
 */
const BUDGET = 250_000;

/**
 * Has the engine optimise later from here on, in all threads; for commands that look at many files once and end. Only
 * after the program is loaded: the engine takes no compiled form that was made with other settings. Early all the same:
 * the validators of single types are so large that optimising one takes longer than it ever saves. Concerns the engine
 * of Node.js 20 alone: later ones have a faster compiler between, count in another way, and complain on stderr of a
 * setting they do not know.
 */
export function optimizeLater(): void {
  if (versions.v8.startsWith('11.3.')) setFlagsFromString(`--interrupt-budget=${BUDGET}`);
}
