import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const LAMBDA = join(import.meta.dirname, '../../dist/lambda');

/** Reads the event from stdin and writes the answer to a descriptor of its own, which no log line can reach. */
const RUNNER = `
  let text = '';
  process.stdin.on('data', (part) => (text += part));
  process.stdin.on('end', async () => {
    const { handler } = require(process.argv[1]);
    try {
      const answer = await handler(JSON.parse(text));
      require('node:fs').writeSync(3, JSON.stringify({ answer: answer ?? null }));
    } catch (error) {
      require('node:fs').writeSync(3, JSON.stringify({ error: String(error) }));
    }
  });
`;

export interface Invoked {
  readonly answer?: unknown;
  readonly error?: string;
  /** What the function wrote to its log. */
  readonly log: string;
}

/** Runs a built bundle as Lambda does: alone in a process, told by its environment and the event. */
export async function invokeBundle(
  name: string,
  { event, env }: { readonly event: unknown; readonly env: Readonly<Record<string, string>> },
): Promise<Invoked> {
  const bundle = join(LAMBDA, name, 'index.js');
  if (!existsSync(bundle)) throw new Error(`${bundle} is missing; run: npm run build`);
  const child = spawn(process.execPath, ['-e', RUNNER, bundle], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const [out, err, answer] = [collect(child.stdout), collect(child.stderr), collect(child.stdio[3])];
  child.stdin.end(JSON.stringify(event));
  await new Promise((resolve) => child.once('close', resolve));
  const log = (await out) + (await err);
  const text = await answer;
  if (text === '') throw new Error(`the function ended without an answer: ${log}`);
  return { ...(JSON.parse(text) as Omit<Invoked, 'log'>), log };
}

async function collect(stream: unknown): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString();
}
