import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { World } from '../../processor/cli/shared/world.ts';
import type { Clock } from '../../processor/ports/clock.ts';
import { initRepository, type TestRepository } from './git-repository.ts';

const TRAINING = {
  pipeline_type: 'model_training_builtin',
  model_framework: 'xgboost',
  model_framework_version: '1.7-1',
  training_data: 'churn/train/',
  job_output_location: 'churn/models',
  instance_type: 'ml.m5.xlarge',
  algo_hyperparameters: { objective: 'binary:logistic', num_round: 100 },
};

/** A valid training config. */
export function trainingConfig(modelName: string, change: object = {}): string {
  return JSON.stringify({ ...TRAINING, model_name: modelName, ...change }, null, 2);
}

export function settingsFile(change: object = {}): string {
  const source = { provider: 'github', repository: 'acme/models', branch: 'main' };
  return JSON.stringify(
    { target: 'local', source, stages: [{ name: 'dev', account: '111111111111' }], ...change },
    null,
    2,
  );
}

interface Reviewed {
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** What was thrown. */
  readonly error?: { readonly code: string; readonly message: string; readonly instructions: readonly string[] };
}

/** Time that stands almost still: a pause is a turn of the event loop, each look a millisecond. */
function quickClock(): Clock {
  let milliseconds = Date.UTC(2026, 0, 5, 9);
  return {
    now: () => new Date((milliseconds += 1)).toISOString(),
    elapsed: () => milliseconds,
    sleep: async (duration) => {
      milliseconds += duration;
      await new Promise((resolve) => setTimeout(resolve, 20));
    },
  };
}

/**
 * A real repository with a base branch `main` that is applied to a local target, and `mlops review` on it. Hosts are
 * given by the environment.
 */
export class ReviewWorld {
  readonly repository: TestRepository;
  readonly stateDir: string;
  readonly clock = quickClock();
  env: Readonly<Record<string, string>> = {};
  readonly #folder = mkdtempSync(join(tmpdir(), 'mlops-review-'));

  constructor() {
    this.stateDir = join(this.#folder, 'state');
    const root = join(this.#folder, 'repository');
    mkdirSync(root);
    this.repository = initRepository(root, this.#folder);
  }

  /** Commits files to `main`. */
  commitToMain(files: Readonly<Record<string, string>>): string {
    this.repository.git('checkout', '--quiet', '-B', 'main');
    this.repository.write(files);
    return this.repository.commit();
  }

  /** Commits files to a branch that begins at `from`, and goes back to main: nothing of it is checked out. */
  commitToBranch(
    files: Readonly<Record<string, string>>,
    options: { readonly branch?: string; readonly from?: string; readonly remove?: readonly string[] } = {},
  ): string {
    const { branch = 'change', from = 'main', remove = [] } = options;
    this.repository.git('checkout', '--quiet', '-B', branch, from);
    this.repository.write(files);
    for (const file of remove) this.repository.git('rm', '--quiet', file);
    const commit = this.repository.commit();
    this.repository.git('checkout', '--quiet', 'main');
    return commit;
  }

  /** Deploys what `main` asks for. */
  async apply(): Promise<void> {
    const ended = await this.#inWorld(async (world) => {
      const { run } = await import('../../processor/cli/run.ts');
      return run({ ...world, argv: ['apply', '--auto-approve', '--ref', 'main', '--state-dir', this.stateDir] });
    });
    if (ended.code !== 0) throw new Error(ended.stderr);
  }

  /** Runs `mlops review`, as a program that shares nothing with another run but the repository and the hosts. */
  async review(
    change: Readonly<Partial<Record<'pullRequest' | 'base' | 'head' | 'target', string>>> & {
      readonly approvedFork?: boolean;
      readonly dryRun?: boolean;
      readonly env?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<Reviewed> {
    return this.#inWorld(async (world) => {
      const { reviewCommand } = await import('../../processor/cli/review/review-command.ts');
      return reviewCommand(world, {
        repo: this.repository.root,
        ref: undefined,
        stages: [],
        target: change.target as 'local' | undefined,
        stateDir: this.stateDir,
        format: 'markdown',
        verbose: false,
        colorOf: () => false,
        pullRequest: change.pullRequest,
        base: change.base,
        head: change.head,
        approvedFork: change.approvedFork ?? false,
        dryRun: change.dryRun ?? false,
        clock: this.clock,
      });
    }, change.env);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #inWorld(
    action: (world: World) => Promise<number>,
    env: Readonly<Record<string, string>> = {},
  ): Promise<Reviewed> {
    const output = { stdout: '', stderr: '' };
    const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
    stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
    stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
    const own = { ...this.env, ...env };
    // The SDK reads its credentials from the process.
    const before = { ...process.env };
    Object.assign(process.env, own);
    const world = {
      argv: [],
      env: { ...this.repository.env, ...own },
      cwd: this.repository.root,
      stdin,
      stdout,
      stderr,
      onInterrupt: () => undefined,
    };
    try {
      const code = await action(world);
      return { code, ...output };
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'UserError') throw error;
      return { code: undefined, ...output, error: error as unknown as NonNullable<Reviewed['error']> };
    } finally {
      for (const name of Object.keys(own)) {
        if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = before[name];
      }
    }
  }
}
