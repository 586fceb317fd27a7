import type { IncomingMessage } from 'node:http';

/** Bytes that all requests together may keep in memory while they arrive. */
export interface BodyBudget {
  readonly total: number;
  used: number;
}

export type BodyRead =
  { readonly end: 'whole'; readonly body: Buffer } | { readonly end: 'too-large' | 'no-room' | 'aborted' };

/**
 * Reads a body up to a cap; of what is larger not more than the cap is ever kept. A declared length above the cap is
 * refused before a byte is read, or asked for by 100 Continue. The budget is given back when the returned `release` is
 * called.
 */
export async function readBody(
  request: IncomingMessage,
  {
    cap,
    budget,
    onWanted,
  }: {
    readonly cap: number;
    readonly budget: BodyBudget;
    /** Called when there is nothing against the body as far as it is known. */
    readonly onWanted: () => void;
  },
): Promise<BodyRead & { readonly release: () => void }> {
  let taken = 0;
  function release(): void {
    budget.used -= taken;
    taken = 0;
  }
  const declared = Number(request.headers['content-length'] ?? '0');
  if (declared > cap) return { end: 'too-large', release };
  onWanted();
  const parts: Buffer[] = [];
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      if (taken + part.length > cap) return { end: 'too-large', release };
      if (budget.used + part.length > budget.total) return { end: 'no-room', release };
      taken += part.length;
      budget.used += part.length;
      parts.push(part);
    }
  } catch {
    return { end: 'aborted', release };
  }
  return { end: 'whole', body: Buffer.concat(parts), release };
}
