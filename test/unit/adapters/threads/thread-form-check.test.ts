import { expect } from 'chai';
import { build } from 'esbuild';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { once } from 'node:events';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { createThreadFormCheck } from '../../../../processor/adapters/threads/thread-form-check.ts';
import type { FormCheck } from '../../../../processor/ports/form-check.ts';
import { useTemporaryFolder } from '../../../helpers/temporary-folder.ts';
import { realtime, toBytes } from '../../config/support/load.ts';

const COUNT = 2000;

describe('the thread that checks forms', function () {
  this.timeout(20_000);
  const folder = useTemporaryFolder();
  let check: FormCheck | undefined;

  let threads: Worker[] = [];

  function noteThread(thread: Worker): void {
    threads.push(thread);
  }

  beforeEach(() => {
    threads = [];
    process.on('worker', noteThread);
  });

  afterEach(() => {
    process.off('worker', noteThread);
    check?.close();
  });

  function open(file: string): FormCheck {
    return (check = createThreadFormCheck(file));
  }

  async function buildThread(): Promise<string> {
    const outfile = path.join(folder(), 'form-check.cjs');
    await build({
      entryPoints: [path.resolve(import.meta.dirname, '../../../../processor/form-check.worker.ts')],
      outfile,
      bundle: true,
      format: 'cjs',
      platform: 'node',
      logLevel: 'warning',
    });
    return outfile;
  }

  /** Every third file is faulty. */
  function makeFiles(): readonly Uint8Array[] {
    return Array.from({ length: COUNT }, (_, index) =>
      toBytes(realtime({ model_name: `m${index}`, ...(index % 3 === 0 ? { colour: 'red' } : {}) })),
    );
  }

  it('says which of many files are sound, and of which bytes', async () => {
    const forms = open(await buildThread());
    const files = makeFiles();
    for (const file of files) forms.offer(file);

    // The last ones wait for company that never comes.
    const sent = files.slice(0, COUNT - (COUNT % 128));
    const last = sent.findLast((_, index) => index % 3 !== 0) ?? new Uint8Array();
    while (!forms.isSound(last)) await setTimeout(5);

    expect(sent.map((file) => forms.isSound(file))).to.deep.equal(sent.map((_, index) => index % 3 !== 0));
    expect(files.slice(sent.length).some((file) => forms.isSound(file))).to.equal(false);
    expect(forms.isSound(Uint8Array.from(last)), 'the same text in other bytes').to.equal(false);
    forms.close();
    expect(forms.isSound(last), 'after the end').to.equal(true);
  });

  it('leaves all to the program when it fails or has no start', async () => {
    const broken = path.join(folder(), 'broken.cjs');
    writeFileSync(broken, 'throw new Error("broken")');
    for (const file of [broken, path.join(folder(), 'missing.cjs')]) {
      const forms = open(file);
      const files = makeFiles();
      for (const bytes of files) forms.offer(bytes);
      await setTimeout(200);

      expect(files.some((bytes) => forms.isSound(bytes))).to.equal(false);
      forms.close();
    }
  });

  it('starts for many files only', async () => {
    const sign = path.join(folder(), 'started');
    const file = path.join(folder(), 'sign.cjs');
    writeFileSync(file, `require('node:fs').writeFileSync(${JSON.stringify(sign)}, '')`);
    const files = makeFiles();
    const forms = open(file);
    for (const bytes of files.slice(0, 999)) forms.offer(bytes);
    await setImmediate();
    expect(threads, 'for 999').to.deep.equal([]);

    forms.offer(new Uint8Array());
    while (!existsSync(sign)) await setTimeout(5);
    expect(threads).to.have.length(1);
    forms.close();
  });

  it('starts no more when it is closed, and ends what it started', async () => {
    const file = path.join(folder(), 'idle.cjs');
    writeFileSync(file, 'setInterval(() => undefined, 1000)');
    const closed = open(file);
    closed.close();
    for (const bytes of makeFiles()) closed.offer(bytes);
    await setImmediate();
    expect(threads).to.deep.equal([]);

    const forms = open(file);
    for (const bytes of makeFiles()) forms.offer(bytes);
    await setImmediate();
    const [thread = expect.fail('none was started')] = threads;
    const ended = once(thread, 'exit');
    forms.close();
    await ended;
  });

  it('believes no more than a thread has said that never answers, says too little, or dies on its way', async () => {
    const port = "const { workerData: port } = require('node:worker_threads');";
    const answers: readonly (readonly [title: string, body: string, sound: number])[] = [
      ['never answers', 'port.on("message", () => undefined);', 0],
      ['says too little', 'port.on("message", () => port.postMessage(new Uint8Array([1])));', 15],
      [
        'dies',
        'port.once("message", () => { port.postMessage(new Uint8Array(128).fill(1)); throw new Error(); });',
        128,
      ],
    ];
    for (const [title, body, sound] of answers) {
      const file = path.join(folder(), 'thread.cjs');
      writeFileSync(file, port + body);
      const forms = open(file);
      const files = makeFiles();
      for (const bytes of files) forms.offer(bytes);
      for (let look = 0; files.filter((bytes) => forms.isSound(bytes)).length < sound && look < 400; look += 1) {
        await setTimeout(10);
      }
      await setTimeout(50);
      expect(files.filter((bytes) => forms.isSound(bytes)).length, title).to.equal(sound);
      forms.close();
    }
  });
});
