/**
 * Remembers whether anybody looked at an attribute whose written value is faulty. Rules run on workloads with faults of
 * shape too, so that all findings come at once; what a rule concludes from a value that is not there would be noise,
 * and is dropped when it is reported.
 */
export interface Doubt {
  /** The object, watched: looking a faulty attribute up in it raises the doubt. */
  watch<T extends object>(attributes: T): T;
  readonly isRaised: () => boolean;
  /** Before the next rule. */
  readonly settle: () => void;
}

/** Doubt about the attributes of these names, in every spelling they have. */
export function doubtAbout(faulty: ReadonlySet<string>): Doubt {
  let raised = false;
  function look(key: string | symbol): void {
    if (typeof key === 'string' && faulty.has(key)) raised = true;
  }
  return {
    watch: (attributes) =>
      new Proxy(attributes, {
        get: (target, key, receiver) => {
          look(key);
          return Reflect.get(target, key, receiver) as unknown;
        },
        has: (target, key) => {
          look(key);
          return Reflect.has(target, key);
        },
        getOwnPropertyDescriptor: (target, key) => {
          look(key);
          return Reflect.getOwnPropertyDescriptor(target, key);
        },
      }),
    isRaised: () => raised,
    settle: () => {
      raised = false;
    },
  };
}
