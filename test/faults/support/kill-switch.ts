/** A moment in the life of a process: around its n-th call, or around a call of some name. */
export interface Moment {
  readonly phase: 'before' | 'after';
  /** What the process was doing, such as `link /state/…` or `cloud ExecuteChangeSet`. */
  readonly call: string;
  /** Which of the calls so far this is, from 1. */
  readonly number: number;
}

/** Thrown from a synchronous call of a process that is dead, so that it gets no further. */
class KilledError extends Error {}

/**
 * Kills a process inside of this one. A dead process does nothing any more: its synchronous calls throw, its
 * asynchronous ones never end. Whoever runs it waits for `died` as well.
 */
export class KillSwitch {
  readonly died: Promise<void>;
  #strikes: (moment: Moment) => boolean = () => false;
  #die: () => void = () => undefined;
  #isDead = false;
  #calls = 0;

  constructor() {
    this.died = new Promise((resolve) => {
      this.#die = resolve;
    });
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** How many calls the process has made. */
  get calls(): number {
    return this.#calls;
  }

  /** Kills at the first moment for which this is true. */
  arm(strikes: (moment: Moment) => boolean): void {
    this.#strikes = strikes;
  }

  kill(): void {
    this.#isDead = true;
    this.#die();
  }

  /** To be told around a synchronous call. */
  witness(phase: 'before' | 'after', call: string): void {
    if (this.#meet(phase, call)) throw new KilledError(`killed ${phase} ${call}`);
  }

  /** An asynchronous call of the process. */
  async guard<T>(call: string, action: () => Promise<T>): Promise<T> {
    if (this.#meet('before', call)) return forever();
    const number = this.#calls;
    try {
      return await action();
    } finally {
      if (this.#meet('after', call, number)) await forever();
    }
  }

  /** Never ends when the process has died meanwhile: what it was about to send is never sent. */
  async survive(): Promise<void> {
    if (this.#isDead) await forever();
  }

  /** True when the process is dead, since now or before. */
  #meet(phase: 'before' | 'after', call: string, number = phase === 'before' ? ++this.#calls : this.#calls): boolean {
    if (this.#isDead) return true;
    if (this.#strikes({ phase, call, number })) this.kill();
    return this.#isDead;
  }
}

function forever(): Promise<never> {
  return new Promise(() => undefined);
}
