import { createHmac, timingSafeEqual } from 'node:crypto';

/** What `X-Hub-Signature-256` holds (GitHub, "Validating webhook deliveries"): lower-case hex of 32 bytes. */
const SIGNATURE = /^sha256=([0-9a-f]{64})$/;

/** True for a header value that can be a signature at all. */
export function isSignature(header: string): boolean {
  return SIGNATURE.test(header);
}

/**
 * Whether the signature was made of exactly these bytes with one of the secrets. Takes the same time whichever secret
 * it was, and however much of the signature is right.
 */
export function verifySignature(body: Uint8Array, header: string, secrets: readonly string[]): boolean {
  const given = SIGNATURE.exec(header)?.[1];
  if (given === undefined) return false;
  const bytes = Buffer.from(given, 'hex');
  const matches = secrets.map((secret) => timingSafeEqual(createHmac('sha256', secret).update(body).digest(), bytes));
  return matches.includes(true);
}
