import { EVENT_SOURCE, type DeploymentEvent } from '../../model/deployment-event.ts';

/**
 * Most bytes of one PutEvents entry that we send: EventBridge takes 256 KB, counted over source, detail type, detail
 * and resources (user guide, "Calculating PutEvents event entry size").
 */
const MOST_BYTES = 256 * 1024;

/** What fits: the event as JSON text, with fewer failures or findings where all of them would be too many. */
export function fitDetail(event: DeploymentEvent): string {
  const room = MOST_BYTES - Buffer.byteLength(EVENT_SOURCE + event.detailType);
  switch (event.detailType) {
    case 'Plan ready':
      return JSON.stringify(event.detail);
    case 'Apply finished':
    case 'Apply failed': {
      const { detail } = event;
      return shrink(detail.failures, room, (failures, dropped) => ({
        ...detail,
        failures,
        omitted: detail.omitted + dropped,
      }));
    }
    case 'Config rejected': {
      const { detail } = event;
      return shrink(detail.findings, room, (findings, dropped) => ({
        ...detail,
        findings,
        omitted: detail.omitted + dropped,
      }));
    }
    default:
      return event satisfies never;
  }
}

/** Halves the list until the whole fits. */
function shrink<T>(items: readonly T[], room: number, write: (kept: readonly T[], dropped: number) => object): string {
  for (let count = items.length; ; count = Math.floor(count / 2)) {
    const text = JSON.stringify(write(items.slice(0, count), items.length - count));
    if (count === 0 || Buffer.byteLength(text) <= room) return text;
  }
}
