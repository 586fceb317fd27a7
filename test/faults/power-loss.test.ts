import { expect } from 'chai';
import { FINGERPRINT_OUTPUT } from '../../processor/model/stack.ts';
import type { Plan } from '../../processor/model/plan.ts';
import { endpoint } from '../helpers/endpoint-config.ts';
import { Disk, survivors, type Crash, type DiskChange } from './support/disk.ts';
import { FaultProcess } from './support/fault-process.ts';
import { FaultWorld, type Files } from './support/fault-world.ts';
import { seededRandom } from './support/random.ts';

const BEFORE: Files = { 'a/mlops-config.json': endpoint('alpha'), 'b/mlops-config.json': endpoint('beta') };
/** One stays, one changes, one comes; then one goes. */
const AFTER: Files = {
  'a/mlops-config.json': endpoint('alpha'),
  'b/mlops-config.json': endpoint('beta', { instance_count: 2 }),
  'c/mlops-config.json': endpoint('gamma'),
};
const GONE: Files = { 'b/mlops-config.json': endpoint('beta', { instance_count: 2 }) };

/** A recorded apply: the world before it, what it wrote, and what it had said was done when. */
interface Recorded {
  readonly world: FaultWorld;
  readonly from: number;
  readonly until: number;
  /** Stack and fingerprint (none: deleted), and how many changes the disk had seen when the run said so. */
  readonly said: readonly {
    readonly stack: string;
    readonly fingerprint: string | undefined;
    readonly at: number;
    readonly isOperation: boolean;
  }[];
}

async function apply(world: FaultWorld): Promise<{ readonly plan: Plan; readonly process: FaultProcess }> {
  const process = new FaultProcess(world);
  const plan = await process.plan();
  if (plan === undefined) throw new Error('the commit is not valid');
  const end = await process.apply(plan);
  if (end.end !== 'reported' || !end.report.succeeded) throw new Error(JSON.stringify(end));
  return { plan, process };
}

async function record(before: readonly Files[], after: Files): Promise<Recorded> {
  const world = new FaultWorld('local');
  const said: Recorded['said'][number][] = [];
  let from = 0;
  for (const files of [...before, after]) {
    world.commit(files);
    if (files === after) world.fillJournal();
    from = world.disk.changes.length;
    const { plan, process } = await apply(world);
    process.events.forEach((event, index) => {
      if (event.kind !== 'change-finished') return;
      const change = plan.stages[0]?.changes.find(({ stack }) => stack === event.stack);
      const isOperation = event.outcome.result === 'deployed';
      said.push({
        stack: event.stack,
        fingerprint: change?.desiredFingerprint,
        at: process.diskAt[index] ?? 0,
        isOperation,
      });
    });
  }
  return { world, from, until: world.disk.changes.length, said };
}

/** What the run that comes after the crash finds and makes of it. */
async function recover(recorded: Recorded, prefix: number, left: readonly DiskChange[]): Promise<void> {
  const where = `after ${prefix - recorded.from} of ${recorded.until - recorded.from} changes`;
  const world = recorded.world.copy();
  world.disk = new Disk(left);
  const found = new Map((await new FaultProcess(world).target().listStacks()).map((stack) => [stack.stackName, stack]));
  for (const { stack, fingerprint } of lastSaid(recorded, prefix)) {
    // An update under way still carries what was there before, or already what comes.
    const carries = found.get(stack)?.outputs[FINGERPRINT_OUTPUT];
    const since = recorded.said.find((later) => later.stack === stack && later.at > prefix);
    expect(
      [fingerprint, since?.fingerprint],
      `${where}: ${stack}, of which the run had said that it is done`,
    ).to.include(carries);
  }
  const operations = await new FaultProcess(world).target().listOperations();
  for (const stackName of new Set(recorded.said.map(({ stack }) => stack))) {
    const done = operations.filter((each) => each.stackName === stackName && each.finishedAt !== undefined).length;
    const told = recorded.said.filter(
      (each) => each.stack === stackName && each.at <= prefix && each.isOperation,
    ).length;
    expect(done, `${where}: operations of ${stackName} in the history`).to.be.at.least(told);
  }
  const { plan } = await apply(world);
  const again = await new FaultProcess(world).plan();
  expect(again?.summary, where).to.include({ create: 0, update: 0, replace: 0, delete: 0 });
  const names = (await new FaultProcess(world).target().listStacks()).map(({ stackName }) => stackName);
  const wanted = plan.stages[0]?.changes.filter(({ action }) => action !== 'delete').map(({ stack }) => stack);
  expect(names, where).to.have.members(wanted ?? []);
}

function lastSaid({ said }: Recorded, prefix: number): Recorded['said'] {
  const before = said.filter(({ at }) => at <= prefix);
  return before.filter((each, index) => !before.slice(index + 1).some((later) => later.stack === each.stack));
}

describe('what a crash leaves of the state folder (F4)', function () {
  this.timeout(60_000);
  const random = seededRandom(4);
  const crashes: readonly Crash[] = [
    { crash: 'torn' },
    { crash: 'power' },
    { crash: 'partly', keeps: () => random.chance(0.5) },
  ];
  const applies = [
    { name: 'the first apply of all', before: [], after: BEFORE },
    { name: 'an apply that creates and updates', before: [BEFORE], after: AFTER },
    { name: 'an apply that deletes', before: [BEFORE, AFTER], after: GONE },
  ];

  for (const { name, before, after } of applies) {
    for (const crash of crashes) {
      it(`is readable and converges: ${name}, ${crash.crash} after each of its writes`, async () => {
        const recorded = await record(before, after);
        expect(recorded.until - recorded.from).to.be.greaterThan(60);
        for (let prefix = recorded.from; prefix <= recorded.until; prefix += 1) {
          const last = recorded.world.disk.changes[prefix - 1];
          // A torn end is one of a write, and only fsync makes a difference to what a power loss leaves.
          const decides = { torn: 'write', power: 'sync', partly: undefined }[crash.crash];
          if (decides !== undefined && last?.change !== decides) continue;
          await recover(recorded, prefix, survivors(recorded.world.disk.changes.slice(0, prefix), crash));
        }
      });
    }
  }
});
