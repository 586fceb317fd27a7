import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { openDeliveryJournal } from '../../../../processor/adapters/watch/delivery-journal.ts';
import { watchRecordFile } from '../../../../processor/adapters/watch/watch-record-file.ts';
import { UserError } from '../../../../processor/model/errors.ts';
import type { Delivery } from '../../../../processor/ports/delivery-store.ts';
import { memoryDeliveries } from '../../../helpers/deliveries.ts';
import { failingFileSystem } from '../../../helpers/failing-file-system.ts';
import { useTemporaryFolder } from '../../../helpers/temporary-folder.ts';

function delivery(id: string, bodySha256 = 'a'.repeat(64)): Delivery {
  const subject = { kind: 'push', branch: 'main', commit: 'c'.repeat(40), before: null } as const;
  return { id, bodySha256, receivedAt: '2026-03-02T09:30:00Z', subject };
}

async function errorOf(action: () => unknown): Promise<UserError> {
  try {
    await action();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  return expect.fail('no error');
}

describe('the journal of deliveries', () => {
  const folder = useTemporaryFolder();

  function open(change: Partial<Parameters<typeof openDeliveryJournal>[0]> = {}) {
    return openDeliveryJournal({ fs, folder: folder(), ...change });
  }

  function lines(): readonly string[] {
    return fs.readFileSync(join(folder(), 'deliveries.jsonl'), 'utf8').split('\n').slice(0, -1);
  }

  it('behaves as a memory that survives its process at any moment', async () => {
    const step = fc.oneof(
      fc.record({ add: fc.constantFrom('a', 'b', 'c', 'd'), body: fc.constantFrom('1', '2') }),
      fc.record({ finish: fc.subarray(['a', 'b', 'c', 'd', 'never']) }),
      fc.constant({ reopen: true }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.uuid(), async (steps, name) => {
        const place = join(folder(), name);
        let journal = open({ folder: place });
        const memory = memoryDeliveries();
        for (const each of steps) {
          if ('add' in each) {
            const one = delivery(each.add, each.body);
            expect(await journal.add(one)).to.equal(await memory.add(one));
          } else if ('finish' in each) {
            await journal.finish(each.finish);
            await memory.finish(each.finish);
          } else journal = open({ folder: place });
        }
        const ids = (await memory.pending()).map(({ id }) => id);
        expect((await open({ folder: place }).pending()).map(({ id }) => id)).to.deep.equal(ids);
      }),
      { numRuns: 100 },
    );
  });

  it('drops a line that a killed process left unfinished', async () => {
    await open().add(delivery('a'));
    fs.appendFileSync(join(folder(), 'deliveries.jsonl'), '{"schema":1,"stored":{"id":"b"');

    const journal = open();
    expect((await journal.pending()).map(({ id }) => id)).to.deep.equal(['a']);
    expect(await journal.add(delivery('b'))).to.equal('stored');
    expect((await open().pending()).map(({ id }) => id)).to.deep.equal(['a', 'b']);
  });

  it('says which line is damaged, and that little is lost without the file', async () => {
    await open().add(delivery('a'));
    fs.appendFileSync(join(folder(), 'deliveries.jsonl'), 'garbage\n');
    const error = await errorOf(() => open());

    expect(error.code).to.equal('corrupt-state');
    expect(error.message).to.match(/unreadable in line 2$/);
  });

  it('stays bounded, forgetting the oldest of what is finished and nothing that waits', async () => {
    const journal = open({ retention: { finished: 5, pending: 5 } });
    await journal.add(delivery('waits'));
    for (let count = 0; count < 100; count += 1) {
      await journal.add(delivery(`d-${count}`));
      await journal.finish([`d-${count}`]);
      expect(lines().length).to.be.at.most(22);
    }

    expect((await journal.pending()).map(({ id }) => id)).to.deep.equal(['waits']);
    expect(await journal.add(delivery('d-99'))).to.equal('finished');
    expect(await journal.add(delivery('d-0'))).to.equal('stored');
  });

  it('refuses more than may wait', async () => {
    const journal = open({ retention: { finished: 5, pending: 2 } });
    const results = [];
    for (const id of ['a', 'b', 'c', 'a']) results.push(await journal.add(delivery(id)));

    expect(results).to.deep.equal(['stored', 'stored', 'full', 'unfinished']);
  });

  it('promises nothing that could not be written, at whichever call the disk fails', async () => {
    const counted = failingFileSystem();
    const probe = open({ fs: counted.fileSystem, folder: join(folder(), 'probe') });
    const before = counted.calls.length;
    await probe.add(delivery('a'));
    const calls = counted.calls.length - before;
    expect(calls).to.be.greaterThan(2);
    for (let call = 0; call < calls; call += 1) {
      const place = join(folder(), `at-${call}`);
      const failing = failingFileSystem();
      const journal = open({ fs: failing.fileSystem, folder: place });
      failing.failAt(0 + call, { code: 'ENOSPC' });
      expect((await errorOf(() => journal.add(delivery('a')))).code).to.equal('state-not-accessible');
      // Asked again with room on the disk, it is as new, or known for what it is.
      expect(await journal.add(delivery('a'))).to.equal('stored');
      expect((await open({ folder: place }).pending()).map(({ id }) => id)).to.deep.equal(['a']);
    }
  });
});

describe('the record of a watcher', () => {
  const folder = useTemporaryFolder();
  const record = { remote: '/srv/x.git', branch: 'main', sequence: 3, applied: 'a'.repeat(40) };

  it('is what was written, or nothing', () => {
    const records = watchRecordFile(fs, folder());

    expect(records.read()).to.equal(undefined);
    records.write(record);
    expect(watchRecordFile(fs, folder()).read()).to.deep.equal(record);
  });

  it('is the old one when the new one cannot be written', async () => {
    const failing = failingFileSystem();
    const records = watchRecordFile(failing.fileSystem, folder());
    records.write(record);
    const before = failing.calls.length;
    records.write({ ...record, sequence: 4 });
    const calls = failing.calls.length - before;
    for (let call = 0; call < calls; call += 1) {
      records.write(record);
      failing.failAt(call, { code: 'EIO' });
      expect(
        (
          await errorOf(() => {
            records.write({ ...record, sequence: 5 });
          })
        ).code,
      ).to.equal('state-not-accessible');
      expect(watchRecordFile(fs, folder()).read()?.sequence).to.be.oneOf([3, 5]);
    }
  });

  const damaged = [
    '',
    '{',
    'null',
    '[]',
    '{"schema":1}',
    JSON.stringify({ schema: 1, ...record, applied: '; rm -rf /' }),
  ];
  for (const text of damaged) {
    it(`is damaged when it is ${JSON.stringify(text).slice(0, 30)}`, async () => {
      fs.writeFileSync(join(folder(), 'record.json'), text);
      const error = await errorOf(() => watchRecordFile(fs, folder()).read());
      expect(error.code).to.equal('corrupt-state');
    });
  }

  it('is not read when a newer version wrote it', async () => {
    fs.writeFileSync(join(folder(), 'record.json'), JSON.stringify({ ...record, schema: 2 }));

    expect((await errorOf(() => watchRecordFile(fs, folder()).read())).code).to.equal('state-too-new');
  });
});
