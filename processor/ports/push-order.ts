import type { Delivery } from './delivery-store.ts';

/**
 * Remembers the newest push to each branch, for a receiver that cannot ask the repository. Throws UserError
 * `access-denied`, `aws-unavailable`, `state-busy`.
 */
export interface PushOrder {
  /** Compares a push with the newest one that is known, and remembers it when it is newer. One at a time per branch. */
  advance(delivery: Delivery): Promise<PushPlace>;

  /** The newest push to a branch that is known. */
  newest(branch: string): Promise<KnownPush | undefined>;

  /** Remembers that what the newest push brought was handed over; nothing when another push is the newest by now. */
  started(branch: string, done: { readonly commit: string; readonly executionId: string }): Promise<void>;
}

/**
 * `newest`: nothing later is known, and now this push is remembered; also for a delivery that is taken up again.
 * `overtaken`: a later push is known. `repeated`: another delivery told the same.
 */
export type PushPlace = 'newest' | 'overtaken' | 'repeated';

/** The newest push that is known of a branch. */
export interface KnownPush {
  readonly deliveryId: string;
  readonly commit: string | null;
  readonly before: string | null;
  /** Seconds since 1970. */
  readonly pushedAt?: number;
  /** The execution that was started with it; absent as long as none was. */
  readonly executionId?: string;
}
