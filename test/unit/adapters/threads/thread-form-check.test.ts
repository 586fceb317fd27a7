import { expect } from 'chai';
import { build } from 'esbuild';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createThreadFormCheck } from '../../../../processor/adapters/threads/thread-form-check.ts';
import type { FormCheck } from '../../../../processor/ports/form-check.ts';
import { useTemporaryFolder } from '../../../helpers/temporary-folder.ts';
import { realtime, toBytes } from '../../config/support/load.ts';

const COUNT = 2000;

describe('the thread that checks forms', function () {
  this.timeout(20_000);
  const folder = useTemporaryFolder();
  let check: FormCheck | undefined;

  afterEach(() => check?.close());

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
    await setTimeout(200);
    expect(existsSync(sign), 'for 999').to.equal(false);

    forms.offer(new Uint8Array());
    while (!existsSync(sign)) await setTimeout(5);
    forms.close();
  });
});
