import { expect } from 'chai';
import type { StartRequest } from '../../../processor/ports/pipeline-executions.ts';
import type { KnownPush } from '../../../processor/ports/push-order.ts';
import { startPush, type StartContext } from '../../../processor/webhooks/start-push.ts';

const [FIRST, SECOND, THIRD] = ['1', '2', '3'].map((digit) => digit.repeat(40)) as [string, string, string];

function pushOf(commit: string): KnownPush {
  return { deliveryId: `d-${commit.charAt(0)}`, commit, before: null };
}

/** A pipeline and the pushes that others tell of; what `newest` answers is taken from the list, the last one stays. */
class World {
  readonly started: StartRequest[] = [];

  context(newest: readonly string[]): StartContext {
    const answers = [...newest];
    return {
      pipeline: 'mlops',
      sourceAction: 'Source',
      order: {
        newest: () => Promise.resolve(pushOf((answers.length > 1 ? answers.shift() : answers[0]) ?? FIRST)),
        started: () => Promise.resolve(),
      },
      executions: {
        start: (request) => {
          const at = this.started.findIndex(({ token }) => token === request.token);
          return Promise.resolve({ executionId: `e-${at === -1 ? this.started.push(request) : at + 1}` });
        },
      },
    };
  }

  get commits(): readonly string[] {
    return this.started.map(({ commit }) => commit);
  }
}

describe('starting a push', () => {
  const push = { id: 'd-1', branch: 'main', commit: FIRST };

  it('starts it once, however often its delivery is taken up', async () => {
    const world = new World();
    await startPush(push, world.context([FIRST]));
    await startPush(push, world.context([FIRST]));
    expect(world.commits).to.deep.equal([FIRST]);
  });

  it('starts a push that overtook it once more, so that it stands last', async () => {
    const world = new World();
    await startPush(push, world.context([SECOND]));
    await startPush(push, world.context([SECOND]));
    expect(world.commits).to.deep.equal([FIRST, SECOND]);
  });

  it('starts what overtook it no more than once, and nothing for a branch that was deleted meanwhile', async () => {
    const world = new World();
    const context = world.context([SECOND]);
    const tokens: string[] = [];
    const { start } = context.executions;
    const counting = {
      ...context,
      executions: {
        start: (request: StartRequest) => {
          tokens.push(request.token);
          return start(request);
        },
      },
    };
    await startPush(push, counting);
    expect(tokens).to.have.length(2);

    const gone = { ...counting.order, newest: () => Promise.resolve({ ...pushOf(SECOND), commit: null }) };
    await startPush({ ...push, id: 'd-2' }, { ...counting, order: gone });
    expect(world.commits).to.deep.equal([FIRST, SECOND, FIRST]);
  });

  it('starts the newest last, where the same delivery is taken up twice at once and others come meanwhile', async () => {
    const world = new World();
    // The one saw the third push already; the other the second, and the third after that.
    await startPush(push, world.context([THIRD]));
    await startPush(push, world.context([SECOND, THIRD]));
    expect(world.commits).to.deep.equal([FIRST, THIRD, SECOND, THIRD]);
  });
});
