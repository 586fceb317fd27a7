/**
 * Somebody who looks at config files while the program does other work: whether the form of each, its JSON and the
 * schema, is without fault. What is found faulty, or not looked at in time, the program looks at itself, so that the
 * answer never decides what is said, only how soon.
 */
export interface FormCheck {
  /** Bytes of a config file that will be asked for. They are not changed afterwards. */
  offer(bytes: Uint8Array): void;

  /** True when these very bytes were looked at and nothing is wrong with their form. Never waits. */
  isSound(bytes: Uint8Array): boolean;

  /** Ends the work; answers stay. */
  close(): void;
}
