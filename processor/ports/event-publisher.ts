import type { DeploymentEvent } from '../model/deployment-event.ts';

/** Where events go. */
export interface EventPublisher {
  /**
   * Throws UserError `event-not-published` when the event did not arrive: a caller says it as a warning and goes on,
   * because what was deployed stays deployed whether or not anybody hears of it.
   */
  publish(event: DeploymentEvent): Promise<void>;
}
