/**
 * Remembers whether anybody looked at a written value that is faulty. Rules run on workloads with faults of shape too,
 * so that all findings come at once; what a rule concludes from a value that is not there would be noise, and is
 * dropped when it is reported.
 */
export interface Doubt {
  /** The attributes, watched: looking up a faulty one, or a faulty member of one, raises the doubt. */
  watch<T extends object>(attributes: T): T;
  readonly isRaised: () => boolean;
  /** Before the next rule. */
  readonly settle: () => void;
}

/** What is faulty in a workload, in every spelling it has. */
export interface FaultyNames {
  /** Attributes. */
  readonly names: ReadonlySet<string>;
  /** Members of attributes that hold an object, by the name of the attribute. */
  readonly members: ReadonlyMap<string, ReadonlySet<string>>;
}

const NONE: ReadonlyMap<string, ReadonlySet<string>> = new Map();

/** Doubt about the attributes and members of these names. */
export function doubtAbout(faulty: FaultyNames): Doubt {
  let raised = false;
  function watch<T extends object>(object: T, { names, members }: FaultyNames): T {
    function look(key: string | symbol): void {
      if (typeof key === 'string' && names.has(key)) raised = true;
    }
    return new Proxy(object, {
      get: (target, key, receiver) => {
        look(key);
        const value: unknown = Reflect.get(target, key, receiver);
        const within = typeof key === 'string' ? members.get(key) : undefined;
        return within === undefined || typeof value !== 'object' || value === null
          ? value
          : watch(value, { names: within, members: NONE });
      },
      has: (target, key) => {
        look(key);
        return Reflect.has(target, key);
      },
      getOwnPropertyDescriptor: (target, key) => {
        look(key);
        return Reflect.getOwnPropertyDescriptor(target, key);
      },
    });
  }
  return {
    watch: (attributes) => watch(attributes, faulty),
    isRaised: () => raised,
    settle: () => {
      raised = false;
    },
  };
}
