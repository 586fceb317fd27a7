import { expect } from 'chai';
import { buildDestroyPlan } from '../../../processor/plan/build-destroy-plan.ts';
import { renderSavedPlan } from '../../../processor/render/plan/plan-json.ts';
import type { InjectedFailure } from '../../../processor/adapters/local/faults.ts';
import type { StackTemplate } from '../../../processor/model/stack.ts';
import type { Plan } from '../../../processor/model/plan.ts';
import { expectAsReported, expectOrder } from './check-applied.ts';
import { FaultProcess, type RunEnd } from './fault-process.ts';
import { FaultWorld, type FaultTarget } from './fault-world.ts';
import { RandomCommits } from './random-commits.ts';
import { essenceOf, expectSound, snapshotWorld } from './snapshot-world.ts';

const ONE_STAGE = [{ name: 'dev', account: '000000000000', region: 'us-east-1', assets_bucket: 'team-assets' }];
const TWO_STAGES = [...ONE_STAGE, { ...ONE_STAGE[0], name: 'prod', account: '222222222222' }];

const DEPLOYMENTS = [
  'plain',
  'plain',
  'plain',
  'unpruned',
  'kill',
  'kill',
  'two',
  'late',
  'fail',
  'fail',
  'upgrade',
  'none',
];

/**
 * A history of commits and deployments at random, the same for the same seed: changes of config files, runs that are
 * killed, two at once, plans that are applied late, resources that fail. Checks after each step that the state is sound
 * and that what was reported is what happened; at the end, that the state is what a fresh deployment would have made.
 */
export class RandomHistory {
  /** What was done, for whoever has to understand a failure. */
  readonly log: string[] = [];
  readonly #world: FaultWorld;
  readonly #commits: RandomCommits;

  constructor(target: FaultTarget, seed: number) {
    // The fake cloud is one account.
    const stages = target === 'local' && seed % 3 === 0 ? TWO_STAGES : ONE_STAGE;
    const settings = { stages, guards: { max_deletions: 1_000 }, allowed_accounts: ['000000000000'] };
    this.#world = new FaultWorld(target, { seed, settings });
    this.#world.interleaves = true;
    this.#commits = new RandomCommits(this.#world.random);
    this.#world.commit(this.#commits.files);
  }

  async run(steps: number): Promise<void> {
    const world = this.#world;
    for (let step = 0; step < steps; step += 1) {
      if (step > 0 && world.random.chance(0.85)) {
        this.#say(`commit: ${this.#commits.commit()}`);
        world.commit(this.#commits.files);
      }
      await this.#deploy(world.random.pick(DEPLOYMENTS));
      expectSound(snapshotWorld(world));
    }
    await this.#converge();
    await this.#expectFresh();
  }

  async #deploy(how: string): Promise<void> {
    const world = this.#world;
    this.#say(how);
    switch (how) {
      case 'none':
        return;
      case 'upgrade':
        world.code = world.random.pick(['d', 'e', 'f']).repeat(64);
        await this.#apply({ prune: true });
        return;
      case 'plain':
        await this.#applyToTheEnd();
        return;
      case 'unpruned':
        await this.#apply({ prune: false });
        return;
      case 'kill':
        await this.#kill();
        return;
      case 'two':
        await this.#two();
        return;
      case 'late':
        await this.#late();
        return;
      case 'fail':
        world.fail(this.#failures());
        await this.#apply({ prune: true });
        world.fail([]);
        return;
      default:
        throw new Error(how);
    }
  }

  /** Plans and applies, and expects that the report tells the truth. */
  async #apply(options: {
    readonly prune: boolean;
  }): Promise<{ readonly plan: Plan; readonly end: RunEnd } | undefined> {
    const world = this.#world;
    const process = new FaultProcess(world);
    const before = snapshotWorld(world);
    const plan = await process.plan(options);
    if (plan === undefined) {
      process.end();
      expect(snapshotWorld(world), 'an invalid commit changes nothing').to.deep.equal(before);
      return undefined;
    }
    const end = await process.apply(plan);
    if (end.end !== 'reported') throw new Error(`a run on its own ended as ${end.end}`);
    this.#say(
      end.report.stages
        .flatMap(({ changes }) => changes.map((each) => `${each.action} ${each.stack}: ${each.outcome.result}`))
        .join('; '),
    );
    expectAsReported(end.report, { before, after: snapshotWorld(world) });
    expectOrder(end.report, process.events);
    return { plan, end };
  }

  /** A run that nobody disturbs does all it planned, and after it there is nothing to do. */
  async #applyToTheEnd(): Promise<void> {
    const applied = await this.#apply({ prune: true });
    if (applied?.end.end !== 'reported') return;
    const { report } = applied.end;
    const open = report.stages
      .flatMap(({ changes }) => changes)
      .filter(({ outcome }) => outcome.result !== 'deployed' && outcome.result !== 'unchanged');
    if (open.some(({ outcome }) => outcome.result === 'refused')) return;
    expect(
      open.map(({ stack, outcome }) => [stack, outcome]),
      'not done',
    ).to.deep.equal([]);
    await this.#expectNothingToDo();
  }

  async #expectNothingToDo(): Promise<void> {
    const plan = await new FaultProcess(this.#world).plan();
    const left = plan?.stages.flatMap(({ changes }) => changes.filter(({ action }) => action !== 'none')) ?? [];
    expect(
      left.map(({ stack, action, reasons }) => [stack, action, reasons]),
      'left to do',
    ).to.deep.equal([]);
  }

  async #kill(): Promise<void> {
    const process = new FaultProcess(this.#world);
    const plan = await process.plan();
    if (plan === undefined) return;
    const at = process.kill.calls + this.#world.random.below(250);
    const phase = this.#world.random.pick(['before', 'after'] as const);
    process.kill.arm((moment) => moment.phase === phase && moment.number === at);
    const end = await process.apply(plan);
    this.#say(`killed ${phase} call ${at}: ${end.end}`);
  }

  /** Two runs of the same commit at the same time: each stack is changed once, and both tell the truth. */
  async #two(): Promise<void> {
    const processes = [new FaultProcess(this.#world), new FaultProcess(this.#world)] as const;
    const plans = await Promise.all(processes.map((process) => process.plan()));
    const ends = await Promise.all(
      processes.map(async (process, index) => {
        const plan = plans[index];
        return plan === undefined ? undefined : process.apply(plan);
      }),
    );
    for (const end of ends) {
      if (end === undefined) continue;
      this.#say(`one of two: ${end.end}`);
      if (end.end === 'refused') expect(end.error.code).to.equal('lock-held');
      if (end.end !== 'reported') continue;
      for (const { stack, action, outcome } of end.report.stages.flatMap(({ changes }) => changes)) {
        this.#say(`${action} ${stack}: ${outcome.result}`);
        // A run whose second stage is found locked has the report of its first to give.
        if (outcome.result === 'failed' && !outcome.rootCause.includes('is locked by')) {
          expect.fail(`${stack} failed because two ran: ${outcome.rootCause}`);
        }
      }
    }
  }

  /** A plan that is applied after another commit was: exactly as it was made, or not at all. */
  async #late(): Promise<void> {
    const world = this.#world;
    const plan = await new FaultProcess(world).plan();
    this.#say(`commit: ${this.#commits.commit()}`);
    world.commit(this.#commits.files);
    await this.#apply({ prune: true });
    if (plan === undefined) return;
    const before = snapshotWorld(world);
    const process = new FaultProcess(world);
    const end = await process.applySaved(renderSavedPlan(plan));
    this.#say(`late: ${end.end}`);
    if (end.end === 'refused') expect(snapshotWorld(world), 'a stale plan changes nothing').to.deep.equal(before);
    else if (end.end === 'reported') expectAsReported(end.report, { before, after: snapshotWorld(world) });
  }

  #failures(): readonly InjectedFailure[] {
    const { random } = this.#world;
    const stacks = [...snapshotWorld(this.#world).keys()];
    const coming = ['alpha', 'beta'].map((model) => `mlops-pipeline-${model}-byompipelinerealtimebuiltin`);
    return Array.from({ length: 1 + random.below(3) }, () => ({
      stack: random.pick([...stacks, ...coming]),
      logicalId: random.pick(['Endpoint', 'Job', 'Lambda', 'Schedule', 'Model']),
      operation: random.pick(['create', 'update', 'update', 'delete', 'rollback'] as const),
      reason: `it did not work ${random.below(1_000)}`,
      times: 1,
      keepFailed: random.chance(0.2),
    }));
  }

  /** From wherever things are, a few runs of a repaired commit bring everything to an end. */
  async #converge(): Promise<void> {
    this.#commits.repair();
    this.#world.commit(this.#commits.files);
    this.#world.fail([]);
    this.#say('converge');
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const applied = await this.#apply({ prune: true });
      if (applied?.end.end === 'reported' && applied.end.report.succeeded) break;
      await this.#destroyStuck();
    }
    await this.#expectNothingToDo();
  }

  /** What the plan tells people to do with a stack whose deletion got stuck. */
  async #destroyStuck(): Promise<void> {
    const process = new FaultProcess(this.#world);
    const facts = [];
    const stuck = [...snapshotWorld(this.#world).values()].filter(({ head }) => head.status === 'DELETE_FAILED');
    for (const [, target] of process.targets(this.#world.parsedSettings())) {
      const deployed = await target.listStacks();
      const deployedTemplates = new Map<string, StackTemplate>();
      facts.push({ stage: target.stage, target: target.kind, desired: [], deployed, deployedTemplates });
    }
    const stacks = stuck.map(({ head }) => head.stackName);
    if (stacks.length === 0) return;
    this.#say(`destroy ${stacks.join(', ')}`);
    await process.apply(buildDestroyPlan({ stages: facts, stacks, createdAt: '2026-03-02T09:30:00Z' }));
  }

  /** The same commit, deployed by itself, makes the same stacks. */
  async #expectFresh(): Promise<void> {
    const fresh = new FaultWorld(this.#world.target, { seed: 1, settings: this.#world.settings });
    fresh.code = this.#world.code;
    fresh.commit(this.#commits.files);
    const process = new FaultProcess(fresh);
    const plan = await process.plan();
    if (plan === undefined) throw new Error('the repaired commit is not valid');
    await process.apply(plan);
    const [old, made] = [this.#world, fresh].map((world) =>
      Object.fromEntries([...snapshotWorld(world)].sort().map(([name, record]) => [name, essenceOf(record)])),
    );
    expect(old, 'after this history, against a fresh deployment').to.deep.equal(made);
  }

  #say(what: string): void {
    this.log.push(what);
  }
}
