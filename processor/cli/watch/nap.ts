/** A pause that can be ended. */
export interface Nap {
  /** Waits so many milliseconds, or until `wake`. Does not wait when `wake` was called since the last one ended. */
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly wake: () => void;
}

/** For one sleeper. */
export function createNap(): Nap {
  let isWoken = false;
  let end: (() => void) | undefined;
  return {
    pause: async (milliseconds) => {
      if (!isWoken) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds);
          end = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      end = undefined;
      isWoken = false;
    },
    wake: () => {
      isWoken = true;
      end?.();
    },
  };
}
