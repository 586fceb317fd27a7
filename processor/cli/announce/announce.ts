import type { DeploymentEvent, EventOrigin } from '../../model/deployment-event.ts';
import { UserError } from '../../model/errors.ts';
import type { EventPublisher } from '../../ports/event-publisher.ts';
import { visible } from '../../render/plan/plan-words.ts';
import { endpointOf } from '../shared/targets.ts';
import type { World } from '../shared/world.ts';
import { readEventOrigin, type OriginFacts } from './event-origin.ts';

/** Makes an event from where it comes from. */
export type ComposeEvent = (origin: EventOrigin) => DeploymentEvent | Promise<DeploymentEvent>;

/**
 * Tells the world what became of a commit: the one place that publishes events. Without `MLOPS_EVENT_BUS` nothing is
 * told and nothing is loaded; `-` writes the event to stderr as one line of JSON, for local runs. An event that cannot
 * be made or does not arrive is a warning: it never changes how a command ends.
 */
export async function announce(
  world: World,
  readFacts: () => OriginFacts | Promise<OriginFacts>,
  compose: ComposeEvent,
): Promise<void> {
  const bus = world.env['MLOPS_EVENT_BUS'];
  if (bus === undefined || bus === '') return;
  try {
    const publisher = await openPublisher(world, bus);
    await publisher.publish(await compose(await readEventOrigin(world, await readFacts())));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const steps = error instanceof UserError ? error.instructions : [];
    world.stderr.write(
      `warning: nobody was told: ${visible(message)}\n${steps.map((step) => `  → ${step}\n`).join('')}`,
    );
  }
}

async function openPublisher(world: World, bus: string): Promise<EventPublisher> {
  if (bus === '-') {
    return {
      publish: (event) => {
        world.stderr.write(`event ${JSON.stringify(event)}\n`);
        return Promise.resolve();
      },
    };
  }
  const { createEventPublisher } = await import('../../adapters/eventbridge/event-publisher.ts');
  const { env } = world;
  const region = /^arn:[^:]+:events:([^:]+):/.exec(bus)?.[1] ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'];
  return createEventPublisher({ bus, region: region ?? 'us-east-1', endpoint: endpointOf(world) });
}
