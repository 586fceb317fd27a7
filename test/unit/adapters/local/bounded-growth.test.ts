import { expect } from 'chai';
import * as fs from 'node:fs';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { createLocalTarget } from '../../../../processor/adapters/local/create-local-target.ts';
import type { StackTarget } from '../../../../processor/ports/stack-target.ts';
import { deploy, harnessWithoutFaults, newToken, settle, templates } from '../../../contract/drive-stack.ts';
import { betweenReads } from '../../../helpers/between-reads.ts';
import { localStage, steppingClock } from '../../../helpers/local-target.ts';
import { useTemporaryFolder } from '../../../helpers/temporary-folder.ts';

/** Room for some ten operations. */
const JOURNAL_BYTES = 8_000;

describe('what the local target remembers', () => {
  const folder = useTemporaryFolder();
  let updates = 0;

  function open(options: Partial<Parameters<typeof createLocalTarget>[0]> = {}): StackTarget {
    const given = { stateDir: folder(), stage: localStage, clock: steppingClock(), journalBytes: JOURNAL_BYTES };
    return createLocalTarget({ ...given, ...options });
  }

  function region(name: string): string {
    return path.join(folder(), localStage.account, localStage.region, name);
  }

  function journalSize(): number {
    const names = readdirSync(region('.')).filter((name) => name.includes('journal'));
    return names.reduce((sum, name) => sum + statSync(region(name)).size, 0);
  }

  /** Deploys the stack so many times; the tokens in their order. */
  async function update(target: StackTarget, times: number): Promise<readonly string[]> {
    const lock = await target.lock('updates');
    const tokens: string[] = [];
    for (let time = 0; time < times; time += 1) {
      const kind = (await target.describeStack('kept')) === undefined ? 'create' : 'update';
      updates += 1;
      const template = templates.topic(`name ${updates}`, `f${updates}`);
      tokens.push((await deploy(harnessWithoutFaults(target), { stackName: 'kept', kind, template })).token);
    }
    await lock.release();
    return tokens;
  }

  it('does not grow with every operation: the newest stay, in their order', async () => {
    const tokens: string[] = [];
    // Also just after the full journal was set aside.
    for (let time = 1; time <= 60; time += 1) {
      tokens.unshift(...(await update(open(), 1)));
      const operations = await open().listOperations('kept');
      expect(operations).to.have.length.within(Math.min(time, 10), 40);
      expect(operations.map(({ token }) => token)).to.deep.equal(tokens.slice(0, operations.length));
      expect(operations.every(({ finishedAt }) => finishedAt !== undefined)).to.equal(true);
    }
    expect(journalSize()).to.be.lessThan(2 * JOURNAL_BYTES + 2_000);
  });

  it('is read whole while a writer sets the full journal aside', async () => {
    const first = await update(open({ journalBytes: 2 ** 20 }), 3);
    let isSetAside = false;
    const reading = betweenReads(/^journal/, () => {
      isSetAside = true;
      fs.renameSync(region('journal.jsonl'), region('journal.older.jsonl'));
    });

    const operations = await open({ fileSystem: reading }).listOperations();

    expect(isSetAside, 'between two reads').to.equal(true);
    expect(operations.map(({ token }) => token)).to.deep.equal(first.toReversed());
  });

  it('keeps the newest of the deleted stacks of a name, by their ids', async () => {
    const target = open();
    const lock = await target.lock('again and again');
    const ids: string[] = [];
    // A name that begins as the other does keeps its own.
    for (const stackName of ['kept-apart', 'kept-apart', ...Array.from({ length: 14 }, () => 'kept')]) {
      const { stackId } = await deploy(harnessWithoutFaults(target), { stackName, template: templates.topic() });
      ids.push(stackId);
      await target.deleteStack(stackId, newToken('delete'));
      await settle(harnessWithoutFaults(target), stackId);
    }
    await lock.release();

    const statuses = await Promise.all(ids.map(async (id) => (await open().describeStack(id))?.status));
    expect(statuses).to.deep.equal([
      ...Array.from({ length: 2 }, () => 'DELETE_COMPLETE'),
      ...Array.from({ length: 3 }, () => undefined),
      ...Array.from({ length: 11 }, () => 'DELETE_COMPLETE'),
    ]);
    expect((await open().listEvents(ids[5] ?? '')).at(-1)?.status).to.equal('DELETE_COMPLETE');
    expect(readdirSync(region('deleted'))).to.have.length(11);
  });
});
