import { expect } from 'chai';
import type { ChangeRun } from '../../../processor/deploy/change-run.ts';
import { createHalt } from '../../../processor/deploy/halt.ts';
import { waitForStack } from '../../../processor/deploy/steps/wait-for-stack.ts';
import { UserError } from '../../../processor/model/errors.ts';
import type { DeployedStack, StackEvent } from '../../../processor/model/stack.ts';
import type { StackTarget } from '../../../processor/ports/stack-target.ts';
import { localStage, steppingClock } from '../../helpers/local-target.ts';

const TOKEN = 'mlops-update-0123456789ab-00000000feed-run1';
const BUSY = new UserError('aws-unavailable', 'AWS was too busy');

type Look = DeployedStack['status'] | 'gone' | Error;

function stackIn(status: DeployedStack['status']): DeployedStack {
  return { stackName: 'churn', stackId: 'arn:churn/1', status, outputs: {}, tags: {}, terminationProtection: false };
}

function eventOf(status: string, more: Partial<StackEvent> = {}): StackEvent {
  const eventId = `${status}-${more.logicalId ?? 'churn'}`;
  return { eventId, time: '', logicalId: 'churn', resourceType: 'AWS::CloudFormation::Stack', status, ...more };
}

/** A target that shows, look after look, what it is told to; the last look is repeated. */
function watching(looks: readonly Look[], events: readonly (readonly StackEvent[] | Error)[]) {
  let look = -1;
  let askedForToken: string | undefined;
  const controller = new AbortController();
  const clock = steppingClock();
  const target: Partial<StackTarget> = {
    describeStack: () => {
      look += 1;
      const seen = looks[Math.min(look, looks.length - 1)] ?? 'gone';
      if (seen instanceof Error) return Promise.reject(seen);
      return Promise.resolve(seen === 'gone' ? undefined : stackIn(seen));
    },
    listEvents: (_stackId, token) => {
      askedForToken = token;
      const seen = events[Math.min(look, events.length - 1)] ?? [];
      return seen instanceof Error ? Promise.reject(seen) : Promise.resolve(seen);
    },
  };
  const halt = createHalt();
  const passedOn: string[] = [];
  const run = {
    target,
    halt,
    stage: { stage: 'dev' },
    change: { stack: 'churn' },
    context: {
      clock,
      pollInterval: 1_000,
      signal: controller.signal,
      onEvent: (event: { readonly event?: StackEvent }) => passedOn.push(event.event?.eventId ?? ''),
    },
  } as unknown as ChangeRun;
  return { run, halt, passedOn, controller, looks: () => look + 1, token: () => askedForToken, stage: localStage };
}

describe('waiting for a stack', () => {
  const started = eventOf('UPDATE_IN_PROGRESS');
  const done = eventOf('UPDATE_COMPLETE');

  it('ends when the stack has settled, and passes each event on once', async () => {
    const seen = watching(
      ['UPDATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE'],
      [[started], [started], [started, done]],
    );
    const result = await waitForStack(seen.run, 'arn:churn/1', TOKEN);
    expect(result).to.deep.equal({ end: 'settled', stack: stackIn('UPDATE_COMPLETE'), events: [started, done] });
    expect(seen.passedOn).to.deep.equal([started.eventId, done.eventId]);
    expect([seen.looks(), seen.token()]).to.deep.equal([3, TOKEN]);
  });

  it('believes a deletion that another run was the first to ask for', async () => {
    const seen = watching(['DELETE_IN_PROGRESS', 'DELETE_COMPLETE'], [[]]);
    expect((await waitForStack(seen.run, 'arn:churn/1', TOKEN)).end).to.equal('gone');
    expect(seen.looks()).to.equal(2);
  });

  for (const stale of ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'REVIEW_IN_PROGRESS', 'gone'] as const) {
    it(`does not believe an end that is only the state before: ${stale}`, async () => {
      const seen = watching(
        [stale, stale, stale, stale, stale, 'UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE'],
        [[], [], [], [], [], [started], [started, eventOf('UPDATE_ROLLBACK_COMPLETE')]],
      );
      const result = await waitForStack(seen.run, 'arn:churn/1', TOKEN);
      expect(result).to.have.nested.property('stack.status', 'UPDATE_ROLLBACK_COMPLETE');
    });
  }

  it('believes the state in the end, also without events', async () => {
    const seen = watching(['UPDATE_COMPLETE'], [[]]);
    expect((await waitForStack(seen.run, 'arn:churn/1', TOKEN)).end).to.equal('settled');
    expect(seen.looks()).to.be.within(2, 20);
  });

  it('believes at once when it asks for no operation in particular', async () => {
    const seen = watching(['CREATE_COMPLETE'], [[]]);
    expect((await waitForStack(seen.run, 'arn:churn/1')).end).to.equal('settled');
    expect(seen.looks()).to.equal(1);
  });

  it('takes a throttled look for nothing', async () => {
    const looks = [BUSY, 'UPDATE_IN_PROGRESS', BUSY, BUSY, BUSY, BUSY, BUSY, BUSY, 'UPDATE_COMPLETE'] as const;
    const seen = watching(looks, [[started, done]]);
    expect((await waitForStack(seen.run, 'arn:churn/1', TOKEN)).end).to.equal('settled');
    expect(seen.halt.reason()).to.equal(undefined);
  });

  it('lets go after ten looks in vain, waits longer between them, and halts the run', async () => {
    const seen = watching([BUSY], [[]]);
    const before = seen.run.context.clock.elapsed();
    const result = await waitForStack(seen.run, 'arn:churn/1', TOKEN);
    expect(result).to.deep.include({ end: 'detached', reason: 'lost sight of the stack: AWS was too busy' });
    expect(seen.looks()).to.equal(10);
    expect(seen.run.context.clock.elapsed() - before).to.be.greaterThan(60_000);
    expect(seen.halt.reason()).to.equal('AWS was too busy');
  });

  it('lets go at once when the credentials have expired', async () => {
    const seen = watching(['UPDATE_IN_PROGRESS', new UserError('no-credentials', 'expired')], [[started]]);
    const result = await waitForStack(seen.run, 'arn:churn/1', TOKEN);
    expect(result).to.deep.include({ end: 'detached', events: [started] });
    expect([seen.looks(), seen.halt.reason()]).to.deep.equal([2, 'expired']);
  });

  it('lets go at once when the stack may not be looked at, but goes on with other stacks', async () => {
    const seen = watching([new UserError('access-denied', 'no')], [[]]);
    expect((await waitForStack(seen.run, 'arn:churn/1', TOKEN)).end).to.equal('detached');
    expect([seen.looks(), seen.halt.reason()]).to.deep.equal([1, undefined]);
  });

  it('takes a look that met any other trouble of the surroundings for nothing, too', async () => {
    const seen = watching([new Error('socket hang up'), 'UPDATE_COMPLETE'], [[started, done]]);
    expect((await waitForStack(seen.run, 'arn:churn/1', TOKEN)).end).to.equal('settled');
  });

  it('takes events that cannot be read for nothing while AWS is too busy, and not once credentials have expired', async () => {
    const busy = watching(['UPDATE_COMPLETE'], [BUSY]);
    expect((await waitForStack(busy.run, 'arn:churn/1', TOKEN)).end).to.equal('settled');
    const expired = watching(['UPDATE_COMPLETE'], [new UserError('no-credentials', 'expired')]);
    expect(await waitForStack(expired.run, 'arn:churn/1', TOKEN)).to.deep.include({ end: 'detached', events: [] });
    expect([expired.looks(), expired.halt.reason()]).to.deep.equal([1, 'expired']);
  });

  it('does without events that cannot be read', async () => {
    const seen = watching(['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE'], [new UserError('access-denied', 'no')]);
    expect((await waitForStack(seen.run, 'arn:churn/1', TOKEN)).end).to.equal('settled');
  });

  it('leaves the operation to itself when the run is interrupted', async () => {
    const seen = watching(['UPDATE_IN_PROGRESS'], [[started]]);
    seen.controller.abort();
    const result = await waitForStack(seen.run, 'arn:churn/1', TOKEN);
    expect(result).to.deep.include({ end: 'detached', events: [started] });
  });

  it('tells a deletion by its status, and by its absence', async () => {
    const deleted = watching(['DELETE_IN_PROGRESS', 'DELETE_COMPLETE'], [[], [eventOf('DELETE_COMPLETE')]]);
    expect((await waitForStack(deleted.run, 'arn:churn/1', TOKEN)).end).to.equal('gone');
    const absent = watching(['DELETE_IN_PROGRESS', 'gone'], [[]]);
    expect((await waitForStack(absent.run, 'arn:churn/1', TOKEN)).end).to.equal('gone');
  });
});
