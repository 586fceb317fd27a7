/** Which resource a fault is for. Every member may hold `*` and `?`; an absent one matches all. */
export interface ResourceMatch {
  readonly logicalId?: string;
  readonly type?: string;
  readonly stackName?: string;
  readonly operation?: 'create' | 'update' | 'delete';
  /** For how many matches (default 1); 0 until `clear()`. */
  readonly times?: number;
  /** How many matches pass unharmed first (default 0), e.g. 1 to fail the second attempt only. */
  readonly skip?: number;
}

/** Which calls a fault is for; `service` is the signing name (`cloudformation`, `s3`, `sagemaker`, `lambda`). */
export interface CallMatch {
  readonly service?: string;
  readonly action?: string;
  readonly times?: number;
  readonly skip?: number;
}

/** What becomes of the next jobs; `jobType` is `TrainingJob`, `ProcessingJob`, `TransformJob`, … */
export interface JobFate {
  readonly jobType?: string;
  readonly name?: string;
  readonly status?: 'Completed' | 'Failed' | 'Stopped';
  readonly failureReason?: string;
  /** How long the job is InProgress first (default: not at all). */
  readonly inProgressMilliseconds?: number;
  readonly times?: number;
}

/** An error that a call is to be answered with; `after` lets the call do its work first: a lost answer. */
export interface CallError extends CallMatch {
  readonly code?: string;
  readonly message?: string;
  readonly status?: number;
  readonly after?: boolean;
}

/** Makes things go wrong. Each promise is fulfilled when the fault is in place. */
export interface Faults {
  throttle(match: CallMatch): Promise<void>;
  failCall(error: CallError): Promise<void>;
  delayCall(match: CallMatch & { readonly milliseconds: number }): Promise<void>;
  failResource(match: ResourceMatch & { readonly reason: string }): Promise<void>;
  delayResource(match: ResourceMatch & { readonly milliseconds: number }): Promise<void>;
  failChangeSet(match: {
    readonly stackName?: string;
    readonly reason: string;
    readonly times?: number;
  }): Promise<void>;
  job(fate: JobFate): Promise<void>;
  /** Puts a stack of account 000000000000 into a status at once, with an event. */
  forceStackStatus(stackName: string, status: string, options?: StackStatusOptions): Promise<void>;
  clear(): Promise<void>;
}

/** Where the stack is, and why it is in the forced status. */
export interface StackStatusOptions {
  readonly reason?: string;
  readonly region?: string;
  readonly account?: string;
}

/** The faults of one emulator; `send` is one call to its administrative path. */
export function createFaults(send: (method: string, path: string, body?: unknown) => Promise<unknown>): Faults {
  async function add(kind: string, rule: object): Promise<void> {
    await send('POST', 'faults', { kind, ...rule });
  }
  return {
    throttle: (match) => add('throttle', match),
    failCall: (error) => add('error', error),
    delayCall: (match) => add('latency', match),
    failResource: (match) => add('resource', match),
    delayResource: (match) => add('resource-delay', match),
    failChangeSet: (match) => add('change-set', match),
    job: (fate) => add('job', fate),
    forceStackStatus: async (stackName, status, options = {}) => {
      await send('POST', 'stack-status', { stackName, status, ...options });
    },
    clear: async () => {
      await send('DELETE', 'faults');
    },
  };
}
