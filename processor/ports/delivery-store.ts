/**
 * Remembers the deliveries of a webhook that were answered with 2xx, so that each is processed once, also after a
 * crash, and a copy of it is known for what it is. Methods throw UserError (`state-not-accessible`, `access-denied`,
 * `aws-unavailable`) when nothing can be stored; then nothing was promised either.
 */
export interface DeliveryLog {
  /** Durable when it returns. Of two calls with the same id exactly one gets `stored`. */
  add(delivery: Delivery): Promise<AddResult>;

  /** Marks deliveries as processed. Ids that are not known are passed over. */
  finish(ids: readonly string[]): Promise<void>;
}

/** A log that also knows what is left to do. */
export interface DeliveryStore extends DeliveryLog {
  /** Stored and not yet processed, oldest first. */
  pending(): Promise<readonly Delivery[]>;
}

/**
 * `stored`: new. `unfinished`, `finished`: the same delivery was stored before, and was or was not yet processed.
 * `conflict`: another body came under the same id. `full`: too many are waiting to be processed.
 */
export type AddResult = 'stored' | 'unfinished' | 'finished' | 'conflict' | 'full';

/** What is kept of a delivery: never its body, and nothing that a person wrote. */
export interface Delivery {
  /** The host's id of the delivery; the same when it is delivered again. */
  readonly id: string;
  /** Of the raw body, hex. */
  readonly bodySha256: string;
  /** ISO 8601. */
  readonly receivedAt: string;
  readonly subject: DeliverySubject;
}

/** What a delivery is about. */
export type DeliverySubject =
  | {
      readonly kind: 'push';
      readonly branch: string;
      /** Full id of the commit that the branch points to now; null when it was deleted. */
      readonly commit: string | null;
      /** The one that it pointed to before; null when it is new. */
      readonly before: string | null;
      /** Seconds since 1970, as the host says when it took the push; absent where it does not say. */
      readonly pushedAt?: number;
    }
  | {
      readonly kind: 'pull-request';
      readonly number: number;
      readonly action: string;
      readonly headCommit: string;
      /** From another repository than the watched one, or from one that is gone. */
      readonly fromFork: boolean;
    };
