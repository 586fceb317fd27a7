/** Time, injected so that tests do not wait. */
export interface Clock {
  /** ISO 8601, UTC. */
  now(): string;
  /** Milliseconds that never run backwards. */
  elapsed(): number;
  sleep(milliseconds: number): Promise<void>;
}
