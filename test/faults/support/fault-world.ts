import type { InjectedFailure } from '../../../processor/adapters/local/faults.ts';
import type { Settings } from '../../../processor/model/settings.ts';
import { parseSettings } from '../../../processor/config/settings/settings.ts';
import type { ProcessIdentity } from '../../../processor/adapters/local/process-identity.ts';
import type { Clock } from '../../../processor/ports/clock.ts';
import type { SourceRepository } from '../../../processor/ports/source-repository.ts';
import { Disk } from './disk.ts';
import { FakeCloud } from './fake-cloud.ts';
import { memoryFileSystem } from './memory-file-system.ts';
import { seededRandom, type Random } from './random.ts';

export type FaultTarget = 'local' | 'cloud';

/** Config files by path: an object is written as JSON, a text as it stands. */
export type Files = Readonly<Record<string, object | string>>;

export const STATE_DIR = '/state';

const SETTINGS = {
  stages: [{ name: 'dev', account: '111111111111', region: 'eu-west-1', assets_bucket: 'team-assets' }],
  guards: { max_deletions: 1_000 },
};

/**
 * A repository, what is deployed of it, and processes that plan and apply it, all in memory and at the speed of it.
 * What is the program's own is the real thing: reading, validation, planner, engine, the local target with its files
 * or the CloudFormation adapter. What surrounds it can be killed, changed and looked into.
 */
export class FaultWorld {
  readonly target: FaultTarget;
  readonly random: Random;
  readonly cloud: FakeCloud;
  readonly settings: object;
  disk = new Disk();
  /** The program that is installed: another value is another version. */
  code = 'c'.repeat(64);
  /** Lets what processes do interleave at random, instead of one call after the other. */
  interleaves = false;
  /** Size at which the local target begins a new file of its journal; undefined for its own default. */
  journalBytes: number | undefined;
  #files: Files = {};
  #commits = 0;
  #milliseconds = Date.UTC(2026, 0, 5, 9);
  #nextPid = 100;
  readonly #alive = new Set<number>();

  constructor(target: FaultTarget, options: { readonly seed?: number; readonly settings?: object } = {}) {
    this.target = target;
    this.random = seededRandom(options.seed ?? 1);
    this.settings = options.settings ?? SETTINGS;
    this.cloud = new FakeCloud(() => this.#newId());
  }

  /** The same once more, from where it is now; nobody is at work on it. */
  copy(): FaultWorld {
    const copy = new FaultWorld(this.target, { settings: this.settings, seed: this.random.below(2 ** 31) });
    copy.disk = new Disk(this.disk.changes);
    this.cloud.copyTo(copy.cloud);
    copy.code = this.code;
    copy.journalBytes = this.journalBytes;
    copy.#files = this.#files;
    copy.#commits = this.#commits;
    copy.#milliseconds = this.#milliseconds;
    copy.#nextPid = this.#nextPid;
    return copy;
  }

  /** What the newest commit asks for. */
  get files(): Files {
    return this.#files;
  }

  get commitId(): string {
    return this.#commits.toString(16).padStart(40, '0');
  }

  commit(files: Files): void {
    this.#files = files;
    this.#commits += 1;
  }

  /** A process begins: its id, by which others see whether it lives. */
  begin(): number {
    const pid = this.#nextPid++;
    this.#alive.add(pid);
    return pid;
  }

  end(pid: number): void {
    this.#alive.delete(pid);
  }

  isAlive(of: ProcessIdentity): boolean {
    return this.#alive.has(of.pid);
  }

  /**
   * Lets the journal be full now: the next entry begins a new file. Only what is written later makes that full again.
   */
  fillJournal(): void {
    const fs = memoryFileSystem(() => this.disk, { before: () => undefined, after: () => undefined });
    const [stage] = this.parsedSettings().stages;
    const file = `${STATE_DIR}/${stage?.account ?? ''}/${stage?.region ?? ''}/journal.jsonl`;
    if (this.target === 'local' && fs.existsSync(file)) this.journalBytes = fs.statSync(file).size;
  }

  /** Resources that are to fail from now on. */
  fail(failures: readonly InjectedFailure[]): void {
    this.cloud.failures = [...failures];
    const fs = memoryFileSystem(() => this.disk, { before: () => undefined, after: () => undefined });
    for (const folder of [STATE_DIR]) if (!fs.existsSync(folder)) fs.mkdirSync(folder);
    const file = `${STATE_DIR}/faults.json`;
    if (fs.existsSync(file)) fs.unlinkSync(file);
    const descriptor = fs.openSync(file, 'wx');
    fs.writeSync(descriptor, Buffer.from(JSON.stringify({ failures })));
    fs.closeSync(descriptor);
  }

  repository(): SourceRepository {
    const files = { 'mlops-settings.json': this.settings, ...this.#files };
    const { commitId } = this;
    return {
      revision: () => Promise.resolve({ commit: commitId, dirty: false }),
      listEntries: () => Promise.resolve(Object.keys(files).map((path) => ({ path, kind: 'file' }))),
      readFiles: (entries) =>
        Promise.resolve(
          entries.map(({ path }) => {
            const content = (files as Files)[path] ?? '';
            return Buffer.from(typeof content === 'string' ? content : JSON.stringify(content, null, 2));
          }),
        ),
    };
  }

  parsedSettings(): Settings {
    return parseSettings(Buffer.from(JSON.stringify(this.settings)), 'mlops-settings.json').settings;
  }

  /** Time that passes with every look and every sleep, for nobody in particular. */
  clock(): Clock {
    return {
      now: () => new Date((this.#milliseconds += 1)).toISOString(),
      elapsed: () => this.#milliseconds,
      sleep: async (duration) => {
        this.#milliseconds += duration;
        await turn();
      },
    };
  }

  /** Lets other processes do something, where they are to interleave. */
  async yield(): Promise<void> {
    if (!this.interleaves) return;
    for (let turns = this.random.below(4); turns > 0; turns -= 1) await turn();
  }

  #newId(): string {
    const hex = Buffer.from(this.random.bytes(16)).toString('hex');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
