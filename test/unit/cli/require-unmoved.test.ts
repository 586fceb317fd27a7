import { expect } from 'chai';
import { requireUnmoved } from '../../../processor/cli/apply/require-unmoved.ts';
import type { Targets } from '../../../processor/cli/shared/targets.ts';
import { UserError } from '../../../processor/model/errors.ts';
import { formatOperationToken } from '../../../processor/model/operation.ts';
import type { Plan } from '../../../processor/model/plan.ts';
import { FINGERPRINT_OUTPUT, type DeployedStack, type StackEvent } from '../../../processor/model/stack.ts';
import { realtime, training } from '../../helpers/specs.ts';
import { world } from '../../helpers/world.ts';

const [CHURN, PRICE] = [realtime('churn'), realtime('price')];

/** A plan that creates two endpoints and would delete a third stack, which nobody asked for. */
function savedPlan(): Plan {
  return world().has(training('gone')).keeps(training('kept')).wants(CHURN).wants(PRICE).guarded();
}

function fingerprintOf(plan: Plan, stack: string): string {
  const changes = plan.stages.flatMap((stage) => stage.changes);
  return changes.find((change) => change.stack === stack)?.desiredFingerprint ?? expect.fail(stack);
}

/** What is deployed now: what the plan saw, and stacks that were made since, each with who made it. */
class Deployed {
  readonly #plan: Plan;
  readonly #stacks: DeployedStack[];
  readonly #tokens = new Map<string, string>();
  /** Stacks whose events were asked for. */
  readonly asked: string[] = [];

  constructor(plan: Plan) {
    this.#plan = plan;
    const { stages } = world().has(training('gone')).has(training('kept')).input();
    this.#stacks = [...(stages[0]?.deployed ?? [])];
  }

  /** Somebody deleted everything, or this is not where the plan was made. */
  nothing(): this {
    this.#stacks.length = 0;
    return this;
  }

  made(stackName: string, status: DeployedStack['status'], by: 'plan' | 'others'): this {
    const planDigest = by === 'plan' ? this.#plan.digest : 'cd'.repeat(32);
    const stackId = `arn:${stackName}`;
    const isUp = status === 'CREATE_COMPLETE';
    this.#tokens.set(stackId, formatOperationToken({ kind: 'create', commit: null, planDigest, runId: 'run1' }));
    this.#stacks.push({
      stackName,
      stackId,
      status,
      outputs: isUp ? { [FINGERPRINT_OUTPUT]: fingerprintOf(this.#plan, stackName) } : {},
      tags: {},
      terminationProtection: false,
    });
    return this;
  }

  targets(stage = 'dev'): Targets {
    const target = {
      listStacks: () => Promise.resolve(this.#stacks),
      listEvents: (stackId: string) => {
        this.asked.push(stackId);
        return Promise.resolve(this.#events(stackId));
      },
    };
    return new Map([[stage, target]]) as unknown as Targets;
  }

  #events(stackId: string): readonly StackEvent[] {
    const stack = this.#stacks.find((one) => one.stackId === stackId);
    if (stack === undefined) return [];
    const about = { logicalId: stack.stackName, resourceType: 'AWS::CloudFormation::Stack', physicalId: stackId };
    const { status } = stack;
    return [{ ...about, eventId: '1', time: '2026-03-02T09:30:00Z', status, token: this.#tokens.get(stackId) }];
  }
}

describe('requireUnmoved', () => {
  const plan = savedPlan();
  const stateDir = '/models/.mlops';

  it('finds nothing where nothing moved, and asks for no events', async () => {
    const now = new Deployed(plan);
    expect(await requireUnmoved(plan, now.targets(), { stateDir })).to.deep.equal({ unfinished: [] });
    expect(now.asked).to.deep.equal([]);
  });

  it('names what an earlier run of the plan left half-way, and asks of nothing else', async () => {
    const now = new Deployed(plan).made(CHURN.stackName, 'ROLLBACK_COMPLETE', 'plan');
    expect(await requireUnmoved(plan, now.targets(), { stateDir })).to.deep.equal({
      unfinished: [`stage dev, ${CHURN.stackName}: it exists now (ROLLBACK_COMPLETE), the plan saw none`],
    });
    expect(now.asked).to.deep.equal([`arn:${CHURN.stackName}`]);
  });

  it('refuses what others moved, and names only that', async () => {
    const now = new Deployed(plan)
      .made(CHURN.stackName, 'ROLLBACK_COMPLETE', 'plan')
      .made(PRICE.stackName, 'ROLLBACK_COMPLETE', 'others');
    const error: unknown = await requireUnmoved(plan, now.targets(), { stateDir }).catch((thrown: unknown) => thrown);
    if (!(error instanceof UserError)) throw new Error('nothing was refused');
    expect(error.code).to.equal('stale-plan');
    expect(error.instructions.join()).to.include(PRICE.stackName).and.not.include(CHURN.stackName);
  });

  it('names the state where nothing is of what the plan saw, not each stack of it', async () => {
    const now = new Deployed(plan).nothing();
    const error: unknown = await requireUnmoved(plan, now.targets(), { stateDir }).catch((thrown: unknown) => thrown);
    if (!(error instanceof UserError)) throw new Error('nothing was refused');
    expect([error.code, error.message]).to.deep.equal([
      'stale-plan',
      'the plan is stale: nothing of what it saw deployed is in /models/.mlops; nothing was applied',
    ]);
    expect(error.instructions).to.deep.equal([
      'if it was made in another folder, apply it there, or name that state: --state-dir DIR',
      'else make a new plan and have it reviewed: mlops plan --out FILE',
    ]);
  });

  it('names each stack where the state is the right one: on AWS, or where another stage has what the plan saw', async () => {
    const [dev] = plan.stages;
    const onAws = plan.stages.map((stage) => ({ ...stage, target: 'aws' as const }));
    const cases: readonly (readonly [Plan, Targets])[] = [
      [{ ...plan, stages: onAws }, new Deployed(plan).nothing().targets()],
      [
        { ...plan, stages: dev === undefined ? [] : [dev, { ...dev, stage: 'qa' }] },
        new Map([...new Deployed(plan).nothing().targets(), ...new Deployed(plan).targets('qa')]),
      ],
    ];
    for (const [saved, targets] of cases) {
      const error: unknown = await requireUnmoved(saved, targets, { stateDir }).catch((thrown: unknown) => thrown);
      if (!(error instanceof UserError)) throw new Error('nothing was refused');
      expect(error.message).to.include('what is deployed has changed since it was made');
    }
  });

  it('names at most twenty of many that moved', async () => {
    const names = Array.from({ length: 25 }, (_, index) => `model-${index}`);
    const many = names
      .reduce((story, name) => story.keeps(training(name)), world())
      .wants(CHURN)
      .guarded();
    const now = new Deployed(many).made(CHURN.stackName, 'ROLLBACK_COMPLETE', 'others');
    const error: unknown = await requireUnmoved(many, now.targets(), { stateDir }).catch((thrown: unknown) => thrown);
    if (!(error instanceof UserError)) throw new Error('nothing was refused');
    expect(error.instructions).to.have.length(22);
    expect(error.instructions[20]).to.equal('and 6 more');
  });

  it('goes on while a part of the plan is left to do', async () => {
    const now = new Deployed(plan).made(CHURN.stackName, 'CREATE_COMPLETE', 'plan');
    expect(await requireUnmoved(plan, now.targets(), { stateDir })).to.deep.equal({ unfinished: [] });
  });

  it('says who has done all that was asked for, without what waits for --prune', async () => {
    for (const [by, done] of [
      ['plan', 'by-this-plan'],
      ['others', 'otherwise'],
    ] as const) {
      const now = new Deployed(plan)
        .made(CHURN.stackName, 'CREATE_COMPLETE', 'plan')
        .made(PRICE.stackName, 'CREATE_COMPLETE', by);
      expect(await requireUnmoved(plan, now.targets(), { stateDir }), by).to.deep.equal({ unfinished: [], done });
    }
  });
});
