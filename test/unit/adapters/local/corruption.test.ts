import { createHash } from 'node:crypto';
import { expect } from 'chai';
import {
  chmodSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { createLocalTarget } from '../../../../processor/adapters/local/create-local-target.ts';
import { shardOf } from '../../../../processor/adapters/local/shard-of.ts';
import { encodeEnvelope } from '../../../../processor/adapters/local/envelope.ts';
import type { UserError } from '../../../../processor/model/errors.ts';
import type { StackTarget } from '../../../../processor/ports/stack-target.ts';
import { deploy, harnessWithoutFaults, templates } from '../../../contract/drive-stack.ts';
import { localStage, steppingClock } from '../../../helpers/local-target.ts';
import { useTemporaryFolder } from '../../../helpers/temporary-folder.ts';
import { pend } from '../../../helpers/pend.ts';

describe('local target with damaged state (110)', () => {
  const folder = useTemporaryFolder();

  function open(stateDir = folder()): StackTarget {
    return createLocalTarget({ stateDir, stage: localStage, clock: steppingClock() });
  }

  function region(stateDir = folder()): string {
    return path.join(stateDir, localStage.account, localStage.region);
  }

  /** The generations of the one stack, newest first. */
  function generations(stateDir = folder()): readonly [string, string, string] {
    const stacks = path.join(region(stateDir), 'stacks');
    const [shard = ''] = readdirSync(stacks);
    const names = readdirSync(path.join(stacks, shard)).sort((a, b) => serial(b) - serial(a));
    const [newest = '', older = '', oldest = ''] = names.map((name) => path.join(stacks, shard, name));
    return [newest, older, oldest];
  }

  async function seed(stateDir = folder()): Promise<void> {
    const target = open(stateDir);
    const lock = await target.lock('seed');
    const harness = harnessWithoutFaults(target);
    await deploy(harness, { stackName: 'kept', template: templates.topicAndQueue() });
    await lock.release();
  }

  async function errorOf(use: (target: StackTarget) => Promise<unknown>): Promise<UserError> {
    return use(open()).then(
      (value) => expect.fail(`read ${JSON.stringify(value)}`),
      (error: unknown) => error as UserError,
    );
  }

  beforeEach(() => seed());

  it('notices every truncation, names the file and the generation before it', async () => {
    const [newest, older] = generations();
    const bytes = readFileSync(newest);
    for (let cut = 0; cut < 64; cut++) {
      unlinkSync(newest);
      writeFileSync(newest, bytes.subarray(0, Math.floor((bytes.length * cut) / 64)), { mode: 0o600 });
      const error = await errorOf((target) => target.describeStack('kept'));
      expect(error.code, `cut ${cut}`).to.equal('corrupt-state');
      expect(error.message).to.include(newest);
      expect(error.instructions.join('\n')).to.include(older);
    }
  });

  it('notices every flipped bit', async () => {
    const [newest] = generations();
    const bytes = readFileSync(newest);
    for (let flip = 0; flip < 256; flip++) {
      const damaged = Buffer.from(bytes);
      const at = Math.floor((bytes.length * flip) / 256);
      damaged.writeUInt8(damaged.readUInt8(at) ^ (1 << (flip % 8)), at);
      writeFileSync(newest, damaged);
      const error = await errorOf((target) => target.describeStack('kept'));
      expect(error.code, `bit ${flip % 8} of byte ${at}`).to.be.oneOf(['corrupt-state', 'state-too-new']);
    }
  });

  it('notices zeros and damage to the first line in a list as well', async () => {
    const [newest] = generations();
    const bytes = readFileSync(newest);
    for (const damaged of [
      Buffer.alloc(bytes.length),
      Buffer.alloc(0),
      Buffer.from('{}\n{}\n'),
      bytes.subarray(0, 100),
    ]) {
      writeFileSync(newest, damaged);
      expect((await errorOf((target) => target.listStacks())).code).to.equal('corrupt-state');
    }
  });

  it('goes back to the generation before when the damaged file is moved away, as it advises', async () => {
    const [newest] = generations();
    renameSync(newest, path.join(folder(), 'aside.json'));
    const stack = await open().describeStack('kept');
    expect(stack?.status).to.match(/^CREATE_/);
  });

  it('refuses a newer format', async () => {
    const [newest] = generations();
    const store = path.join(region(), 'store.json');
    const line = encodeEnvelope('00000000-0000-4000-8000-000000000000', 4, {});
    const text = '{}';
    const sum = createHash('sha256').update(`2\n00000000-0000-4000-8000-000000000000\n4\n${text}`).digest('hex');
    const newer = line.replace('"schema":1', '"schema":2').replace(/"sha256":"[0-9a-f]+"/, `"sha256":"${sum}"`);
    writeFileSync(newest, `${newer}\n{}\n`);
    expect((await errorOf((target) => target.listStacks())).code).to.equal('state-too-new');
    writeFileSync(store, newer);
    expect((await errorOf((target) => target.listStacks())).code).to.equal('state-too-new');
  });

  it('refuses a file from another state folder, and its own under another name', async () => {
    const other = path.join(folder(), 'other');
    await seed(other);
    const [newest] = generations();
    const [foreign] = generations(other);
    copyFileSync(foreign, newest);
    const lineage = await errorOf((target) => target.listStacks());
    expect([lineage.code, lineage.message.includes('another state folder')]).to.deep.equal(['corrupt-state', true]);
    rmSync(newest);
    const [older] = generations();
    linkSync(older, newest);
    const renamed = await errorOf((target) => target.listStacks());
    expect([renamed.code, /is generation \d+ of stack kept/.test(renamed.message)]).to.deep.equal([
      'corrupt-state',
      true,
    ]);
  });

  it('refuses one stack id under two names', async () => {
    const [newest] = generations();
    const copy = path.join(path.dirname(newest), path.basename(newest).replace('kept', 'copy'));
    copyFileSync(newest, copy);
    expect((await errorOf((target) => target.listStacks())).code).to.equal('unsafe-state');
    const shard = path.join(region(), 'stacks', shardOf('copy'));
    mkdirSync(shard);
    renameSync(copy, path.join(shard, path.basename(copy)));
    expect((await errorOf((target) => target.listStacks())).code).to.equal('corrupt-state');
    expect((await errorOf((target) => target.describeStack('copy'))).code).to.equal('corrupt-state');
  });

  it('refuses a link, a file that everybody may write, and a stranger', async function () {
    if (process.platform === 'win32') pend(this, 'this system has no rights of Unix');
    const [newest] = generations();
    chmodSync(newest, 0o666);
    const open666 = await errorOf((target) => target.listStacks());
    expect([open666.code, open666.instructions[0]]).to.deep.equal(['unsafe-state', `run "chmod o-w ${newest}"`]);
    chmodSync(newest, 0o600);
    renameSync(newest, path.join(folder(), 'elsewhere.json'));
    symlinkSync(path.join(folder(), 'elsewhere.json'), newest);
    expect((await errorOf((target) => target.listStacks())).code).to.equal('unsafe-state');
    unlinkSync(newest);
    writeFileSync(path.join(path.dirname(newest), 'notes.txt'), 'x');
    expect((await errorOf((target) => target.listStacks())).code).to.equal('unsafe-state');
  });

  it('never reads a missing or damaged identity as "nothing deployed"', async () => {
    const store = path.join(region(), 'store.json');
    writeFileSync(store, 'garbage');
    const damaged = await errorOf((target) => target.listStacks());
    expect(damaged.code).to.equal('corrupt-state');
    rmSync(store);
    const missing = await errorOf((target) => target.listStacks());
    expect([missing.code, missing.message.includes('missing')]).to.deep.equal(['corrupt-state', true]);
    expect((await errorOf((target) => target.lock('x'))).code).to.equal('corrupt-state');
    // What it says to do without a backup ends the trouble.
    for (const { instructions } of [damaged, missing]) {
      expect(instructions.join()).to.include(`move the folder ${region()} away if all its stacks may be forgotten`);
    }
    renameSync(region(), path.join(folder(), 'aside'));
    expect(await open().listStacks()).to.deep.equal([]);
  });

  it('cuts off a journal line that was never finished, and names one that is damaged', async () => {
    const journal = path.join(region(), 'journal.jsonl');
    const whole = readFileSync(journal, 'utf8');
    writeFileSync(journal, `${whole}{"phase":"started","stackId":"arn`);
    expect(await open().listOperations()).to.have.length(1);
    await seedAnother();
    expect(await open().listOperations()).to.have.length(2);
    writeFileSync(journal, whole.replace('"phase"', 'phase'));
    const error = await errorOf((target) => target.listOperations());
    expect([error.code, error.message.includes('line 1')]).to.deep.equal(['corrupt-state', true]);
    expect(error.instructions).to.deep.equal([
      `restore ${journal} from a backup, or move it away if past operations may be forgotten`,
    ]);
    renameSync(journal, path.join(folder(), 'aside.jsonl'));
    expect(await open().listOperations()).to.deep.equal([]);
  });

  async function seedAnother(): Promise<void> {
    const target = open();
    const lock = await target.lock('another');
    const harness = harnessWithoutFaults(target);
    await deploy(harness, { stackName: 'another', template: templates.topic() });
    await lock.release();
  }
});

function serial(name: string): number {
  return Number(name.split('.')[1]);
}
