import type { Faults } from './faults.ts';
import type { StackEnvironment } from './local-identifiers.ts';

/** What the lifecycle needs from outside; everything else it does is a function of the record. */
export interface EngineContext {
  /** ISO 8601. */
  readonly now: string;
  readonly newId: () => string;
  readonly faults: Faults;
  readonly environment: StackEnvironment;
}
