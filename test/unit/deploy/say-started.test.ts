import { expect } from 'chai';
import { describeEvent } from '../../../processor/cli/progress/progress.ts';
import type { StackTarget } from '../../../processor/ports/stack-target.ts';
import { ApplyWorld } from '../../helpers/apply-world.ts';
import { realtime } from '../../helpers/specs.ts';

const SPEC = realtime();
const CHANGED = realtime('churn', { instance_count: 2 });
const STARTS = 'stage dev: 1 change';

describe('what is said of a change', () => {
  it('steers no terminal, whatever CloudFormation answered', () => {
    const outcome = {
      result: 'refused',
      guard: 'stale-plan',
      reason: 'another run: \u001b[2J\u001b]0;x\u0007',
    } as const;

    const line = describeEvent(
      { kind: 'change-finished', stage: 'dev', stack: 'churn', action: 'update', outcome },
      false,
    );

    expect(line).to.equal('  churn: refused: another run: \\u{1B}[2J\\u{1B}]0;x\\u{7}');
  });
});

describe('what is said to have started', () => {
  let world: ApplyWorld;

  beforeEach(() => {
    world = new ApplyWorld();
  });

  afterEach(() => {
    world.remove();
  });

  /** The lines of the last run, as a log shows them, without its name of the stack and its seconds. */
  async function lines(run: () => Promise<unknown>): Promise<readonly string[]> {
    world.events.length = 0;
    await run();
    const said = world.events.map((event) => describeEvent(event, false)).filter((line) => line !== undefined);
    return said.map((line) => line.replace(`  ${SPEC.stackName}: `, '').replace(/\d+ s$/, '# s'));
  }

  /** Targets on which an operation runs at the first look, and has ended at the next. */
  function busyOnce(): (stage: string) => StackTarget {
    const open = world.targets();
    let isBusy = true;
    return (stage) => {
      const target = open(stage);
      const look = target.describeStack.bind(target);
      async function describeStack(name: string): ReturnType<StackTarget['describeStack']> {
        const found = await look(name);
        const status = isBusy ? 'UPDATE_IN_PROGRESS' : found?.status;
        isBusy = false;
        return found === undefined || status === undefined ? found : { ...found, status };
      }
      return Object.assign(target, { describeStack });
    };
  }

  it('is what begins to change', async () => {
    expect(await lines(() => world.deploy([{ spec: SPEC }]))).to.deep.equal([
      STARTS,
      'create started',
      'created in # s',
    ]);
    expect(await lines(() => world.deploy([{ spec: CHANGED }]))).to.deep.equal([
      STARTS,
      'update started',
      'updated in # s',
    ]);
  });

  it('is not what the plan has made of it already', async () => {
    const plan = await world.plan([{ spec: SPEC }]);
    await world.apply(plan);
    expect(await lines(() => world.apply(plan))).to.deep.equal([
      STARTS,
      'unchanged: it is what this plan makes of it already',
    ]);
  });

  it('is not what is gone already', async () => {
    await world.deploy([{ spec: SPEC }]);
    const plan = await world.plan([], { prune: true });
    const [change] = plan.stages[0]?.changes ?? [];
    // A single workload of a stage does not go by --prune; that is no matter here.
    const free = {
      ...plan,
      stages: plan.stages.map((stage) => ({ ...stage, changes: [{ ...change, blocked: undefined }] })),
    };
    expect(await lines(() => world.apply(free as typeof plan))).to.deep.equal([
      STARTS,
      'delete started',
      'deleted in # s',
    ]);
    expect(await lines(() => world.apply(free as typeof plan))).to.deep.equal([
      STARTS,
      'unchanged: the stack is gone already',
    ]);
  });

  it('is not what has moved since, and is refused', async () => {
    const plan = await world.plan([{ spec: SPEC }]);
    await world.deploy([{ spec: CHANGED }]);
    const [, ...rest] = await lines(() => world.apply(plan));
    expect(rest).to.have.length(1);
    expect(rest[0]).to.match(/^refused: .*plan again$/);
  });

  it('is not what waits for the end of another operation, of which it tells', async () => {
    const waits = 'waits for the operation that is running (UPDATE_IN_PROGRESS)';
    await world.deploy([{ spec: SPEC }]);
    const plan = await world.plan([{ spec: CHANGED }]);

    const after = await lines(() => world.apply(plan, { targetOf: busyOnce() }));
    expect(after).to.deep.equal([STARTS, waits, 'update started', 'updated in # s']);

    const again = await lines(() => world.apply(plan, { targetOf: busyOnce() }));
    expect(again).to.deep.equal([STARTS, waits, 'unchanged: it is what this plan makes of it already']);
  });
});
