import { InternalError } from '../../model/errors.ts';
import type { StackTargetLock } from '../../ports/stack-target.ts';
import type { HeldLock } from './epoch-lock.ts';
import { lockLost } from './state-errors.ts';

/**
 * The lock of one state folder inside one process. Several stages may share account and region and therefore the
 * folder: they hold the one lock together, and the last to let go releases it.
 */
export class SharedLock {
  readonly #folder: string;
  readonly #acquire: (holder: string) => Promise<HeldLock>;
  #held: Promise<HeldLock> | undefined;
  #current: HeldLock | undefined;
  #users = 0;

  constructor(folder: string, acquire: (holder: string) => Promise<HeldLock>) {
    this.#folder = folder;
    this.#acquire = acquire;
  }

  async lock(holder: string): Promise<StackTargetLock> {
    this.#users += 1;
    const held = (this.#held ??= this.#acquire(holder));
    try {
      this.#current = await held;
    } catch (error) {
      this.#users -= 1;
      // Unless somebody has tried anew meanwhile.
      if (this.#held === held) this.#held = undefined;
      throw error;
    }
    let released = false;
    return {
      release: async () => {
        if (released) return;
        released = true;
        this.#release();
        return Promise.resolve();
      },
    };
  }

  get isHeld(): boolean {
    return this.#current !== undefined;
  }

  /** Throws InternalError without a lock, and `lock-lost` when another run has taken it over. */
  demand(): void {
    if (this.#current === undefined) throw new InternalError('lock the target before changing it');
    if (!this.#current.isHeld()) throw lockLost(this.#folder);
  }

  /** At one go: whoever asks for the lock next must not be given the one that is let go of. */
  #release(): void {
    this.#users -= 1;
    if (this.#users > 0) return;
    const held = this.#current;
    this.#held = undefined;
    this.#current = undefined;
    held?.release();
  }
}
