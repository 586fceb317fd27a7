import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { cdkSynthesizer } from '../../processor/adapters/cdk/synthesizer.ts';
import { connectStage } from '../../processor/adapters/cloudformation/connect-stage.ts';
import { createSystemClock } from '../../processor/adapters/system-clock.ts';
import { gatherPlan } from '../../processor/cli/plan/gather.ts';
import { loadCommit } from '../../processor/cli/load/load-commit.ts';
import { readCommonOptions } from '../../processor/cli/shared/options.ts';
import type { World } from '../../processor/cli/shared/world.ts';
import type { ApplyContext } from '../../processor/deploy/apply-context.ts';
import { applyPlan } from '../../processor/deploy/apply-plan.ts';
import type { Outcome, RunReport } from '../../processor/model/outcome.ts';
import type { Change, Plan } from '../../processor/model/plan.ts';
import type { ApplyEvent } from '../../processor/model/progress.ts';
import type { StackTemplate } from '../../processor/model/stack.ts';
import { buildDestroyPlan } from '../../processor/plan/build-destroy-plan.ts';
import { guardPlan } from '../../processor/plan/guards.ts';
import type { StackTarget } from '../../processor/ports/stack-target.ts';
import type { Emulator, EmulatorClientConfig } from '../emulator/emulator.ts';

/** Account and region of the one stage; an access key of twelve digits opens that account on the emulator. */
export const ACCOUNT = '111111111111';
export const REGION = 'eu-west-1';
export const BUCKET = 'team-assets';

/** The one stage of a world. */
export interface WorldStage {
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

const DEV: WorldStage = { name: 'dev', account: ACCOUNT, region: REGION };

/** Config files by path; an object is written as JSON. */
export type Configs = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * A folder of config files and an emulator to deploy them to: discovery, rules, planner, synthesizer, engine and
 * CloudFormation adapter are the real ones. Only the clock is faster: stacks are looked at every 25 ms.
 */
export class EmulatorWorld {
  readonly repo = mkdtempSync(join(tmpdir(), 'mlops-emulator-world-'));
  readonly events: ApplyEvent[] = [];
  readonly #emulator: Emulator;
  readonly #stage: WorldStage;

  constructor(emulator: Emulator, stage: WorldStage = DEV) {
    this.#emulator = emulator;
    this.#stage = stage;
  }

  /** Forgets what is deployed and makes the assets bucket anew. */
  async reset(): Promise<void> {
    await this.#emulator.reset();
    const s3 = new S3Client(this.clientConfig());
    await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    s3.destroy();
  }

  /** For clients that look at what was deployed. */
  clientConfig(): EmulatorClientConfig {
    return this.#emulator.clientConfig(this.#stage.region, this.#stage.account);
  }

  /** What a child process needs to find the emulator. */
  environment(): Record<string, string> {
    const { account, region } = this.#stage;
    return { ...this.#emulator.environment(region), AWS_ACCESS_KEY_ID: account, AWS_EC2_METADATA_DISABLED: 'true' };
  }

  /** Makes the folder hold these files and no others of ours. */
  write(configs: Configs): void {
    rmSync(join(this.repo, 'models'), { recursive: true, force: true });
    const settings = {
      target: 'aws',
      assets_bucket: BUCKET,
      stages: [this.#stage],
    };
    for (const [path, content] of Object.entries({ 'mlops-settings.json': settings, ...configs })) {
      mkdirSync(dirname(join(this.repo, path)), { recursive: true });
      writeFileSync(join(this.repo, path), JSON.stringify(content, null, 2));
    }
  }

  target(change: { readonly maxAttempts?: number } = {}): Promise<StackTarget> {
    const stage = {
      ...{ ...this.#stage, approval: false, protected: false },
      assetsBucket: BUCKET,
    };
    const { credentials, endpoint } = this.clientConfig();
    return connectStage({ stage, clock: createSystemClock(), endpoint, credentials, ...change });
  }

  /** Plans what the files ask for; throws when they have errors. */
  async plan(configs: Configs, change: { readonly prune?: boolean } = {}): Promise<Plan> {
    this.write(configs);
    const options = readCommonOptions({ repo: this.repo, color: false, format: 'text' }, this.#silent());
    const commit = await loadCommit(this.#silent(), options);
    const errors = commit.findings.filter((finding) => finding.severity === 'error');
    if (errors.length > 0) throw new Error(errors.map((finding) => finding.message).join('\n'));
    const { stages } = commit.settings;
    const targets = new Map([[this.#stage.name, await this.target()]]);
    const plan = await gatherPlan(commit, { stages, targets, clock: createSystemClock(), onNote: () => undefined });
    return guardPlan(plan, { prune: change.prune ?? false, settings: commit.settings });
  }

  async apply(plan: Plan, change: Partial<ApplyContext> = {}): Promise<RunReport> {
    const target = await this.target();
    return applyPlan(plan, {
      targetOf: () => target,
      synthesizer: cdkSynthesizer(),
      clock: createSystemClock(),
      runId: Math.floor(Math.random() * 1e9).toString(36),
      concurrency: 4,
      pollInterval: 25,
      signal: new AbortController().signal,
      onEvent: (event) => this.events.push(event),
      ...change,
    });
  }

  /** Plans and applies in one go. */
  async deploy(configs: Configs, change: { readonly prune?: boolean } = {}): Promise<RunReport> {
    return this.apply(await this.plan(configs, change));
  }

  /** Deletes every stack, as `mlops destroy` does. */
  async destroy(): Promise<RunReport> {
    const target = await this.target();
    const deployed = await target.listStacks();
    const deployedTemplates = new Map<string, StackTemplate>();
    for (const { stackName } of deployed) {
      const template = await target.readTemplate(stackName);
      if (template !== undefined) deployedTemplates.set(stackName, template);
    }
    const facts = { stage: target.stage, target: target.kind, desired: [], deployed, deployedTemplates };
    const stacks = deployed.map(({ stackName }) => stackName);
    return this.apply(buildDestroyPlan({ stages: [facts], stacks, createdAt: '2026-03-02T09:30:00Z' }));
  }

  remove(): void {
    rmSync(this.repo, { recursive: true, force: true });
  }

  #silent(): World {
    const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
    const env = { AWS_ENDPOINT_URL: this.#emulator.endpoint };
    return { argv: [], env, cwd: this.repo, stdin, stdout, stderr, onInterrupt: () => undefined };
  }
}

/** The one change of a one-stage report; fails loudly when there is another number. */
export function onlyChange(report: RunReport): Change & { readonly outcome: Outcome } {
  const changes = report.stages.flatMap((stage) => stage.changes);
  const [change] = changes;
  if (change === undefined || changes.length > 1) throw new Error(`${changes.length} changes, not one`);
  return change;
}
