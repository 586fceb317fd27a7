import { PassThrough } from 'node:stream';
import { createCloudFormationTarget } from '../../../processor/adapters/cloudformation/cloudformation-target.ts';
import type { Clients } from '../../../processor/adapters/cloudformation/clients.ts';
import { createLocalTargets } from '../../../processor/adapters/local/create-local-target.ts';
import { gatherPlan } from '../../../processor/cli/plan/gather.ts';
import { loadFiles } from '../../../processor/cli/load/load-commit.ts';
import { requireUnmoved } from '../../../processor/cli/apply/require-unmoved.ts';
import { applyPlan } from '../../../processor/deploy/apply-plan.ts';
import { UserError } from '../../../processor/model/errors.ts';
import { hasErrors } from '../../../processor/model/finding.ts';
import type { RunReport } from '../../../processor/model/outcome.ts';
import type { Plan } from '../../../processor/model/plan.ts';
import type { ApplyEvent } from '../../../processor/model/progress.ts';
import type { Settings, Stage } from '../../../processor/model/settings.ts';
import { diffTemplates } from '../../../processor/plan/diff-template.ts';
import { guardPlan } from '../../../processor/plan/guards.ts';
import { verifyPlan } from '../../../processor/plan/verify-plan.ts';
import type { Clock } from '../../../processor/ports/clock.ts';
import type { StackTarget } from '../../../processor/ports/stack-target.ts';
import { Disk } from './disk.ts';
import { STATE_DIR, type FaultWorld } from './fault-world.ts';
import { KillSwitch } from './kill-switch.ts';
import { memoryFileSystem } from './memory-file-system.ts';
import { smallSynthesizer } from './small-synthesizer.ts';

/** How a run ended that may have been killed, or refused as a whole. */
export type RunEnd =
  | { readonly end: 'reported'; readonly report: RunReport }
  | { readonly end: 'killed' }
  | { readonly end: 'refused'; readonly error: UserError };

/** One run of the program on a world: it plans, applies, and may die at any call. */
export class FaultProcess {
  readonly kill = new KillSwitch();
  readonly events: ApplyEvent[] = [];
  /** How many changes the disk had seen when each event came. */
  readonly diskAt: number[] = [];
  readonly #world: FaultWorld;
  readonly #pid: number;
  #disk: Disk;
  #targets: ReadonlyMap<string, StackTarget> | undefined;

  constructor(world: FaultWorld) {
    this.#world = world;
    this.#pid = world.begin();
    this.#disk = world.disk;
  }

  /** Plans what the newest commit asks for; undefined when that is not valid. */
  async plan(options: { readonly prune?: boolean } = {}): Promise<Plan | undefined> {
    const repository = this.#world.repository();
    const commit = await loadFiles(repository, { world: silent(), target: 'local' });
    if (hasErrors(commit.findings)) return undefined;
    const { stages } = commit.settings;
    const gathered = await gatherPlan(commit, {
      stages,
      targets: this.targets(commit.settings),
      clock: this.#world.clock(),
      synthesizer: smallSynthesizer(this.#world.code),
      onNote: () => undefined,
    });
    return guardPlan(gathered, { prune: options.prune ?? true, settings: commit.settings });
  }

  /** Applies a plan as it was saved, however long ago; what has moved since refuses it as a whole. */
  async applySaved(text: string): Promise<RunEnd> {
    const reading = this.kill.guard('read plan', () => Promise.resolve(verifyPlan(text)));
    const verified = await Promise.race([reading, this.kill.died]);
    if (verified === undefined) return this.#killed();
    if (verified.result !== 'valid') throw new Error(verified.reason);
    const { plan } = verified;
    const checking = this.#refusal(plan);
    const error = await Promise.race([checking, this.kill.died.then(() => 'killed' as const)]);
    if (error === 'killed') return this.#killed();
    if (error === undefined) return this.apply(plan);
    this.end();
    return { end: 'refused', error };
  }

  async apply(plan: Plan): Promise<RunEnd> {
    const applying = applyPlan(plan, {
      targetOf: (stage) => this.target(stage),
      synthesizer: smallSynthesizer(this.#world.code),
      clock: this.#clock(),
      runId: `run${this.#pid}`,
      concurrency: 4,
      pollInterval: 1,
      signal: new AbortController().signal,
      onEvent: (event) => {
        const said = nameOf(event);
        this.kill.witness('before', said);
        this.events.push(event);
        this.diskAt.push(this.#world.disk.changes.length);
        this.kill.witness('after', said);
      },
    }).then(
      (report): RunEnd => ({ end: 'reported', report }),
      (error: unknown): RunEnd => {
        if (this.kill.isDead) return { end: 'killed' };
        if (error instanceof UserError) return { end: 'refused', error };
        throw error;
      },
    );
    const announced = applying.then((end) => this.kill.guard('announce', () => Promise.resolve(end)));
    const end = await Promise.race([announced, this.kill.died.then((): RunEnd => ({ end: 'killed' }))]);
    this.end();
    return this.kill.isDead ? { end: 'killed' } : end;
  }

  async #refusal(plan: Plan): Promise<UserError | undefined> {
    try {
      await requireUnmoved(plan, this.targets(this.#world.parsedSettings()), { stateDir: '.mlops' });
      return undefined;
    } catch (error) {
      if (error instanceof UserError) return error;
      throw error;
    }
  }

  #killed(): RunEnd {
    this.end();
    return { end: 'killed' };
  }

  /** The process is over: whoever asks finds it gone, and what it still holds leads to nothing. */
  end(): void {
    this.#world.end(this.#pid);
    this.#disk = new Disk();
  }

  targets(settings: Pick<Settings, 'stages'>): ReadonlyMap<string, StackTarget> {
    if (this.#targets !== undefined) return this.#targets;
    const open = this.#opener();
    this.#targets = new Map(settings.stages.map((stage) => [stage.name, this.#watch(open(stage))]));
    return this.#targets;
  }

  /** The target of a stage. */
  target(name = 'dev'): StackTarget {
    const target = this.targets(this.#world.parsedSettings()).get(name);
    if (target === undefined) throw new Error(`no stage ${name}`);
    return target;
  }

  #opener(): (stage: Stage) => StackTarget {
    const world = this.#world;
    if (world.target === 'cloud') {
      const clients = this.#clients();
      return (stage) => createCloudFormationTarget({ stage, clients, clock: this.#clock() });
    }
    const pid = this.#pid;
    return createLocalTargets({
      stateDir: STATE_DIR,
      clock: this.#clock(),
      random: (size) => world.random.bytes(size),
      diffTemplates,
      ...(world.journalBytes === undefined ? {} : { journalBytes: world.journalBytes }),
      // The process tells by itself whether it lives: no need to beat.
      heartbeatMilliseconds: 2 ** 30,
      processes: {
        self: () => ({ pid, host: 'here', pidSpace: 'one', startedAt: '1' }),
        liveness: (of) => (world.isAlive(of) ? 'alive' : 'dead'),
      },
      fileSystem: this.#fileSystem(),
    });
  }

  #fileSystem(): ReturnType<typeof memoryFileSystem> {
    return memoryFileSystem(() => this.#disk, {
      before: (call, file) => {
        this.kill.witness('before', `${call} ${file}`);
      },
      after: (call, file) => {
        this.kill.witness('after', `${call} ${file}`);
      },
    });
  }

  #clients(): Clients {
    const { cloud } = this.#world;
    const send = (command: { readonly input: object }): Promise<object> => {
      const action = command.constructor.name.replace(/Command$/, '');
      return this.kill.guard(`cloud ${action}`, async () => {
        await this.#world.yield();
        await this.kill.survive();
        return cloud.answer(action, command.input as Readonly<Record<string, unknown>>);
      });
    };
    return { cloudFormation: { send }, s3: { send } } as unknown as Clients;
  }

  /** Every call of the port is a moment at which the process may die. */
  #watch(target: StackTarget): StackTarget {
    const { kill } = this;
    const world = this.#world;
    function call<T>(name: string, action: () => Promise<T>): Promise<T> {
      return kill.guard(`port ${name}`, async () => {
        await world.yield();
        await kill.survive();
        return action();
      });
    }
    return {
      kind: target.kind,
      stage: target.stage,
      lock: (holder) =>
        call('lock', async () => {
          const lock = await target.lock(holder);
          return { release: () => call('release', () => lock.release()) };
        }),
      listStacks: () => call('listStacks', () => target.listStacks()),
      describeStack: (nameOrId) => call('describeStack', () => target.describeStack(nameOrId)),
      readTemplate: (nameOrId) => call('readTemplate', () => target.readTemplate(nameOrId)),
      publishAsset: (asset) => call('publishAsset', () => target.publishAsset(asset)),
      createChangeSet: (request) => call('createChangeSet', () => target.createChangeSet(request)),
      executeChangeSet: (changeSet, token) => call('executeChangeSet', () => target.executeChangeSet(changeSet, token)),
      discardChangeSet: (changeSet) => call('discardChangeSet', () => target.discardChangeSet(changeSet)),
      deleteStack: (stackId, token) => call('deleteStack', () => target.deleteStack(stackId, token)),
      continueUpdateRollback: (stackId, token) =>
        call('continueUpdateRollback', () => target.continueUpdateRollback(stackId, token)),
      rollbackStack: (stackId, token) => call('rollbackStack', () => target.rollbackStack(stackId, token)),
      listEvents: (stackId, token) => call('listEvents', () => target.listEvents(stackId, token)),
      listOperations: (stackName) => call('listOperations', () => target.listOperations(stackName)),
    };
  }

  #clock(): Clock {
    const clock = this.#world.clock();
    return { ...clock, sleep: (milliseconds) => this.kill.guard('sleep', () => clock.sleep(milliseconds)) };
  }
}

/** The step `S10` of a run is to have seen the end of an operation. */
function nameOf(event: ApplyEvent): string {
  if (event.kind === 'stack-event') return `event ${event.event.logicalId} ${event.event.status}`;
  return `event ${event.kind}`;
}

function silent(): Parameters<typeof loadFiles>[1]['world'] {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  return { argv: [], env: {}, cwd: '/', stdin, stdout, stderr, onInterrupt: () => undefined };
}
