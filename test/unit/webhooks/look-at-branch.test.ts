import { expect } from 'chai';
import fc from 'fast-check';
import type { HostedBranch } from '../../../processor/ports/branch-host.ts';
import type { Delivery } from '../../../processor/ports/delivery-store.ts';
import type { NewestExecution, StartRequest } from '../../../processor/ports/pipeline-executions.ts';
import { handleFunctionUrl, type FunctionUrlContext } from '../../../processor/webhooks/handle-function-url.ts';
import { lookAtBranch, type BranchLook, type LookAtBranchContext } from '../../../processor/webhooks/look-at-branch.ts';
import { deliveryHeaders, memoryDeliveries, pushBody, REPOSITORY, SECRET } from '../../helpers/deliveries.ts';
import { memoryPushOrder } from '../../helpers/memory-push-order.ts';

/** Of the first push, in seconds since 1970. */
const BEGAN = 1_790_000_000;

function commit(count: number): string {
  return String(count).padStart(40, '0');
}

/** A branch on its host, a pipeline, and what stands between them. */
class World {
  readonly order = memoryPushOrder();
  readonly started: StartRequest[] = [];
  readonly store = memoryDeliveries();
  /** The pushes of the branch, oldest first: which commit it points to from then on; null when it was deleted. */
  pushes: (number | null)[] = [];
  repository = { id: REPOSITORY.id, name: REPOSITORY.full_name };
  /** Executions that somebody else started, after those of `started`. */
  others: NewestExecution[] = [];

  get hosted(): HostedBranch {
    const newest = this.pushes.at(-1) ?? null;
    return {
      repository: this.repository,
      commit: newest === null ? null : commit(newest),
      pushedAt: BEGAN + this.pushes.length,
    };
  }

  context(change: Partial<LookAtBranchContext> = {}): LookAtBranchContext & FunctionUrlContext {
    return {
      host: { readBranch: () => Promise.resolve(this.hosted) },
      repository: REPOSITORY.full_name,
      repositoryId: REPOSITORY.id,
      branch: 'main',
      pipeline: 'mlops',
      sourceAction: 'Source',
      order: this.order,
      executions: {
        start: (request) => {
          const known = this.started.findIndex(({ token }) => token === request.token);
          if (known === -1) this.started.push(request);
          return Promise.resolve({ executionId: `e-${known === -1 ? this.started.length : known + 1}` });
        },
        newest: () => {
          const last = this.started.at(-1);
          const own = last && { executionId: `e-${this.started.length}`, commit: last.commit, isUnderWay: true };
          return Promise.resolve(this.others.at(-1) ?? own);
        },
      },
      now: () => '2026-09-21T14:13:20Z',
      epochSeconds: () => BEGAN + 3600,
      secrets: () => Promise.resolve([SECRET]),
      store: this.store,
      log: () => undefined,
      ...change,
    };
  }

  look(change: Partial<LookAtBranchContext> = {}): Promise<BranchLook> {
    return lookAtBranch(this.context(change));
  }

  /** The delivery of the nth push arrives. */
  async deliver(nth: number, change: Partial<LookAtBranchContext> = {}): Promise<number> {
    const [before, after] = [this.pushes[nth - 1] ?? 0, this.pushes[nth] ?? 0].map((id) => commit(id));
    const body = pushBody({ before, after, repository: { ...REPOSITORY, pushed_at: BEGAN + nth + 1 } });
    const headers = deliveryHeaders(body, { 'x-github-delivery': `d-${nth}` });
    const event = {
      rawPath: '/',
      requestContext: { http: { method: 'POST' } },
      headers: Object.fromEntries([...headers].map(([name, values]) => [name, values.join(',')])),
      body,
    };
    return (await handleFunctionUrl(event, this.context(change))).statusCode;
  }

  get commits(): readonly number[] {
    return this.started.map((request) => Number(request.commit));
  }
}

describe('the look for lost deliveries', () => {
  let world: World;

  beforeEach('start with one push', () => {
    world = new World();
    world.pushes = [1];
  });

  it('starts what no delivery told of, once', async () => {
    expect(await world.look()).to.deep.equal({
      end: 'started',
      commit: commit(1),
      message: 'no delivery told of the newest commit: execution e-1 was started',
    });
    expect((await world.look()).end).to.equal('nothing');
    expect(world.commits).to.deep.equal([1]);
  });

  it('starts each push that no delivery told of, also back to what was there before', async () => {
    for (const pushes of [[1], [1, 2], [1, 2, 1]]) {
      world.pushes = pushes;
      expect((await world.look()).end).to.equal('started');
    }
    expect(world.commits).to.deep.equal([1, 2, 1]);
  });

  it('starts nothing older than a delivery told of, while its host still answers with what was', async () => {
    world.pushes = [1, 2];
    await world.deliver(1);
    world.pushes = [1];
    expect((await world.look()).message).to.equal('the newest commit needs no start: a later push is known');
    expect(world.commits).to.deep.equal([2]);
  });

  it('starts nothing for what a delivery told of, nor a delivery for what was found', async () => {
    await world.deliver(0);
    expect((await world.look()).message).to.equal('the newest commit needs no start: it was handed over');
    world.pushes.push(2);
    await world.look();
    expect(await world.deliver(1)).to.equal(200);
    expect(world.commits).to.deep.equal([1, 2]);
  });

  it('follows a branch that was set back without a delivery, as a delivery would have it', async () => {
    world.pushes = [1, 2];
    await world.deliver(0);
    await world.deliver(1);
    world.pushes.push(1);
    await world.look();
    expect(world.commits).to.deep.equal([1, 2, 1]);
    expect(await world.deliver(1), 'the old delivery again').to.equal(200);
    expect((await world.look()).end).to.equal('nothing');
  });

  it('leaves an execution alone that somebody started by hand with an older commit', async () => {
    world.pushes = [1, 2];
    await world.deliver(1);
    world.others.push({ executionId: 'by-hand', commit: commit(1), isUnderWay: false });

    expect((await world.look()).end).to.equal('nothing');
    expect(world.commits).to.deep.equal([2]);
  });

  it('takes what the newest execution has for handed over, whoever started it', async () => {
    world.others.push({ executionId: 'by-hand', commit: commit(1), isUnderWay: true });
    expect((await world.look()).message).to.include('the newest execution has it');
    world.others = [{ executionId: 'later', commit: commit(9), isUnderWay: true }];
    expect((await world.look()).message).to.include('it was handed over');
    expect(world.commits).to.deep.equal([]);
  });

  it('asks again what the pipeline has, where another receiver started something meanwhile', async () => {
    world.pushes = [1, 2, 1];
    const { executions } = world.context();
    await executions.start({ pipeline: 'mlops', sourceAction: 'Source', commit: commit(1), token: 'first' });
    const meanwhile = {
      ...executions,
      newest: async (of: StartRequest) => {
        const answer = await executions.newest(of);
        if (world.started.length === 1) await executions.start({ ...of, commit: commit(2), token: 'second' });
        return answer;
      },
    };
    expect((await world.look({ executions: meanwhile })).end).to.equal('started');
    expect(world.commits).to.deep.equal([1, 2, 1]);
  });

  it('waits for an execution of which nobody knows yet what it is of', async () => {
    world.others.push({ executionId: 'begins', isUnderWay: true });
    expect((await world.look()).message).to.match(/not known yet with what/);
    world.others = [{ executionId: 'begins', isUnderWay: false }];
    expect((await world.look()).end).to.equal('started');
  });

  it('starts what a delivery could not start, when its receiver has had its time', async () => {
    const { executions } = world.context();
    const fail = { executions: { ...executions, start: () => Promise.reject(new Error('killed')) } };
    await world.deliver(0, fail).catch(() => undefined);
    expect((await world.look({ epochSeconds: () => BEGAN + 60 })).message).to.include('is being processed');
    expect((await world.look()).end).to.equal('started');
    expect(world.commits).to.deep.equal([1]);
  });

  it('refuses a renamed repository and one made anew under its name, and leaves a deleted branch alone', async () => {
    world.repository = { ...world.repository, name: 'acme/models-2' };
    expect(await world.look()).to.deep.include({ end: 'refused' });
    world.repository = { id: 1, name: REPOSITORY.full_name };
    expect((await world.look()).message).to.include('its id differs');
    world.repository = { id: REPOSITORY.id, name: 'Acme/Models' };
    world.pushes.push(null);
    expect((await world.look()).message).to.equal('there is no branch main: what is deployed stays as it is');
    expect(world.commits).to.deep.equal([]);
  });

  it('starts with the stored files where the pipeline cannot read the repository', async () => {
    await world.look({ storeSource: (id) => Promise.resolve(`version-${Number(id)}`) });
    expect(world.started[0]?.objectVersion).to.equal('version-1');
  });

  it('ends with the newest push started, whichever deliveries are lost, late or mixed with looks', async () => {
    const scenario = fc.record({
      pushes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }),
      arriving: fc.array(fc.nat({ max: 4 }), { maxLength: 5 }),
      looks: fc.integer({ min: 0, max: 3 }),
      scheduler: fc.scheduler(),
    });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ pushes, arriving, looks, scheduler }) => {
        const mixed = new World();
        // A push always moves the branch.
        mixed.pushes = pushes.filter((one, index) => one !== pushes[index - 1]);
        const { order, executions } = mixed.context();
        // Each of these is a call over the network, between which others may come.
        const change = {
          order: {
            advance: scheduler.scheduleFunction((push: Delivery) => order.advance(push)),
            newest: scheduler.scheduleFunction((branch: string) => order.newest(branch)),
            started: scheduler.scheduleFunction((...args: Parameters<typeof order.started>) => order.started(...args)),
          },
          executions: {
            start: scheduler.scheduleFunction((request: StartRequest) => executions.start(request)),
            newest: scheduler.scheduleFunction((of: StartRequest) => executions.newest(of)),
          },
        };
        const deliveries = arriving
          .filter((nth) => nth < mixed.pushes.length)
          .map((nth) => mixed.deliver(nth, change).then(() => undefined));
        const looking = Array.from({ length: looks }, () => mixed.look(change).then(() => undefined));
        await scheduler.waitFor(Promise.all([...deliveries, ...looking]));
        await mixed.look();

        expect(mixed.commits.at(-1)).to.equal(mixed.pushes.at(-1));
        const { length } = mixed.started;
        await mixed.look();
        expect(mixed.started).to.have.length(length);
      }),
      { numRuns: 500 },
    );
  });
});
